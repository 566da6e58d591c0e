"""The cell functions (cellefunktioner): the agreement as functions in a spreadsheet.

Each is a rule of ``rules`` behind its signature, in a module for each section of the contract: ``who_and_when``,
``how_much``, ``whole_tables``, ``settling``. The signature is the only catalogue: names, Danish help, defaults and how
a cell is read come from it (``arguments``), and every host generates from it (``catalogue``). Shapes, blanks and errors
are the same for all: see ``cells.call``. Money is in kroner with at most two decimals. Parameters that several
functions have stand in each: no person, mypy or host could read them from a shared signature.

What stands behind a result is told by ``explanation``, with ``arithmetic`` for a row and ``arithmetic_of_record`` for a
record of a table. ``page`` and ``sources_page`` make the pages for users and auditors.

``from xl_addin.functions import fho_fordel`` gives any of them; its section is imported when it is asked for.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    from xl_addin.functions.catalogue import function_named  # the catalogue imports the sections from here

    found = function_named(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found.call


def __dir__() -> list[str]:
    from xl_addin.functions.catalogue import catalogue

    return sorted([*globals(), *(function.name.lower() for function in catalogue())])
