"""The cell functions from a server (xlwings Server): Excel 365, Mac and the web, nothing installed on the PC.

* ``app.py``                     the ASGI application; ``project`` is what of xlwings Server we replace or add
* ``environment.py``             its settings
* ``guard.py``, ``requests.py``  what is let in: addresses, sizes, times, calls that are in order
* ``office_functions.py``, ``office_cells.py``  the functions and their cells as Office.js has them
* ``pane.py``, ``pane_examples.py``, ``template.py``  what the task pane asks for
* ``examination.py``, ``examining.py``  a workbook checked or explained in a process of its own
* ``metrics.py``, ``quiet_logs.py``  what operations see: never what a cell held
* ``certificate.py``             for a trial on one PC
"""
