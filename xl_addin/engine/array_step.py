"""A formula that is computed element by element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xl_addin.agreement.wording import figures
from xl_addin.engine.cell_step import FormulaStep, position_of
from xl_addin.engine.coercion import check_read
from xl_addin.engine.ironcalc import cell_text
from xl_addin.engine.plain_values import Undecided
from xl_addin.engine.step import Step, spread
from xl_addin.engine.templates import VALUES, Slot, Template
from xl_addin.engine.workspace import Place, Workspace
from xl_addin.xlsx.bounds import ARRAY, ELEMENT
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellValue
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
        """Compute the plain elements, and hand the engine a formula for each different row of other inputs."""
        areas = self.known_areas()
        moving = [slot for slot in self._template.slots if self._moves(slot, areas[slot.source])]
        height = max((areas[slot.source].height for slot in moving), default=1)
        width = max((areas[slot.source].width for slot in moving), default=1)
        self._shape = height, width
        if height * width > ARRAY:
            raise FormulaError(f"en matrix på mere end {figures(ARRAY, 0)} elementer (over hele kolonner?)")
        space.count(ELEMENT * height * width)
        self._results = [None] * (height * width)
        left = self._compute_here(space, areas)
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
        inputs = [self._inputs(space, slot, areas) for slot in self._template.here_slots]
        left = []
        for number, values in enumerate(zip(*inputs, strict=True) if inputs else [()] * (height * width)):
            try:
                self._results[number] = compute(values)
            except Undecided:
                left.append(number)
        return left

    def _inputs(self, space: Workspace, slot: Slot, areas: list[Area]) -> list[Any]:
        """What the elements take of one of the sources, row by row."""
        area = areas[slot.source]
        rows: list[list[Any]]
        match slot.use:
            case "row":
                rows = [[float(row)] for row in range(area.top, area.bottom + 1)]
            case "column":
                rows = [[float(column) for column in range(area.left, area.right + 1)]]
            case "rows" | "columns":
                rows = [[float(position_of(slot.use, area))]]
            case "cells":
                rows = [[space.store.range(area)]]
            case _:
                rows = space.store.read(area)
        return spread(rows, *self._shape)

    def _hand_over(self, space: Workspace, left: list[int], areas: list[Area], moving: list[Slot]) -> None:
        inputs = []
        for slot in self._template.slots:
            area = areas[slot.source]
            if slot in moving:
                space.engine.load(area)
                inputs.append(self._inputs(space, slot, areas))
                for value in inputs[-1]:
                    check_read(value, slot.use)
            else:
                check_read(space.store.get(area.sheet, area.top, area.left), slot.use)
        texts = {
            slot: "" if slot in moving else self.fixed_text(space, slot, area, (area.top, area.left))
            for slot, area in ((slot, areas[slot.source]) for slot in self._template.slots)
        }
        known: dict[tuple[object, ...], int] = {}
        for element in left:
            key = tuple([(values[element].__class__, values[element]) for values in inputs])  # 1, TRUE, "1" are three
            number = known.setdefault(key, len(known))
            self._waiting.append((element, number))
            if number == len(self._cells):
                for slot in moving:
                    texts[slot] = _moved_text(slot.use, areas[slot.source], *divmod(element, self._shape[1]))
                cell = space.store.allocate(1, 1)
                space.engine.put_formula(cell.sheet, cell.top, cell.left, self._template.text.format(*texts.values()))
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


def _moved_text(use: str, area: Area, down: int, across: int) -> str:
    """What stands in a slot for one element; #N/A beyond the area."""
    if (area.height > 1 and down >= area.height) or (area.width > 1 and across >= area.width):
        return "#N/A"
    row = area.top + (down if area.height > 1 else 0)
    column = area.left + (across if area.width > 1 else 0)
    return cell_text(area.sheet, row, column) if use in VALUES else str(row if use == "row" else column)
