"""The postings of a workbook, whichever of our functions reads them: a row at a time, or a whole table."""

from collections.abc import Iterator
from typing import Any, Final

from xl_addin.check.book import Book, Cell
from xl_addin.check.lines import POSTINGS, Called, lines_of, tables
from xl_addin.engine import CalledFunction
from xl_addin.functions.catalogue import by_name
from xl_addin.tables.headings import recognise

LEDGER: Final = "FHO_REGNSKAB"
ADMISSIONS: Final = "FHO_INDLAEGGELSER"

_BLANK: Final = (None, "")
_NEEDED: Final = {"beloeb", "art", "fra"}


def posted(book: Book) -> list[Called]:
    """All postings: ``beloeb``, ``art``, ``fra`` and ``til`` of each, with their cells; equal rows once."""
    return book.remembered("posted", lambda: [*lines_of(book, *POSTINGS), *_of_ledgers(book)])


def _of_ledgers(book: Book) -> Iterator[Called]:
    for call in book.calls:
        if call.name == LEDGER and (found := table_lines(book, call, 0)) and found.values.keys() >= _NEEDED:
            yield found


def amount_column(call: CalledFunction) -> int | None:
    """Which column of the table of postings, from 0, holds the amounts; None where it has none."""
    given = call.arguments[0]
    return recognise("posteringer", given[0]).column.get("beloeb") if isinstance(given, list) else None


def table_lines(book: Book, call: CalledFunction, argument: int) -> Called | None:
    """The records of a table that a call was given, a column a field; None where it is no range with headings."""
    key = "table", call.sheet, call.row, call.column, argument
    return book.remembered(key, lambda: _table_lines(book, call, argument))


def _table_lines(book: Book, call: CalledFunction, argument: int) -> Called | None:
    if argument >= len(call.arguments):
        return None
    given, area = call.arguments[argument], call.areas[argument]
    if area is None or not isinstance(given, list) or len(given) < 2:
        return None
    named = recognise(tables()[call.name][argument], given[0]).column
    keys = {*named, *(("til",) if argument == 0 and call.name == LEDGER else ())}
    lines = Called(by_name()[call.name], None, {key: [] for key in keys}, {key: [] for key in keys})
    sheet = book.sheet_number(call.sheet)
    records = [
        (down, record)
        for down, record in enumerate(given[1:])
        if not all(record[across] in _BLANK for across in named.values())
    ]
    lines.at.extend(Cell(sheet, call.row + down, call.column) for down, _ in records)
    for key in keys:
        across = named.get(key)
        lines.values[key] = [None if across is None else record[across] for _, record in records]
        lines.cells[key] = [
            None if across is None else Cell(area.sheet, area.top + 1 + down, area.left + across) for down, _ in records
        ]
    return lines


def remarks(call: CalledFunction) -> Iterator[tuple[int, str]]:
    """What a table function says of its records: the index of each, from 0, and the text of *bemærkning*."""
    column = by_name()[call.name].columns.index("bemærkning")
    for down, row in enumerate(call.result):
        text: Any = row[column]
        if isinstance(text, str) and text not in ("", "OK"):
            yield down, text
