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
from xl_addin.books.regional.areas import Areas, Records, areas

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
