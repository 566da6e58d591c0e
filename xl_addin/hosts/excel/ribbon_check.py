"""*Kontrollér projektmappen* on the ribbon: VBA saves a copy of the workbook, and this says what is found in it."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_addin.check.finding import Finding

COPY: Final = re.compile(r"FHO-kontrol-[\w-]+\.xlsx", re.ASCII)
"""What the copies are called; no other file is read or removed."""

_LONGEST: Final = 255
"""Excel shows ######## for a longer text in a cell of the format Text."""


def fho_check_copy(path: str, name: str) -> list[list[str]]:
    """The findings in a copy of the workbook ``name``; the copy is gone afterwards, also after a failure.

    A table of six columns: the verdict for a message box in the first row, and below it the headings and the findings
    for a sheet. (Of a single row xlwings would make a list.)
    """
    copy = Path(path)
    if not COPY.fullmatch(copy.name):
        raise ValueError("not a copy that the ribbon made")
    try:
        content = copy.read_bytes()
    finally:
        copy.unlink(missing_ok=True)
    return _checked(content, Path(name))


def _checked(content: bytes, name: Path) -> list[list[str]]:
    # Imported when asked for: the cells wait for the server to start.
    from xl_addin.check import findings
    from xl_addin.check.book import book_of
    from xl_addin.check.report import verdict
    from xl_addin.engine import WorkbookError
    from xl_addin.xlsx.package import read_package

    try:
        book = book_of(read_package(name, content), dt.date.today())
    except WorkbookError as error:
        return _table(f"Projektmappen kan ikke kontrolleres: {error}", [])
    found = findings(book)
    return _table(f"{name.name}: {verdict(book, found)}{' De står i en ny projektmappe.' if found else ''}", found)


def _table(verdict: str, found: "Sequence[Finding]") -> list[list[str]]:
    from xl_addin.check.report import as_table

    rows = as_table(found)
    return [[verdict, *[""] * (len(rows[0]) - 1)], *([_short(text) for text in row] for row in rows)]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
