"""Looking a value up by its key (opslag), for a whole column of keys in one call.

Unlike a spreadsheet's own look-ups it never takes the first of two: a key that is listed twice is an
error, and so is one that is not listed.
"""

import datetime as dt
import sys
from collections.abc import Hashable
from typing import Any

import numpy as np

from xl_addin.cells.errors import NUM_ERROR, OK, VALUE_ERROR, error_name, status_of
from xl_addin.cells.results import not_read
from xl_addin.cells.shapes import UnevenShapes, block, common_shape, in_shape
from xl_addin.cells.text import fold

_NOT_LISTED = "#N/A"


def look_up(keys: object, listed: object, values: object) -> Any:
    """The value beside each key's index in the list, as it stands there.

    A blank key gives a blank, a blank value too; a key that is not listed ``#N/A``, one that is listed
    twice ``#VALUE!``, an error in place of a key itself. Text is compared trimmed and case-blind.
    """
    try:
        asked, names, found = block(keys), block(listed), block(values)
        common_shape([names, found], rectangles=False)
        if names.rows != found.rows:
            raise UnevenShapes
        pairs = list(zip(map(key_of, names.cells), found.cells, strict=True))
        cells = asked.cells
    except UnevenShapes:
        return error_name(VALUE_ERROR)
    table: dict[Hashable, Any] = {}
    for name, value in pairs:
        table[name] = error_name(VALUE_ERROR) if name in table else _shown(value)
    return in_shape([_answer(cell, table) for cell in cells], asked.rows, asked.columns)


def _answer(cell: object, table: dict[Hashable, Any]) -> Any:
    status = status_of(cell)
    if status != OK:
        return not_read(status)
    key = key_of(cell)
    return error_name(VALUE_ERROR) if key is None else table.get(key, _NOT_LISTED)


def key_of(cell: object) -> Hashable:
    """What two cells have in common when they name the same; None for what names nothing."""
    if isinstance(cell, str):
        return fold(cell)
    if isinstance(cell, np.generic):
        cell = cell.item()
    return (isinstance(cell, bool), cell) if isinstance(cell, int | float | dt.date) else None


def _shown(value: object) -> Any:
    """A value as a cell can hold it."""
    if isinstance(value, np.generic):
        value = value.item()
    status = status_of(value)
    if status != OK:
        return not_read(status)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _number(value)
    return value if isinstance(value, str | bool | dt.date) else error_name(VALUE_ERROR)


def _number(value: float) -> Any:
    if value != value:
        return error_name(VALUE_ERROR)
    return value if abs(value) <= sys.float_info.max else error_name(NUM_ERROR)
