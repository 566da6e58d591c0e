"""Cell values as Office.js hands them over and takes them.

In: JSON values, and objects for what JSON lacks (errors, dates with a format), as ``Range.valuesAsJson``.
Out: the same, always a list of rows.
"""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

from xlwings.conversion import Converter

from xl_addin.cells.dates import serial_of
from xl_addin.cells.errors import ERRORS

Rows = list[list[Any]]

_GIVEN: Final = {
    "#NULL!": "Null", "#DIV/0!": "Div0", "#VALUE!": "Value", "#NUM!": "Num", "#N/A": "NotAvailable",
}  # fmt: skip
"""The errors that a custom function can give (CustomFunctions.ErrorCode), by Office.js' names."""

_NEAREST: Final = {"#GETTING_DATA": "NotAvailable", "#BUSY!": "NotAvailable", "#CONNECT!": "NotAvailable"}
"""What stands in for the others, #NAME? and #REF! among them: they go into a function, but do not come out of one.
What is only not there yet is #N/A, and the rest #VALUE!; they stay errors, and sums over them fail.
"""

OFFICE_ERRORS: Final = {error: _GIVEN.get(error) or _NEAREST.get(error, "Value") for error in ERRORS}

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_ORDINARY: Final = 10**9
"""Integers beyond this may be errors on Excel's COM host, or too large to be computed with."""

_AS_THEY_ARE: Final = {float, int, bool}

_UNREADABLE: Final = {"type": "Error", "basicValue": "#VALUE!"}


def argument(value: Any) -> Any:
    """An argument as our functions take it: a scalar or a list of rows.

    xlwings has already made a scalar of a single cell, and a plain list of a single row.
    """
    if not isinstance(value, list):
        return _cell_in(value)
    rows = value if set(map(type, value)) == {list} else [value]
    kinds = set(map(type, chain.from_iterable(rows)))
    if dict in kinds or (int in kinds and _is_beyond(rows)):
        return [[_cell_in(cell) for cell in row] for row in rows]
    return rows


def _is_beyond(rows: Rows) -> bool:
    """Whether there are integers that our functions would not take for plain numbers."""
    numbers = [cell for cell in chain.from_iterable(rows) if type(cell) is int]
    return min(numbers) < -_ORDINARY or max(numbers) > _ORDINARY


def _cell_in(cell: Any) -> Any:
    if isinstance(cell, dict):
        return _object_in(cell)
    # A number is a number here: only on Excel's COM host are some integers errors.
    return _float(cell) if type(cell) is int else cell


def _float(number: int) -> Any:
    try:
        return float(number)
    except OverflowError:
        return _UNREADABLE


def _object_in(cell: dict[Any, Any]) -> Any:
    """Errors stay objects, which ``cells`` reads; a number with a format and the like is its basic value."""
    basic = cell.get("basicValue")
    if cell.get("type") == "Error":
        return cell
    if basic is None or isinstance(basic, str | bool):
        return basic
    return _float(basic) if isinstance(basic, int) else basic if isinstance(basic, float) else _UNREADABLE


class OfficeCells(Converter):
    """xlwings' converter for our results: errors true errors, dates serial numbers with a date format."""

    base_type = "raw"  # type: ignore[assignment]  # xlwings says None for what every converter sets

    @staticmethod
    def write_value(value: Any, options: dict[str, Any]) -> Rows:
        """A function's result as rows of Office.js cells; ``options`` holds xlwings' date format."""
        rows = value if isinstance(value, list) else [[value]]
        if _kinds(rows) <= _AS_THEY_ARE:
            return rows
        date_format = options["date_format"]
        return [[cell if type(cell) is float else _cell_out(cell, date_format) for cell in row] for row in rows]


def _kinds(rows: Rows) -> set[type]:
    cells: Iterable[Any] = chain.from_iterable(rows)
    return set(map(type, cells))


def _cell_out(cell: Any, date_format: str) -> Any:
    if isinstance(cell, str):
        error = OFFICE_ERRORS.get(cell)
        if not error and not cell.isascii() and _LONE_SURROGATE.search(cell):
            error = "Value"  # half a character, which no answer can hold
        return {"type": "Error", "errorType": error} if error else cell
    if isinstance(cell, dt.date):
        return {"type": "FormattedNumber", "basicValue": serial_of(cell), "numberFormat": date_format}
    return "" if cell is None else cell
