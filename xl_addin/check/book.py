"""A workbook as it stands: values, formulas, and the calls of our functions with the cells they read.

What our functions give is always computed anew. Excel's own formulas keep the values they were saved with, so that a
workbook with functions that ``fho calc`` does not know can be checked; where there is no saved value, or the workbook
asks to be computed when opened, they are computed too.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from xl_addin.agreement.parameters import Agreement, midtjylland
from xl_addin.engine import CalledFunction
from xl_addin.engine.compute import calculate_package
from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import agreement_of
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.package import Package, open_package
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.sheet import CellError, CellFormula, CellValue, Sheet
from xl_addin.xlsx.tree import (
    Area,
    Call,
    FormulaError,
    Name,
    Node,
    Ref,
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


@dataclass(frozen=True)
class NotComputed:
    """A formula that could not be computed: its tree if it could be read, and whether its saved value stands."""

    tree: Node | None
    is_saved: bool
    is_circular: bool


class FormulaCells:
    """The formulas by every cell that they fill; of an array over fifty thousand cells, one entry."""

    def __init__(self) -> None:
        """Without formulas."""
        self._one: dict[Cell, Formula] = {}
        self._long: dict[int, list[Formula]] = {}

    def add(self, formula: Formula) -> None:
        """Take in a formula."""
        if formula.area.height * formula.area.width > _FEW:
            self._long.setdefault(formula.area.sheet, []).append(formula)
        else:
            self._one.update((cell, formula) for cell in cells_of(formula.area))

    def get(self, cell: Cell) -> Formula | None:  # quicker than by an error
        """The formula that fills a cell."""
        found = self._one.get(cell)
        if found is None and cell.sheet in self._long:
            found = next((one for one in self._long[cell.sheet] if one.area.holds(*cell)), None)
        return found

    def __contains__(self, cell: Cell) -> bool:
        """Whether a formula fills the cell."""
        return self.get(cell) is not None

    def __getitem__(self, cell: Cell) -> Formula:
        """The formula that fills the cell; ``KeyError`` where none does."""
        found = self.get(cell)
        if found is None:
            raise KeyError(cell)
        return found

    def fills(self, area: Area) -> bool:
        """Whether one long array formula fills all of a range."""
        first, last = _first(area), Cell(area.sheet, area.bottom, area.right)
        return any(one.area.holds(*first) and one.area.holds(*last) for one in self._long.get(area.sheet, ()))

    def each(self) -> Iterator[tuple[Cell, Formula]]:
        """Each formula once, with its first cell."""
        yield from ((cell, one) for cell, one in self._one.items() if cell == _first(one.area))
        yield from ((_first(one.area), one) for formulas in self._long.values() for one in formulas)


_FEW = 500
"""Cells of an array formula that are listed one by one."""


def cells_of(area: Area) -> Iterator[Cell]:
    """The cells of a range, row by row."""
    columns = range(area.left, area.right + 1)
    return (Cell(area.sheet, row, column) for row in range(area.top, area.bottom + 1) for column in columns)


def _first(area: Area) -> Cell:
    return Cell(area.sheet, area.top, area.left)


@dataclass(eq=False)
class Book:
    """A workbook to check; ``formulas`` by every cell that they fill."""

    package: Package
    names: Names
    values: list[dict[tuple[int, int], CellValue]]
    formulas: FormulaCells
    calls: list[CalledFunction]
    today: datetime.date
    refused: dict[Cell, NotComputed] = field(default_factory=dict)
    """The formulas that could not be computed, by their first cell."""
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

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement that most results are computed under [ours]; Midtjylland's where nothing is."""
        results: Counter[str] = Counter()
        calls: dict[str, CalledFunction] = {}
        for call in self.calls:
            names = [one.name for one in by_name()[call.name].arguments]
            if "aftale" in names:
                given = repr(call.arguments[names.index("aftale") :][:1])
                results[given] += len(call.result)
                calls.setdefault(given, call)
        found = [calls[given] for given, _ in results.most_common(1)]
        return agreement_of(by_name()[found[0].name], found[0].arguments) if found else midtjylland()

    def areas(self, formula: Formula, tree: Node) -> Iterator[Area]:
        """The ranges that a tree of a formula reads, names and tables among them."""
        for ref in self._refs(tree, formula.area.sheet):
            try:
                yield self.names.area(ref, formula.area.sheet, formula.area.top, formula.area.left)
            except FormulaError:
                continue

    def _refs(self, tree: Node, sheet: int) -> Iterator[Ref]:
        waiting = [tree]
        while waiting:
            resolved = self.resolved(waiting.pop(), sheet)
            if isinstance(resolved, Ref):
                yield resolved
            waiting += reversed(branches(resolved))

    def resolved(self, tree: Node, sheet: int) -> Node:
        """What a name, a part of a table or a range between two expressions stands for; anything else as it is."""
        try:
            return self.names.resolve(tree, sheet)
        except FormulaError:
            return tree

    def named(self, name: str) -> Area | None:
        """The cells that a name of the workbook stands for; None where there is no such name."""
        ref = self.resolved(Name(None, name), 0)
        try:
            return self.names.area(ref, 0, 1, 1) if isinstance(ref, Ref) else None
        except FormulaError:
            return None

    def called(self, call: Call) -> str:
        """The function that a call names, ours by its name."""
        try:
            return self.names.function(call.name) or call.name
        except FormulaError:
            return call.name


