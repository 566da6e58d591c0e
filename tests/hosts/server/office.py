"""Cell values as Office.js sends and receives them, for the tests."""

import datetime as dt
from typing import Any

from xl_addin.cells.errors import ERRORS

NAMES = {
    "#NULL!": "Null", "#DIV/0!": "Div0", "#VALUE!": "Value", "#REF!": "Ref", "#NAME?": "Name", "#NUM!": "Num",
    "#N/A": "NotAvailable", "#GETTING_DATA": "GettingData", "#SPILL!": "Spill", "#CONNECT!": "Connect",
    "#BLOCKED!": "Blocked", "#FIELD!": "Field", "#CALC!": "Calc", "#BUSY!": "Busy", "#EXTERNAL!": "External",
}  # fmt: skip
"""Excel.ErrorCellValueType in the Office.js that xlwings Server ships: what can come in."""

GIVEN = {"Null", "Div0", "Value", "Num", "NotAvailable"}
"""What a custom function can give: Microsoft's documentation of CustomFunctions.ErrorCode says of #NAME? and #REF! that
they are for input only, and lists no other.
"""

NOT_THERE_YET = {"#GETTING_DATA", "#BUSY!", "#CONNECT!"}


def given(error: str) -> str:
    """The error that stands in for one that cannot be given."""
    return error if NAMES.get(error) in GIVEN else "#N/A" if error in NOT_THERE_YET else "#VALUE!"


_DAY_0 = dt.date(1899, 12, 30)


def sent(argument: Any) -> Any:
    """An argument as Office.js sends it: always rows, unless it is left out."""
    if argument is None:
        return None
    rows = argument if isinstance(argument, list) else [[argument]]
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell in ERRORS:
        # As CustomFunctions.Error serialises itself in Office.js.
        return {
            "valueType": "CustomFunctionError", "code": cell, "type": "Error", "basicValue": cell,
            "basicType": "Error", "errorType": NAMES.get(cell),
        }  # fmt: skip
    # JavaScript has one kind of number, and writes whole ones without a point.
    return int(cell) if isinstance(cell, float) and cell == int(cell) else cell


def received(rows: Any) -> Any:
    """A result's rows with errors and dates as the cases write them. Anything but Office.js' own forms fails."""
    assert isinstance(rows, list)
    assert all(isinstance(row, list) for row in rows)
    assert len({len(row) for row in rows}) == 1
    return [[_read(cell) for cell in row] for row in rows]


def _read(cell: Any) -> Any:
    if isinstance(cell, dict):
        if cell["type"] == "Error":
            assert set(cell) == {"type", "errorType"}
            assert cell["errorType"] in GIVEN
            return next(error for error, name in NAMES.items() if name == cell["errorType"])
        assert cell["type"] == "FormattedNumber"
        assert cell["numberFormat"] == "dd-mm-yyyy"
        return _DAY_0 + dt.timedelta(days=cell["basicValue"])
    assert isinstance(cell, str | bool | int | float)
    assert not isinstance(cell, str) or cell not in ERRORS, "an error as text: SUM would pass over it"
    return cell
