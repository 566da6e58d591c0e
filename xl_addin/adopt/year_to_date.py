"""Amounts from the year's beginning: added up month by month, the early months would be booked again and again."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from xl_addin.adopt.posting_fields import Value, as_amount, tried
from xl_addin.cells.text import fold

_SAID: Final = re.compile(r"år til dato|å\.?t\.?d\b|\bytd\b|year to date|\bakk\b|akkum|kumul|cumul")
_ALIKE: Final = ("ordning", "kommune", "art", "betalt_af")
_SURE: Final = 4
"""Rises, with hardly a fall among them, that are no chance."""

YearMonth = tuple[int, int]
Series = dict[tuple[Value, ...], Counter[YearMonth]]
"""Of the postings that are alike, the amounts of each month in øre."""


def says_year_to_date(heading: str) -> bool:
    """Whether a heading says that its amounts are from the year's beginning."""
    return bool(_SAID.search(fold(heading)))


def looks_year_to_date(postings: Sequence[dict[str, Value]]) -> bool:
    """Whether what each month has of a year looks like the year's sum so far.

    Postings that a ledger lists one by one, with vouchers or days of their own, are each month's own however they grow.
    """
    read = [(day, one) for one in postings if isinstance(one["beloeb"], float) and (day := _last_day(one))]
    if _has_vouchers(read) or len({day for day, _ in read}) > 2 * len({(day.year, day.month) for day, _ in read}):
        return False
    years: dict[int, Series] = defaultdict(lambda: defaultdict(Counter))
    for day, one in read:
        alike = tuple(one.get(name) for name in _ALIKE)
        years[day.year][alike][day.year, day.month] += round(100 * float(str(one["beloeb"])))
    return any(map(_grows, years.values()))


def _last_day(posting: dict[str, Value]) -> dt.date | None:
    """The day up to which a posting goes: the year so far may be written as a period from its beginning."""
    return next((day for name in ("til", "fra") if isinstance(day := posting.get(name), dt.date)), None)


def _has_vouchers(read: Sequence[tuple[dt.date, dict[str, Value]]]) -> bool:
    """Whether every posting has a voucher, each of one month: neither the number of a line nor of what the line is."""
    months: dict[Any, set[YearMonth]] = defaultdict(set)
    for day, one in read:
        months[one.get("bilag")].add((day.year, day.month))
    lines = [tried(as_amount, voucher) for voucher in months] == list(range(1, len(months) + 1))
    return None not in months and not lines and all(len(found) == 1 for found in months.values())


def _grows(series: Series) -> bool:
    """Whether a year's amounts go up as sums do: nearly always, or by as much as a sum would and more often than not.

    What is not there any more has fallen: a sum goes on.
    """
    months = sorted({month for amounts in series.values() for month in amounts})
    steps = [
        after - before
        for amounts in series.values()
        for before, after in pairwise(amounts[month] for month in months if month >= min(amounts))
    ]
    rises, falls = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    totals = [sum(amounts[month] for amounts in series.values()) for month in months]
    # Even costs have the mean of the first month; their sums so far have (n + 1) / 2 times that: half way is much.
    much = 0 < totals[0] * (len(months) + 3) / 4 <= sum(totals) / len(totals)
    return (rises > falls and much) or (rises >= max(_SURE, 8 * falls) and 2 * rises >= len(steps))
