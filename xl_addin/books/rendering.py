"""Sheets as descriptions (``SheetPlan``), and the one renderer that makes cells of them.

A sheet is a title, notes, and parts from top to bottom: ``Lines`` of single cells, or a ``Filled`` table with what
stands in it. In a formula ``{r}`` is the number of its own row, in a table's ``{n}`` the line's number from 1. Rows are
as high as their texts need.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.layout import Entry, SheetTable, define
from xl_addin.books.paper import Paper, lay_out
from xl_addin.books.validation import allow, explain_header

_LINE = 15.0  # the height of one line of text
_HEADER = 34.0  # the height of a table's header, with room for the arrow of a filter
_CHARACTERS = 1.15  # letters of a text that fit in the width of one figure, a little less than on average
_SMALL, _BOLD = 1.1, 0.85  # how many more in the small print of notes and sources, how many fewer in bold


@dataclass(frozen=True)
class Shown:
    """A cell: what stands in it, how it looks, its defined name, how many columns and rows it takes, what may be typed.

    ``lines`` is how many lines a formula's text may need; of a written text it is counted. A cell that is ``deep`` needs
    no high row: it goes on into the rows below.
    """

    value: Any = None
    look: str = "linje"
    name: str = ""
    span: int = 1
    deep: int = 1
    entry: Entry | None = None
    lines: int = 1
    link: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines of cells below a heading and column headers, from ``column`` on.

    They stand below what came before, or at ``row`` (beside other lines).
    """

    heading: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    column: int = 2
    width: int = 0
    row: int = 0
    height: float = 20
    gap: int = 1


@dataclass(frozen=True)
class Filled:
    """A table with its rows: records by column key, array formulas by area, formulas by column key for every row.

    ``filtered`` is the letter of the last column that has a filter.
    ``painted`` is how many of the rows get their looks (0: all): of a table with tens of thousands, one, whose looks
    those that are written later take (``xlsx.patch``).
    """

    table: SheetTable
    records: Sequence[Mapping[str, Any]] = ()
    arrays: tuple[tuple[str, str], ...] = ()
    formulas: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)
    filtered: str = ""
    painted: int = 0


