"""Money (kroner og øre): whole øre in integers, never binary floating point on kroner."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ore = NDArray[np.int64]
"""Amounts in øre, ``int64``."""

LARGEST_ORE: Final = 90_000_000_000_000
"""The largest amount taken: up to here kroner with two decimals are exact in a cell's float."""

# Excel shows 15 significant digits; a float's own digits differ from the shown ones by less than this part.
_SHOWN_DIGITS: Final = 15
_DOUBT: Final = 1e-14

# Products of integers below this stay inside int64.
_SAFE_DENOMINATOR: Final = 2_000_000_000


def shown_decimal(number: float) -> Decimal:
    """A cell's number as Excel shows it: decimal, 15 significant digits.

    Parameters: ``number``, finite.

    Returns: an exact decimal in the number's own unit.

    >>> shown_decimal(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(f"{number:.{_SHOWN_DIGITS}g}")


def half_up(exact: Fraction | Decimal) -> int:
    """An exact number to a whole one, halves away from zero.

    Parameters: ``exact``, in the unit that is wanted whole.

    Returns: a whole number of it.

    >>> half_up(Decimal("100.5")), half_up(Fraction(-201, 2))
    (101, -101)
    """
    if isinstance(exact, Decimal):
        return int(exact.to_integral_value(ROUND_HALF_UP))
    magnitude = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return -magnitude if exact < 0 else magnitude


def to_ore(kroner: NDArray[np.float64]) -> Ore:
    """Kroner as Excel shows them, rounded to the øre, halves away from zero [ours].

    Parameters: ``kroner``, finite and at most ``LARGEST_ORE``/100 and one krone in magnitude.

    Returns: øre, ``int64``, of the same length.

    >>> to_ore(np.array([1.005, -0.5, 1234.5]))
    array([   101,    -50, 123450])
    """
    scaled = np.abs(kroner) * 100
    ore = np.copysign(np.floor(scaled + 0.5), kroner).astype(np.int64)
    # Only near a half can binary rounding and the shown decimals disagree: there, decide in decimals.
    doubtful = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) <= scaled * _DOUBT)
    for row in doubtful:
        ore[row] = half_up(shown_decimal(kroner[row]).scaleb(2))
    return ore


def has_parts_of_ore(kroner: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where an amount, as Excel shows it, has more than two decimals.

    Parameters: ``kroner``, finite.

    Returns: a flag for each.

    >>> has_parts_of_ore(np.array([0.1, 0.125])).tolist()
    [False, True]
    """
    # From 2 ** 53 on every number is whole, and a hundred times the largest is none.
    scaled = np.minimum(np.abs(kroner), 2.0**53) * 100
    # Two decimals stay this close to whole øre in binary; what is further away is decided in decimals.
    found = np.abs(scaled - np.rint(scaled)) > scaled * np.finfo(np.float64).eps
    for row in np.flatnonzero(found):
        found[row] = shown_decimal(kroner[row]).scaleb(2) % 1 != 0
    return np.asarray(found)


def product_to_ore(hours: NDArray[np.float64], rate: NDArray[np.float64], days: NDArray[np.int64]) -> Ore:
    """Hours times kroner an hour times days; only the product is rounded, halves away from zero [ours].

    What is past the largest amount comes out as one øre past it, for the caller to refuse.

    Parameters: ``hours`` and ``days``, not negative; ``rate`` in kroner an hour; of one length.

    Returns: øre, ``int64``, with the rate's sign.

    >>> product_to_ore(np.array([7.4]), np.array([212.35]), np.array([31]))
    array([4871309])
    """
    with np.errstate(over="ignore"):  # infinite is past the largest amount, too
        scaled = np.minimum(np.abs(hours * rate * days) * 100, 2.0 * LARGEST_ORE)
    within = scaled < LARGEST_ORE + 1.0
    ore = np.where(within, np.floor(np.where(within, scaled, 0.0) + 0.5), LARGEST_ORE + 1.0).astype(np.int64)
    # Two factors of 15 digits each: three times the doubt of one.
    doubtful = np.flatnonzero(within & (np.abs(scaled - np.floor(scaled) - 0.5) <= scaled * 3 * _DOUBT))
    for row in doubtful:
        factors = Fraction(shown_decimal(hours[row])) * Fraction(shown_decimal(rate[row])) * int(days[row])
        ore[row] = half_up(abs(factors) * 100)
    return np.where(rate < 0, -ore, ore)


def part_of(amount: Ore, numerator: NDArray[Any] | int, denominator: NDArray[Any] | int) -> Ore:
    """``amount · numerator / denominator``, rounded to the øre, halves away from zero [ours], exactly.

    Parameters: 0 <= numerator <= denominator, denominator > 0; ``object`` arrays of Python integers are
    taken where int64 would not hold them.

    Returns: øre, ``int64``, with the amount's sign.

    >>> part_of(np.array([100, -100]), 67, 150)
    array([ 45, -45])
    """
    if np.max(denominator, initial=1) > _SAFE_DENOMINATOR:
        numerator, denominator = np.asarray(numerator, dtype=object), np.asarray(denominator, dtype=object)
    # Dividing first keeps every product inside int64: the rest is below the denominator.
    whole, rest = np.abs(amount) // denominator, np.abs(amount) % denominator
    magnitude = whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
    return np.asarray(np.sign(amount) * magnitude, dtype=np.int64)
