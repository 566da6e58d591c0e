"""A column of cells as a typed array with the state of each cell.

Reading is the bound of a large call, so it goes column by column: plain numbers at once, and every other
value once however often it stands there.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.errors import (
    BLANK,
    COM_NUMBERS,
    OK,
    OUT_OF_DOMAIN,
    UNREADABLE,
    OutOfDomain,
    Unreadable,
    state_of,
)
from xl_addin.cells.kinds import Kind
from xl_addin.cells.text import trim

_WORDLESS: Final = (bool, int, float)


@dataclass(frozen=True)
class Column:
    """The values of a column, and for each whether it is OK, blank, an error or cannot be read."""

    values: NDArray[Any]
    state: NDArray[np.int8]

    @property
    def is_clean(self) -> bool:
        """Whether every cell was given and read."""
        return not self.state.any()

    def stretched(self, length: int) -> "Column":
        """A single cell beside every row of a column."""
        if len(self.state) == length:
            return self
        return Column(np.broadcast_to(self.values, length), np.broadcast_to(self.state, length))


def read_column(cells: Sequence[object], kind: Kind) -> Column:
    """Read a column of cells as a kind of argument."""
    numbers = _plain_numbers(cells) if kind.plain_numbers else None
    if numbers is not None:
        values, state = kind.finish(numbers)
        return Column(values, state)
    numbers, state = _read_distinct(cells, kind)
    values, finished = kind.finish(numbers)
    state = np.where(state == OK, finished, state)
    if state.any():
        values[state != OK] = kind.blank
    return Column(values, state)


def _plain_numbers(cells: Sequence[object]) -> NDArray[np.float64] | None:
    """The column where every cell is a plain number; None where one needs a closer look."""
    types = set(map(type, cells))
    if types == {float}:
        return np.array(cells, dtype=np.float64)
    if not types <= {float, int}:
        return None
    try:
        numbers = np.array(cells, dtype=np.float64)
    except OverflowError:
        return None
    suspicious = (numbers >= COM_NUMBERS.start) & (numbers < COM_NUMBERS.stop)
    return None if suspicious.any() else numbers


def _read_distinct(cells: Sequence[object], kind: Kind) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Numbers and states of a mixed column; each distinct value is read once."""
    read = _read_number_or(kind.read) if kind.plain_numbers else kind.read
    keys = _keys(cells)
    if keys is None:
        pairs = [_interpret(cell, read) for cell in cells]
        return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], np.int8)
    known = {key: _interpret(cell, read) for key, cell in dict(zip(keys, cells, strict=True)).items()}
    number = {key: pair[0] for key, pair in known.items()}
    numbers = np.fromiter(map(number.__getitem__, keys), np.float64, len(keys))
    if not any(pair[1] for pair in known.values()):
        return numbers, np.zeros(len(keys), np.int8)
    state = {key: pair[1] for key, pair in known.items()}
    return numbers, np.fromiter(map(state.__getitem__, keys), np.int8, len(keys))


def _keys(cells: Sequence[object]) -> Sequence[Hashable] | None:
    """A key for each cell under which equal cells meet; None where a cell has none.

    1, 1.0 and TRUE are equal in Python but not in a cell, so numbers are told apart by their type.
    """
    types = set(map(type, cells))
    keys: Sequence[Any] = cells
    if sum(issubclass(one, (*_WORDLESS, np.generic)) or one.__name__ == "Decimal" for one in types) > 1:
        keys = list(zip(map(type, cells), cells, strict=True))
    try:
        set(keys)
    except (TypeError, ValueError):
        return None
    return keys


def _read_number_or(read: Callable[[object], float]) -> Callable[[object], float]:
    def read_fast(cell: object) -> float:
        return cell if type(cell) is float else read(cell)

    return read_fast


def _interpret(cell: object, read: Callable[[object], float]) -> tuple[float, int]:
    """One cell's number and state."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    state = state_of(cell)
    if state != OK:
        return 0.0, state
    if isinstance(cell, str) and not trim(cell):
        return 0.0, BLANK
    try:
        return float(read(cell)), OK
    except OutOfDomain:
        return 0.0, OUT_OF_DOMAIN
    except Unreadable:
        return 0.0, UNREADABLE
