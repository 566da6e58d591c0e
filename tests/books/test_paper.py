"""The shipped workbooks on paper: a page ends between groups, and nothing is too wide for where it stands."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.computing import WORKBOOKS
from xl_addin.books import new_arrangement, regional, style
from xl_addin.books.layout import KRONER, WHOLE
from xl_addin.books.paper import Paper, height
from xl_addin.books.shipped import SHIPPED

POSTINGS_TEXT = {("Udgifter", "K"), ("Fordeling", "K")}
"""A posting's own text may be longer than its column."""

LETTERS = 1.15
"""Letters that fit in the width of a figure, on average."""


@cache
def opened(name: str) -> Workbook:
    return load_workbook(WORKBOOKS / name, data_only=True)


def described() -> list[tuple[str, Worksheet]]:
    """The sheets whose pages end between groups."""
    books = new_arrangement.build(), regional.build({})
    return [(sheet.title, sheet) for book in books for sheet in book if sheet.page_setup.scale]


@pytest.mark.parametrize(("title", "sheet"), described())
def test_a_page_ends_between_groups_and_is_not_higher_than_the_paper(title: str, sheet: Worksheet) -> None:
    ends = [one.id for one in sheet.row_breaks.brk]
    _, _, _, last = range_boundaries(sheet.print_area.partition("!")[2])
    paper = Paper("", landscape=sheet.page_setup.orientation == "landscape")
    for above, end in pairwise([0, *ends, last]):
        headings = [row for row in range(above + 1, end + 1) if is_heading(sheet, row)]
        room = 100 * paper.room[1] / sheet.page_setup.scale
        assert height(sheet, range(above + 1, end + 1)) <= room or len(headings) == 1, (title, end)
    assert all(is_heading(sheet, end + 1) for end in ends), title


def is_heading(sheet: Worksheet, row: int) -> bool:
    return any(cell.font.color and cell.font == style.SECTION for cell in sheet[row])


def printed(name: str) -> Iterator[tuple[Worksheet, Cell, float, bool]]:
    """The cells that are printed or seen: their sheet, their width, and whether something stands to their right."""
    for sheet in opened(name):
        if sheet.sheet_state != "visible":
            continue
        _, _, last, _ = range_boundaries(sheet.print_area.partition("!")[2] or sheet.print_area)
        merged = {one.start_cell.coordinate: one for one in sheet.merged_cells.ranges}
        letters = [column.column_letter for column in next(sheet.iter_rows(1, 1, 1, last + 1))]
        for row in sheet.iter_rows(5, max_col=last + 1):
            for place, cell in enumerate(row[:-1]):
                if cell.value in (None, "") or sheet.column_dimensions[letters[place]].hidden:
                    continue
                area = merged.get(cell.coordinate)
                right = area.max_col if area else place + 1
                width = sum(sheet.column_dimensions[letter].width for letter in letters[place:right])
                yield sheet, cell, width, right == last or row[right].value not in (None, "")


def shown(value: Any, number_format: str) -> str:
    if isinstance(value, dt.date):
        return "31-12-2016"
    return f"{value:,.2f}" if number_format == KRONER else f"{value:,.0f}" if number_format == WHOLE else f"{value:.1f}"


@pytest.mark.parametrize("name", SHIPPED)
def test_no_number_is_too_wide_for_its_column(name: str) -> None:
    for sheet, cell, width, _ in printed(name):
        if isinstance(cell.value, int | float | dt.date) and not isinstance(cell.value, bool):
            needed = len(shown(cell.value, cell.number_format)) * (1.08 if cell.font.b else 1) + cell.alignment.indent
            assert needed < width, (sheet.title, cell.coordinate, cell.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_text_is_cut_off(name: str) -> None:
    """A text in one line goes on into the empty cells beside it, but not past what is printed."""
    for sheet, cell, width, is_stopped in printed(name):
        is_posting = (sheet.title, cell.column_letter) in POSTINGS_TEXT
        if isinstance(cell.value, str) and is_stopped and not cell.alignment.wrap_text and not is_posting:
            assert len(cell.value) <= width * LETTERS + 1, (sheet.title, cell.coordinate, cell.value)
