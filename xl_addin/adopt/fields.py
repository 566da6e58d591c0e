"""The fields of a posting, and how a cell of each is read."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from xl_addin.cells import words
from xl_addin.cells.dates import EPOCH, serial
from xl_addin.cells.errors import OutOfDomain, Unreadable
from xl_addin.cells.numbers import number, yes_no
from xl_addin.cells.text import fold, trim

Value = float | str | bool | dt.date | None
"""A cell's content; dates as dates where the workbook says so."""


@dataclass(frozen=True)
class Field:
    """A field: its key, what it is asked for as, the headers that name it, how it is read."""

    key: str
    help: str
    headers: tuple[str, ...]
    read: str


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def fields() -> dict[str, Field]:
    """The fields by key."""
    return {
        key: Field(key, entry["help"], tuple(entry["headers"]), entry["read"])
        for key, entry in _data("fields.toml").items()
    }


@cache
def synonyms(kind: str) -> dict[str, str]:
    """What foreign words mean, by folded word: of arts, of parties, of yes and no."""
    return {fold(word): meaning for meaning, written in _data("words.toml").get(kind, {}).items() for word in written}


def meaning(field: Field, value: Value) -> str | None:
    """The agreement's word that a foreign word probably means; None where none is known."""
    kind = {"word": "art"}.get(field.read, field.read)
    known = synonyms(kind) if kind in ("art", "party", "yes_no") else {}
    if not isinstance(value, str):
        return None
    word = fold(value)
    if word in known:
        return known[word]
    inside = {
        meant for written, meant in known.items() if len(written) > 3 and re.search(rf"\b{re.escape(written)}\b", word)
    }
    return inside.pop() if len(inside) == 1 else None


def as_amount(value: Value) -> float:
    """Kroner; ``Unreadable`` where it is none."""
    if isinstance(value, dt.date):
        raise Unreadable
    return number(value)


def as_date(value: Value) -> dt.date:
    """A day: a date, a serial number, a date as text, or yyyymmdd."""
    if isinstance(value, dt.date):
        return value
    compact = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else value
    if isinstance(compact, str) and (found := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", trim(compact))):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise Unreadable from None
    day = serial(value)
    if not 61 <= day < 73051:  # 1 March 1900 to the end of 2099
        raise Unreadable
    return EPOCH + dt.timedelta(days=int(day))


@cache
def _months() -> dict[str, int]:
    return {name: month for month, names in enumerate(_data("words.toml")["month"]["names"], 1) for name in names}


_MONTH: Final = (
    re.compile(r"(?P<name>[a-zæøå]+)\.?[ \-/]*(?P<year>(?:19|20)\d\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)[ \-/.]*(?P<name>[a-zæøå]+)\.?"),
    re.compile(r"(?P<year>(?:19|20)\d\d)[\-/.]?(?P<month>\d\d?)"),
    re.compile(r"(?P<month>\d\d?)[\-/. ](?P<year>(?:19|20)\d\d)"),
)


def as_month(value: Value) -> tuple[dt.date, dt.date]:
    """The first and last day of a month: ``marts 2016``, ``2016-03``, ``201603``, or a date in it."""
    if isinstance(value, float) and value.is_integer() and 190001 <= value <= 209912:
        value = f"{value:.0f}"
    if isinstance(value, str):
        for pattern in _MONTH:
            found = pattern.fullmatch(fold(value))
            if found:
                named = found.groupdict()
                month = _months().get(named["name"], 0) if "name" in named else int(named["month"])
                if 1 <= month <= 12:
                    return _whole(int(named["year"]), month)
    day = as_date(value)
    return _whole(day.year, day.month)


def _whole(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise Unreadable


_READ: Final[dict[str, Callable[[Value], object]]] = {
    "amount": as_amount,
    "date": as_date,
    "month": as_month,
    "municipality": words.municipality,
    "party": words.party,
    "word": words.art,
    "yes_no": yes_no,
    "text": lambda value: value,
}


def reads(field: Field, value: Value) -> bool:
    """Whether a cell can be read as a field."""
    try:
        _READ[field.read](value)
    except (Unreadable, OutOfDomain):
        return False
    return True
