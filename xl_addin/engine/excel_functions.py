"""Excel's functions as far as they are computed here: for arguments of which every program makes the same.

Each takes what its signature in `proved.toml` says: N and D a number, V a value, U a range or a value, C a criterion,
other letters a range. An argument in error never reaches it.
"""

from __future__ import annotations

import calendar
import datetime
import operator
from collections.abc import Callable, Iterator
from functools import reduce
from math import floor

import numpy as np

from xl_addin.cells.dates import date_of, serial_of
from xl_addin.engine.coercion import FIRST_DATE
from xl_addin.engine.indexed import LONG, Criterion, IndexedRange, Places, add_up
from xl_addin.engine.plain_values import Undecided, number
from xl_addin.xlsx.sheet import CellError, CellValue

NOT_AVAILABLE = CellError("#N/A")
_LAST_DATE = 2_958_465
_ROUNDED = 1e11
_HALF = 0.01
"""So near to a half programs may round otherwise: at up to 1e11, numbers have no more decimals to tell."""


def _whole(value: float) -> int:
    if not value.is_integer():
        raise Undecided
    return int(value)


def _round(value: float, decimals: float) -> float:
    places = _whole(decimals)
    if not 0 <= places <= 9:
        raise Undecided
    power = 10.0**places
    scaled = value * power
    if abs(scaled) > _ROUNDED:
        raise Undecided
    below = floor(scaled)
    if abs(scaled - below - 0.5) < _HALF:
        raise Undecided
    return (below if scaled - below < 0.5 else below + 1) / power


def _numbers(arguments: tuple[IndexedRange | CellValue, ...]) -> list[float]:
    """The numbers of SUM and its like: all in ranges, and single values that are numbers."""
    found: list[float] = []
    for argument in arguments:
        if isinstance(argument, IndexedRange):
            found += argument.numbers
        elif isinstance(argument, float):
            found.append(argument)
        else:
            raise Undecided
    return found


def _truths(arguments: tuple[IndexedRange | CellValue, ...]) -> Iterator[bool]:
    """The truths of AND and OR."""
    for argument in arguments:
        for value in argument.values if isinstance(argument, IndexedRange) else [argument]:
            if not isinstance(value, (bool, float)):
                raise Undecided
            yield bool(value)


def _small(values: IndexedRange | CellValue, position: float) -> CellValue:
    place = _whole(position)
    if not isinstance(values, IndexedRange):
        raise Undecided
    return values.sorted_numbers[place - 1] if 1 <= place <= len(values.sorted_numbers) else CellError("#NUM!")


def _index(area: IndexedRange, row: float, column: float | None = None) -> CellValue:
    if column is None:
        if not area.is_line:
            raise Undecided
        place, inside = _whole(row) - 1, _whole(row) <= area.size
    else:
        place = (_whole(row) - 1) * area.width + _whole(column) - 1
        inside = 1 <= column <= area.width and place < area.size
    if row < 1 or not inside:
        raise Undecided
    return area.at(place)


def _first(area: IndexedRange, value: CellValue) -> int | None:
    """The number of the first cell equal to a value, from 0."""
    if value in ("", None) or (isinstance(value, str) and (len(value) > LONG or set(value) & set("*?~"))):
        raise Undecided
    found = area.equal(value)
    return int(found[0]) if len(found) else None


def _match(value: CellValue, area: IndexedRange, _: float) -> CellValue:
    if not area.is_line:
        raise Undecided
    place = _first(area, value)
    return NOT_AVAILABLE if place is None else float(place + 1)


def _vlookup(value: CellValue, area: IndexedRange, column: float, _: float) -> CellValue:
    if not 1 <= _whole(column) <= area.width:
        raise Undecided
    row = _first(area.first_column, value)
    return NOT_AVAILABLE if row is None else area.at(row * area.width + int(column) - 1)


def _meeting(pairs: tuple[IndexedRange | Criterion, ...]) -> Places:
    """The cells that meet all criteria."""
    found: Places | None = None
    for area, criterion in zip(pairs[::2], pairs[1::2], strict=True):
        assert isinstance(area, IndexedRange)
        assert isinstance(criterion, Criterion)
        places = area.matching(criterion)
        found = places if found is None else found[np.isin(found, places, assume_unique=True)]
    assert found is not None
    return found


def _sum_if(area: IndexedRange, criterion: Criterion, sums: IndexedRange | None = None) -> float:
    return (sums or area).total(area.matching(criterion))


def _sum_product(*areas: IndexedRange) -> float:
    if len({(area.size, area.width) for area in areas}) > 1 or any(len(area.values) < area.size for area in areas):
        raise Undecided
    factors = [[number(value) for value in area.values if not isinstance(value, bool)] for area in areas]
    if any(len(given) < area.size for given, area in zip(factors, areas, strict=True)):
        raise Undecided
    return add_up([reduce(operator.mul, row) for row in zip(*factors, strict=True)])


def _day(serial: float) -> datetime.date:
    if not FIRST_DATE <= _whole(serial) <= _LAST_DATE:
        raise Undecided
    return date_of(serial)


def _date(year: float, month: float, day: float) -> float:
    """A month past December, or before January, is one of another year."""
    _whole(day)
    if not (1901 <= year <= 9999 and 1 <= day <= 28):
        raise Undecided
    return float(serial_of(_month(_whole(year), _whole(month)).replace(day=int(day))))


def _months_later(serial: float, months: float) -> float:
    day = _day(serial)
    first = _month(day.year, day.month + _whole(months))
    return float(serial_of(first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))))


def _month(year: int, month: int) -> datetime.date:
    """The first day of a month, counted from January of a year."""
    years, months = divmod(year * 12 + month - 1, 12)
    if not 1901 <= years <= 9998:
        raise Undecided
    return datetime.date(years, months + 1, 1)


FUNCTIONS: dict[str, Callable[..., CellValue]] = {
    "AND": lambda *values: all(list(_truths(values))),
    "COUNT": lambda *values: float(len(_numbers(values))),
    "COUNTBLANK": lambda area: float(area.blanks),
    "COUNTIF": lambda *pairs: float(len(_meeting(pairs))),
    "COUNTIFS": lambda *pairs: float(len(_meeting(pairs))),
    "DATE": _date,
    "DAY": lambda serial: float(_day(serial).day),
    "EDATE": _months_later,
    "INDEX": _index,
    "MATCH": _match,
    "MAX": lambda *values: max(_numbers(values), default=0.0),
    "MIN": lambda *values: min(_numbers(values), default=0.0),
    "MONTH": lambda serial: float(_day(serial).month),
    "N": lambda value: 0.0 if isinstance(value, str) else number(value),
    "OR": lambda *values: any(list(_truths(values))),
    "ROUND": _round,
    "SMALL": _small,
    "SUM": lambda *values: add_up(_numbers(values)),
    "SUMIF": _sum_if,
    "SUMIFS": lambda sums, *pairs: sums.total(_meeting(pairs)),
    "SUMPRODUCT": _sum_product,
    "VLOOKUP": _vlookup,
    "YEAR": lambda serial: float(_day(serial).year),
}
