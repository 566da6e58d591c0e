"""Our own regional workbook: every computed column must still be computed, and what its look at moves says."""

from collections.abc import Iterator
from typing import Final

from xl_addin.books.layout import Block
from xl_addin.books.regional.examples import EXAMPLES
from xl_addin.books.regional.tables import tables
from xl_addin.check.book import Book, Cell
from xl_addin.check.finding import Finding
from xl_addin.check.on_formulas import SHARE_INSTEAD, VALUE_INSTEAD
from xl_addin.check.origin import origin
from xl_addin.check.place import at, in_columns
from xl_addin.xlsx.tree import Area, FormulaError, Name, Ref

_SHARES: Final = ("region", "kommunens", "borger", "ufordelt", "opkræves")


def find(book: Book) -> Iterator[Finding]:
    """Nothing in a workbook that is not ours."""
    ours = tables()
    if not _is_ours(book):
        return
    defined = {name.name for name in book.package.names}
    for block in (ours.status, ours.division, ours.balance):
        yield from _computed(book, block, defined)
    yield from _moves(book, ours.division.name("kommunekontrol"), ours.division.name("beløb"))


def examples(book: Book) -> frozenset[str]:
    """The sheets that show situations on purpose."""
    return frozenset({EXAMPLES}) if _is_ours(book) else frozenset()


def _is_ours(book: Book) -> bool:
    ours = tables()
    defined = {name.name for name in book.package.names}
    return {ours.division.name("beløb"), ours.arrangements.name("sag")} <= defined


def _area(book: Book, name: str) -> Area | None:
    try:
        ref = book.names.name(Name(None, name), 0)
        return book.names.area(ref, 0, 1, 1) if isinstance(ref, Ref) else None
    except FormulaError:
        return None


def _cells(area: Area) -> Iterator[Cell]:
    return (Cell(area.sheet, row, area.left) for row in range(area.top, area.bottom + 1))


def _computed(book: Book, block: Block, defined: set[str]) -> Iterator[Finding]:
    for column in block.columns:
        area = _area(book, block.name(column.key)) if block.name(column.key) in defined else None
        if column.typed or area is None:
            continue
        bare = [cell for cell in _cells(area) if cell not in book.formulas]
        instead = SHARE_INSTEAD if column.key in _SHARES else VALUE_INSTEAD
        typed = [(cell, instead) for cell in bare if book.value(cell) is not None]
        gone = [(cell, "Formlen er slettet.") for cell in bare if book.value(cell) is None]
        yield from in_columns(book, "andel-overskrevet" if column.key in _SHARES else "formel-erstattet", typed)
        yield from in_columns(book, "formel-erstattet", gone)


def _moves(book: Book, remarks: str, amounts: str) -> Iterator[Finding]:
    said, posted = _area(book, remarks), _area(book, amounts)
    if said is None or posted is None:
        return
    for remark, amount in zip(_cells(said), _cells(posted), strict=True):
        text = book.value(remark)
        if isinstance(text, str) and text not in ("", "OK"):
            yield at(book, "flytning", origin(book, amount), f"{text}.")
