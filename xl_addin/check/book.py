"""A workbook as it stands: values, formulas, and the calls of our functions with the cells they read.

What our functions give is always computed anew. Excel's own formulas keep the values they were saved with, so that a
workbook with functions that ``fho calc`` does not know can be checked; where there is no saved value, or the workbook
asks to be computed when opened, they are computed too.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from xl_addin.engine.compute import CalledFunction, calculate_package
from xl_addin.engine.lower import lower
from xl_addin.functions.catalogue import by_name
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.package import Package, WorkbookError, open_package
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.sheet import CellError, CellFormula, CellValue, Sheet
from xl_addin.xlsx.tree import (
    Area,
    Call,
    FormulaError,
    Node,
    Ref,
    address,
    branches,
)

T = TypeVar("T")

_UNKNOWN_NAME = CellError("#NAME?")


class Cell(NamedTuple):
    """A cell by the number of its sheet, its row and its column."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class Formula:
    """A formula read: its tree, and the cells it fills."""

    tree: Node
    area: Area
    ours: bool
    """Whether it calls one of our functions."""


@dataclass(eq=False)
class Book:
    """A workbook to check; ``formulas`` by every cell that they fill."""

    package: Package
    names: Names
    values: list[dict[tuple[int, int], CellValue]]
    formulas: dict[Cell, Formula]
    calls: list[CalledFunction]
    today: datetime.date
    unread: list[str] = field(default_factory=list)
    """The cells whose formula could not be read; their saved value stands."""
    memory: dict[object, Any] = field(default_factory=dict)
    """What a check has worked out that others need too."""

    def remembered(self, key: object, work_out: Callable[[], T]) -> T:
        """Work something out once."""
        if key not in self.memory:
            self.memory[key] = work_out()
        found: T = self.memory[key]
        return found

    def value(self, cell: Cell) -> CellValue:
        """What a cell shows; None for a blank one."""
        return self.values[cell.sheet].get((cell.row, cell.column))

    def is_typed(self, cell: Cell) -> bool:
        """Whether a cell holds a constant."""
        return cell not in self.formulas and self.value(cell) is not None

    def sheet(self, cell: Cell) -> str:
        """The name of a cell's sheet."""
        return self.package.sheets[cell.sheet].name

    def sheet_number(self, name: str) -> int:
        """The number of a sheet."""
        return next(number for number, sheet in enumerate(self.package.sheets) if sheet.name == name)

    @cached_property
    def constants(self) -> list[dict[int, dict[int, CellValue]]]:
        """For each sheet the typed cells, by row and column."""
        found: list[dict[int, dict[int, CellValue]]] = []
        for sheet in self.package.sheets:
            rows: dict[int, dict[int, CellValue]] = {}
            for (row, column), value in sheet.constants.items():
                rows.setdefault(row, {})[column] = value
            found.append(rows)
        return found

    def areas(self, formula: Formula, tree: Node) -> Iterator[Area]:
        """The ranges that a tree of a formula reads, names and tables among them."""
        for ref in self._refs(tree, formula.area.sheet):
            try:
                yield self.names.area(ref, formula.area.sheet, formula.area.top, formula.area.left)
            except FormulaError:
                continue

    def _refs(self, tree: Node, sheet: int) -> Iterator[Ref]:
        resolved = self.resolved(tree, sheet)
        if isinstance(resolved, Ref):
            yield resolved
        for branch in branches(resolved):
            yield from self._refs(branch, sheet)

    def resolved(self, tree: Node, sheet: int) -> Node:
        """What a name, a part of a table or a range between two expressions stands for; anything else as it is."""
        try:
            return self.names.resolve(tree, sheet)
        except FormulaError:
            return tree

    def called(self, call: Call) -> str:
        """The function that a call names, ours by its name."""
        try:
            return self.names.function(call.name) or call.name
        except FormulaError:
            return call.name


def read_book(path: Path, today: datetime.date) -> Book:
    """Read a workbook; ``WorkbookError`` when it cannot be."""
    return book_of(open_package(path), today)


def book_of(package: Package, today: datetime.date) -> Book:
    """A workbook whose parts are read; ``WorkbookError`` when it cannot be computed."""
    parser = Parser()
    names = Names(package, by_name(), parser)
    reading = _Reading(package, names, parser)
    sheets = [reading.sheet(number, sheet) for number, sheet in enumerate(package.sheets)]
    result = calculate_package(replace(package, sheets=sheets), today=today)
    values = [{**sheet.constants, **computed} for sheet, computed in zip(sheets, result.values, strict=True)]
    return Book(package, names, values, reading.formulas, result.calls, today, reading.unread)


class _Reading:
    """Which formulas are computed, and which keep the value they were saved with."""

    def __init__(self, package: Package, names: Names, parser: Parser) -> None:
        self._package = package
        self._names = names
        self._parser = parser
        self._known: dict[tuple[int, bool, int], tuple[bool, str]] = {}
        self.formulas: dict[Cell, Formula] = {}
        self.unread: list[str] = []

    def sheet(self, number: int, sheet: Sheet) -> Sheet:
        """The sheet with only the formulas that are to be computed."""
        constants, computed = dict(sheet.constants), []
        for formula in sheet.formulas:
            area = Area(number, *(formula.area or (formula.row, formula.column) * 2))
            cells = [
                (row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)
            ]
            ours, problem, tree = self._read(formula, number)
            if tree is not None:
                entry = Formula(tree, area, ours)
                self.formulas.update((Cell(number, *cell), entry) for cell in cells)
            saved = {cell: sheet.saved[cell] for cell in cells if cell in sheet.saved}
            trusted = len(saved) == len(cells) and not self._package.stale and _UNKNOWN_NAME not in saved.values()
            if not problem and (ours or not trusted):
                computed.append(formula)
                continue
            if not saved:
                where = f"{sheet.name}!{address(formula.row, formula.column)}"
                raise WorkbookError(f"{self._package.path.name}: {where}: {problem}")
            if problem:
                self.unread.append(f"{sheet.name}!{address(formula.row, formula.column)}: {problem}")
            constants.update(saved)
        return replace(sheet, constants=constants, formulas=computed)

    def _read(self, formula: CellFormula, sheet: int) -> tuple[bool, str, Node | None]:
        """Whether a formula calls our functions, why it cannot be computed, and its tree."""
        try:
            tree = self._parser.parse(formula.text, *formula.base)
        except (FormulaError, RecursionError) as error:
            return False, str(error) or "the formula is nested too deeply", None
        key = (id(tree), formula.area is not None, sheet)
        if key not in self._known:
            self._known[key] = self._judge(tree, key[1], sheet)
        return (*self._known[key], tree)

    def _judge(self, tree: Node, array: bool, sheet: int) -> tuple[bool, str]:
        try:
            ours = self._calls_us(tree)
            lower(tree, array, self._names, sheet, 0)
        except FormulaError as error:
            return False, str(error)
        return ours, ""

    def _calls_us(self, tree: Node) -> bool:
        if isinstance(tree, Call) and self._names.function(tree.name):
            return True
        return any(self._calls_us(branch) for branch in branches(tree))
