"""Looking a value up by its key, a column of keys at a time, with every doubt as an error.

Excel's own look-ups are no substitute here: inside an array formula they behave differently from host to
host, take the first of two equal keys without a word, and turn a blank into 0.
"""

from collections import Counter
from collections.abc import Hashable
from typing import Any

import numpy as np

from xl_addin.cells.call import SHAPELESS
from xl_addin.cells.errors import BLANK, FIRST_ERROR, NOT_AVAILABLE, VALUE_ERROR, error_name, state_of
from xl_addin.cells.results import BLANK_TEXT
from xl_addin.cells.shapes import UnevenShapes, block, common_shape
from xl_addin.cells.text import fold, trim


def look_up(wanted: object, keys: object, values: object) -> Any:
    """The value beside each wanted key, in the shape of ``wanted``.

    A blank key gives ``""``, as does a blank value. Errors: an error cell as key or as value is itself;
    ``#N/A`` a key that is not listed; ``#VALUE!`` a key that is listed twice, or ``keys`` and ``values``
    that are not columns of one length.
    """
    try:
        asked, listed, beside = block(wanted), block(keys), block(values)
        common_shape([listed, beside], rectangles=False)
    except UnevenShapes:
        return SHAPELESS
    if len(listed.cells) != len(beside.cells):
        return SHAPELESS
    own = [_key(cell) for cell in listed.cells]
    times = Counter(key for key in own if key is not None)
    found = {key: _value(cell) for key, cell in zip(own, beside.cells, strict=True) if key is not None}
    found |= {key: error_name(VALUE_ERROR) for key, count in times.items() if count > 1}
    cells = [_answer(cell, found) for cell in asked.cells]
    if asked.is_single:
        return cells[0]
    return [cells[start : start + asked.columns] for start in range(0, len(cells), asked.columns)]


def _answer(cell: object, found: dict[Hashable, Any]) -> Any:
    state = state_of(_plain(cell))
    if state >= FIRST_ERROR:
        return error_name(state)
    key = _key(cell)
    return BLANK_TEXT if key is None else found.get(key, error_name(NOT_AVAILABLE))


def _key(cell: object) -> Hashable:
    """What makes two cells the same key: 751, 751.0 and "751" are, and case and spaces do not count."""
    cell = _plain(cell)
    if state_of(cell) != 0:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return fold(str(cell)) or None


def _value(cell: object) -> Any:
    cell = _plain(cell)
    state = state_of(cell)
    if state >= FIRST_ERROR:
        return error_name(state)
    if state == BLANK or (isinstance(cell, str) and not trim(cell)):
        return BLANK_TEXT
    return cell


def _plain(cell: object) -> object:
    return cell.item() if isinstance(cell, np.generic) else cell
