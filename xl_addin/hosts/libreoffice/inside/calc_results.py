"""Results of the cell functions as Calc takes them."""

import datetime as dt
from typing import Any, Final

import uno

from xl_addin.hosts.libreoffice.inside.calc_arguments import CalcCall
from xl_addin.hosts.libreoffice.inside.calc_errors import error_or_text

_EPOCH: Final = dt.date(1899, 12, 30)


def in_array(value: Any) -> Any:
    """A value in an array, where Calc knows only numbers and text."""
    if isinstance(value, str):
        return error_or_text(value)
    if isinstance(value, dt.date):
        return float((value - _EPOCH).days)
    return "" if value is None else float(value)


def in_cell(value: Any) -> Any:
    """A value alone in its cell: TRUE, FALSE and dates are shown as such."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        date = uno.createUnoStruct("com.sun.star.bridge.oleautomation.Date")
        date.Value = in_array(value)
        return date
    return in_array(value)


def rows_of(result: Any, call: CalcCall) -> tuple[tuple[Any, ...], ...]:
    """A result as rows; where only the used rows of tall ranges were read, empty rows stand for the others.

    A table's result has no row for its headings.
    """
    if not isinstance(result, list):
        return ((in_array(result),),)
    # Most cells are numbers or empty, and go as they are.
    rows = tuple(tuple([one if type(one) is float or one == "" else in_array(one) for one in row]) for row in result)
    if call.read and len(rows) in (call.read, call.read - 1):
        rows += (("",) * len(rows[0]),) * (call.shown - call.read)
    return rows
