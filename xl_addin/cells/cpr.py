"""CPR numbers (personnumre) in what people write: a birthday and four digits.

They are looked for where no person's number belongs, so what looks like one is taken for one: numbers given since 2007
need have no right check digit (CPR-kontoret), and 60 is added to the day of a temporary one. Only digits without any
sign between them must be more: their check digit right, the birthday 1 January, or "CPR" before them.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

_WEIGHTS: Final = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DASH: Final = "-‐‑‒–—−"
_WRITTEN: Final = re.compile(
    rf"(?P<named>cpr[^0-9]{{0,8}})?(?<!\d)"
    rf"(?P<day>\d\d)(?:(?P<apart>[{_DASH}./\s])(?P<month>\d\d)[{_DASH}./\s]|(?P<joined>\d\d))(?P<year>\d{{4}}|\d\d)"
    rf"(?P<sign>\s?[{_DASH}/._]\s?|\s)?(?P<serial>\d{{4}})(?!\d|[.,]\d)",
    re.IGNORECASE | re.ASCII,
)
_SPACES: Final = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u200b\u2060\ufeff\u00ad")
)


def holds_cpr(value: object) -> bool:
    """Whether a cell's content, a name or a text has a CPR number in it."""
    if isinstance(value, str):
        return _text_holds_cpr(value)
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 10**7 < value < 10**10
        and value == value // 1
    ):
        return _text_holds_cpr(f"{int(value):010d}")  # a number loses the zero in front
    return False


def without_cpr(text: str) -> str:
    """The text with dots in place of each CPR number."""
    return _WRITTEN.sub(lambda found: "••••••-••••" if _is_cpr(found) else found[0], text.translate(_SPACES))


@lru_cache(maxsize=4096)
def _text_holds_cpr(text: str) -> bool:
    return any(map(_is_cpr, _WRITTEN.finditer(text.translate(_SPACES))))


def _is_cpr(found: re.Match[str]) -> bool:
    day, month, year = int(found["day"]), int(found["month"] or found["joined"]), found["year"]
    digits = f"{found['day']}{month:02}{year[-2:]}{found['serial']}"
    try:
        # Every two-digit year has its 29 February in some century, or the next one will say so.
        dt.date(_century(digits) + int(year[-2:]), month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    if len(year) == 4 and int(year) != _century(digits) + int(year[-2:]):
        return False
    if found["apart"] or found["sign"] or found["named"] or digits.startswith("0101"):
        return True
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _century(digits: str) -> int:
    """The century that a number was born in, by its seventh digit and its year."""
    year, seventh = int(digits[4:6]), int(digits[6])
    if seventh < 4:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
