"""Where a value was typed: a helper cell that only shows another cell is followed to it; the header above a cell."""

from xl_addin.check.book import Book, Cell, Formula
from xl_addin.xlsx.tree import Call, Node, Number, Ref, Text

_LONGEST = 20  # cells from cell to cell


def origin(book: Book, cell: Cell) -> Cell:
    """The cell that a cell only shows, by ``=A1``, ``=IF(A1="","",A1)``, ``=INDEX(A:A,5)``; else itself."""
    if cell not in book.formulas:
        return cell
    return book.remembered(("origin", cell), lambda: _follow(book, cell))


def _follow(book: Book, cell: Cell) -> Cell:
    for _ in range(_LONGEST):
        formula = book.formulas.get(cell)
        shown = None if formula is None else _shown(book, formula, formula.tree, cell)
        if shown is None or shown == cell:
            break
        cell = shown
    return cell


def _shown(book: Book, formula: Formula, tree: Node, cell: Cell) -> Cell | None:
    tree = book.resolved(tree, cell.sheet)
    match tree:
        case Ref():
            area = book.names.area(tree, cell.sheet, formula.area.top, formula.area.left)
            if area.height == area.width == 1:
                return Cell(area.sheet, area.top, area.left)
            if area.width == 1 and area.height == formula.area.height:  # an array formula: the cell beside
                return Cell(area.sheet, area.top + cell.row - formula.area.top, area.left)
        case Call("IF", (_, *values)):
            shown = {_shown(book, formula, value, cell) for value in values if value != Text("")}
            return shown.pop() if len(shown) == 1 else None
        case Call(_, (municipality,)) if book.called(tree) == "FHO_KOMMUNE":  # its proper name
            return _shown(book, formula, municipality, cell)
        case Call("INDEX", (column, row)):
            column = book.resolved(column, cell.sheet)
            number = _number(book, formula, row, cell)
            if isinstance(column, Ref) and number is not None:
                area = book.names.area(column, cell.sheet, formula.area.top, formula.area.left)
                if area.width == 1 and 1 <= number <= area.height:
                    return Cell(area.sheet, area.top + number - 1, area.left)
    return None


def _number(book: Book, formula: Formula, tree: Node, cell: Cell) -> int | None:
    """The whole number that a constant or a cell gives."""
    value: object = None
    match tree:
        case Number(text):
            value = float(text)
        case Ref():
            area = book.names.area(tree, cell.sheet, formula.area.top, formula.area.left)
            value = book.value(Cell(area.sheet, area.top, area.left)) if area.height == area.width == 1 else None
    return int(value) if isinstance(value, float | int) and float(value).is_integer() else None


def header(book: Book, cell: Cell, first_row: int) -> str:
    """The text nearest above the first row of a table, in a cell's column."""
    for row in range(first_row - 1, max(0, first_row - 6), -1):
        value = book.value(Cell(cell.sheet, row, cell.column))
        if isinstance(value, str) and value.strip():
            return value
    return ""
