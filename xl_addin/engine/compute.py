"""A workbook computed: Excel's own functions by the engine, ours by Python, each as soon as what it needs is known.

Formulas are computed in stages. A stage computes what must be whole before others can use it (our functions, array
formulas), then all ordinary formulas that need nothing from a later stage. What is computed is put back into the engine
as a value, so that every formula is computed once.
"""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from xl_addin.engine.ironcalc import Engine, EngineError
from xl_addin.engine.lower import lower
from xl_addin.engine.order import CircleError, set_levels
from xl_addin.engine.steps import ArrayStep, CallStep, CellStep, ConstantStep, Place, Step, Workspace, make_step
from xl_addin.engine.templates import Inner, Template
from xl_addin.functions.catalogue import by_name
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.package import Package, WorkbookError, open_package
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.patch import write_patched
from xl_addin.xlsx.sheet import CellFormula, CellValue
from xl_addin.xlsx.tree import Area, FormulaError, address

Function = Callable[..., object]


class Progress(Protocol):
    """Told how far a calculation has come."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` formulas are computed."""


@dataclass
class CalledFunction:
    """A call of one of our functions: where, with which cells, and what came out."""

    name: str
    sheet: str
    row: int
    column: int
    whole_formula: bool
    """Whether the call is all there is in its formula, so that its result is what the cells show."""
    arguments: list[object]
    result: list[list[CellValue]]
    areas: list[Area | None]
    """For each argument the range it is, None for one that is computed or constant."""


@dataclass
class Result:
    """A computed workbook: for each sheet (by number) the values of all cells that formulas fill."""

    package: Package
    values: list[dict[tuple[int, int], CellValue]]
    calls: list[CalledFunction] = field(default_factory=list)


