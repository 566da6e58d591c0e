"""An invented ledger (opfundne data), as CSV: arrangements and postings as a region could have them, but nobody's.

A file for each sheet that users fill in, its first line the sheet's own headings, dates as 2016-10-25.
"""

import csv
import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from xl_addin.books.layout import DATE, GENERAL, MONTH, TEXT, SheetTable
from xl_addin.books.regional.areas import ADMISSIONS, ARRANGEMENTS, CLAIMED, POSTINGS, Areas, Records, areas
from xl_addin.functions.catalogue import by_name

CLOSED: Final = dt.date(2016, 12, 31)
"""The day that the invented ledger is made up."""

_FILES: Final = {
    "Ordninger": "ordninger.csv", "Udgifter": "udgifter.csv", "Opkrævet": "opkraevet.csv",
    "Indlæggelser": "indlaeggelser.csv",
}  # fmt: skip


@cache
def invented_ledger() -> Records:
    """The records of the shipped workbook, by sheet."""
    room: Areas = areas()
    return {table.sheet: _records(table) for table in room.typed}


def invented_ledger_of(municipality: str) -> Records:
    """What of it one municipality has in its own workbook: the postings that are settled with it, and their cases."""
    ledger, room = invented_ledger(), areas()
    tables = (_as_typed(table, ledger) for table in (room.postings, room.arrangements))
    place = [column.key for column in room.division.columns].index("afregnes")
    settled = by_name()["FHO_REGNSKAB"].call(*tables)
    own = [one for one, found in zip(ledger[POSTINGS], settled, strict=True) if found[place] == municipality]
    cases = {one["ordning"] for one in own}
    return {
        POSTINGS: own,
        ARRANGEMENTS: [one for one in ledger[ARRANGEMENTS] if one["sag"] in cases],
        ADMISSIONS: [one for one in ledger[ADMISSIONS] if one["ordning"] in cases],
        CLAIMED: [one for one in ledger[CLAIMED] if one["kommune"] == municipality],
    }


def _as_typed(table: SheetTable, ledger: Records) -> list[list[Any]]:
    """A sheet's table as a function reads it: the headings, and a row a record."""
    rows = [[one.get(column.key) for column in table.columns] for one in ledger[table.sheet]]
    return [[column.header for column in table.columns], *rows]


def _records(table: SheetTable) -> Sequence[dict[str, Any]]:
    """The lines of a sheet's file by column key; a heading that the sheet does not have is an error."""
    keys = {column.header: column for column in table.columns}
    text = files(__package__).joinpath(_FILES[table.sheet]).read_text(encoding="utf-8")
    return [
        {keys[header].key: _value(cell, keys[header].number_format) for header, cell in line.items() if cell}
        for line in csv.DictReader(text.splitlines())
    ]


def _value(cell: str, number_format: str) -> Any:
    if number_format in (DATE, MONTH):
        return dt.date.fromisoformat(cell)
    if number_format == TEXT:
        return cell
    if number_format == GENERAL:
        return int(cell)
    return float(cell)
