"""Adding amounts up by a key (sum pr. nøgle), for a whole list of keys in one call: each amount is looked at once.

A spreadsheet's own SUMIF goes through all amounts for each key of the list.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from xl_addin.cells import kinds
from xl_addin.cells.columns import Column, read_column
from xl_addin.cells.errors import (
    BLANK,
    FIRST_ERROR,
    NUM_ERROR,
    OK,
    OUT_OF_DOMAIN,
    UNREADABLE,
    VALUE_ERROR,
    error_name,
    status_of,
)
from xl_addin.cells.lookup import key_of
from xl_addin.cells.results import not_read
from xl_addin.cells.shapes import UnevenShapes, block, common_shape, in_shape
from xl_addin.cells.text import trim
from xl_addin.rules.money import LARGEST_ORE

_ERRORS: Final = {UNREADABLE: VALUE_ERROR, OUT_OF_DOMAIN: NUM_ERROR}


def sum_by_key(asked: object, keys: object, amounts: object) -> Any:
    """The sum in kroner of the amounts beside each asked key, in the shape of what is asked.

    A blank key asks for nothing; one that stands beside no amount has 0, and what is beside a key that nobody asks for
    is left out. A blank amount counts as 0; one in error, or that cannot be read, is the error of its key's sum (the
    first one). An error in place of a key could be any key's: it is every sum's.
    """
    try:
        wanted, names, beside = block(asked), block(keys), block(amounts)
        common_shape([names, beside], rectangles=False)
        if names.rows != beside.rows:
            raise UnevenShapes
        sums = _sums(_keys(names.cells), read_column(beside, kinds.AMOUNT))
        return in_shape([_answer(key, sums) for key in _keys(wanted.cells)], wanted.rows, wanted.columns)
    except UnevenShapes:
        return error_name(VALUE_ERROR)


class _Key(NamedTuple):
    status: int
    value: Hashable
    """None for what names nothing."""


class _Sums(NamedTuple):
    ore: dict[Hashable, int]
    errors: dict[Hashable, int]
    error_of_all: int


def _keys(cells: Sequence[object]) -> Iterator[_Key]:
    """The keys in cells; each text is read once however often it stands there."""
    known: dict[str, _Key] = {}
    for cell in cells:
        if not isinstance(cell, str):
            yield _key(cell)
        elif cell in known:
            yield known[cell]
        else:
            yield known.setdefault(cell, _key(cell))


def _key(cell: object) -> _Key:
    status = status_of(cell)
    if isinstance(cell, str) and not trim(cell):
        status = BLANK
    return _Key(status, key_of(cell) if status == OK else None)


def _sums(keys: Iterator[_Key], amounts: Column) -> _Sums:
    ore: defaultdict[Hashable, int] = defaultdict(int)
    errors: dict[Hashable, int] = {}
    error_of_all = OK
    for key, status, value in zip(keys, amounts.status.tolist(), amounts.values.tolist(), strict=True):
        if key.status >= FIRST_ERROR:
            error_of_all = error_of_all or key.status
        elif status == OK:
            ore[key.value] += value
        elif status != BLANK:
            errors.setdefault(key.value, _ERRORS.get(status, status))
    return _Sums(ore, errors, error_of_all)


def _answer(key: _Key, sums: _Sums) -> Any:
    if key.status != OK:
        return not_read(key.status)
    if key.value is None:
        return error_name(VALUE_ERROR)
    error = sums.error_of_all or sums.errors.get(key.value, OK)
    ore = sums.ore.get(key.value, 0)
    if error or abs(ore) > LARGEST_ORE:
        return error_name(error or NUM_ERROR)
    return ore / 100
