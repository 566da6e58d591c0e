"""Dates: Excel's serial numbers, Python's dates, and dates as Danes write them."""

import datetime as dt
import re
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.errors import OK, OUT_OF_DOMAIN, UNREADABLE, Unreadable
from xl_addin.cells.numbers import as_float
from xl_addin.cells.text import trim

EPOCH: Final = dt.date(1899, 12, 30)
"""Serial numbers count from here, from 1 March 1900 on: our first date."""


def date_of(number: float) -> dt.date:
    """The date of a serial number, without the time of day. Raises OverflowError where there is none."""
    return EPOCH + dt.timedelta(days=int(number))


def serial_of(date: dt.date) -> int:
    """The serial number of a date."""
    return (dt.date(date.year, date.month, date.day) - EPOCH).days


_EPOCH_DAY: Final = np.datetime64(EPOCH, "D")

# Before 1 March 1900 Excel's serial numbers are off by its false 29 February 1900.
_FIRST_SERIAL: Final = serial_of(dt.date(1900, 3, 1))
_LAST_SERIAL: Final = serial_of(dt.date.max)

LAST_DAY: Final = np.datetime64("9999-12-31", "D")

_TIME: Final = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_WRITTEN: Final = tuple(
    re.compile(pattern + _TIME)
    for pattern in (
        r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    )
)


def serial(value: object) -> float:
    """A date from a cell as Excel's serial number; a time of day is dropped later."""
    if isinstance(value, str):
        return float(_written(trim(value)))
    if isinstance(value, dt.date):
        return float(serial_of(value))
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unreadable
    return as_float(value)


def _written(text: str) -> int:
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            try:
                return serial_of(dt.date(int(found["year"]), int(found["month"]), int(found["day"])))
            except ValueError:
                raise Unreadable from None
    raise Unreadable


def dates(numbers: NDArray[np.float64]) -> tuple[NDArray[np.datetime64], NDArray[np.int8]]:
    """Serial numbers to days; outside 1900-03-01..9999-12-31 is out of domain."""
    status = np.zeros(len(numbers), np.int8)
    within = (numbers >= _FIRST_SERIAL) & (numbers < _LAST_SERIAL + 1)
    if not within.all():
        status[~within] = OUT_OF_DOMAIN
        status[np.isnan(numbers)] = UNREADABLE
        numbers = np.where(status == OK, numbers, _FIRST_SERIAL)
    # A float is cut to whole days by the conversion; no serial number here is negative.
    return _EPOCH_DAY + numbers.astype(np.int64), status
