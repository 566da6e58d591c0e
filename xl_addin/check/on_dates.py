"""Dates that can be read and are hardly meant: a year of birth, 2062 for 2026, a posting for years on end."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from xl_addin.cells import kinds
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import columns, tables
from xl_addin.check.on_arguments import WITHOUT_KINDS, kinds_of
from xl_addin.check.origin import origin
from xl_addin.check.phrasing import day
from xl_addin.check.posted import posted, table_lines
from xl_addin.tables.headings import table_fields

EARLIEST: Final = dt.date(1990, 1, 1)
YEAR: Final = 366
"""Days: how far ahead a date may lie, and how long a posting may last, before it is worth a look [ours]."""

_NEVER: Final = dt.date(9999, 12, 31)
"""Written for what does not end."""


def find(book: Book) -> Iterator[Finding]:
    """Every typed date that a function reads, then every posting's period."""
    found: dict[Cell, str] = {}
    latest = book.today + dt.timedelta(days=YEAR)
    for cell, value in _dates(book):
        when = day(value)
        if when is None or EARLIEST <= when <= latest or when == _NEVER:
            continue
        typed = origin(book, cell)
        if not book.is_typed(typed):
            continue
        if when < EARLIEST:
            found[typed] = f"{when:%d-%m-%Y} ligger før {EARLIEST:%Y}."
        else:
            found[typed] = f"{when:%d-%m-%Y} ligger mere end et år ude i fremtiden."
    for lines in posted(book):
        for row, (first, last) in enumerate(zip(lines.values["fra"], lines.values["til"], strict=True)):
            begins, ends = day(first), day(last)
            if begins and ends and (ends - begins).days >= YEAR:
                days = (ends - begins).days + 1
                found.setdefault(lines.origin(book, "til", row), f"Posteringens periode er {days} dage.")
    yield from in_columns(book, "dato-langt-væk", found.items())


def _dates(book: Book) -> Iterator[tuple[Cell, object]]:
    read = set()  # several functions may take the same table
    for call in book.calls:
        for number, table in tables().get(call.name, {}).items():
            area = call.areas[number] if number < len(call.areas) else None
            if area in read:
                continue
            read.add(area)
            if lines := table_lines(book, call, number):
                for one in table_fields(table):
                    if one.kind == "date" and one.key in lines.cells:
                        cells = zip(lines.cells[one.key], lines.values[one.key], strict=True)
                        yield from ((cell, value) for cell, value in cells if cell)
        if call.name not in WITHOUT_KINDS:
            given = columns(book, call)
            for name, kind in kinds_of(call.name).items():
                if kind is kinds.DATE and name in given and given[name].cells:
                    yield from zip(given[name].cells or (), given[name].values, strict=True)
