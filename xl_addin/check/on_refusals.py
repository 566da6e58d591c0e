"""Formulas that give no answer as they are written: misspelt, with other arguments, in too few cells, in a circle."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from xl_addin.agreement.wording import counted
from xl_addin.check.book import Book, Cell, NotComputed, every_part
from xl_addin.check.cell_findings import at, in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import uneven
from xl_addin.engine.proved import signatures
from xl_addin.engine.step import rows_with_something
from xl_addin.functions.catalogue import CellFunction, by_name
from xl_addin.xlsx.tree import Call, FormulaError, Name, Node, address

_OURS: Final = "FHO_"
_ASCII: Final = str.maketrans({"Æ": "AE", "Ø": "OE", "Å": "AA"})
_ELSEWHERE: Final = "Formlen kalder FHO i en anden fil. Skriv funktionens navn uden filnavnet foran."
_ENTER: Final = "Markér {area}, skriv formlen igen, og afslut med Ctrl+Skift+Enter."


def find(book: Book) -> Iterator[Finding]:
    """Every formula that was refused or names no function, then every call whose ranges do not fit together."""
    found: dict[str, dict[Cell, str]] = {}
    for cell in book.refused:
        kind, what = _told(book, cell)
        found.setdefault(kind, {})[cell] = what
    for cell, formula in book.formulas.each():
        if cell not in book.refused and (what := _misspelt(book, formula.tree)):
            found.setdefault("ukendt-funktion", {})[cell] = what
    for kind, cells in found.items():
        yield from in_columns(book, kind, cells.items())
    for call in book.calls:
        if lengths := uneven(book, call):
            said = ", ".join(f"{name} {count}" for name, count in lengths.items())
            cell = Cell(book.sheet_number(call.sheet), call.row, call.column)
            yield at(book, "ulige-områder", cell, f"Rækker i {call.name}: {said}.")


def _told(book: Book, cell: Cell) -> tuple[str, str]:
    """What is the matter with a refused formula."""
    refusal = book.refused[cell]
    if refusal.tree is None:
        return "ikke-efterregnet", _not_computed(book, refusal)
    if what := _misspelt(book, refusal.tree):
        return "ukendt-funktion", what
    if what := _other_arguments(book, refusal.tree):
        return "forkerte-argumenter", what
    if what := _too_few_cells(book, cell):
        return "for-få-celler", what
    if refusal.is_circular:
        return "cirkel", "Formlen bruger sit eget resultat, direkte eller gennem andre celler."
    return "ikke-efterregnet", _not_computed(book, refusal)


def _misspelt(book: Book, tree: Node) -> str:
    """A function or name that looks like one of ours and is none."""
    return book.remembered(("misspelt", id(tree)), lambda: next(filter(None, _wrong_names(book, tree)), ""))


def _wrong_names(book: Book, tree: Node) -> Iterator[str]:
    for part in every_part(tree):
        if isinstance(part, Call) and (name := _bare(part.name)).startswith("FHO"):
            try:
                known = book.names.function(part.name) is not None
            except FormulaError:
                known = False
            if not known:
                yield _ELSEWHERE if name in by_name() else _suggestion(name)
        elif isinstance(part, Name) and part.name.upper().startswith(_OURS) and book.resolved(part, 0) is part:
            yield _suggestion(part.name.upper())


def _bare(spelled: str) -> str:
    """A function's name without what Excel writes before it."""
    return re.sub(r"^.*!|_XLFN\.|_XLWS\.|_XLL\.|_XLDUDF_", "", spelled.upper())


def _suggestion(name: str) -> str:
    written = name.removeprefix(_OURS).translate(_ASCII)
    near = get_close_matches(written, [one.removeprefix(_OURS) for one in by_name()], 1)
    return f"{name} findes ikke. Mente du {_OURS}{near[0]}?" if near else f"{name} findes ikke."


def _other_arguments(book: Book, tree: Node) -> str:
    for part in every_part(tree):
        if isinstance(part, Call) and (function := by_name().get(book.called(part))):
            needed = sum(not one.optional for one in function.arguments)
            if not needed <= len(part.arguments) <= len(function.arguments):
                return f"{counted(len(part.arguments), 'argument')} givet, men {_takes(function, needed)}."
    return ""


def _takes(function: CellFunction, needed: int) -> str:
    most = len(function.arguments)
    return f"{function.name} tager {needed if needed == most else f'{needed} til {most}'}: {function.syntax}"


def _too_few_cells(book: Book, cell: Cell) -> str:
    """A result that is larger than the cells that its formula was entered in."""
    formula = book.formulas[cell]
    for call in book.calls:
        if call.whole_formula and (book.sheet_number(call.sheet), call.row, call.column) == cell:
            rows = rows_with_something(call.result, formula.area.height)
            columns = len(call.result[0])
            if rows > formula.area.height or columns > formula.area.width:
                last = address(cell.row + rows - 1, cell.column + columns - 1)
                area = f"{address(cell.row, cell.column)}:{last}"
                size = f"{rows} × {columns} celler, men formlen står i {formula.area.height} × {formula.area.width}"
                return f"{call.name} giver {size}. {_ENTER.format(area=area)}"
    return ""


def _not_computed(book: Book, refusal: NotComputed) -> str:
    parts = () if refusal.tree is None else every_part(refusal.tree)
    calls = [part for part in parts if isinstance(part, Call) and book.called(part) not in by_name()]
    unknown = sorted({_bare(call.name) for call in calls} - signatures().keys())
    why = (
        f"Kontrollen kan ikke regne {', '.join(unknown)} efter"
        if unknown
        else "Kontrollen kan ikke regne formlen efter"
    )
    return f"{why}; den gemte værdi er brugt." if refusal.is_saved else f"{why}, og cellen har ingen gemt værdi."