def calculate(
    source: Path,
    functions: Mapping[str, Function] | None = None,
    *,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Result:
    """Compute a workbook.

    `functions` are ours, by upper-case name (without them: the catalogue's); each takes cells (a scalar, or a list of
    rows for a range) and gives a scalar or a list of rows. `today` is what TODAY() gives. Raises `WorkbookError` when
    anything in the workbook cannot be computed.
    """
    return calculate_package(open_package(source), functions, today=today, progress=progress)


def write_calculated(result: Result, out: Path) -> None:
    """Write a computed workbook's copy, whole or not at all; `WorkbookError` when it cannot be written."""
    write_patched(result.package, result.values, out)


def calculate_package(
    package: Package,
    functions: Mapping[str, Function] | None = None,
    *,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Result:
    """Compute a workbook that has been read; see `calculate`."""
    if functions is None:
        functions = {name: function.call for name, function in by_name().items()}
    calculation = _Calculation(package, functions, today or datetime.date.today(), progress)
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of cells, none of them garbage: looking for some takes a fifth of the time
    try:
        return calculation.run()
    finally:
        if collecting:
            gc.enable()


def _holds(area: Area, place: Place) -> bool:
    return (
        area.sheet == place.sheet and area.top <= place.row <= area.bottom and area.left <= place.column <= area.right
    )


def _serial(day: datetime.date) -> int:
    return (day - datetime.date(1899, 12, 30)).days


class _Calculation:
    def __init__(
        self,
        package: Package,
        functions: Mapping[str, Function],
        today: datetime.date,
        progress: Progress | None,
    ) -> None:
        self._package = package
        self._parser = Parser()
        self._names = Names(package, functions, self._parser)
        self._today = _serial(today)
        self._progress = progress
        self._space = Workspace(Engine(len(package.sheets)), self._names, functions)
        self._lowered: dict[tuple[int, bool, int], Inner] = {}
        self._subtotals: list[Step] = []

    def run(self) -> Result:
        placed = self._read_formulas()
        self._check_subtotals()
        self._load_constants(placed)
        try:
            set_levels(placed)
        except CircleError as circle:
            cells = [self._where(step.place) for step in circle.steps if isinstance(step, Step)]
            shown = " > ".join(dict.fromkeys(cells))
            raise WorkbookError(f"{self._package.path.name}: {cells[0]}: a circular reference ({shown})") from None
        self._compute([step for _, step in placed])
        return self._result(placed)

    def _line(self, place: Place, reason: str) -> str:
        return f"{self._package.path.name}: {self._where(place)}: {reason}"

    def _where(self, place: Place) -> str:
        return f"{self._package.sheets[place.sheet].name}!{address(place.row, place.column)}"

    def _read_formulas(self) -> list[tuple[Area, Step]]:
        placed: list[tuple[Area, Step]] = []
        refused: list[tuple[Place, str]] = []
        for number, sheet in enumerate(self._package.sheets):
            for formula in sheet.formulas:
                place = Place(number, formula.row, formula.column)
                try:
                    placed.append(self._read_formula(formula, place))
                except FormulaError as error:
                    refused.append((place, str(error)))
                except RecursionError:
                    refused.append((place, "the formula is nested too deeply"))
        if refused:
            place, reason = refused[0]
            more = f" (and {len(refused) - 1} more cells)" if len(refused) > 1 else ""
            raise WorkbookError(self._line(place, f"{reason}{more}"))
        return placed

    def _read_formula(self, formula: CellFormula, place: Place) -> tuple[Area, Step]:
        tree = self._parser.parse(formula.text, *formula.base)
        key = (id(tree), formula.area is not None, place.sheet)  # the parser keeps every tree
        what = self._lowered.get(key)
        if what is None:
            what = self._lowered[key] = lower(tree, key[1], self._names, place.sheet, self._today)
        area = Area(place.sheet, *(formula.area or (place.row, place.column) * 2))
        step = make_step(what, place, area, self._names)
        if isinstance(what, Template) and "SUBTOTAL(" in what.text:
            self._subtotals.append(step)
        if formula.spilling:
            self._space.spilling.add(place)
        return area, step

    def _check_subtotals(self) -> None:
        """Refuse SUBTOTAL where it would leave cells out: the engine does not know which."""
        for step in self._subtotals:
            for area in step.reads:
                if self._package.sheets[area.sheet].hides(area.top, area.bottom):
                    raise WorkbookError(self._line(step.place, "SUBTOTAL over hidden rows is not supported"))
                if any(step.place != other.place and _holds(area, other.place) for other in self._subtotals):
                    raise WorkbookError(self._line(step.place, "SUBTOTAL over other subtotals is not supported"))

    def _load_constants(self, placed: list[tuple[Area, Step]]) -> None:
        engine = self._space.engine
        corners = [(area.bottom, area.right) for area, _ in placed]
        corners += [place for sheet in self._package.sheets for place in sheet.constants]
        engine.last_row = max((row for row, _ in corners), default=1)
        engine.last_column = max((column for _, column in corners), default=1)
        for number, sheet in enumerate(self._package.sheets):
            for (row, column), value in sheet.constants.items():
                engine.put(number, row, column, value)
        engine.settle()

    def _compute(self, steps: Sequence[Step]) -> None:
        stages: dict[int, list[Step]] = {}
        waiting = list(steps)
        while waiting:
            step = waiting.pop()
            stages.setdefault(step.level, []).append(step)
            waiting += step.needs
        total, done = sum(map(len, stages.values())), 0
        for level in sorted(stages):
            stage = stages[level]
            for kind in (ConstantStep, CallStep, ArrayStep, CellStep):
                part = [step for step in stage if isinstance(step, kind)]
                if part:
                    self._run(part)
                    done += len(part)
                    if self._progress:
                        self._progress(done, total)

    def _run(self, steps: Sequence[Step]) -> None:
        try:
            for step in steps:
                step.prepare(self._space)
            self._space.engine.evaluate()
            for step in steps:
                step.finish(self._space)
            self._space.engine.settle()
        except (FormulaError, EngineError) as error:
            raise WorkbookError(self._line(step.place, str(error))) from error

    def _result(self, placed: list[tuple[Area, Step]]) -> Result:
        values: list[dict[tuple[int, int], CellValue]] = [{} for _ in self._package.sheets]
        calls: list[CalledFunction] = []
        read = self._space.engine.get
        for area, _ in placed:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    values[area.sheet][row, column] = read(area.sheet, row, column)
        for called in self._space.calls:
            place = called.place
            name = self._package.sheets[place.sheet].name
            calls.append(
                CalledFunction(
                    called.name,
                    name,
                    place.row,
                    place.column,
                    called.target is not None,
                    called.given,
                    called.values,
                    called.areas,
                )
            )
        return Result(self._package, values, calls)
