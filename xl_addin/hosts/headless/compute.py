"""A workbook computed: Excel's own functions by the engine, ours by Python, each as soon as what it needs is known.

Formulas are computed in stages. A stage computes what must be whole before others can use it (our functions, array
formulas), then all ordinary formulas that need nothing from a later stage. What is computed is put back into the engine
as a value, so that every formula is computed once.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from xl_addin.catalogue import by_name

from .engine import Engine, EngineError
from .formulas import Area, FormulaError, Parser, address
from .lower import Inner, lower
from .names import Names
from .order import CircleError, set_levels
from .package import Package, WorkbookError, open_package
from .sheet import CellFormula, CellValue
from .steps import ArrayStep, CallStep, CellStep, ConstantStep, Place, Step, Workspace, make_step

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
    if functions is None:
        functions = {name: function.call for name, function in by_name().items()}
    package = open_package(source)
    return _Calculation(package, functions, today or datetime.date.today(), progress).run()


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
        self._lowered: dict[tuple[object, bool, int], Inner] = {}

    def run(self) -> Result:
        placed = self._read_formulas()
        self._load_constants()
        try:
            set_levels(placed)
        except CircleError as circle:
            cells = [self._where(step.place) for step in circle.steps if isinstance(step, Step)]
            shown = " > ".join(dict.fromkeys(cells))
            raise WorkbookError(f"{self._package.path.name}: {cells[0]}: a circular reference ({shown})") from None
        self._compute([step for _, step in placed])
        return self._result(placed)

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
            raise WorkbookError(f"{self._package.path.name}: {self._where(place)}: {reason}{more}")
        return placed

    def _read_formula(self, formula: CellFormula, place: Place) -> tuple[Area, Step]:
        tree = self._parser.parse(formula.text, *formula.base)
        key = (tree, formula.area is not None, place.sheet)
        what = self._lowered.get(key)
        if what is None:
            what = self._lowered[key] = lower(tree, key[1], self._names, place.sheet, self._today)
        area = Area(place.sheet, *(formula.area or (place.row, place.column) * 2))
        return area, make_step(what, place, area, self._names)

    def _load_constants(self) -> None:
        engine = self._space.engine
        for number, sheet in enumerate(self._package.sheets):
            for (row, column), value in sheet.constants.items():
                engine.put(number, row, column, value)

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
        except (FormulaError, EngineError) as error:
            reason = f"the engine cannot compute it ({error})" if isinstance(error, EngineError) else str(error)
            raise WorkbookError(f"{self._package.path.name}: {self._where(step.place)}: {reason}") from error

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
                )
            )
        return Result(self._package, values, calls)
