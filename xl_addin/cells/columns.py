"""A column of cells as a typed array with the status of each cell.

Reading is the bound of a large call, so it goes column by column: plain numbers at once, and every other
value once however often it stands there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
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
    status_of,
)
from xl_addin.cells.kinds import Kind
from xl_addin.cells.shapes import Block, column

_NUMBERS: Final = (bool, int, float, Decimal, np.generic)


@dataclass(frozen=True)
class Column:
    """The values of a column, and for each whether it is OK, blank, an error or cannot be read.

    ``why`` says more of some cells that cannot be read, by row.
    """

    values: NDArray[Any]
    status: NDArray[np.int8]
    why: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether every cell was given and read."""
        return not self.status.any()

    def broadcast(self, length: int) -> "Column":
        """A single cell beside every row of a column."""
        if len(self.status) == length:
            return self
        why = dict.fromkeys(range(length), self.why[0]) if self.why else {}
        return Column(np.broadcast_to(self.values, length), np.broadcast_to(self.status, length), why)

    def at(self, rows: NDArray[np.intp]) -> "Column":
        """The cells of some rows, in their order."""
        why = {row: self.why[own] for row, own in enumerate(rows.tolist()) if own in self.why} if self.why else {}
        return Column(self.values[rows], self.status[rows], why)


def read_column(given: Block, kind: Kind) -> Column:
    """Read a column of cells as a kind of argument. Raises UnevenShapes."""
    numbers, status = _read_numbers(given, kind) if kind.plain_numbers else _read_distinct(given.cells, kind)
    values, finished = kind.finish(numbers)
    if not status.any():
        return Column(values, finished)
    status = np.where(status == OK, finished, status)
    values[status != OK] = kind.blank
    return Column(values, status, _reasons(given, status, kind))


def _reasons(given: Block, status: NDArray[np.int8], kind: Kind) -> dict[int, str]:
    """What a kind has to say of cells that it cannot read, beside that it cannot."""
    if kind.why is None:
        return {}
    texts = {row: kind.why(given.cells[row]) for row in np.flatnonzero(status == UNREADABLE).tolist()}
    return {row: text for row, text in texts.items() if text}


def read_cells(cells: Sequence[object], kind: Kind) -> Column:
    """Read cells that stand one below the other."""
    return read_column(column(cells), kind)


def _read_numbers(given: Block, kind: Kind) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Numbers and statuses of a column of floats with others among them: only those need a closer look."""
    numbers = np.array(given.floats(), dtype=np.float64)
    status = np.zeros(len(numbers), np.int8)
    others = np.flatnonzero(np.isnan(numbers))
    if not len(others):
        return numbers, status
    cells = given.at(others.tolist())
    # Most of them are blank: those are known without being read.
    numbers[others], status[others] = 0.0, BLANK
    filled = [index for index, cell in zip(others.tolist(), cells, strict=True) if cell is not None]
    if filled:
        numbers[filled], status[filled] = _read_others([cell for cell in cells if cell is not None], kind)
    return numbers, status


def _read_others(cells: Sequence[object], kind: Kind) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Cells that are no plain floats: integers at once, the rest one by one."""
    if set(map(type, cells)) == {int} and (plain := _plain_numbers(cells)) is not None:
        return plain, np.zeros(len(cells), np.int8)
    return _read_distinct(cells, kind)


def _plain_numbers(cells: Sequence[object]) -> NDArray[np.float64] | None:
    """Integers at once; None where an integer may be COM's error, or is past any float."""
    try:
        numbers = np.array(cells, dtype=np.float64)
    except OverflowError:
        return None
    suspicious = (numbers >= COM_NUMBERS.start) & (numbers < COM_NUMBERS.stop)
    return None if suspicious.any() else numbers


def _read_distinct(cells: Sequence[object], kind: Kind) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Numbers and statuses of a column; each distinct value is read once."""
    read = _read_number_or(kind.read) if kind.plain_numbers else kind.read
    keys, distinct = _distinct(cells)
    pairs = [_interpret(cell, read) for cell in distinct.values()]
    numbers, status = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], np.int8)
    if len(pairs) == 1:
        return np.repeat(numbers, len(cells)), np.repeat(status, len(cells))
    index = dict(zip(distinct, range(len(pairs)), strict=True))
    indices = np.fromiter(map(index.__getitem__, keys), np.intp, len(cells))
    return numbers[indices], status[indices]


def _distinct(cells: Sequence[object]) -> tuple[Sequence[Any], dict[Any, object]]:
    """A key for each cell under which equal cells meet, and a cell for each key.

    1, 1.0 and TRUE are equal in Python but not in a cell, so numbers are told apart by their type. Cells
    that have no key (a host's error objects) stand for themselves.
    """
    try:
        distinct: dict[Any, object] = dict.fromkeys(cells)
        if not any(isinstance(key, _NUMBERS) for key in distinct) or _are_of_one_type(cells):
            return cells, {key: key for key in distinct}
        keys: Sequence[Any] = list(zip(map(type, cells), cells, strict=True))
        return keys, dict(zip(keys, cells, strict=True))
    except (TypeError, ValueError):
        indices = range(len(cells))
        return indices, dict(zip(indices, cells, strict=True))


def _are_of_one_type(cells: Sequence[object]) -> bool:
    """Whether all numbers in a column are of one type, so that equal ones are the same."""
    return sum(issubclass(one, _NUMBERS) for one in set(map(type, cells))) == 1


def _read_number_or(read: Callable[[object], float]) -> Callable[[object], float]:
    def read_fast(cell: object) -> float:
        return cell if type(cell) is float else read(cell)

    return read_fast


def _interpret(cell: object, read: Callable[[object], float]) -> tuple[float, int]:
    """One cell's number and status."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    status = status_of(cell)
    if status != OK:
        return 0.0, status
    try:
        return float(read(cell)), OK
    except OutOfDomain:
        return 0.0, OUT_OF_DOMAIN
    except Unreadable:
        return 0.0, UNREADABLE
