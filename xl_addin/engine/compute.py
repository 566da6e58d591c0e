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

from xl_addin.agreement.wording import counted
from xl_addin.cells.dates import serial_of
from xl_addin.collecting import uncollected
from xl_addin.engine.array_step import ArrayStep
from xl_addin.engine.call_step import CallStep
from xl_addin.engine.cell_step import CellStep
from xl_addin.engine.cell_store import CellStore
from xl_addin.engine.ironcalc import EngineError
from xl_addin.engine.lower import lower
from xl_addin.engine.order import set_levels
from xl_addin.engine.step import ConstantStep, Step
from xl_addin.engine.templates import Constant, FunctionCall, Inner, Template
from xl_addin.engine.workspace import CalledFunction, Place, Workspace
from xl_addin.functions.catalogue import by_name
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.package import Package, WorkbookError, open_package
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.patch import write_patched
from xl_addin.xlsx.sheet import CellError, CellFormula, CellValue
from xl_addin.xlsx.tree import Area, FormulaError, address

Function = Callable[..., object]


_ROUNDS = 3
"""How often the engine computes in one stage: most sheets need it for a few formulas that others build on."""


class Progress(Protocol):
    """Told how far a calculation has come."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` formulas are computed."""


@dataclass
class Result:
    """A computed workbook: for each sheet (by number) the values of all cells that formulas fill."""

    package: Package
    values: list[dict[tuple[int, int], CellValue]]
    calls: list[CalledFunction] = field(default_factory=list)
    refused: dict[Place, str] = field(default_factory=dict)
    """The cells whose formula could not be computed, and why; only with `keep_going`."""
    circular: set[Place] = field(default_factory=set)
    """Those of them that need each other."""


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
    keep_going: bool = False,
) -> Result:
    """Compute a workbook that has been read; see `calculate`.

    `keep_going`: a formula that cannot be computed does not stop the others. It keeps the value that it was saved
    with, or is #VALUE!, and the result says why.
    """
    if functions is None:
        functions = {name: function.call for name, function in by_name().items()}
    calculation = _Calculation(package, functions, today or datetime.date.today(), progress, keep_going)
    with uncollected():
        return calculation.run()


