"""Findings at cells, and neighbouring cells with the same finding as one range."""

from collections.abc import Iterable, Iterator

from xl_addin.check.book import Book, Cell
from xl_addin.check.finding import Finding
from xl_addin.xlsx.tree import Area, address


def at(book: Book, kind: str, cell: Cell, what: str) -> Finding:
    """A finding in one cell."""
    return Finding(kind, book.sheet(cell), address(cell.row, cell.column), what, book.agreement)


def in_columns(book: Book, kind: str, cells: Iterable[tuple[Cell, str]]) -> Iterator[Finding]:
    """Findings in cells; those below each other that say the same are one."""
    run: list[Cell] = []
    said = ""
    for cell, what in sorted(set(cells), key=lambda item: (item[0].sheet, item[0].column, item[0].row)):
        if run and what == said and cell == run[-1]._replace(row=run[-1].row + 1):
            run.append(cell)
            continue
        if run:
            yield _over(book, kind, run, said)
        run, said = [cell], what
    if run:
        yield _over(book, kind, run, said)


def _over(book: Book, kind: str, run: list[Cell], what: str) -> Finding:
    if len(run) == 1:
        return at(book, kind, run[0], what)
    first, last = run[0], run[-1]
    area = Area(*first, last.row, last.column)
    return Finding(kind, book.sheet(first), area.address, f"{what} ({len(run)} celler)", book.agreement)