@dataclass(frozen=True)
class SheetPlan:
    """One sheet. ``more`` is what only this sheet does: colours by rule, charts.

    Without ``first_row`` the parts begin one row below the notes.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    parts: tuple[Lines | Filled, ...]
    paper: Paper
    widths: tuple[float, ...] = ()
    column: int = 1
    first_row: int = 0
    freeze: str = ""
    is_locked: bool = True
    hidden: tuple[str, ...] = ()
    more: Callable[[Worksheet], None] | None = None


def render(workbook: Workbook, plan: SheetPlan) -> Worksheet:
    """Add the sheet that a plan describes."""
    sheet: Worksheet = workbook.create_sheet(plan.name)
    sheet.sheet_view.showGridLines = False
    _widths(sheet, plan)
    # Where something is typed, Kontrol counts whole columns: no title but in the first one.
    column = max(plan.column, plan.paper.first_column) if plan.is_locked else plan.column
    _put(sheet, 1, column, Shown(plan.title, "tekst"))
    sheet.cell(1, column).font = style.TITLE
    sheet.cell(1, column).alignment = style.MIDDLE
    sheet.row_dimensions[1].height = 30
    for row, note in enumerate(plan.notes, 2):
        _put(sheet, row, column, Shown(note, "note"))
        sheet.cell(row, column).alignment = style.MIDDLE
    groups = _parts(sheet, plan)
    if plan.freeze:
        sheet.freeze_panes = plan.freeze
    for letter in plan.hidden:
        sheet.column_dimensions[letter].hidden = True
    lay_out(sheet, plan.paper, groups)
    if plan.is_locked:
        style.lock(sheet)
    else:
        sheet.sheet_properties.tabColor = style.INPUT_TAB
    if plan.more:
        plan.more(sheet)
    return sheet


def _parts(sheet: Worksheet, plan: SheetPlan) -> list[int]:
    """Put all parts, and give the rows where a group of lines begins that nothing else stands beside."""
    row = plan.first_row or len(plan.notes) + 3
    starts, taken = [], set[int]()
    for part in plan.parts:
        if isinstance(part, Filled):
            first, end = part.table.header_row, _filled(sheet, part)
            row = end + 1
        else:
            first, end = part.row or row, _lines(sheet, part, row)
            row = max(row, end + part.gap)
            if not part.heading:
                continue
            starts.append(first)
        taken.update(range(first + 1, end))
    return sorted(set(starts) - taken)


def _widths(sheet: Worksheet, plan: SheetPlan) -> None:
    """The widths of all columns, before any text is measured."""
    widths = dict(enumerate(plan.widths, 1))
    for part in plan.parts:
        if isinstance(part, Filled):
            first = part.table.first_column
            widths.setdefault(first - 1, 2)  # an empty column: sorting what is typed leaves the arrays out
            for number, column in enumerate(part.table.columns, first):
                widths[number] = max(column.width, widths.get(number, 0))
    for number, width in widths.items():
        if number:
            sheet.column_dimensions[get_column_letter(number)].width = width


def _lines(sheet: Worksheet, lines: Lines, below: int) -> int:
    """Put lines, and give the row below them."""
    row = lines.row or below
    width = lines.width or max([len(lines.headers), *(sum(cell.span for cell in cells) for cells in lines.rows)])
    if lines.heading:
        for column in range(lines.column, lines.column + width):
            sheet.cell(row, column).fill = style.BAND_FILL
        heading = sheet.cell(row, lines.column, lines.heading)
        heading.font, heading.alignment = style.SECTION, style.MIDDLE
        sheet.row_dimensions[row].height = 22
        row += 1
    if lines.headers:
        for column, text in enumerate(lines.headers, lines.column):
            _put(sheet, row, column, Shown(text or None, "hoved"))
        _raise(sheet, row, lines.column, 20)
        row += 1
    for cells in lines.rows:
        column = lines.column
        for cell in cells:
            _put(sheet, row, column, cell)
            column += cell.span
        for one in range(row, row + max(cell.deep for cell in cells)):
            _raise(sheet, one, lines.column, max(lines.height, *(_LINE * cell.lines + 4 for cell in cells)))
            row += 1
    return row


def _raise(sheet: Worksheet, row: int, first: int, least: float) -> None:
    """Make a row as high as its texts and what stands beside them need."""
    sheet.row_dimensions[row].height = max(least, _height(sheet, row, first), sheet.row_dimensions[row].height or 0)


def _put(sheet: Worksheet, row: int, column: int, shown: Shown) -> None:
    cell = sheet.cell(row, column)
    value = shown.value
    cell.value = value.replace("{r}", str(row)) if isinstance(value, str) and value.startswith("=") else value
    bottom, right = row + shown.deep - 1, column + shown.span - 1
    for painted in sheet.iter_rows(row, bottom, column, right):
        for one in painted:
            style.paint(one, shown.look)
    if (bottom, right) != (row, column):
        sheet.merge_cells(start_row=row, start_column=column, end_row=bottom, end_column=right)
    if shown.name:
        define(sheet.parent, shown.name, f"{sheet.title}!${get_column_letter(column)}${row}")  # type: ignore[arg-type]
    if shown.entry:
        allow(sheet, cell.coordinate, shown.entry)
    if shown.link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{shown.link}!A1", display=str(value))


def _height(sheet: Worksheet, row: int, first: int) -> float:
    """How high a row must be for the texts that were written in it, merged cells counted as wide as they are."""
    merged = {area.min_col: area for area in sheet.merged_cells.ranges if area.min_row == row}
    most = 1
    for cell in sheet[row]:
        if isinstance(cell.value, str) and not cell.value.startswith("=") and cell.column >= first:
            area = merged.get(cell.column)
            across = range(cell.column, (area.max_col if area else cell.column) + 1)
            width = sum(sheet.column_dimensions[get_column_letter(number)].width for number in across)
            lines = lines_needed(cell.value, width, small=cell.font.sz == style.SMALL.sz, bold=bool(cell.font.b))
            most = max(most, lines - (area.max_row - row if area else 0))
    return _LINE * most + 5


def lines_needed(text: str, width: float, *, small: bool = False, bold: bool = False) -> int:
    """How many lines a text takes in so wide a column."""
    room = int(width * _CHARACTERS * (_SMALL if small else 1) * (_BOLD if bold else 1))
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))


def _filled(sheet: Worksheet, part: Filled) -> int:
    table = part.table
    for column in table.columns:
        number = table.number(column.key)
        header = sheet.cell(table.header_row, number, column.header)
        style.paint(header, "hoved ind" if column.typed else "hoved")
        look = style.style_name("ind" if column.typed else "ud", column.number_format)
        for row in range(table.first_row, table.header_row + (part.painted or table.rows) + 1):
            style.paint(sheet.cell(row, number), look)
            if column.wraps:
                sheet.cell(row, number).alignment = style.ANSWER
        explain_header(sheet, table, column)
    _raise(sheet, table.header_row, table.first_column, _HEADER)
    _values(sheet, part)
    table.define(sheet.parent)  # type: ignore[arg-type]
    for column in table.columns:
        if column.typed and (entry := part.entries.get(column.key, column.entry)):
            allow(sheet, table.own(column.key), entry, column)
    if part.filtered:
        first = get_column_letter(table.first_column)
        sheet.auto_filter.ref = f"{first}{table.header_row}:{part.filtered}{table.last_row}"
    return table.last_row + 2


def _values(sheet: Worksheet, part: Filled) -> None:
    table = part.table
    for row, record in enumerate(part.records, table.first_row):
        for key, value in record.items():
            sheet.cell(row, table.number(key)).value = value
    for area, formula in part.arrays:
        sheet[area.partition(":")[0]] = ArrayFormula(area, f"={formula}")
    for key, formula in part.formulas.items():
        for row in range(table.first_row, table.last_row + 1):
            placed = formula.replace("{r}", str(row)).replace("{n}", str(row - table.header_row))
            sheet.cell(row, table.number(key)).value = f"={placed}"
    if part.totals:
        for column in table.columns:
            total = Shown(part.totals.get(column.key), style.style_name("sum", column.number_format))
            _put(sheet, table.last_row + 1, table.number(column.key), total)
