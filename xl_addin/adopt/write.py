"""The new workbook as a file: a frame by openpyxl, and the cells, with their computed values, put into it.

openpyxl cannot store the value of a formula, and 50,000 rows of cell objects would take long; the frame (styles, names,
widths) is its, the rows are written here.
"""

import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.workbook import Workbook

from xl_addin.adopt.grid import Grid, stored
from xl_addin.books import style
from xl_addin.books.bookfile import new_workbook, parts, written
from xl_addin.books.layout import DATE, KRONER, WHOLE, define
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import address, column_letters

_LINE: Final = Alignment(vertical="center")
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_RIGHT: Final = Alignment(horizontal="right", vertical="center", indent=1)
_MIDDLE: Final = Alignment(horizontal="center", vertical="center")
_NUMBERS: Final = {DATE: _MIDDLE, KRONER: _RIGHT, WHOLE: _RIGHT}

LOOKS: Final[dict[str, dict[str, Any]]] = {
    "": {"font": style.BODY},
    "titel": {"font": style.TITLE},
    "note": {"font": style.SMALL},
    "afsnit": {"font": style.SECTION, "fill": style.BAND_FILL},
    "hoved": {"font": style.HEADER, "fill": style.HEADER_FILL, "alignment": style.CENTRE},
    "hoved beregnet": {"font": style.HEADER, "fill": style.COMPUTED_HEADER_FILL, "alignment": style.CENTRE},
    "fed": {"font": style.BOLD},
    "tekst": {"font": style.BODY, "alignment": _WRAPPED},
    "dato": {"font": style.BODY, "number_format": DATE},
    "kroner": {"font": style.BODY, "number_format": KRONER},
    "antal": {"font": style.BODY, "number_format": WHOLE},
    "sum": {"font": style.BOLD, "number_format": KRONER, "border": style.TOTAL_BORDER},
    "ind": {"font": style.BODY, "fill": style.INPUT_FILL, "border": style.INPUT_BORDER},
    "ind dato": {"font": style.BODY, "fill": style.INPUT_FILL, "border": style.INPUT_BORDER, "number_format": DATE},
    "ind kroner": {"font": style.BODY, "fill": style.INPUT_FILL, "border": style.INPUT_BORDER, "number_format": KRONER},
    "ud": {"font": style.BODY, "fill": style.COMPUTED_FILL},
    "ud dato": {"font": style.BODY, "fill": style.COMPUTED_FILL, "number_format": DATE},
    "ud kroner": {"font": style.BODY, "fill": style.COMPUTED_FILL, "number_format": KRONER},
}
"""The looks of cells by name."""

_DIMENSION = re.compile(rb"<dimension ref=\"[^\"]*\"")
_SHEET_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def workbook_file(
    title: str, grids: Sequence[Grid], names: dict[str, str], values: Sequence[dict[tuple[int, int], CellValue]]
) -> bytes:
    """The file; `values` holds what each sheet shows."""
    frame = parts(written(_frame(title, grids, names)))
    looks = _style_numbers(frame["xl/worksheets/sheet1.xml"])
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in frame.items():
            entry = zipfile.ZipInfo(name, (2016, 10, 25, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if found:
                number = int(found[1]) - 1
                rows = _rows(grids[number], looks, values[number] if number < len(values) else {})
                corner = f'<dimension ref="A1:{address(*grids[number].corner)}"'.encode()
                content = _DIMENSION.sub(corner, content, count=1)
                content = _SHEET_DATA.sub(lambda _, rows=rows: rows, content, count=1)  # type: ignore[misc]
            archive.writestr(entry, content, compresslevel=2)  # a third of the time, a fifth more bytes
    return buffer.getvalue()


def _frame(title: str, grids: Sequence[Grid], names: dict[str, str]) -> Workbook:
    """Everything but the cells; the first row of the first sheet has one cell of each look."""
    workbook = new_workbook(title)
    for grid in grids:
        sheet = workbook.create_sheet(grid.name)
        sheet.sheet_view.showGridLines = bool(grid.filter_row)
        for column, width in enumerate(grid.widths, 1):
            sheet.column_dimensions[column_letters(column)].width = width
        if grid.freeze != (1, 1):
            sheet.freeze_panes = address(*grid.freeze)
        if grid.filter_row:
            sheet.auto_filter.ref = f"A{grid.filter_row}:{address(*grid.corner)}"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = grid.pages_wide, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text, sheet.oddFooter.right.text = "&A", "Side &P af &N"
        if grid.filter_row:
            sheet.print_title_rows = f"{grid.filter_row}:{grid.filter_row}"
    for column, look in enumerate(LOOKS.values(), 1):
        cell = workbook.worksheets[0].cell(1, column)
        cell.font = look.get("font", Font())
        cell.fill = look.get("fill", PatternFill())
        cell.border = look.get("border", Border())
        cell.number_format = look.get("number_format", "General")
        cell.alignment = look.get("alignment", _NUMBERS.get(cell.number_format, _LINE))
        cell.protection = Protection(locked=True)
    for key, reference in names.items():
        define(workbook, key, reference)
    return workbook


def _style_numbers(sheet: bytes) -> dict[str, int]:
    found = [int(number) for number in re.findall(rb'<c r="[A-Z]+1" s="(\d+)"', sheet)]
    return dict(zip(LOOKS, found, strict=True))


def _rows(grid: Grid, looks: dict[str, int], values: dict[tuple[int, int], CellValue]) -> bytes:
    formulas = {(one.row, one.column): one for one in grid.formulas}
    constants, look_of = grid.values, grid.looks.get
    pieces = ["<sheetData>"]
    letters = [column_letters(column) for column in range(max(grid.corner[1], 1) + 1)]
    for row, columns in grid.columns().items():
        height = f' ht="{grid.heights[row]:g}" customHeight="1"' if row in grid.heights else ""
        pieces.append(f'<row r="{row}"{height}>')
        for column in columns:
            place = row, column
            start = f'<c r="{letters[column]}{row}" s="{looks[look_of(place, "")]}"'
            if place in formulas:
                formula = formulas[place]
                top, left, bottom, right = formula.area or (0, 0, 0, 0)
                kind = f' t="array" ref="{address(top, left)}:{address(bottom, right)}"' if formula.area else ""
                kind_of_value, content = _content(values.get(place))
                pieces.append(f"{start}{kind_of_value}><f{kind}>{escape(formula.text)}</f><v>{content}</v></c>")
            elif place in constants:
                pieces.append(start + _constant(stored(constants[place])))
            elif place in values:  # under an array formula
                kind_of_value, content = _content(values[place])
                pieces.append(f"{start}{kind_of_value}><v>{content}</v></c>")
            else:
                pieces.append(start + "/>")
        pieces.append("</row>")
    pieces.append("</sheetData>")
    return "".join(pieces).encode()


def _constant(value: CellValue) -> str:
    if isinstance(value, str):
        return _inline(value)
    kind, content = _content(value)
    return f"{kind}><v>{content}</v></c>"


@lru_cache(maxsize=65536)  # words stand in many cells
def _inline(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _content(value: CellValue) -> tuple[str, str]:
    """The attribute for the type of a value, and the value as the format writes it."""
    if type(value) is float:  # most are
        return "", repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    match value:
        case bool():
            return ' t="b"', str(int(value))
        case float() | int():
            return "", repr(value)
        case CellError(code):
            return ' t="e"', code
    return ' t="str"', _escaped(value or "")


@lru_cache(maxsize=65536)  # words stand in many cells
def _escaped(text: str) -> str:
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", text))
