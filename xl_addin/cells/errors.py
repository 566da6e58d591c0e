"""Excel's error values (fejlværdier) in every form that a host hands over."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.text import trim

ERRORS: Final = (
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA",
    "#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!", "#BUSY!", "#EXTERNAL!", "#PYTHON!",
)  # fmt: skip
"""Excel's errors in the order of its own ERROR.TYPE."""

OLD_ERRORS: Final = ERRORS[:7]
"""Those that every spreadsheet program has."""

# What a cell's status says. A number so that a column of statuses is one small array.
OK: Final = 0
BLANK: Final = 1
UNREADABLE: Final = 2
OUT_OF_DOMAIN: Final = 3
FIRST_ERROR: Final = 16
"""Statuses from here on are error cells: ``FIRST_ERROR`` plus the index in ``ERRORS``."""

VALUE_ERROR: Final = FIRST_ERROR + ERRORS.index("#VALUE!")
NUM_ERROR: Final = FIRST_ERROR + ERRORS.index("#NUM!")
NOT_AVAILABLE: Final = FIRST_ERROR + ERRORS.index("#N/A")

# Over COM (Excel on Windows) an error cell is an integer, CVErr's number on top of this base.
COM_BASE: Final = -2146828288
"""What CVErr's numbers are counted from."""

_COM_NUMBERED: Final = (2000, 2007, 2015, 2023, 2029, 2036, 2042, 2043, *range(2045, 2052))
"""CVErr's numbers, in the same order; the newest errors have none."""

COM_ERRORS: Final = {COM_BASE + number: error for number, error in zip(_COM_NUMBERED, ERRORS, strict=False)}

# ... and an argument that was left out is this one.
_COM_MISSING: Final = -2147352572

COM_NUMBERS: Final = range(_COM_MISSING, COM_BASE + 3000)
"""The integers that mean something else than themselves; a real cell hands over numbers as floats."""

_BY_TEXT: Final = {error: FIRST_ERROR + index for index, error in enumerate(ERRORS)}

# Office.js names errors without Excel's punctuation.
_BY_OFFICE_NAME: Final = {
    "".join(sign for sign in error if sign.isalnum()).casefold(): status for error, status in _BY_TEXT.items()
} | {"div0": _BY_TEXT["#DIV/0!"], "notavailable": NOT_AVAILABLE, "na": NOT_AVAILABLE}


def error_name(status: int) -> str:
    """The error that a status stands for, as Excel writes it."""
    return ERRORS[status - FIRST_ERROR]


FINE: Final = 0x7FFF
"""The severity of a row without an error: more than that of any."""

_RANK: Final = 0x100
_OUR_RANKS: Final = {NOT_AVAILABLE: 1, VALUE_ERROR: 2, NUM_ERROR: 3}


def severity_of(status: int) -> int:
    """The severity of an error that we give: the less, the earlier it decides."""
    return _OUR_RANKS[status] * _RANK + status


def severity(status: NDArray[np.int8], has_error_cell: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Which of several errors decides: the least. Error cells, then what is missing, unreadable, out of its domain.

    Parameters: the error of each row, ``OK`` for none; whether it comes from an error cell.
    """
    found = np.full(len(status), FINE, np.int16)
    found[has_error_cell & (status != OK)] = status[has_error_cell & (status != OK)]
    for ours in _OUR_RANKS:
        found[~has_error_cell & (status == ours)] = severity_of(ours)
    return found


def ranked_alike(one: NDArray[np.int16], other: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Where two errors are of the same rank, so that neither goes before the other."""
    return np.asarray(one // _RANK == other // _RANK)


def status_shown(severity: NDArray[np.int16]) -> NDArray[np.int8]:
    """The error that each severity is of, ``OK`` for none."""
    return np.where(severity == FINE, OK, severity % _RANK).astype(np.int8)


class Unreadable(Exception):
    """The cell cannot be read, or says what is not known: ``#VALUE!``."""


class OutOfDomain(Exception):
    """The cell can be read, but not be meant: ``#NUM!``."""


def status_of(value: object) -> int:
    """``BLANK`` (text without a sign in it, too), an error's status, or ``OK`` for a value that is still to be read."""
    if value is None:
        return BLANK
    if isinstance(value, str):
        text = trim(value)
        return _BY_TEXT.get(text.upper(), OK) if text.startswith("#") else OK if text else BLANK
    if isinstance(value, bool):
        return OK
    if isinstance(value, int | np.integer):
        number = int(value)
        if number == _COM_MISSING:
            return BLANK
        # A newer Excel has errors that are not in the table: an error all the same, never an amount.
        unknown = VALUE_ERROR if COM_BASE + 2000 <= number < COM_NUMBERS.stop else OK
        return _BY_TEXT[COM_ERRORS[number]] if number in COM_ERRORS else unknown
    if isinstance(value, dict) and str(value.get("type")).casefold() == "error":
        return _office_error(value)
    return OK


def is_blank(value: object) -> bool:
    """Whether nothing stands in a cell."""
    return status_of(value) == BLANK


def _office_error(value: dict[object, object]) -> int:
    """Office.js hands over an error cell as an object that names it one way or the other."""
    for named in (value.get("basicValue"), value.get("errorType")):
        if isinstance(named, str):
            name = "".join(sign for sign in named if sign.isalnum()).casefold()
            if name in _BY_OFFICE_NAME:
                return _BY_OFFICE_NAME[name]
    return VALUE_ERROR
