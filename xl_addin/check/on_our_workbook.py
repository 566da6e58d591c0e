"""Our own regional workbook: every computed column must still be computed."""

from collections.abc import Iterator
from typing import Final

from xl_addin.books.layout import SheetTable
from xl_addin.books.regional.areas import areas
from xl_addin.books.regional.worked import EXAMPLES
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.on_formulas import SHARE_INSTEAD, VALUE_INSTEAD
from xl_addin.xlsx.tree import Area

_SHARES: Final = ("region", "kommunens", "borger", "ufordelt", "opk_region", "opk_kommune")


def find(book: Book) -> Iterator[Finding]:
    """Nothing in a workbook that is not ours."""
    ours = areas()
    if _is_ours(book):
        for block in (ours.status, ours.division, ours.sorted_out, ours.balance):
            yield from _computed(book, block)


def examples(book: Book) -> frozenset[str]:
    """The sheets that show situations on purpose."""
    return frozenset({EXAMPLES}) if _is_ours(book) else frozenset()


def _is_ours(book: Book) -> bool:
    ours = areas()
    defined = {name.name for name in book.package.names}
    return {ours.division.name("region"), ours.arrangements.name("sag")} <= defined


def _cells(area: Area) -> Iterator[Cell]:
    return (Cell(area.sheet, row, area.left) for row in range(area.top, area.bottom + 1))


def _computed(book: Book, block: SheetTable) -> Iterator[Finding]:
    for column in block.columns:
        area = book.named(block.name(column.key))
        if column.typed or area is None or book.formulas.fills(area):
            continue
        bare = [cell for cell in _cells(area) if cell not in book.formulas]
        instead = SHARE_INSTEAD if column.key in _SHARES else VALUE_INSTEAD
        typed = [(cell, instead) for cell in bare if book.value(cell) is not None]
        gone = [(cell, "Formlen er slettet.") for cell in bare if book.value(cell) is None]
        yield from in_columns(book, "andel-overskrevet" if column.key in _SHARES else "formel-erstattet", typed)
        yield from in_columns(book, "formel-erstattet", gone)
