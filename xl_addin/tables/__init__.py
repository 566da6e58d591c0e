"""Tables: ranges whose first row holds headings, read as typed columns.

* ``headings.toml``, ``headings.py``  the one list of headings, for the functions, ``fho adopt`` and ``fho check``
* ``typed_table.py``                  a range as typed columns, a row a record
* ``records.py``                      what is wrong with the records, and in Danish why
* ``table_call.py``                   a rule on tables as a function on cells
* ``case_book.py``                    *ordninger*: arrangements in time
* ``settled_ledger.py``               *posteringer*, settled with them
* ``stays.py``                        *indlæggelser*
* ``follow_up_table.py``              what the agreement follows up, period by period
* ``remarks.py``                      what is worth a look in each of them, in Danish
"""
