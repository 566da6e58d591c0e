"""Formulas that are no longer there, have lost a reference, or show something else than they give."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from xl_addin.check.book import Book, Cell, Formula, cells_of, every_part
from xl_addin.check.cell_findings import in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.phrasing import is_total
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Call, ErrorConstant, Node, Ref

_SHARES: Final = frozenset({
    "FHO_FORDEL", "FHO_REGIONSANDEL", "FHO_KOMMUNEANDEL", "FHO_EKSTRAHJAELPER", "FHO_FERIE", "FHO_BUDGET",
    "FHO_OPKRAEVNING",
})  # fmt: skip
_CHANGING: Final = frozenset({"FHO_VERSION", "TODAY"})
"""Functions that give another value on another day or with another version."""

_RUN: Final = 3  # formulas alike that make the cell at their end suspicious


SHARE_INSTEAD: Final = "Andelen er et tal, ikke resultatet af en funktion."
VALUE_INSTEAD: Final = "Her står en værdi, hvor resten af kolonnen har en formel."


def find(book: Book) -> Iterator[Finding]:
    """Column by column."""
    yield from _lost(book)
    yield from _replaced(book)
    yield from _different(book)


def calls_in(book: Book, tree: Node) -> frozenset[str]:
    """The functions that a formula calls, ours by their names."""
    return book.remembered(
        ("calls in", id(tree)),
        lambda: frozenset(book.called(part) for part in every_part(tree) if isinstance(part, Call)),
    )


def _lost(book: Book) -> Iterator[Finding]:
    trees = {id(formula.tree): formula.tree for _, formula in book.formulas.each()}
    lost = {number for number, tree in trees.items() if _has_lost(tree)}
    found = {cell for cell, formula in book.formulas.each() if id(formula.tree) in lost}
    yield from in_columns(book, "henvisning-væk", [(cell, "Formlen indeholder #REFERENCE!.") for cell in found])


def _has_lost(tree: Node) -> bool:
    return any(part == ErrorConstant("#REF!") for part in every_part(tree))


def _replaced(book: Book) -> Iterator[Finding]:
    columns: dict[tuple[int, int], list[tuple[int, Formula]]] = defaultdict(list)
    for cell, formula in book.formulas.each():
        if formula.area.height == 1:
            columns[cell.sheet, cell.column].append((cell.row, formula))
    found: dict[str, list[tuple[Cell, str]]] = {"andel-overskrevet": [], "formel-erstattet": []}
    for (sheet, column), formulas in columns.items():
        formulas.sort(key=lambda item: item[0])
        for row, formula in _suspicious(book, sheet, column, formulas):
            cell = Cell(sheet, row, column)
            if book.is_typed(cell) and _alike(book.value(cell), book.value(cell._replace(row=formula.area.top))):
                if calls_in(book, formula.tree) & _SHARES:
                    found["andel-overskrevet"].append((cell, SHARE_INSTEAD))
                else:
                    found["formel-erstattet"].append((cell, VALUE_INSTEAD))
    for kind, cells in found.items():
        yield from in_columns(book, kind, cells)


def _suspicious(
    book: Book, sheet: int, column: int, formulas: list[tuple[int, Formula]]
) -> Iterator[tuple[int, Formula]]:
    """The rows between two equal formulas, and those beside a run of them where the formula would have had input."""
    run = 1
    for (row, formula), (following, other) in zip(formulas, [*formulas[1:], (0, formulas[0][1])], strict=True):
        same = following > 0 and other.tree is formula.tree
        if same:
            between = range(row + 1, following)
            if all(book.is_typed(Cell(sheet, one, column)) for one in between):
                yield from ((one, formula) for one in between)
            run = run + 1 if following == row + 1 else 1
            continue
        if run >= _RUN:
            for beside in (row + 1, row - run):
                if beside > 0 and _has_input(book, formula, sheet, beside, column):
                    yield beside, formula
        run = 1


def _has_input(book: Book, formula: Formula, sheet: int, row: int, column: int) -> bool:
    """Whether the cells that a formula reads in its own row are filled in as ever, in a row that is no total."""
    if is_total(book.constants[sheet].get(row, {}).values()):
        return False
    read = [
        (book.value(Cell(sheet, row, across)), book.value(Cell(sheet, formula.area.top, across)))
        for ref in every_part(formula.tree)
        if isinstance(ref, Ref) and ref.sheet is None and ref.top == ref.bottom == (0, False)
        for across in [ref.at(sheet, row, column).left]
    ]
    filled = all(value not in (None, "") and _alike(value, usual) for value, usual in read)
    return filled and any(isinstance(value, float | int) for value, _ in read)


def _alike(value: CellValue, other: CellValue) -> bool:
    """Whether two cells hold the same sort of thing, an error standing for any."""
    return isinstance(other, CellError) or isinstance(value, str) == isinstance(other, str)


def _different(book: Book) -> Iterator[Finding]:
    if book.package.stale:
        return
    found: list[tuple[Cell, str]] = []
    for _, formula in book.formulas.each():
        saved = book.package.sheets[formula.area.sheet].saved
        for cell in cells_of(formula.area) if formula.ours and saved else ():
            shown = saved.get((cell.row, cell.column))
            told = shown in (None, CellError("#NAME?")) or _equal(shown, book.value(cell))
            if not told and not calls_in(book, formula.tree) & _CHANGING:
                found.append((cell, "Den gemte værdi er en anden end den, formlen giver."))
    yield from in_columns(book, "anden-værdi", found)


def _equal(one: CellValue, other: CellValue) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    return (one or "") == (other or "")
