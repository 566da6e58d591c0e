"""Tables: ranges whose first row holds headings, read as typed columns.

* ``headings.toml``, ``headings.py``  the one list of headings, for the functions, ``fho adopt`` and ``fho check``
* ``typed_table.py``                  a range as typed columns, a row a record
* ``records.py``                      what is wrong with the records, and in Danish why
* ``call.py``                         a rule on tables as a function on cells
"""
