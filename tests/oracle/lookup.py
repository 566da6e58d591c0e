"""FHO_OPSLAG, FHO_SUMMER: each key searched for in the list, one by one; FHO_PERSONNUMMER: each cell looked at."""

import datetime
import re

from tests.oracle import cells
from tests.oracle.errors import NA, NUM, VALUE, CellError, error_of
from tests.oracle.shapes import columns_of, is_grid, shape

Cell = object


def opslag(noegle: Cell, noegler: Cell, vaerdier: Cell) -> Cell:
    """The value beside the key: not listed is #N/A, listed twice #VALUE!, a blank key a blank."""
    pairs = columns_of([noegler, vaerdier])
    if pairs is None or is_grid(noegler) != is_grid(vaerdier):
        return VALUE
    if not is_grid(noegle):
        return _found(noegle, pairs)
    if shape(noegle) is None:
        return VALUE
    return [[_found(cell, pairs) for cell in row] for row in noegle]


def _found(key: Cell, pairs: list[list[Cell]]) -> Cell:
    if problem := error_of(key):
        return problem
    if cells.is_blank(key):
        return ""
    found = [value for name, value in pairs if _same(key, name)]
    if len(found) > 1:
        return VALUE
    if not found:
        return NA
    return error_of(found[0]) or ("" if cells.is_blank(found[0]) else found[0])


def _same(key: Cell, name: Cell) -> bool:
    """Text trimmed and case-blind; a number is never a text, and TRUE never 1."""
    if isinstance(key, str) and isinstance(name, str):
        return cells.text_of(key) == cells.text_of(name)
    return isinstance(key, bool) == isinstance(name, bool) and key == name


def summer(noegler: Cell, noegle: Cell, beloeb: Cell) -> Cell:
    """The sum of the amounts beside each key: the first error among them is its own, a key in error spoils all."""
    pairs = columns_of([noegle, beloeb])
    if pairs is None or is_grid(noegle) != is_grid(beloeb):
        return VALUE
    if not is_grid(noegler):
        return _sum(noegler, pairs)
    if shape(noegler) is None:
        return VALUE
    return [[_sum(cell, pairs) for cell in row] for row in noegler]


def _sum(key: Cell, pairs: list[list[Cell]]) -> Cell:
    if problem := error_of(key):
        return problem
    if cells.is_blank(key):
        return ""
    spoilt = [problem for name, _ in pairs if (problem := error_of(name))]
    if spoilt:
        return spoilt[0]
    total = 0
    for name, amount in pairs:
        if not _same(key, name) or cells.is_blank(amount):
            continue
        if problem := error_of(amount):
            return problem
        try:
            total += cells.amount(amount)
        except CellError as unreadable:
            return unreadable.code
    return NUM if abs(total) > cells.LIMIT_OERE else total / 100


def personnummer(felter: Cell) -> Cell:
    """Whether each cell holds a birthday and four digits with a sign somewhere between them."""
    if not is_grid(felter):
        return _looks(felter)
    if shape(felter) is None:
        return VALUE
    return [[_looks(cell) for cell in row] for row in felter]


def _looks(cell: Cell) -> Cell:
    if problem := error_of(cell):
        return problem
    if cells.is_blank(cell):
        return ""
    if not isinstance(cell, str):
        return False
    for found in re.finditer(r"(?<!\d)(\d\d)\D?(\d\d)\D?(?:19|20)?(\d\d)\D(\d{4})(?!\d)", cell):
        try:
            datetime.date(2000 + int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
        return True
    return False
