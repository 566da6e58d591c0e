"""The workbooks (regneark) that come with the add-in, built by code.

* ``layout``: columns and blocks named once; every reference in a formula comes from them
* ``style``: what an input, a computed cell, a header look like
* ``words``: the Danish words of the drop-downs
* ``package``: a workbook as named parts, the same bytes on every build
* ``invented``: the invented ledger that the regional workbook shows
* ``regional``, ``new_arrangement``: the two workbooks, one module a sheet
"""
