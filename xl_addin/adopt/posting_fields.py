"""The fields of a posting, and how a cell of each is read."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from xl_addin.cells import words
from xl_addin.cells.dates import EPOCH, serial
from xl_addin.cells.errors import OutOfDomain, Unreadable
from xl_addin.cells.numbers import number, yes_no
from xl_addin.cells.text import fold, trim
from xl_addin.tables.headings import TableField, table_fields

folded = lru_cache(maxsize=65536)(fold)
"""Words stand in many cells."""

Value = float | str | bool | dt.date | None
"""A cell's content; dates as dates where the workbook says so."""


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def fields() -> dict[str, TableField]:
    """The fields of a posting by key, out of the one list of headings."""
    return {one.key: one for one in table_fields("posteringer")}


def label(key: str) -> str:
    """What people call a field."""
    return fields()[key].title


@cache
def keys() -> dict[str, str]:
    """The fields' keys by their titles and by themselves, folded: a mapping may say either."""
    return {fold(name): one.key for one in fields().values() for name in (one.title, one.key)}


@cache
def synonyms(kind: str) -> dict[str, str]:
    """What foreign words mean, by folded word: of arts, of parties, of yes and no."""
    return {
        fold(word): meaning
        for meaning, written in _data("foreign_words.toml").get(kind, {}).items()
        for word in written
    }


def meaning(field: TableField, value: Value) -> str | None:
    """The agreement's word that a foreign word probably means; None where none is known."""
    kind = {"payer": "party"}.get(field.kind, field.kind)
    known = synonyms(kind) if kind in ("cost_type", "party", "yes_no") else {}
    if not isinstance(value, str):
        return None
    word = fold(value)
    if word in known:
        return known[word]
    inside = {
        meant for written, meant in known.items() if len(written) > 3 and re.search(rf"\b{re.escape(written)}\b", word)
    }
    return inside.pop() if len(inside) == 1 else None


def tried(read: Callable[[Value], Any], value: Value, otherwise: Any = None) -> Any:
    """What a cell is read as; `otherwise` where it cannot be."""
    try:
        return read(value)
    except (Unreadable, OutOfDomain):
        return otherwise


def can(read: Callable[[Value], object], value: Value) -> bool:
    """Whether a cell can be read so."""
    return tried(read, value, _NOT) is not _NOT


_NOT: Final = object()
_TWO_WAYS: Final = re.compile(r"[-−]?\d{1,3},\d{3}[-−]?")


def as_amount(value: Value) -> float:
    """An amount; ``Unreadable`` where it is none, or can be read in two ways as ``1,234``."""
    if isinstance(value, dt.date) or (isinstance(value, str) and _TWO_WAYS.fullmatch(trim(value))):
        raise Unreadable
    return number(value)


def as_sign(value: Value) -> int:
    """1 for debit, -1 for credit: S/H, D/K, D/C, +/-, 1/-1, and the words; ``Unreadable`` for anything else."""
    text = f"{value:.15g}" if isinstance(value, float) else value
    found = _data_signs().get(fold(text).rstrip(".")) if isinstance(text, str) else None
    if found is None:
        raise Unreadable
    return found


@cache
def _data_signs() -> dict[str, int]:
    signs = _data("foreign_words.toml")["sign"]
    return dict.fromkeys(signs["debet"], 1) | dict.fromkeys(signs["kredit"], -1)


def as_year(value: Value) -> int:
    """A year as ``2016``."""
    text = f"{value:.0f}" if isinstance(value, float) else value
    if isinstance(text, str) and re.fullmatch(r"(?:19|20)\d\d", trim(text)):
        return int(text)
    raise Unreadable


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
    return {
        name: month for month, names in enumerate(_data("foreign_words.toml")["month"]["names"], 1) for name in names
    }


_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_MONTH: Final = (
    re.compile(rf"(?P<name>[a-zæøåä]+)\.?[ \-/]*(?:{_YEAR}|'?(?P<short>\d\d))"),
    re.compile(rf"{_YEAR}[ \-/.]*(?P<name>[a-zæøåä]+)\.?"),
    re.compile(rf"{_YEAR}[\-/.]?(?P<month>\d\d?)"),
    re.compile(rf"{_YEAR}(?: ?[mp/.] ?0?|0)(?P<month>\d\d?)"),
    re.compile(rf"0?(?P<month>\d\d?)[\-/. ]{_YEAR}"),
)


def as_month(value: Value, year: Value = None) -> tuple[dt.date, dt.date]:
    """The first and last day of a month: ``marts 2016``, ``2016M03``, ``003.2016``, ``201603``, or a date in it.

    A month alone (``3``, ``marts``) needs its year.
    """
    if isinstance(value, float) and value.is_integer() and (0 < value <= 12 or 190001 <= value <= 209912):
        value = f"{value:.0f}"
    if isinstance(value, str):
        for text in (fold(value), f"{fold(value)}-{as_year(year)}" if year is not None else ""):
            for pattern in _MONTH:
                found = pattern.fullmatch(text)
                if found and (month := _month_of(found)):
                    return month
    day = as_date(value)
    return _whole(day.year, day.month)


def _month_of(found: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    """The month that a pattern found; a period 13 to 16, for closing the year, is none."""
    named = found.groupdict()
    month = _months().get(named["name"], 0) if "name" in named else int(named["month"])
    year = int(named.get("year") or f"20{named['short']}")
    return _whole(year, month) if 1 <= month <= 12 else None


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
    "sign": as_sign,
    "year": as_year,
    "municipality": words.municipality,
    "party": words.party,
    "payer": words.party,
    "cost_type": words.cost_type,
    "yes_no": yes_no,
    "case": lambda value: value,
    "text": lambda value: value,
}


def reads(field: TableField, value: Value) -> bool:
    """Whether a cell can be read as a field."""
    return can(_READ[field.kind], value)
