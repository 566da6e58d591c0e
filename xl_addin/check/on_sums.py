"""Sums that leave rows out: a range that ends before its numbers do, and postings that no formula divides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from xl_addin.check.book import Book, Cell, Formula
from xl_addin.check.cell_findings import in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import POSTINGS, columns
from xl_addin.check.origin import origin
from xl_addin.check.phrasing import is_total
from xl_addin.check.posted import LEDGER, amount_column
from xl_addin.xlsx.tree import MAX_ROW, Area, Binary, Call, Node, Ref, address, branches

_SUMS: Final = frozenset({"SUM", "SUBTOTAL", "SUMIF", "SUMIFS", "SUMPRODUCT"})
_OURS: Final = frozenset({"FHO_FORDEL", "FHO_KONTROL", "FHO_MODREGNING", "FHO_OPKRAEVNING"})
_GAP: Final = 10
"""Blank rows after which numbers below a sum may still belong to it."""
_FEW: Final = 60
"""Ranges of one formula that are compared with each other."""
_YEARS: Final = range(1990, 2101)


@dataclass(frozen=True)
class _Summed:
    """A range of one column that a formula sums, the function that does, and the formula's cell."""

    function: str
    sheet: int
    column: int
    top: int
    bottom: int
    by: Cell


def find(book: Book) -> Iterator[Finding]:
    """Every range that is summed, then every posting."""
    summed = list(_summed(book))
    # Another range of the same function takes up where one ends: a sum a month, or a running one.
    covered: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for one in summed:
        covered[one.function, one.sheet, one.column].append((one.top, one.bottom))
    totals = {one.by for one in summed}
    left_out: dict[Cell, str] = {}
    for one in summed:
        if one.bottom > one.top and one.bottom < MAX_ROW:
            for cell in _beside(book, one, covered[one.function, one.sheet, one.column], totals):
                where = f"{book.sheet(one.by)}!{address(one.by.row, one.by.column)}"
                left_out.setdefault(cell, f"Ikke med i området i {where}, som slutter i række {one.bottom}.")
    for cell in _undivided(book):
        left_out.setdefault(cell, "Ingen formel fordeler denne postering.")
    yield from in_columns(book, "sum-udelader", left_out.items())
    yield from in_columns(book, "sum-overlapper", _overlapping(book))


def _overlapping(book: Book) -> Iterator[tuple[Cell, str]]:
    """Formulas that add up ranges with cells in common: those count twice."""
    for cell, formula in book.formulas.each():
        areas = [area for term in _terms(formula.tree) for area in _added(book, formula, term)]
        common = next(filter(None, (_common(one, other) for one, other in combinations(areas[:_FEW], 2))), None)
        if common:
            yield cell, f"{common.address} tælles med to gange."


def _terms(tree: Node) -> Iterator[Node]:
    """What a formula adds up."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Binary) and part.operator == "+":
            waiting += [part.right, part.left]
        else:
            yield part


def _added(book: Book, formula: Formula, term: Node) -> list[Area]:
    """The cells that one term adds: those of a sum, or a single one."""
    is_sum = isinstance(term, Call) and book.called(term) == "SUM"
    is_cell = isinstance(book.resolved(term, formula.area.sheet), Ref)
    return list(book.areas(formula, term)) if is_sum or is_cell else []


def _common(one: Area, other: Area) -> Area | None:
    if one.sheet != other.sheet:
        return None
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Area(one.sheet, top, left, bottom, right) if top <= bottom and left <= right else None


def _summed(book: Book) -> Iterator[_Summed]:
    for cell, formula in book.formulas.each():
        for name, area in _ranges(book, formula):
            for column in range(area.left, min(area.right, area.left + 50) + 1):
                yield _Summed(name, area.sheet, column, area.top, area.bottom, cell)


def _ranges(book: Book, formula: Formula) -> Iterator[tuple[str, Area]]:
    """The ranges that the sums in a formula read, each once: what stands inside a sum is the sum's."""
    waiting = [formula.tree]
    while waiting:
        tree = waiting.pop()
        name = book.called(tree) if isinstance(tree, Call) else ""
        if name in _SUMS or name in _OURS:
            yield from ((name, area) for area in book.areas(formula, tree))
        else:
            waiting += reversed(branches(tree))


def _beside(book: Book, one: _Summed, covered: list[tuple[int, int]], totals: set[Cell]) -> Iterator[Cell]:
    """The numbers right below a range, and right above it, that the function sums nowhere."""
    last = book.formulas.get(Cell(one.sheet, one.bottom, one.column))

    def belongs(row: int) -> bool:
        cell = Cell(one.sheet, row, one.column)
        value, formula = book.value(cell), book.formulas.get(cell)
        return (
            isinstance(value, float | int) and not isinstance(value, bool) and cell not in totals and cell != one.by
            and not any(top <= row <= bottom for top, bottom in covered)
            and (formula is None or (last is not None and formula.tree is last.tree))
            and not is_total(book.constants[one.sheet].get(row, {}).values())
        )  # fmt: skip

    row = one.bottom + 1
    is_own_total = (one.by.sheet, one.by.column) == (one.sheet, one.column) and one.by.row > one.bottom
    if not is_own_total:
        while row <= one.bottom + _GAP and book.value(Cell(one.sheet, row, one.column)) in (None, ""):
            row += 1
    while belongs(row):
        yield Cell(one.sheet, row, one.column)
        row += 1
    row = one.top - 1
    while row > 0 and belongs(row) and book.value(Cell(one.sheet, row, one.column)) not in _YEARS:
        yield Cell(one.sheet, row, one.column)
        row -= 1


def _undivided(book: Book) -> Iterable[Cell]:
    """Amounts in a column of postings whose row no FHO_FORDEL, FHO_KONTROL or FHO_REGNSKAB reads."""
    read: dict[tuple[int, int], dict[int, Cell]] = defaultdict(dict)
    for call in book.calls:
        result = Cell(book.sheet_number(call.sheet), call.row, call.column)
        if call.name in POSTINGS:
            amounts = columns(book, call).get("beloeb")
            for cell in (amounts.cells if amounts else None) or ():
                typed = origin(book, cell)
                read[typed.sheet, typed.column][typed.row] = result
        elif call.name == LEDGER and (area := call.areas[0]) and (across := amount_column(call)) is not None:
            records = range(area.top, area.bottom + 1)
            read[area.sheet, area.left + across].update(dict.fromkeys(records, result))
    for (sheet, column), rows in read.items():
        results = {(result.sheet, result.column) for result in rows.values()}
        first = min(rows)
        for (row, other), value in book.package.sheets[sheet].constants.items():
            if other != column or row < first or row in rows or not isinstance(value, float) or value == 0:
                continue
            beside = [book.value(Cell(where, row, across)) for where, across in results if where == sheet]
            if not any(one not in (None, "") for one in beside) and not is_total(book.constants[sheet][row].values()):
                yield Cell(sheet, row, column)
