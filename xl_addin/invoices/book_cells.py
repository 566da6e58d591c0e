"""Cells of a workbook as claims need them: text, days, øre, and what a name stands for."""

import datetime as dt
from typing import Any

import numpy as np

from xl_addin.agreement.vocabulary import MUNICIPALITIES
from xl_addin.cells.dates import date_of
from xl_addin.cells.errors import Unreadable
from xl_addin.cells.words import municipality as municipality_index
from xl_addin.check.book import Book
from xl_addin.invoices.claim import ClaimError
from xl_addin.invoices.danish_text import one_line
from xl_addin.rules.money import to_ore


def municipality_named(text: str) -> str:
    """A municipality's name from what a person wrote; `ClaimError` when there is none."""
    try:
        return MUNICIPALITIES[municipality_index(text)]
    except Unreadable:
        raise ClaimError(f"kender ikke kommunen {text!r}") from None


def named_cell(book: Book, name: str) -> Any:
    """What a named cell holds; None where there is no such name."""
    area = book.named(name)
    return book.values[area.sheet].get((area.top, area.left)) if area else None


def as_text(cell: Any) -> str:
    """A cell as its reader sees it: a number without a point nought."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else one_line(str(cell))


def day_of(value: Any) -> dt.date | None:
    """A cell's day; None where it holds none."""
    if isinstance(value, dt.date):
        return value
    return date_of(value) if isinstance(value, float | int) else None


def ore_of(kroner: Any) -> int:
    """Kroner in a cell as whole øre."""
    return int(to_ore(np.array([float(kroner)]))[0])
