"""Where the header of a posting sheet is, one row or several, and what each column is called."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from xl_addin.adopt.posting_fields import Value, as_amount, as_date, can, fields
from xl_addin.adopt.source import SourceSheet
from xl_addin.cells.cpr import without_cpr
from xl_addin.cells.text import fold
from xl_addin.xlsx.tree import column_letters

_SEARCHED: Final = 60  # rows from the top
_TALLEST: Final = 3
_LEAST: Final = 3
"""Fields that a header must name to be taken for one."""

EXACT: Final = 10.0
_PART: Final = 6.0


@dataclass(frozen=True)
class Header:
    """A header: its first and last row, and the text of each column."""

    first: int
    last: int
    texts: dict[int, str]

    def name(self, column: int) -> str:
        """A column as people find it: its letter, and what it is called."""
        text = without_cpr(self.texts.get(column, ""))
        return f"{column_letters(column)} »{text}«" if text else column_letters(column)


def find_header(sheet: SourceSheet) -> Header | None:
    """The rows that name the most fields; of equals the fewest rows and the topmost."""
    best: tuple[float, Header] | None = None
    for header in _candidates(sheet):
        named = {key for text in header.texts.values() for key in fields() if named_by(key, text) >= _PART}
        score = len(named) - 0.1 * (header.last - header.first)
        if len(named) >= _LEAST and (best is None or score > best[0]):
            best = score, header
    return best[1] if best else None


def _candidates(sheet: SourceSheet) -> Iterator[Header]:
    for first in range(1, min(sheet.last_row, _SEARCHED) + 1):
        for last in range(first, first + _TALLEST):
            if last not in sheet.rows or not all(map(_is_label, sheet.rows[last].values())):
                break
            yield read_header(sheet, first, last)


def _is_label(value: Value) -> bool:
    """Whether a cell can be part of a header: text that is neither number nor date, or a month as a date."""
    if not isinstance(value, str):
        return isinstance(value, dt.date) and value.day == 1
    return not can(as_amount, value) and not can(as_date, value)


def read_header(sheet: SourceSheet, first: int, last: int) -> Header:
    """The header in these rows; a text in an upper row goes for the columns right of it that only a lower row names."""
    texts: dict[int, str] = {}
    rows = [sheet.rows.get(row, {}) for row in range(first, last + 1)]
    for column in range(1, sheet.last_column + 1):
        parts = []
        for level, row in enumerate(rows):
            text = row.get(column)
            if text is None and any(column in lower for lower in rows[level + 1 :]):
                text = _merged(row, rows[level + 1 :], column)
            if isinstance(text, dt.date):
                text = f"{text:%Y-%m}"
            if isinstance(text, str) and text.strip():
                parts.append(" ".join(text.split()))
        if parts:
            texts[column] = " ".join(parts)
    return Header(first, last, texts)


def _merged(row: dict[int, Value], lower: list[dict[int, Value]], column: int) -> Value:
    """The text of a merged cell to the left, as far as it can reach."""
    for left in range(column - 1, 0, -1):
        if left in row:
            return row[left] if any(left in below for below in lower) else None
        if not any(left in below for below in lower):
            return None
    return None


@lru_cache(maxsize=4096)
def named_by(key: str, text: str) -> float:
    """How well a header names a field: 0 not at all, up to 10."""
    plain, words = _plain(text), f" {_words(text)} "
    best = 0.0
    for place, (header, inside) in enumerate(_headers(key)):
        if plain == header:
            best = max(best, EXACT - 0.02 * place)
        elif inside and f" {inside} " in words:
            best = max(best, _PART - 0.02 * place + 0.02 * len(inside))
    return best


@lru_cache(maxsize=65536)
def field_named(text: str) -> str | None:
    """The field that a text is just the heading of."""
    return _by_header().get(_plain(text)) if len(text) < 60 else None


@cache
def _by_header() -> dict[str, str]:
    return {header: key for key in fields() for header, _ in _headers(key)}


@cache
def _headers(key: str) -> list[tuple[str, str]]:
    return [(_plain(one), _words(one)) for one in fields()[key].wordings]


def _plain(text: str) -> str:
    return re.sub(r"[\s_.:*]+", " ", fold(text)).strip()


def _words(text: str) -> str:
    return re.sub(r"[^0-9a-zæøåüöäéß]+", " ", _plain(text)).strip()
