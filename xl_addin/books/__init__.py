"""The workbooks (regneark) that come with the add-in, built by code.

* ``layout``: columns and tables named once; every reference in a formula comes from them
* ``style``: what an input, a computed cell, a header look like
* ``captions``, ``dropdowns``: the Danish words, from data files and from the agreement's data
* ``validation``: what may be typed
* ``rendering``: sheets as descriptions, and the one renderer that makes cells of them
* ``bookfile``: a workbook as named parts, the same bytes on every build
* ``invented``: the invented ledger that the regional workbook shows, as CSV
* ``regional``, ``new_arrangement``: the workbooks, one module a sheet
"""
