"""Amounts from the year's beginning: added up month by month, the early months would be booked again and again."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from xl_addin.adopt.posting_fields import Value
from xl_addin.cells.text import fold

_SAID: Final = re.compile(r"år til dato|å\.?t\.?d\b|\bytd\b|year to date|\bakk\b|akkum|kumul|cumul")
_ALIKE: Final = ("ordning", "kommune", "art", "betalt_af")
_LEAST_MONTHS: Final = 3


def says_year_to_date(heading: str) -> bool:
    """Whether a heading says that its amounts are from the year's beginning."""
    return bool(_SAID.search(fold(heading)))


def looks_year_to_date(postings: Sequence[dict[str, Value]]) -> bool:
    """Whether amounts with one row a month never fall, and some grow as sums do: by half the first a month or more."""
    series: dict[tuple[Value, ...], dict[tuple[int, int], float]] = {}
    for posting in postings:
        first, amount = posting.get("fra"), posting.get("beloeb")
        if not isinstance(first, dt.date) or not isinstance(amount, float):
            return False
        months = series.setdefault((first.year, *(posting.get(name) for name in _ALIKE)), {})
        if (first.year, first.month) in months:
            return False
        months[first.year, first.month] = amount
    amounts = [[found[month] for month in sorted(found)] for found in series.values()]
    long = [one for one in amounts if len(one) >= _LEAST_MONTHS]
    falls = any(after < before for one in amounts for before, after in pairwise(one))
    return bool(long) and not falls and any(2 * one[-1] >= len(one) * one[0] > 0 for one in long)