def read_book(path: Path, today: datetime.date) -> Book:
    """Read a workbook; ``WorkbookError`` when it cannot be."""
    return book_of(open_package(path), today)


def book_of(package: Package, today: datetime.date, only: Cell | None = None) -> Book:
    """A workbook whose parts are read. With ``only`` no formula but that cell's is computed, where values are saved."""
    parser = Parser()
    names = Names(package, by_name(), parser)
    reading = _Reading(package, names, parser, only)
    sheets = [reading.sheet(number, sheet) for number, sheet in enumerate(package.sheets)]
    result = calculate_package(replace(package, sheets=sheets), today=today, keep_going=True)
    values = [{**sheet.constants, **computed} for sheet, computed in zip(sheets, result.values, strict=True)]
    book = Book(package, names, values, reading.formulas, result.calls, today)
    circular = {Cell(*place) for place in result.circular}
    for cell in {Cell(*place) for place in result.refused} | reading.unread:
        formula = book.formulas.get(cell)
        is_saved = (cell.row, cell.column) in package.sheets[cell.sheet].saved
        book.refused[cell] = NotComputed(formula.tree if formula else None, is_saved, cell in circular)
    return book


def every_part(tree: Node) -> Iterator[Node]:
    """A tree and all in it, without recursion: a sum may have thousands of terms."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(branches(part))


class _Reading:
    """Which formulas are computed, and which keep the value they were saved with."""

    def __init__(self, package: Package, names: Names, parser: Parser, only: Cell | None) -> None:
        self._package = package
        self._names = names
        self._parser = parser
        self._only = only
        self._known: dict[int, bool] = {}
        self.formulas = FormulaCells()
        self.unread: set[Cell] = set()
        """What no formula could be read in."""

    def sheet(self, number: int, sheet: Sheet) -> Sheet:
        """The sheet with only the formulas that are to be computed."""
        constants, computed = dict(sheet.constants), []
        for formula in sheet.formulas:
            area = Area(number, *(formula.area or (formula.row, formula.column) * 2))
            saved = {cell[1:]: sheet.saved[cell[1:]] for cell in cells_of(area) if cell[1:] in sheet.saved}
            is_trusted = (
                len(saved) == area.height * area.width
                and not self._package.stale
                and _UNKNOWN_NAME not in saved.values()
            )
            if is_trusted and self._only and not area.holds(*self._only):
                constants.update(saved)
                continue
            tree = self._read(formula, number)
            entry = None if tree is None else Formula(tree, area, self._is_ours(tree))
            if entry:
                self.formulas.add(entry)
            if is_trusted and not (entry and entry.ours):
                constants.update(saved)
            else:
                computed.append(formula)
        return replace(sheet, constants=constants, formulas=computed)

    def _read(self, formula: CellFormula, sheet: int) -> Node | None:
        try:
            return self._parser.parse(formula.text, *formula.base)
        except (FormulaError, RecursionError):
            self.unread.add(Cell(sheet, formula.row, formula.column))
            return None

    def _is_ours(self, tree: Node) -> bool:
        """Whether a formula calls one of our functions; the parser keeps every tree, and equal formulas share one."""
        found = self._known.get(id(tree))
        if found is None:
            found = self._known[id(tree)] = any(
                isinstance(part, Call) and self._ours(part) for part in every_part(tree)
            )
        return found

    def _ours(self, call: Call) -> bool:
        try:
            return self._names.function(call.name) is not None
        except FormulaError:  # one of ours that there is not
            return False
