"""The cell functions (cellefunktioner): the agreement as functions in a spreadsheet.

Each is a rule of ``rules`` behind its signature, in a module for each section of the contract: ``who_and_when``,
``how_much``, ``settling``. The signature is the only catalogue: names, Danish help, defaults and how a cell is
read come from it (``arguments``), and every host generates from it (``catalogue``). Shapes, blanks and errors
are the same for all: see ``cells.call``. Money is in kroner with at most two decimals.
"""
