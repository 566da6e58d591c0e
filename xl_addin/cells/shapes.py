"""Single cells, columns and rectangles: how arguments stand beside each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np


class UnevenShapes(Exception):
    """The arguments cannot stand beside each other: one ``#VALUE!`` for the whole call."""


@dataclass(frozen=True)
class Block:
    """An argument: rows of cells, as the host hands them over. A range of one cell is a single cell.

    That every row of a column has one cell is seen when the cells are taken, not before: going through a
    large column once more would cost as much as reading it.
    """

    given: Sequence[Sequence[Any]]
    columns: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.given)

    @property
    def is_single(self) -> bool:
        """Whether the argument is a single cell, which stands beside every row."""
        return self.rows == self.columns == 1

    @cached_property
    def cells(self) -> list[Any]:
        """The cells row by row. Raises UnevenShapes."""
        if self.columns > 1:
            return [cell for row in self.given for cell in row]
        try:
            return [cell for (cell,) in self.given]
        except (TypeError, ValueError):
            raise UnevenShapes from None

    def floats(self) -> list[float]:
        """The cells that are floats, NaN in place of every other. Raises UnevenShapes."""
        if self.columns > 1:
            return [cell if type(cell) is float else math.nan for cell in self.cells]
        nan = math.nan
        try:
            return [cell if type(cell) is float else nan for (cell,) in self.given]
        except (TypeError, ValueError):
            raise UnevenShapes from None

    def at(self, indices: Sequence[int]) -> list[Any]:
        """The cells at some indices."""
        columns = self.columns
        return [self.given[index // columns][index % columns] for index in indices]


def block(argument: object) -> Block:
    """An argument as a block: a scalar, or a list (tuple) of rows."""
    if isinstance(argument, np.ndarray):
        argument = argument.tolist()
    if not isinstance(argument, list | tuple):
        return Block([[argument]], 1)
    if not argument or not isinstance(argument[0], list | tuple):
        raise UnevenShapes
    columns = len(argument[0])
    if columns != 1 and not all(isinstance(row, list | tuple) and len(row) == columns > 0 for row in argument):
        raise UnevenShapes
    return Block(argument, columns)


def column(cells: Sequence[Any]) -> Block:
    """Cells one below the other as a block."""
    return Block([[cell] for cell in cells], 1)


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
