"""A formula that is computed element by element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from xl_addin.agreement.wording import figures
from xl_addin.engine.cell_step import FormulaStep, position_of
from xl_addin.engine.coercion import check_read
from xl_addin.engine.ironcalc import cell_text
from xl_addin.engine.plain_values import Undecided
from xl_addin.engine.step import Step
from xl_addin.engine.templates import VALUES, Slot, Template
from xl_addin.engine.workspace import Place, Workspace
from xl_addin.xlsx.bounds import ARRAY, ELEMENT
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Area, FormulaError


class ArrayStep(FormulaStep):
    """A formula computed element by element; equal inputs are computed once."""

    def __init__(self, what: Template, place: Place, target: Area | None, needs: Sequence[Step], names: Names) -> None:
        """Take the lowered formula of this place."""
        super().__init__(what, place, target, needs, names)
        self._cells: list[Area] = []
        self._waiting: list[tuple[int, int]] = []
        """The elements that wait for the engine: their places in the results, and among the cells."""
        self._results: list[CellValue] = []
        self._shape = (1, 1)

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        for source, _ in self._template.read:
            area = self._areas[source]
            if area is not None:
                yield area

    def prepare(self, space: Workspace) -> None:
        """Hand one formula to the engine for each different row of inputs."""
        slots, known_areas = self._template.slots, self.known_areas()
        areas = [known_areas[slot.source] for slot in slots]
        moving = [n for n in range(len(slots)) if self._moves(slots[n], areas[n])]
        height = max((areas[n].height for n in moving), default=1)
        width = max((areas[n].width for n in moving), default=1)
        self._shape = height, width
        if height * width > ARRAY:
            raise FormulaError(f"en matrix på mere end {figures(ARRAY, 0)} elementer (over hele kolonner?)")
        space.count(ELEMENT * height * width)
        self._results = [None] * (height * width)
        left = self._compute_here(space, known_areas)
        if left:
            self._hand_over(space, left, areas, moving)
            self.waiting = True
        else:
            self._store_results(space)

    def _compute_here(self, space: Workspace, areas: list[Area]) -> list[int]:
        """Compute the plain elements; the numbers of the others, row by row."""
        height, width = self._shape
        compute = self._template.here
        if compute is None:
            return list(range(height * width))
        inputs = [
            _spread(self._taken(space, slot, areas[slot.source]), height, width) for slot in self._template.here_slots
        ]
        left = []
        for number, values in enumerate(zip(*inputs, strict=True) if inputs else [()] * (height * width)):
            try:
                self._results[number] = compute(values)
            except Undecided:
                left.append(number)
        return left

    def _taken(self, space: Workspace, slot: Slot, area: Area) -> list[list[Any]]:
        """What the elements take of one of the sources."""
        match slot.use:
            case "row":
                return [[float(row)] for row in range(area.top, area.bottom + 1)]
            case "column":
                return [[float(column) for column in range(area.left, area.right + 1)]]
            case "rows" | "columns":
                return [[float(position_of(slot.use, area))]]
            case "cells":
                return [[space.store.range(area)]]
        return space.store.read(area)

    def _hand_over(self, space: Workspace, left: list[int], areas: list[Area], moving: list[int]) -> None:
        """Hand the engine one formula for each different row of inputs."""
        slots, known_areas = self._template.slots, self.known_areas()
        width = self._shape[1]
        for source, use in self._template.checked:
            area = known_areas[source]
            check_read(space.store.get(area.sheet, area.top, area.left), use)
        for n in moving:
            space.engine.load(areas[n])
        texts = [
            "" if n in moving else self.fixed_text(space, slots[n], areas[n], (areas[n].top, areas[n].left))
            for n in range(len(slots))
        ]
        inputs = [
            self._inputs(space, slot, known_areas[slot.source]) for slot in dict.fromkeys(slots[n] for n in moving)
        ]
        known: dict[tuple[object, ...], int] = {}
        for element in left:
            down, across = divmod(element, width)
            key = tuple([_element(rows, down, across) for rows in inputs])
            number = known.setdefault(key, len(known))
            self._waiting.append((element, number))
            if number == len(self._cells):
                for n in moving:
                    texts[n] = _moved_text(slots[n].use, areas[n], down, across)
                cell = space.store.allocate(1, 1)
                space.engine.put_formula(cell.sheet, cell.top, cell.left, self._template.text.format(*texts))
                self._cells.append(cell)

    def finish(self, space: Workspace) -> None:
        """Fill the array with the results."""
        computed: list[CellValue] = []
        for cell in self._cells:
            value = space.engine.get(*cell[:3])
            computed.append(0.0 if value is None else value)
            space.engine.put(*cell[:3], None)
        for place, number in self._waiting:
            self._results[place] = computed[number]
        self._store_results(space)

    def _store_results(self, space: Workspace) -> None:
        height, width = self._shape
        self.store(space, [self._results[row * width : (row + 1) * width] for row in range(height)])

    def _moves(self, slot: Slot, area: Area) -> bool:
        """Whether the slot's cell changes from element to element."""
        return self._template.array and slot.use in (*VALUES, "row", "column") and (area.height > 1 or area.width > 1)

    def _inputs(self, space: Workspace, slot: Slot, area: Area) -> list[list[object]]:
        """What tells inputs apart: values with their types, since 1, TRUE and "1" are three."""
        if slot.use == "row":
            return [[row] for row in range(area.top, area.bottom + 1)]
        if slot.use == "column":
            return [list(range(area.left, area.right + 1))]
        values = space.store.read(area)
        if slot.use != "value":
            for row in values:
                for value in row:
                    check_read(value, slot.use)
        return [[(value.__class__, value) for value in row] for row in values]


def _moved_text(use: str, area: Area, down: int, across: int) -> str:
    """What stands in a slot for one element; #N/A beyond the area."""
    if (area.height > 1 and down >= area.height) or (area.width > 1 and across >= area.width):
        return "#N/A"
    row = area.top + (down if area.height > 1 else 0)
    column = area.left + (across if area.width > 1 else 0)
    return cell_text(area.sheet, row, column) if use in VALUES else str(row if use == "row" else column)


def _spread(rows: list[list[Any]], height: int, width: int) -> list[Any]:
    """A range's values for every element, row by row: repeated where it is one row or column, #N/A beyond it."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0] * (height * width)
    if len(rows) == height and len(rows[0]) == width:
        return list(chain.from_iterable(rows))
    return [_at(rows, down, across) for down in range(height) for across in range(width)]


def _at(rows: list[list[Any]], down: int, across: int) -> Any:
    """The element of a range that is repeated where it is one row or column, and #N/A beyond it."""
    row = rows[0] if len(rows) == 1 else rows[down] if down < len(rows) else None
    if row is None or (len(row) > 1 and across >= len(row)):
        return CellError("#N/A")
    return row[0] if len(row) == 1 else row[across]


def _element(rows: list[list[object]], down: int, across: int) -> object:
    row = rows[0] if len(rows) == 1 else rows[down] if down < len(rows) else []
    return row[0] if len(row) == 1 else row[across] if across < len(row) else None
