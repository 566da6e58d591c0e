"""In which order a workbook's formulas are computed, and the circles among them.

Formulas depend on ranges, and a range may hold thousands of formulas: 30,000 running totals over one column of
formulas would make 450 million pairs. So the formulas of a column are seen as a binary tree of blocks, and a range
depends on the few blocks that make it up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xl_addin.xlsx.tree import Area


class Computable(Protocol):
    """Something to compute: a formula, or a part of one that is computed on its own."""

    @property
    def reads(self) -> Iterable[Area]:
        """The ranges whose values it needs."""

    @property
    def needs(self) -> Sequence[Computable]:
        """Its own parts, which come first."""

    @property
    def staged(self) -> bool:
        """Whether all that it needs must be computed in an earlier stage than itself."""

    level: int
    order: int
    """Its number in an order in which all that it needs comes before it."""


_SHOWN = 100  # circles that are told step by step; of more, only their ends

_Block = tuple[int, int, int, int]  # sheet, column, size as a power of two, number of the block


@dataclass
class _Column:
    tops: list[int] = field(default_factory=list)
    bottoms: list[int] = field(default_factory=list)
    steps: list[Computable] = field(default_factory=list)


def set_levels(placed: Iterable[tuple[Area, Computable]]) -> list[list[Computable]]:
    """Give every step its level, the stage in which it is computed, and its order, and give the circles: steps that
    need each other.

    `placed` are the formulas with the cells that they fill. A step's level is the highest of those it needs, and one
    more when it is staged; what closes a circle counts for nothing.
    """
    order = _Order(placed)
    for _, step in order.placed:
        if step not in order.done:
            order.visit(step)
    return order.circles


class _Order:
    def __init__(self, placed: Iterable[tuple[Area, Computable]]) -> None:
        self.placed = sorted(placed, key=lambda pair: pair[0])
        self.done: dict[Computable | _Block, int] = {}
        self.circles: list[list[Computable]] = []
        self._columns: dict[tuple[int, int], _Column] = {}
        self._sheets: dict[int, list[int]] = {}
        for area, step in self.placed:
            for number in range(area.left, area.right + 1):
                column = self._columns.setdefault((area.sheet, number), _Column())
                column.tops.append(area.top)
                column.bottoms.append(area.bottom)
                column.steps.append(step)
        for sheet, number in self._columns:
            self._sheets.setdefault(sheet, []).append(number)

    def visit(self, root: Computable) -> None:
        """Depth first, without recursion: chains of formulas can be as long as a sheet."""
        stack: list[tuple[Computable | _Block, Iterator[Computable | _Block]]] = [(root, self._children(root))]
        open_steps: set[Computable | _Block] = {root}
        levels = [0]
        while stack:
            node, children = stack[-1]
            for child in children:
                known = self.done.get(child)
                if known is not None:
                    levels[-1] = max(levels[-1], known)
                elif child in open_steps:
                    path = [step for step, _ in stack]
                    circle = path[path.index(child) :] if len(self.circles) < _SHOWN else [node, child]
                    self.circles.append([step for step in circle if not isinstance(step, tuple)])
                else:
                    stack.append((child, self._children(child)))
                    open_steps.add(child)
                    levels.append(0)
                    break
            else:
                stack.pop()
                open_steps.discard(node)
                level = levels.pop()
                if not isinstance(node, tuple):
                    level = node.level = level + node.staged
                    node.order = len(self.done)
                self.done[node] = level
                if levels:
                    levels[-1] = max(levels[-1], level)

    def _children(self, node: Computable | _Block) -> Iterator[Computable | _Block]:
        if isinstance(node, tuple):
            sheet, number, size, block = node
            column = self._columns[sheet, number]
            return self._cut(sheet, number, block << size, min((block + 1) << size, len(column.steps)), size - 1)
        return self._of_step(node)

    def _of_step(self, step: Computable) -> Iterator[Computable | _Block]:
        yield from step.needs
        for area in step.reads:
            numbers = self._sheets.get(area.sheet, [])
            if area.left != area.right:
                numbers = [number for number in numbers if area.left <= number <= area.right]
            elif (area.sheet, area.left) in self._columns:
                numbers = [area.left]
            else:
                continue
            for number in numbers:
                column = self._columns[area.sheet, number]
                first = bisect_left(column.bottoms, area.top)
                last = bisect_left(column.tops, area.bottom + 1)
                if first < last:
                    yield from self._cut(area.sheet, number, first, last, 62)

    def _cut(self, sheet: int, number: int, first: int, last: int, largest: int) -> Iterator[Computable | _Block]:
        """The places first..last-1 of a column as aligned blocks of at most 2**largest."""
        steps = self._columns[sheet, number].steps
        while first < last:
            size = min((first & -first).bit_length() - 1 if first else 62, (last - first).bit_length() - 1, largest)
            if size <= 0:
                yield steps[first]
                first += 1
            else:
                yield (sheet, number, size, first >> size)
                first += 1 << size