class _Calculation:
    def __init__(
        self,
        package: Package,
        functions: Mapping[str, Function],
        today: datetime.date,
        progress: Progress | None,
        keep_going: bool,
    ) -> None:
        self._package = package
        self._keep_going = keep_going
        self._refused: dict[Place, str] = {}
        self._circular: set[Place] = set()
        self._parser = Parser()
        self._names = Names(package, functions, self._parser)
        self._today = serial_of(today)
        self._progress = progress
        store = CellStore([sheet.constants for sheet in package.sheets])
        self._space = Workspace(store, [sheet.name for sheet in package.sheets], functions)
        self._lowered: dict[tuple[int, bool, int], Inner] = {}
        self._subtotals: list[Step] = []
        self._unread: list[Area] = []

    def run(self) -> Result:
        placed = self._read_formulas()
        self._check_subtotals()
        self._measure(placed)
        for area in self._unread:
            self._keep_saved(area)
        self._refuse_circles(placed)
        self._compute([step for _, step in placed])
        return self._result(placed)

    def _refuse_circles(self, placed: list[tuple[Area, Step]]) -> None:
        for circle in set_levels(placed):
            steps = [step for step in circle if isinstance(step, Step)]
            cells = list(dict.fromkeys(self._where(step.place) for step in steps))
            for step in steps if self._keep_going else steps[:1]:
                self._circular.add(step.place)
                self._refuse(step.place, f"en cirkelreference ({' > '.join(cells)})")
        for area, step in placed:
            if step.place in self._circular:  # what reads it may come before it
                self._keep_saved(area)

    def _refuse(self, place: Place, reason: str) -> None:
        """Note why a formula cannot be computed; `WorkbookError` where that ends it all."""
        if not self._keep_going:
            raise WorkbookError(self._line(place, reason))
        self._refused.setdefault(place, reason)

    def _keep_saved(self, area: Area) -> None:
        """Put the values that the cells of a refused formula were saved with."""
        saved = self._package.sheets[area.sheet].saved
        for place in area.places:
            self._space.replace(area.sheet, *place, saved.get(place, CellError("#VALUE!")))
        self._space.store.forget()

    def _line(self, place: Place, reason: str) -> str:
        return f"{self._package.path.name}: {self._where(place)}: {reason}"

    def _where(self, place: Place) -> str:
        return f"{self._package.sheets[place.sheet].name}!{address(place.row, place.column)}"

    def _read_formulas(self) -> list[tuple[Area, Step]]:
        placed: list[tuple[Area, Step]] = []
        refused: list[tuple[Area, Place, str]] = []
        for number, sheet in enumerate(self._package.sheets):
            for formula in sheet.formulas:
                place = Place(number, formula.row, formula.column)
                try:
                    placed.append(self._read_formula(formula, place))
                except FormulaError as error:
                    refused.append((self._area(formula, place), place, str(error)))
                except RecursionError:
                    refused.append((self._area(formula, place), place, "formlen har for mange niveauer"))
        more = f" (og {counted(len(refused) - 1, 'celle')} til)" if len(refused) > 1 and not self._keep_going else ""
        for area, place, reason in refused:
            self._refuse(place, reason + more)
            self._unread.append(area)
        return placed

    @staticmethod
    def _area(formula: CellFormula, place: Place) -> Area:
        return Area(place.sheet, *(formula.area or (place.row, place.column) * 2))

    def _read_formula(self, formula: CellFormula, place: Place) -> tuple[Area, Step]:
        tree = self._parser.parse(formula.text, *formula.base)
        key = (id(tree), formula.area is not None, place.sheet)  # the parser keeps every tree
        what = self._lowered.get(key)
        if what is None:
            what = self._lowered[key] = lower(tree, key[1], self._names, place.sheet, self._today)
        area = self._area(formula, place)
        step = self._step(what, place, area)
        if isinstance(what, Template) and "SUBTOTAL(" in what.text:
            self._subtotals.append(step)
        if formula.spilling:
            self._space.spilling.add(place)
        return area, step

    def _step(self, what: Inner, place: Place, target: Area | None) -> Step:
        """The step that computes a lowered formula, or a part of one."""
        if isinstance(what, Constant):
            return ConstantStep(what, place, target, ())
        needs = tuple(self._step(inner, place, None) for inner in what.inners)
        if isinstance(what, FunctionCall):
            return CallStep(what, place, target, needs, self._names)
        kind = ArrayStep if what.array or target is None else CellStep
        return kind(what, place, target, needs, self._names)

    def _check_subtotals(self) -> None:
        """Refuse SUBTOTAL where it would leave cells out: the engine does not know which."""
        for step in self._subtotals:
            for area in step.reads:
                if self._package.sheets[area.sheet].hides(area.top, area.bottom):
                    self._refuse(step.place, "SUBTOTAL over skjulte rækker kan ikke beregnes")
                if any(step.place != other.place and area.holds(*other.place) for other in self._subtotals):
                    self._refuse(step.place, "SUBTOTAL over andre subtotaler kan ikke beregnes")

    def _measure(self, placed: list[tuple[Area, Step]]) -> None:
        """Find the end of what is used."""
        store = self._space.store
        corners = [(area.bottom, area.right) for area in [*(area for area, _ in placed), *self._unread]]
        corners += [place for sheet in self._package.sheets for place in sheet.constants]
        store.last_row = max((row for row, _ in corners), default=1)
        store.last_column = max((column for _, column in corners), default=1)

    def _compute(self, steps: Sequence[Step]) -> None:
        stages: dict[int, list[Step]] = {}
        waiting = list(steps)
        while waiting:
            step = waiting.pop()
            stages.setdefault(step.level, []).append(step)
            waiting += step.needs
        total, done = sum(map(len, stages.values())), 0
        for level in sorted(stages):
            stage = sorted(stages[level], key=lambda step: step.order)
            for kind in (ConstantStep, CallStep, ArrayStep, CellStep):
                part = [step for step in stage if isinstance(step, kind)]
                if part:
                    self._run(part)
                    done += len(part)
                    if self._progress:
                        self._progress(done, total)

    def _run(self, steps: Sequence[Step]) -> None:
        """Compute the steps of a stage; what needs the engine's results comes in a round of its own."""
        for rounds_left in reversed(range(_ROUNDS)):
            self._space.patient = rounds_left > 0
            for step in steps:
                self._attempt(step, step.prepare)
            self._let_the_engine_compute([step for step in steps if step.waiting])
            steps = [step for step in steps if step.put_off]
        for step in steps:  # formulas that lie over each other, in a file that no spreadsheet program wrote
            self._refuse(step.place, "den skal bruge en celle, hvis formel kommer efter den")
            self._attempt(step, step.prepare)

    def _let_the_engine_compute(self, waiting: Sequence[Step]) -> None:
        if not waiting:
            return
        try:
            self._space.engine.evaluate()
        except EngineError as error:
            raise WorkbookError(self._line(waiting[-1].place, str(error))) from error
        refused = len(self._refused)
        for step in waiting:
            self._attempt(step, step.finish)
        if len(self._refused) > refused and not waiting[0].staged:  # those beside it may have read what it gave
            for step in waiting:
                self._attempt(step, step.prepare)
            self._let_the_engine_compute([step for step in waiting if step.waiting])

    def _attempt(self, step: Step, act: Callable[[Workspace], None]) -> None:
        """Take one step; one that fails, or is part of a formula that did, leaves the saved values."""
        if step.place not in self._refused:
            try:
                act(self._space)
            except (FormulaError, EngineError) as error:
                self._refuse(step.place, str(error))
        if step.place in self._refused and step.target is not None:
            self._keep_saved(step.target)

    def _result(self, placed: list[tuple[Area, Step]]) -> Result:
        values: list[dict[tuple[int, int], CellValue]] = [{} for _ in self._package.sheets]
        for area in [*(area for area, _ in placed), *self._unread]:
            cells = self._space.store.cells[area.sheet]
            values[area.sheet].update({place: cells.get(place) for place in area.places})
        return Result(self._package, values, self._space.calls, self._refused, self._circular)
