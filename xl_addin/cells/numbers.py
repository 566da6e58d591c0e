"""Numbers as Excel and as Danish ledgers write them, yes and no."""

import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final, SupportsFloat

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.errors import OK, OUT_OF_DOMAIN, UNREADABLE, OutOfDomain, Unreadable
from xl_addin.cells.text import fold, trim
from xl_addin.rules.money import LARGEST_ORE, shown_decimal, to_ore

Numbers = NDArray[np.float64]
Statuses = NDArray[np.int8]
Finish = Callable[[Numbers], tuple[NDArray[np.generic], Statuses]]

_SPACE: Final = "[ \u00a0\u202f]"
_CURRENCY: Final = "(?:kr\\.?|dkk)"
_DANISH_NUMBER: Final = re.compile(
    rf"(?:(?P<before>{_CURRENCY}){_SPACE}*)?"
    r"(?P<sign>[-−]?)"
    rf"(?P<whole>[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?=,)|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}"
    rf"|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+))?"
    r"(?P<credit>[-−]?)"
    rf"(?:{_SPACE}*(?P<after>{_CURRENCY}))?",
    re.IGNORECASE,
)
# What stands between groups of three digits.
_GROUPING: Final = str.maketrans("", "", ". \u00a0\u202f")
_GROUP: Final = 3
# Longer text is no amount, and reading it would cost time.
_LONGEST: Final = 60


def danish_number(text: str) -> float:
    """A number written the Danish way: ``1.234,50``, ``1 234,50``, ``-5``, ``5-``, ``kr. 5``.

    What is not Danish or can be read in two ways (``1.5``, ``1.234``, ``1,234``) is Unreadable, never a guess.
    """
    written = trim(text)
    found = _DANISH_NUMBER.fullmatch(written) if len(written) <= _LONGEST else None
    if (
        found is None
        or _has_two_readings(found)
        or (found["sign"] and found["credit"])
        or (found["before"] and found["after"])
    ):
        raise Unreadable
    whole = found["whole"].translate(_GROUPING)
    number = float(f"{whole}.{found['decimals'] or '0'}")
    return -number if found["sign"] or found["credit"] else number


def _has_two_readings(found: re.Match[str]) -> bool:
    """One to three digits, a comma and three more: thousands in English, thousandths in Danish."""
    return len(found["whole"]) <= _GROUP and len(found["decimals"] or "") == _GROUP


def as_float(value: SupportsFloat) -> float:
    """A number as a float; one that no float can hold is out of domain."""
    try:
        return float(value)
    except OverflowError:
        raise OutOfDomain from None
    except ValueError:  # Decimal's signalling NaN
        raise Unreadable from None


def number(value: object) -> float:
    """A number from a cell. TRUE is not a number."""
    if isinstance(value, str):
        return danish_number(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Unreadable
    return as_float(value)


def percentage(value: object) -> Fraction:
    """A part of a whole, exactly: ``0.6`` as a number, ``"0,6"`` or ``"60 %"`` as text."""
    if isinstance(value, str) and trim(value).endswith("%"):
        part = Fraction(shown_decimal(danish_number(trim(value)[:-1]))) / 100
    else:
        part = _finite_part(value)
    if not 0 <= part <= 1:
        raise Unreadable
    return part


def _finite_part(value: object) -> Fraction:
    """A number as a fraction; below 0 where it is past all numbers, which no part of a whole is."""
    try:
        whole = number(value)
    except OutOfDomain:
        return Fraction(-1)
    return Fraction(shown_decimal(whole)) if math.isfinite(whole) else Fraction(-1)


def share(value: object) -> float:
    """A part of a whole as a cell's number, exact in the 15 digits that Excel shows."""
    return float(percentage(value))


_YES: Final = frozenset({"ja", "j", "x", "1", "sand", "true"})
_NO: Final = frozenset({"nej", "n", "0", "falsk", "false"})


def yes_no(value: object) -> int:
    """1 for yes, 0 for no. Any other number or word is Unreadable."""
    if isinstance(value, str):
        word = fold(value)
        if word in _YES or word in _NO:
            return int(word in _YES)
    elif isinstance(value, Decimal) and value.is_snan():  # it cannot even be compared
        raise Unreadable
    elif isinstance(value, int | float | Decimal) and value in (0, 1):
        return int(value)
    raise Unreadable


def _finite(numbers: Numbers) -> Statuses:
    status = np.zeros(len(numbers), np.int8)
    if not np.isfinite(numbers).all():
        status[np.isinf(numbers)] = OUT_OF_DOMAIN
        status[np.isnan(numbers)] = UNREADABLE
    return status


def amounts(numbers: Numbers) -> tuple[NDArray[np.int64], Statuses]:
    """Kroner to whole øre; past ±9·10^13 øre is out of domain."""
    status = _finite(numbers)
    within = np.abs(numbers) < LARGEST_ORE / 100 + 1
    ore = to_ore(numbers if within.all() else np.where(within, numbers, 0.0))
    outside = ~within | (np.abs(ore) > LARGEST_ORE)
    if outside.any():
        status[outside & (status == OK)] = OUT_OF_DOMAIN
    return ore, status


def amounts_as_shown(numbers: Numbers) -> tuple[Numbers, Statuses]:
    """Kroner that are still to be rounded, within the same domain as amounts."""
    return numbers, amounts(numbers)[1]


def rates(numbers: Numbers) -> tuple[Numbers, Statuses]:
    """Kroner an hour, unrounded: only its product with hours is rounded."""
    status = _finite(numbers)
    status[(np.abs(numbers) > LARGEST_ORE / 100) & (status == OK)] = OUT_OF_DOMAIN
    return numbers, status


def hours(most: float | None) -> Finish:
    """Hours, not below 0 and, where they are hours a day, not above 24."""

    def finish(numbers: Numbers) -> tuple[Numbers, Statuses]:
        status = _finite(numbers)
        outside = numbers < 0 if most is None else (numbers < 0) | (numbers > most)
        status[outside & (status == OK)] = OUT_OF_DOMAIN
        return numbers, status

    return finish
