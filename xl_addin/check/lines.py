"""The calls of one function as lines: for every row of every call the cells and values of its arguments.

A formula a cell and one array formula over the whole sheet come out the same, so that a check is written once.
"""

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final, get_args

from xl_addin.check.book import Book, Cell
from xl_addin.check.origin import origin
from xl_addin.engine import CalledFunction
from xl_addin.functions.catalogue import CellFunction, by_name
from xl_addin.tables.table_call import TableKind
from xl_addin.xlsx.tree import Area

GROUPED: Final = ("FHO_MODREGNING", "FHO_OPSLAG", "FHO_SUMMER")
"""The functions whose arguments are groups of different lengths."""

POSTINGS: Final = ("FHO_FORDEL", "FHO_KONTROL")
"""The functions that take a posting."""


@cache
def tables() -> dict[str, dict[int, str]]:
    """The functions that take whole tables: for each argument that is one, its number and the table's name."""
    found = {name: _tables_of(function) for name, function in by_name().items()}
    return {name: numbers for name, numbers in found.items() if numbers}


def _tables_of(function: CellFunction) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, one in enumerate(inspect.signature(inspect.unwrap(function.call)).parameters.values()):
        found.update((number, part.name) for part in get_args(one.annotation)[1:] if isinstance(part, TableKind))
    return found


@dataclass
class ArgumentCells:
    """An argument's cells in one call, row by row; ``cells`` None where the argument is no range."""

    values: list[Any]
    cells: list[Cell] | None

    def cell(self, row: int) -> Cell | None:
        """The cell that a row's value stands in."""
        if self.cells is None:
            return None
        return self.cells[row if len(self.cells) > 1 else 0]

    def value(self, row: int) -> Any:
        """A row's value."""
        return self.values[row if len(self.values) > 1 else 0]


_LEFT_OUT: Final = ArgumentCells([None], None)


def columns(book: Book, call: CalledFunction) -> dict[str, ArgumentCells]:
    """The arguments of a call by name, those left out not among them."""
    return book.remembered(("columns", id(call)), lambda: _columns(call))


def _columns(call: CalledFunction) -> dict[str, ArgumentCells]:
    found = {}
    for argument, given, area in zip(by_name()[call.name].arguments, call.arguments, call.areas, strict=False):
        values = [value for row in given for value in row] if isinstance(given, list) else [given]
        found[argument.name] = ArgumentCells(values, None if area is None else _cells(area, len(values)))
    return found


