"""What must not be in a workbook that is sent between authorities: CPR numbers, and text that would run."""

import re
from collections.abc import Iterator
from typing import Final

from xl_addin.cells.cpr import holds_cpr
from xl_addin.cells.errors import Unreadable
from xl_addin.cells.numbers import danish_number
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import at, in_columns
from xl_addin.check.finding import Finding
from xl_addin.xlsx.comments import comments

_NAMES: Final = {"=": "=", "@": "@", "+": "+", "-": "-", "\t": "et tabulatortegn", "\r": "et linjeskift"}
_HARMLESS: Final = re.compile(r"[+\-–\s\d.,:/()]*")


def find(book: Book) -> Iterator[Finding]:
    """Every typed cell, every comment, the names of the sheets and of the file."""
    numbers: list[tuple[Cell, str]] = []
    for sheet, entry in enumerate(book.package.sheets):
        for (row, column), value in entry.constants.items():
            if holds_cpr(value):
                numbers.append((Cell(sheet, row, column), "Cellen indeholder et CPR-nummer."))
            if isinstance(value, str) and runs(value):
                yield at(book, "formeltekst", Cell(sheet, row, column), f"Teksten begynder med {_NAMES[value[0]]}.")
    yield from in_columns(book, "cpr", numbers)
    for number, cell, text in comments(book.package):
        if holds_cpr(text):
            yield Finding("cpr", book.package.sheets[number].name, cell, "Kommentaren indeholder et CPR-nummer.")
    for entry in book.package.sheets:
        if holds_cpr(entry.name):
            yield Finding("cpr", entry.name, "A1", "Arkets navn indeholder et CPR-nummer.")
    if holds_cpr(book.package.path.stem):
        yield Finding("cpr", book.package.sheets[0].name, "A1", "Filens navn indeholder et CPR-nummer.")


def runs(text: str) -> bool:
    """Whether text would run as a formula where it is opened from CSV: numbers, dates and dashes would not."""
    if not text.startswith(tuple(_NAMES)) or _HARMLESS.fullmatch(text):
        return False
    try:
        danish_number(text)
    except Unreadable:
        return True
    return False
