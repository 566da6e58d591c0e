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
    if not argument or not all(isinstance(row, list | tuple) for row in argument):
        raise UnevenShapes
    columns = len(argument[0])
    if columns == 0 or any(len(row) != columns for row in argument):
        raise UnevenShapes
    if columns == 1:
        return Block([row[0] for row in argument], len(argument), 1)
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
