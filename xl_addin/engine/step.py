"""A step of a calculation: a formula, or a part of one that is computed on its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from xl_addin.engine.templates import Constant
from xl_addin.engine.workspace import Place, Workspace
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Area, FormulaError

Rows = list[list[CellValue]]


class Step(ABC):
    """What all steps have: their cell, the area they fill (None: any free place), and their parts."""

    staged = True
    waiting = False
    """Whether the engine has been given something of it."""
    put_off = False
    """Whether it is to be prepared again when the engine has computed."""

    def __init__(self, place: Place, target: Area | None, needs: Sequence[Step]) -> None:
        """Take the cell, the area and the parts, which come first."""
        self.place = place
        self.target = target
        self.level = self.order = 0
        self.area: Area | None = target
        self.needs = needs

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        return iter(())

    @abstractmethod
    def prepare(self, space: Workspace) -> None:
        """Compute it, or give the engine what is left to it (`waiting`)."""

    def finish(self, space: Workspace) -> None:
        """Take what the engine has computed; asked only of what is `waiting`."""
        raise AssertionError(f"nothing of {self.place} was left to the engine")

    def store(self, space: Workspace, rows: Rows) -> None:
        """Put a result where it belongs: over the formula's range the way Excel fills it, or in a free place."""
        target = self.target
        height, width = rows_with_something(rows, 0 if target is None else target.height), len(rows[0])
        if target is None:
            target = self.area = space.store.allocate(height, width)
        elif height > target.height or width > target.width:
            raise FormulaError(
                f"resultatet fylder {height} × {width} celler, området kun {target.height} × {target.width}"
            )
        elif self.place in space.spilling and (height, width) != (target.height, target.width):
            raise FormulaError(
                f"resultatet fylder {height} × {width} celler, men formlen løb over {target.height} × "
                f"{target.width}, da den blev gemt: skriv den over et fast område"
            )
        space.store.fill(target, spread(rows[:height], target.height, target.width))


def spread(rows: list[list[Any]], height: int, width: int) -> list[Any]:
    """A range's values for each element of a larger one, row by row: one row or column is repeated, else #N/A."""
    if len(rows) == height and len(rows[0]) == width:
        return list(chain.from_iterable(rows))
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0] * (height * width)
    beyond = [CellError("#N/A")] * width
    wide = [row * width if len(row) == 1 else (row + beyond)[:width] for row in rows]
    high = wide * height if len(wide) == 1 else (wide + [beyond] * height)[:height]
    return list(chain.from_iterable(high))


def rows_with_something(rows: Rows, at_least: int) -> int:
    """How many rows a result has, its blank last ones left out: no cells are needed to show them.

    Parameters: ``at_least``, the rows that there are cells for, blank or not.
    """
    height = len(rows)
    while height > at_least > 0 and all(value == "" for value in rows[height - 1]):
        height -= 1
    return height


class ConstantStep(Step):
    """An array constant."""

    def __init__(self, what: Constant, place: Place, target: Area | None, needs: Sequence[Step]) -> None:
        """Take the lowered formula of this place."""
        super().__init__(place, target, needs)
        self._rows = [list(row) for row in what.rows]

    def prepare(self, space: Workspace) -> None:
        """Write it."""
        self.store(space, self._rows)