def _cells(area: Area, count: int) -> list[Cell]:
    """The cells of a range, of which ``count`` were read."""
    sheet, top, left, width = area.sheet, area.top, area.left, area.width
    return [Cell(sheet, top + index // width, left + index % width) for index in range(count)]


_GROUPS: Final = {
    "FHO_MODREGNING": (("kommuner", "afregnet"), ("kommune", "betalt_af", "region", "kommune_andel")),
    "FHO_OPSLAG": (("noegler", "vaerdier"),),
    "FHO_SUMMER": (("noegle", "beloeb"),),
}
"""Which arguments of the grouped functions stand beside each other, row by row."""


def uneven(book: Book, call: CalledFunction) -> dict[str, int]:
    """The rows of each range of a call whose ranges must be equally long and are not; nothing when all is well."""
    if call.name in tables():
        return {}
    given = columns(book, call)
    for group in _GROUPS.get(call.name, (tuple(name for name in given if name != "aftale"),)):
        lengths = {name: len(given[name].values) for name in group if name in given and len(given[name].values) > 1}
        if len(set(lengths.values())) > 1:
            return lengths
    return {}


@dataclass
class Called:
    """All rows of all calls of a function under one agreement; wholly blank rows are left out."""

    function: CellFunction
    agreement: Any
    values: dict[str, list[Any]] = field(default_factory=dict)
    cells: dict[str, list[Cell | None]] = field(default_factory=dict)
    at: list[Cell] = field(default_factory=list)
    """Where each row's result, or the formula that uses it, stands."""

    def __len__(self) -> int:
        """How many rows."""
        return len(self.at)

    @cached_property
    def last_days(self) -> list[Any]:
        """The last day of each posting: one without is for its first."""
        pairs = zip(self.values["fra"], self.values["til"], strict=True)
        return [first if last in (None, "") else last for first, last in pairs]

    def call(self, function: str, *names: str | list[Any]) -> list[Any]:
        """What a function gives for each row: its arguments by name or as their values, the agreement last."""
        if not self.at:
            return []
        wanted = by_name()[function]
        columns_given = [self.values.get(one) if isinstance(one, str) else one for one in names]
        given: list[Any] = [None if one is None else [[value] for value in one] for one in columns_given]
        if wanted.arguments[-1].name == "aftale":
            given += [None] * (len(wanted.arguments) - len(given) - 1) + [self.agreement]
        return wanted.rows(*given)

    def own(self) -> list[Any]:
        """What the function itself gives for each row."""
        return self.call(self.function.name, *(one.name for one in self.function.arguments if one.name != "aftale"))

    def origin(self, book: Book, name: str, row: int) -> Cell:
        """The cell where a row's argument was typed; the result's cell where the argument is no cell."""
        cell = self.cells[name][row] if name in self.cells else None
        return self.at[row] if cell is None else origin(book, cell)


def lines_of(book: Book, *names: str) -> list[Called]:
    """The rows of all calls of some functions with the same arguments, apart by agreement; equal rows once."""
    return book.remembered(("lines", names), lambda: list(_lines_of(book, names)))


def _lines_of(book: Book, names: tuple[str, ...]) -> Iterator[Called]:
    found: dict[str, Called] = {}
    seen: set[object] = set()
    for call in book.calls:
        if call.name not in names or uneven(book, call):
            continue
        given = dict(columns(book, call))
        agreement = given.pop("aftale", None)
        # A range is taken whole, a single value as it is.
        whole = None if agreement is None else call.arguments[-1]
        lines = found.setdefault(repr((names[0], whole)), Called(by_name()[names[0]], whole))
        _add(book, call, given, lines, seen)
    yield from (lines for lines in found.values() if len(lines))


def _add(book: Book, call: CalledFunction, given: dict[str, ArgumentCells], lines: Called, seen: set[object]) -> None:
    length = max((len(column.values) for column in given.values()), default=0)
    names = [one.name for one in lines.function.arguments if one.name != "aftale"]
    columns_given = [given.get(name, _LEFT_OUT) for name in names]
    beside = [number for number, column in enumerate(columns_given) if len(column.values) == length]
    all_values = zip(*(_broadcast(column.values, length) for column in columns_given), strict=True)
    all_cells = zip(*(_broadcast(column.cells or [None], length) for column in columns_given), strict=True)
    sheet = book.sheet_number(call.sheet)
    start = book.formulas[Cell(sheet, call.row, call.column)]
    moves = start.area.height == length
    kept: list[tuple[tuple[Any, ...], tuple[Cell | None, ...]]] = []
    for row, (values, cells) in enumerate(zip(all_values, all_cells, strict=True)):
        if all(values[number] in (None, "") for number in beside):
            continue
        key = (repr(lines.agreement), cells)
        if key in seen and any(cells):
            continue
        seen.add(key)
        kept.append((values, cells))
        lines.at.append(Cell(sheet, call.row + (row if moves else 0), call.column))
    for number, name in enumerate(names):
        lines.values.setdefault(name, []).extend(values[number] for values, _ in kept)
        lines.cells.setdefault(name, []).extend(cells[number] for _, cells in kept)


def _broadcast(one: list[Any], length: int) -> list[Any]:
    """A single value beside every row of a column."""
    return one * length if len(one) == 1 else one


def rows_of(answer: Sequence[Any]) -> list[Any]:
    """The first column of an answer."""
    return [row[0] for row in answer]


def first_rows(book: Book, lines: Called, name: str) -> dict[int, int]:
    """For each sheet the first row where an argument was typed: the row below the table's header."""
    found: dict[int, int] = {}
    for row in range(len(lines)):
        cell = lines.origin(book, name, row)
        found[cell.sheet] = min(cell.row, found.get(cell.sheet, cell.row))
    return found
