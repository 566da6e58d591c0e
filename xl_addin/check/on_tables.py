"""What the functions that take whole tables say of their records, at the records themselves."""

from collections.abc import Iterator
from typing import Final

from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import tables
from xl_addin.check.origin import origin
from xl_addin.check.phrasing import date, day
from xl_addin.check.posted import ADMISSIONS, remarks
from xl_addin.engine import CalledFunction
from xl_addin.functions.catalogue import by_name
from xl_addin.rules.admission import NOT_DUE, OVERDUE
from xl_addin.tables.headings import recognise

_AT: Final = {
    "posteringer": ("postering", "beloeb"), "ordninger": ("ordning", "sag"),
    "ordninger+opfoelgning": ("ordning", "sag"), "indlaeggelser": ("indlæggelse", "indlagt"),
}  # fmt: skip
"""For each table what its findings are called, and the cell of a record that they are told at."""


OTHER_MUNICIPALITY: Final = "Afregnes med en anden kommune"
"""What FHO_REGNSKAB says of a municipality that the rule does not give."""


def find(book: Book) -> Iterator[Finding]:
    """Every record with a remark."""
    found: dict[str, dict[Cell, str]] = {}
    for call in book.calls:
        if call.name in tables():
            for down, text in remarks(call):
                weight = "fejl" if text.startswith("Fejl") else "se-efter"
                kind, cell = _record(book, call, down)
                named = "flytning" if OTHER_MUNICIPALITY in text else f"{kind}-{weight}"
                found.setdefault(named, {}).setdefault(cell, text.removeprefix("Fejl: "))
            if call.name == ADMISSIONS:
                found.setdefault("lang-indlæggelse", {}).update(_undecided(book, call))
    for kind, cells in found.items():
        yield from in_columns(book, kind, cells.items())


def _record(book: Book, call: CalledFunction, down: int) -> tuple[str, Cell]:
    """What a record is called, and the cell that its findings are told at."""
    table, area, given = tables()[call.name][0], call.areas[0], call.arguments[0]
    kind, key = _AT[table]
    if area is None or not isinstance(given, list):
        return kind, Cell(book.sheet_number(call.sheet), call.row + down, call.column)
    across = recognise(table, given[0]).column.get(key, 0)
    return kind, origin(book, Cell(area.sheet, area.top + 1 + down, area.left + across))


def _undecided(book: Book, call: CalledFunction) -> Iterator[tuple[Cell, str]]:
    """The stays whose joint assessment is overdue on the day of the check."""
    names = by_name()[call.name].columns
    due, status = names.index("vurderes senest"), names.index("status")
    for down, row in enumerate(call.result):
        last = day(row[due])
        if row[status] == OVERDUE or (str(row[status]).startswith(NOT_DUE) and last and last < book.today):
            yield _record(book, call, down)[1], f"Skulle vurderes i fællesskab {date(row[due])}."
