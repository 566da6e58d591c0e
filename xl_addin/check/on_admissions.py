"""Long admissions, in a list of admissions or among the postings, without the joint decision that they call for."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

from xl_addin.agreement.vocabulary import COST_TYPES
from xl_addin.cells.columns import read_cells
from xl_addin.cells.kinds import COST_TYPE
from xl_addin.cells.text import fold
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import at
from xl_addin.check.finding import Finding
from xl_addin.check.lines import POSTINGS, first_rows, lines_of, rows_of
from xl_addin.check.links import links
from xl_addin.check.origin import header
from xl_addin.check.phrasing import date, day

_DECISION: Final = re.compile(r"beslut|vurderet|afgjort|truffet")
_FORM: Final = 6  # rows of a form in which the decision may be asked for below the admission

Stay = tuple[Cell, dt.date, dt.date]


def find(book: Book) -> Iterator[Finding]:
    """The listed admissions; then the postings of admissions that no list holds."""
    listed = list(_listed(book))
    for cell, first, last, due, top in listed:
        if due and due <= book.today and not _decided(book, cell, top):
            yield at(book, "lang-indlæggelse", cell, f"Indlagt {_period(first, last)}: skulle vurderes {due:%d-%m-%Y}.")
    stays = [(cell, first, last or dt.date.max) for cell, first, last, *_ in listed]
    yield from _posted(book, stays)


def _listed(book: Book) -> Iterator[tuple[Cell, dt.date, dt.date | None, dt.date | None, int]]:
    """Each admission: its cell, first and last day, when the decision is due, the first row of its table."""
    for lines in lines_of(book, "FHO_VURDERING"):
        top = first_rows(book, lines, "indlagt")
        for row, due in enumerate(rows_of(lines.own())):
            cell, first = lines.origin(book, "indlagt", row), day(lines.values["indlagt"][row])
            if first:
                last = day(lines.values["udskrevet"][row])
                yield cell, first, last, due if isinstance(due, dt.date) else None, top[cell.sheet]


def _posted(book: Book, stays: list[Stay]) -> Iterator[Finding]:
    for lines in lines_of(book, *POSTINGS):
        due = rows_of(lines.call("FHO_VURDERING", "fra", lines.last_days))
        top = first_rows(book, lines, "beloeb")
        cost_types = read_cells(lines.values["art"], COST_TYPE).values
        for row, day_due in enumerate(due):
            if cost_types[row] != COST_TYPES.index("indlæggelse") or not isinstance(day_due, dt.date):
                continue
            cell = lines.origin(book, "beloeb", row)
            first, last = day(lines.values["fra"][row]), day(lines.last_days[row])
            is_told = first and last and _is_listed(book, cell, first, last, stays)
            if first and last and not is_told and not _decided(book, cell, top[cell.sheet]):
                what = f"Indlagt {_period(first, last)}: skulle vurderes {day_due:%d-%m-%Y}."
                yield at(book, "lang-indlæggelse", cell, what)


def _is_listed(book: Book, posting: Cell, first: dt.date, last: dt.date, stays: list[Stay]) -> bool:
    """Whether a list of admissions has the stay of a posting: of the same arrangement, at the same time."""
    called = _names(book, posting) & links(book).keys
    return any(begins <= last and first <= ends and called & _names(book, cell) for cell, begins, ends in stays)


def _names(book: Book, cell: Cell) -> set[str]:
    """The texts in a cell's row."""
    row = book.constants[cell.sheet].get(cell.row, {}).values()
    return {fold(value) for value in row if isinstance(value, str)}


def _decided(book: Book, cell: Cell, top: int) -> bool:
    """Whether a decision is filled in: in a column of the row, or in a form below, under its label."""
    others = [cell._replace(column=column) for column in book.constants[cell.sheet].get(cell.row, {})]
    if any(_DECISION.search(fold(header(book, other, top))) for other in others if other != cell):
        return True
    below = [cell._replace(row=row) for row in range(cell.row + 1, cell.row + _FORM)]
    return any(_DECISION.search(fold(_label(book, other))) for other in below if book.is_typed(other))


def _label(book: Book, cell: Cell) -> str:
    text: Any = book.value(cell._replace(column=cell.column - 1)) if cell.column > 1 else None
    return text if isinstance(text, str) else ""


def _period(first: dt.date, last: dt.date | None) -> str:
    return f"{date(first)} til {date(last)}" if last else f"fra {date(first)}"
