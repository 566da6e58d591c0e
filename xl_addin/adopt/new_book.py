"""The new workbook as a file: its sheets rendered, the rows put in, computed, and written once.

openpyxl makes the sheets, with one row of each long table; the rows themselves are put in by the writer that ``fho
calc`` uses: fifty thousand rows of cell objects would take longer than all the rest.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from xl_addin.adopt.posting_fields import Value
from xl_addin.adopt.sheets import FIRST_ROW, Cells
from xl_addin.books.bookfile import new_workbook, written
from xl_addin.books.dropdowns import add_lists
from xl_addin.books.layout import SheetTable
from xl_addin.books.regional.areas import TERMS, areas
from xl_addin.books.rendering import SheetPlan, render
from xl_addin.cells.dates import EPOCH
from xl_addin.check.book import Book, book_of
from xl_addin.xlsx.call_spelling import Spelling, spelled
from xl_addin.xlsx.package import WorkbookError, read_package
from xl_addin.xlsx.patch import patched
from xl_addin.xlsx.sheet import CellValue

_TITLE: Final = "Overtaget regnskab for fælles hjælperordninger"
_HEADINGS_WITHIN: Final = 30  # rows


@dataclass(frozen=True)
class Typed:
    """What a person has typed in a workbook that was taken over before: records by sheet and heading, and terms."""

    records: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    terms: dict[str, Value] = field(default_factory=dict)
    """What stands on Aftale, by address."""


def typed_in(workbook: Path) -> Typed:
    """Read it; ``WorkbookError`` where that cannot be done. Only the sheets that people type in are read."""
    try:
        book = load_workbook(workbook, read_only=True)
        tables = [one for one in areas().typed if one.sheet in book.sheetnames]
        typed = Typed({one.sheet: _records(book[one.sheet], one) for one in tables if one != areas().postings})
        if TERMS in book.sheetnames:
            cells = (cell for row in book[TERMS].iter_rows() for cell in row if cell.value is not None)
            typed.terms.update((cell.coordinate, _plain(cell.value)) for cell in cells)
        book.close()
    except Exception as error:  # a damaged file makes openpyxl raise nearly anything
        raise WorkbookError(f"{workbook}: det, der er skrevet i mappen, kan ikke læses ({error})") from error
    return typed


def _records(sheet: Any, table: SheetTable) -> list[dict[str, Value]]:
    """The records of a sheet by heading; nothing where its headings are gone."""
    rows = sheet.iter_rows(max_col=len(table.columns), values_only=True)
    headings: tuple[Any, ...] = ()
    records = []
    for number, row in enumerate(rows, 1):
        if headings:
            record = {str(key): _plain(value) for key, value in zip(headings, row, strict=True) if value is not None}
            records += [record] if record else []
        elif table.columns[0].header in row:
            headings = row
        elif number > _HEADINGS_WITHIN:
            break
    return records


def _plain(cell: object) -> Value:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, str | bool | float | dt.date):
        return cell
    return float(cell) if isinstance(cell, int) else str(cell)


class NewBook:
    """The sheets as described, computed with the rows of the long ones among them."""

    def __init__(
        self, name: str, plans: Sequence[SheetPlan], rows: Mapping[str, Cells], terms: Mapping[str, Value]
    ) -> None:
        """Render them. `rows` are the cells of the long ones; `terms` what a person had typed on Aftale."""
        workbook = new_workbook(_TITLE)
        for plan in plans:
            render(workbook, plan)
        for row in workbook[TERMS].iter_rows():
            for cell in row:
                if not cell.protection.locked and cell.coordinate in terms:
                    cell.value = terms[cell.coordinate]
        add_lists(workbook)
        self._package = read_package(Path(name), spelled(written(workbook), Spelling.ADDIN))
        self._rows = {name: _stored(cells) for name, cells in rows.items()}
        for sheet in self._package.sheets:
            long = self._rows.get(sheet.name, {})
            sheet.constants.update((place, value) for place, value in long.items() if value is not None)

    def computed(self, today: dt.date) -> Book:
        """The workbook as ``fho check`` sees it."""
        book = book_of(self._package, today)
        # What formulas give; the rest of the book, hundreds of megabytes of a long ledger, need not be kept.
        for sheet, values in zip(self._package.sheets, book.values, strict=True):
            self._rows.setdefault(sheet.name, {}).update(
                (place, value) for place, value in values.items() if place not in sheet.constants
            )
        return book

    def file(self, late: Mapping[str, Cells]) -> bytes:
        """The file; `late` are the rows of sheets that nothing is computed from."""
        self._rows |= {name: _stored(cells) for name, cells in late.items()}
        values = [self._rows[sheet.name] for sheet in self._package.sheets]
        return patched(self._package, values, looks=dict.fromkeys(self._rows, FIRST_ROW))


def _stored(cells: Cells) -> dict[tuple[int, int], CellValue]:
    """Cells as a file holds them: dates are serial numbers, a text of no length is nothing."""
    return {place: _as_stored(value) for place, value in cells.items()}


def _as_stored(value: Value) -> CellValue:
    if isinstance(value, dt.date):
        return float((value - EPOCH).days)
    return None if value == "" else value
