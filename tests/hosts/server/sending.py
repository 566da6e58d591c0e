"""A workbook as the task pane sends it."""

import datetime as dt
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts.server.running import ROOT
from xl_addin.books.shipped import SHIPPED

_DAY_0 = dt.date(1899, 12, 30)


def sent(sheets: dict[str, list[list[Any]]], names: dict[str, str] | None = None) -> dict[str, Any]:
    """Sheets from A1 on; a cell with a formula is a pair of its text and its value."""
    texts: list[str] = []
    made = []
    for name, rows in sheets.items():
        formulas, values = [], []
        for down, row in enumerate(rows, 1):
            values.append([cell[1] if isinstance(cell, tuple) else cell for cell in row])
            for right, cell in enumerate(row, 1):
                if isinstance(cell, tuple):
                    texts += [] if cell[0] in texts else [cell[0]]
                    formulas.append([down, right, texts.index(cell[0]) + 1])
        made.append({"name": name, "top": 1, "left": 1, "values": values, "formulas": formulas})
    defined = [{"name": name, "formula": formula} for name, formula in (names or {}).items()]
    return {"sheets": made, "names": defined, "texts": texts}


def sent_shipped(name: str) -> dict[str, Any]:
    """A workbook that we ship: its formulas as they are built, and the values in its file."""
    formulas = SHIPPED[name]()
    values = openpyxl.load_workbook(ROOT / "workbooks" / name, data_only=True, read_only=True)
    sheets = {}
    for sheet in formulas:
        shown = values[sheet.title]
        rows: list[list[Any]] = [[_value(cell.value) for cell in row] for row in shown.iter_rows()]
        for row in sheet.iter_rows():
            for cell in row:
                for (down, right), text in _formula(cell.row, cell.column, cell.value):
                    rows[down - 1][right - 1] = (text, rows[down - 1][right - 1])
        sheets[sheet.title] = rows
    return sent(sheets, {name: f"={one.attr_text}" for name, one in formulas.defined_names.items()})


def _formula(row: int, column: int, value: Any) -> list[tuple[tuple[int, int], str]]:
    if isinstance(value, ArrayFormula) and "FHO_" in value.text:
        left, top, right, bottom = range_boundaries(value.ref)
        return [((down, beside), value.text) for down in range(top, bottom + 1) for beside in range(left, right + 1)]
    if isinstance(value, str) and value.startswith("=") and "FHO_" in value:
        return [((row, column), value)]
    return []


def _value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return (value - _DAY_0).days
    return "" if value is None else value
