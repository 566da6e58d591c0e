"""The file format of workbooks (.xlsx, .xlsm): read, and written again with other values. No calculation.

* ``package.py``, ``sheet.py``   a file's parts, and the cells and formulas of a sheet
* ``bounds.py``, ``markup.py``   how much a file may ask for, and whether its XML is in order
* ``tree.py``, ``parser.py``     formulas as trees
* ``names.py``, ``between.py``   what names stand for, and ranges that no inserted row can move
* ``call_spelling.py``           how calls of our functions stand in a file
* ``comments.py``                notes and threaded comments
* ``patch.py``                   the same file with other values
"""
