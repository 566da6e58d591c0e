"""What must not be in a workbook that is sent between authorities: CPR numbers, and text that would run."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from xl_addin.cells.errors import Unreadable
from xl_addin.cells.numbers import danish_number
from xl_addin.check.book import Book, Cell
from xl_addin.check.finding import Finding
from xl_addin.check.place import at, in_columns

_WRITTEN: Final = re.compile(r"(?<![\d-])(\d{6})(?:([- ])(\d{4})|(\d{4}))(?![\d-])")
_WEIGHTS: Final = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_NAMES: Final = {"=": "=", "@": "@", "+": "+", "-": "-", "\t": "et tabulatortegn", "\r": "et linjeskift"}
_HARMLESS: Final = re.compile(r"[+\-–\s\d.,:/()]*")


def find(book: Book) -> Iterator[Finding]:
    """Every typed cell."""
    numbers: list[tuple[Cell, str]] = []
    for sheet, entry in enumerate(book.package.sheets):
        for (row, column), value in entry.constants.items():
            if _holds_cpr(value):
                numbers.append((Cell(sheet, row, column), "Cellen indeholder et CPR-nummer."))
            if isinstance(value, str) and runs(value):
                yield at(book, "formeltekst", Cell(sheet, row, column), f"Teksten begynder med {_NAMES[value[0]]}.")
    yield from in_columns(book, "cpr", numbers)


def _holds_cpr(value: Any) -> bool:
    if isinstance(value, str):
        return _text_holds_cpr(value)
    if isinstance(value, float) and value.is_integer() and 10**7 < value < 10**10:
        # A number loses the zero in front.
        return _is_cpr(f"{int(value):010d}", written_apart=False)
    return False


@lru_cache(maxsize=4096)
def _text_holds_cpr(text: str) -> bool:
    return any(
        _is_cpr(found[1] + (found[3] or found[4]), written_apart=found[3] is not None)
        for found in _WRITTEN.finditer(text)
    )


def _is_cpr(digits: str, written_apart: bool) -> bool:
    """A birthday and four digits. Ten digits in one are only taken for one when their check digit is right too.

    Some numbers given since 2007 have no check digit; they are for people born on 1 January.
    """
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day > 60:  # a temporary number
        day -= 60
    try:
        dt.date(2000 + year, month, day)
    except ValueError:
        return False
    return written_apart or digits.startswith("0101") or sum(
        weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)
    ) % 11 == 0  # fmt: skip


def runs(text: str) -> bool:
    """Whether text would run as a formula where it is opened from CSV: numbers, dates and dashes would not."""
    if not text.startswith(tuple(_NAMES)) or _HARMLESS.fullmatch(text):
        return False
    try:
        danish_number(text)
    except Unreadable:
        return True
    return False
