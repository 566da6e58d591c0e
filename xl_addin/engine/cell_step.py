"""A formula that fills one cell: computed here where it is plain, else by the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.engine.cell_store import LATER, WAITING, check_known
from xl_addin.engine.coercion import check_read
from xl_addin.engine.indexed import IndexedRange
from xl_addin.engine.ironcalc import area_text, cell_text
from xl_addin.engine.plain_values import NotKnownYet, Undecided
from xl_addin.engine.step import Step
from xl_addin.engine.templates import RANGES, VALUES, Slot, Template
from xl_addin.engine.workspace import Place, Workspace
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import MAX_ROW, Area


class FormulaStep(Step):
    """A template at its place."""

    def __init__(self, what: Template, place: Place, target: Area | None, needs: Sequence[Step], names: Names) -> None:
        """Take the lowered formula of this place."""
        super().__init__(place, target, needs)
        self._template = what
        self._areas = [None if isinstance(s, int) else names.area(s, *place) for s in what.sources]

    def known_areas(self) -> list[Area]:
        """Where the sources lie; those of inners are known when these are computed."""
        sources = zip(self._template.sources, self._areas, strict=True)
        areas = [self.needs[source].area if isinstance(source, int) else area for source, area in sources]
        return [area for area in areas if area is not None]

    def fixed_text(self, space: Workspace, slot: Slot, area: Area, cell: tuple[int, int] | None) -> str:
        """What stands in a slot that reads `cell` of an area, or the area."""
        if slot.use in RANGES:
            area = self._range(space, slot.use, area)
            space.count(1 if slot.use == "one of" else area.height * area.width)
            space.engine.load(area)
            return area_text(area)
        if slot.use not in VALUES:
            return str(position_of(slot.use, area))
        if cell is None:
            return "#VALUE!"
        space.engine.load(Area(area.sheet, *cell, *cell))
        return cell_text(area.sheet, *cell)

    @staticmethod
    def _range(space: Workspace, use: str, area: Area) -> Area:
        """A range as far as it is worth reading."""
        if use == "used":
            return space.store.used(area)
        return space.store.clipped(area) if use == "down" and area.bottom == MAX_ROW else area


class CellStep(FormulaStep):
    """An ordinary formula in a cell of the workbook."""

    staged = False

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        for source, one_cell in self._template.read:
            area = self._areas[source]
            if area is not None and one_cell:
                cell = self._cell(source, area)
                area = None if cell is None else Area(area.sheet, *cell, *cell)
            if area is not None:
                yield area

    def prepare(self, space: Workspace) -> None:
        """Compute the formula here, or hand it to the engine; one that needs what waits is put off where it can be."""
        areas = self.known_areas()
        self.waiting = self.put_off = False
        try:
            space.replace(*self.place, self._computed(space, areas))
        except NotKnownYet:
            if space.patient:
                self._put_off(space)
            else:
                self._hand_over(space, areas)
        except Undecided:
            self._hand_over(space, areas)

    def _put_off(self, space: Workspace) -> None:
        self.put_off = True
        space.store.put(*self.place, LATER)

    def _computed(self, space: Workspace, areas: list[Area]) -> CellValue:
        compute = self._template.here
        if compute is None:
            raise Undecided
        values = [self._taken(space, slot, areas[slot.source]) for slot in self._template.here_slots]
        check_known(values)
        return compute(values)

    def _taken(self, space: Workspace, slot: Slot, area: Area) -> CellValue | IndexedRange:
        """What the formula takes of one of its sources."""
        if slot.use == "cells":
            space.count(area.height * area.width if area.bottom < MAX_ROW else space.store.last_row * area.width)
            return space.store.range(area)
        if slot.use == "value":
            cell = self._cell(slot.source, area)
            return space.store.get(area.sheet, *cell) if cell else CellError("#VALUE!")
        return float(position_of(slot.use, area))

    def _hand_over(self, space: Workspace, areas: list[Area]) -> None:
        texts: dict[Slot, str] = {}
        try:
            for slot in self._template.slots:
                if slot not in texts:
                    area = areas[slot.source]
                    texts[slot] = self.fixed_text(space, slot, area, self._cell(slot.source, area))
        except NotKnownYet:
            self._put_off(space)
            return
        space.engine.put_formula(*self.place, self._template.text.format(*map(texts.__getitem__, self._template.slots)))
        self.waiting = True
        space.store.put(*self.place, WAITING)

    def finish(self, space: Workspace) -> None:
        """Keep the result as a value."""
        for source, use in self._template.checked:
            area = self.known_areas()[source]
            if cell := self._cell(source, area):
                value = space.store.get(area.sheet, *cell)
                check_read(space.engine.get(area.sheet, *cell) if value is WAITING else value, use)
        value = space.engine.get(*self.place)
        space.replace(*self.place, 0.0 if value is None else value)

    def _cell(self, source: int, area: Area) -> tuple[int, int] | None:
        """The one cell taken of a source: the first of a result, the one beside the formula of a range."""
        if self._areas[source] is None or (area.top == area.bottom and area.left == area.right):
            return area.top, area.left
        return intersect(area, self.place)


def position_of(use: str, area: Area) -> int:
    """The number that a slot takes of where an area lies."""
    return {"row": area.top, "column": area.left, "rows": area.height, "columns": area.width}[use]


def intersect(area: Area, place: Place) -> tuple[int, int] | None:
    """The one cell of a row or column that an ordinary formula takes, as Excel does: the one beside it."""
    if area.width == 1 and area.top <= place.row <= area.bottom:
        return place.row, area.left
    if area.height == 1 and area.left <= place.column <= area.right:
        return area.top, place.column
    return None
