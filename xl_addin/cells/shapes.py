"""Single cells, columns and rectangles: how arguments stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


class UnevenShapes(Exception):
    """The arguments cannot stand beside each other: one ``#VALUE!`` for the whole call."""


@dataclass(frozen=True)
class Block:
    """An argument's cells row by row. A range of one cell is a single cell."""

    cells: Sequence[Any]
    rows: int
    columns: int

    @property
    def is_single(self) -> bool:
        """Whether the argument is a single cell, which stands beside every row."""
        return len(self.cells) == 1


def block(argument: object) -> Block:
    """The cells of an argument: a scalar, or a list (tuple) of rows."""
    if isinstance(argument, np.ndarray):
        argument = argument.tolist()
    if not isinstance(argument, list | tuple):
        return Block([argument], 1, 1)
    if not argument or not isinstance(argument[0], list | tuple):
        raise UnevenShapes
    try:
        return Block([cell for (cell,) in argument], len(argument), 1)
    except (TypeError, ValueError):  # not a column
        pass
    if not all(isinstance(row, list | tuple) for row in argument):
        raise UnevenShapes
    widths = set(map(len, argument))
    columns = widths.pop()
    if columns == 0 or widths:
        raise UnevenShapes
    return Block([cell for row in argument for cell in row], len(argument), columns)


def common_shape(blocks: Sequence[Block], rectangles: bool) -> tuple[int, int]:
    """The shape that all arguments but the single cells have.

    ``rectangles`` tells whether more than one column may be given.
    """
    shapes = {(one.rows, one.columns) for one in blocks if not one.is_single} or {(1, 1)}
    if len(shapes) > 1:
        raise UnevenShapes
    rows, columns = shapes.pop()
    if columns > 1 and not rectangles:
        raise UnevenShapes
    return rows, columns


def in_shape(cells: list[Any], rows: int, columns: int) -> Any:
    """Cells row by row as the host takes them: a scalar for a single cell, else a list of rows."""
    if rows == columns == 1:
        return cells[0]
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]
