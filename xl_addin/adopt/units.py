"""The unit of the amounts: what headings and the lines above them say, and amounts brought to kroner."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xl_addin.cells.text import fold

KRONER: Final = "kr."

_UNITS: Final = {
    "øre": re.compile(r"\børe\b"),
    "1.000 kr.": re.compile(
        r"\bt\.? ?(?:kr|dkk)\b|\b1[. ]?000 ?(?:kr|dkk|kroner)\b|\btusinder?\b|"
        r"\bk ?(?:kr|dkk)\b|\b(?:i|in) 1[. ,]?000\b|\(1[. ,]?000\)"
    ),
    "mio. kr.": re.compile(r"\bmio\b|\bmill?\b|\bmillion|\bm ?(?:kr|dkk)\b"),
}  # fmt: skip
_TIMES: Final = {KRONER: Decimal(1), "øre": Decimal("0.01"), "1.000 kr.": Decimal(1000), "mio. kr.": Decimal(10**6)}
UNITS: Final = tuple(_TIMES)

_IS_UNIT: Final = re.compile(
    r"kr\.?|kroner|øre|t\.? ?kr\.?|tdkk|mio\.?(?: ?kr\.?)?|1[. ]?000(?: ?kr\.?)?|(?!nej|yes)[a-z]{3}"
)
_LINE: Final = re.compile(r"\W*(?:note:? )?(?:alle )?(?:beløb|tal|amounts?)(?:ene)?\b[\w ]*\b(?:i|in)\b")
_FOREIGN: Final = re.compile(r"\b(?:eur|euro|usd|sek|nok|gbp|chf|teur|tusd)\b|[€$£]")


def unit_in(texts: Iterable[str]) -> str | None:
    """The unit that texts name, other than kroner; None where they name none."""
    for text in texts:
        folded = fold(text)
        for unit, pattern in _UNITS.items():
            if pattern.search(folded):
                return unit
    return None


def unit_of_sheet(name: str) -> str | None:
    """The unit that a sheet's name tells: thousands or millions, for øre may be another word there."""
    unit = unit_in([name])
    return None if unit == "øre" else unit


def says_unit(line: str) -> bool:
    """Whether a line by itself, above or below a table, is about what the amounts are in."""
    return len(line) < 80 and bool(_LINE.match(fold(line)))


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit or a currency."""
    return bool(_IS_UNIT.fullmatch(fold(text).strip("()[] ")))


def is_kroner(text: str) -> bool:
    """Whether a unit or a currency is plain kroner."""
    return fold(text).rstrip(".") in ("kr", "dkk", "kroner")


def is_foreign(text: str) -> bool:
    """Whether a heading names another currency than kroner."""
    return bool(_FOREIGN.search(fold(text)))


def in_kroner(amount: float, unit: str) -> float:
    """An amount in kroner and whole øre, exactly; halves away from zero."""
    if unit == KRONER:
        return amount
    return float((Decimal(repr(amount)) * _TIMES[unit]).quantize(Decimal("0.01"), ROUND_HALF_UP))
