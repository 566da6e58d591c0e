"""The steps of a calculation: an ordinary formula, an array, a call of one of our functions."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import signature
from itertools import chain
from math import isfinite
from typing import Any, NamedTuple

from xl_addin.agreement.wording import figures
from xl_addin.cells.dates import EPOCH
from xl_addin.cells.errors import ERRORS
from xl_addin.engine.cell_store import LATER, WAITING, CellStore, check_known
from xl_addin.engine.coercion import check_read
from xl_addin.engine.indexed import IndexedRange
from xl_addin.engine.ironcalc import Engine, area_text, cell_text
from xl_addin.engine.plain_values import NotKnownYet, Undecided
from xl_addin.engine.templates import RANGES, VALUES, Constant, FunctionCall, Inner, Slot, Template
from xl_addin.xlsx.bounds import ARRAY, ELEMENT, READ
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import MAX_ROW, Area, FormulaError, Ref

Rows = list[list[CellValue]]


def rows_with_something(rows: Rows, at_least: int) -> int:
    """How many rows a result has, its blank last ones left out: no cells are needed to show them.

    Parameters: ``at_least``, the rows that there are cells for, blank or not.
    """
    height = len(rows)
    while height > at_least > 0 and all(value == "" for value in rows[height - 1]):
        height -= 1
    return height


class Place(NamedTuple):
    """The cell whose formula a step belongs to."""

    sheet: int
    row: int
    column: int


class Workspace:
    """What the steps work with."""

    def __init__(self, store: CellStore, names: Names, functions: Mapping[str, Callable[..., object]]) -> None:
        """Keep them; nothing is called yet."""
        self.store = store
        self.names = names
        self.functions = functions
        self.calls: list[CallStep] = []
        self.spilling: set[Place] = set()
        """The array formulas whose range Excel itself sizes."""
        self.patient = True
        """Whether a formula may be put off that needs what the engine has not computed yet."""
        self._read = 0
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine, which most workbooks hardly need: started when it is first asked for."""
        if self._engine is None:
            self._engine = Engine(self.store)
        return self._engine

    def replace(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Put a value in place of another, or of a formula that the engine has computed."""
        self.store.put(sheet, row, column, value)
        if self._engine is not None:
            self._engine.renew(sheet, row, column, value)

    def count(self, cells: int) -> None:
        """Count the cells that a formula reads; FormulaError when they take too long together."""
        self._read += cells
        if self._read > READ:
            raise FormulaError(f"formlerne læser tilsammen mere end {figures(READ, 0)} celler")


class Step(ABC):
    """What all steps have: their cell, the area they fill (None: any free place), and their parts."""

    staged = True
    waiting = False
    """Whether the engine has been given something of it."""
    put_off = False
    """Whether it is to be prepared again when the engine has computed."""

    def __init__(self, what: Inner, place: Place, target: Area | None, names: Names) -> None:
        """Take the lowered formula of this place."""
        self.place = place
        self.target = target
        self.level = self.order = 0
        self.area: Area | None = target
        self.needs: Sequence[Step] = (
            () if isinstance(what, Constant) else tuple(make_step(inner, place, None, names) for inner in what.inners)
        )

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
        put, outside = space.store.put, CellError("#N/A")
        for down in range(target.height):
            row = rows[0] if height == 1 else rows[down] if down < height else None
            for across in range(target.width):
                value: CellValue = outside
                if row is not None and (width == 1 or across < width):
                    value = row[0] if width == 1 else row[across]
                put(target.sheet, target.top + down, target.left + across, value)


class ConstantStep(Step):
    """An array constant."""

    def __init__(self, what: Constant, place: Place, target: Area | None, names: Names) -> None:
        """Take the lowered formula of this place."""
        super().__init__(what, place, target, names)
        self._rows = [list(row) for row in what.rows]

    def prepare(self, space: Workspace) -> None:
        """Write it."""
        self.store(space, self._rows)


class _Formula(Step):
    """A template at its place."""

    def __init__(self, what: Template, place: Place, target: Area | None, names: Names) -> None:
        super().__init__(what, place, target, names)
        self._template = what
        self._areas = [None if isinstance(s, int) else names.area(s, *place) for s in what.sources]

    def _known_areas(self) -> list[Area]:
        """Where the sources lie; those of inners are known when these are computed."""
        sources = zip(self._template.sources, self._areas, strict=True)
        areas = [self.needs[source].area if isinstance(source, int) else area for source, area in sources]
        return [area for area in areas if area is not None]

    def _fixed_text(self, space: Workspace, slot: Slot, area: Area, cell: tuple[int, int] | None) -> str:
        """What stands in a slot that reads `cell` of an area, or the area."""
        if slot.use in RANGES:
            area = self._range(space, slot.use, area)
            space.count(1 if slot.use == "one of" else area.height * area.width)
            space.engine.load(area)
            return area_text(area)
        if slot.use not in VALUES:
            return str(_position(slot.use, area))
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


class CellStep(_Formula):
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
        areas = self._known_areas()
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
        return float(_position(slot.use, area))

    def _hand_over(self, space: Workspace, areas: list[Area]) -> None:
        texts: dict[Slot, str] = {}
        try:
            for slot in self._template.slots:
                if slot not in texts:
                    area = areas[slot.source]
                    texts[slot] = self._fixed_text(space, slot, area, self._cell(slot.source, area))
        except NotKnownYet:
            self._put_off(space)
            return
        space.engine.put_formula(*self.place, self._template.text.format(*map(texts.__getitem__, self._template.slots)))
        self.waiting = True
        space.store.put(*self.place, WAITING)

    def finish(self, space: Workspace) -> None:
        """Keep the result as a value."""
        for source, use in self._template.checked:
            area = self._known_areas()[source]
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


def _position(use: str, area: Area) -> int:
    """The number that a slot takes of where an area lies."""
    return {"row": area.top, "column": area.left, "rows": area.height, "columns": area.width}[use]


def intersect(area: Area, place: Place) -> tuple[int, int] | None:
    """The one cell of a row or column that an ordinary formula takes, as Excel does: the one beside it."""
    if area.width == 1 and area.top <= place.row <= area.bottom:
        return place.row, area.left
    if area.height == 1 and area.left <= place.column <= area.right:
        return area.top, place.column
    return None


class ArrayStep(_Formula):
    """A formula computed element by element; equal inputs are computed once."""

    def __init__(self, what: Template, place: Place, target: Area | None, names: Names) -> None:
        """Take the lowered formula of this place."""
        super().__init__(what, place, target, names)
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
        slots, known_areas = self._template.slots, self._known_areas()
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
                return [[float(_position(slot.use, area))]]
            case "cells":
                return [[space.store.range(area)]]
        return space.store.read(area)

    def _hand_over(self, space: Workspace, left: list[int], areas: list[Area], moving: list[int]) -> None:
        """Hand the engine one formula for each different row of inputs."""
        slots, known_areas = self._template.slots, self._known_areas()
        width = self._shape[1]
        for source, use in self._template.checked:
            area = known_areas[source]
            check_read(space.store.get(area.sheet, area.top, area.left), use)
        for n in moving:
            space.engine.load(areas[n])
        texts = [
            "" if n in moving else self._fixed_text(space, slots[n], areas[n], (areas[n].top, areas[n].left))
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


class CallStep(Step):
    """A call of one of our functions."""

    def __init__(self, what: FunctionCall, place: Place, target: Area | None, names: Names) -> None:
        """Take the lowered formula of this place."""
        super().__init__(what, place, target, names)
        self.name = what.name
        self._arguments = what.arguments
        self._areas = {n: names.area(a, *place) for n, a in enumerate(what.arguments) if isinstance(a, Ref)}
        self.given: list[object] = []
        self.values: Rows = []

    @property
    def areas(self) -> list[Area | None]:
        """For each argument the range it is, None for one that is computed or constant."""
        return [self._areas.get(number) for number in range(len(self._arguments))]

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        return iter(self._areas.values())

    def prepare(self, space: Workspace) -> None:
        """Call the function with the values of its arguments."""
        parts = iter(self.needs)
        for number, argument in enumerate(self._arguments):
            if isinstance(argument, (Template, FunctionCall, Constant)):
                area = next(parts).area
                assert area is not None
                self.given.append(_cells(space, area))
            elif isinstance(argument, Ref):
                self.given.append(_cells(space, self._areas[number]))
            else:
                self.given.append(outward(argument))
        function = space.functions[self.name]
        try:
            signature(function).bind(*self.given)
        except TypeError:
            raise FormulaError(f"{self.name} tager andre argumenter end dem i formlen") from None
        self.values = inward(function(*self.given), self.name)
        space.calls.append(self)
        self.store(space, self.values)


def _cells(space: Workspace, area: Area) -> object:
    rows = [[outward(value) for value in row] for row in space.store.read(area)]
    return rows[0][0] if area.height == 1 and area.width == 1 else rows


def outward(value: CellValue) -> object:
    """A value as our functions take it: an error as its code."""
    return value.code if isinstance(value, CellError) else value


def inward(result: object, name: str) -> Rows:
    """What one of our functions gave, as rows of cell values: dates as serial numbers, codes as errors."""
    rows = result if isinstance(result, (list, tuple)) else [[result]]
    read = [[_inward(value, name) for value in (row if isinstance(row, (list, tuple)) else [row])] for row in rows]
    if not read or not read[0] or len({len(row) for row in read}) != 1:
        raise FormulaError(f"{name} gav rækker af forskellig længde eller ingen")
    return read


def _inward(value: object, name: str) -> CellValue:
    match value:
        case None:
            return ""
        case str():
            return CellError(value) if value in ERRORS else value
        case float() if not isfinite(value):
            return CellError("#NUM!")
        case bool() | float():
            return value
        case int():
            return float(value)
        case datetime.datetime():
            moment = value.replace(tzinfo=None) - datetime.datetime.combine(EPOCH, datetime.time())
            return moment / datetime.timedelta(days=1)
        case datetime.date():
            return float((value - EPOCH).days)
    raise FormulaError(f"{name} gav noget, der ikke kan stå i en celle ({type(value).__name__})")


def make_step(what: Inner, place: Place, target: Area | None, names: Names) -> Step:
    """The step that computes a lowered formula or a part of one."""
    if isinstance(what, FunctionCall):
        return CallStep(what, place, target, names)
    if isinstance(what, Constant):
        return ConstantStep(what, place, target, names)
    if what.array or target is None:
        return ArrayStep(what, place, target, names)
    return CellStep(what, place, target, names)
