"""Amounts that no arrangement costs: øre taken for kroner, or kroner for thousands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from xl_addin.adopt.posting_fields import Value, folded
from xl_addin.agreement.wording import figures

_MOST_A_DAY: Final = 2 * 24 * 1000.0
"""Two helpers all hours at 1,000 kroner [ours]; a hundred times what an arrangement costs is far above."""
_LEAST_DAYS: Final = 28


def too_costly(rows: Sequence[dict[str, Value]]) -> Iterator[tuple[int, str]]:
    """For each arrangement that costs too much a day: the place of its largest posting, and what it costs."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if isinstance(row["beloeb"], float) and isinstance(row.get("fra"), dt.date):
            found[folded(str(row.get("ordning")))].append(place)
    for places in found.values():
        amounts = {place: float(str(rows[place]["beloeb"])) for place in places}
        ends = (rows[place].get(name) for place in places for name in ("fra", "til"))
        days = [end.toordinal() for end in ends if isinstance(end, dt.date)]
        total = sum(amounts.values())
        a_day = abs(total) / max(_LEAST_DAYS, max(days) - min(days) + 1)
        if a_day > _MOST_A_DAY:
            largest = max(places, key=lambda place: abs(amounts[place]))
            yield largest, f"Ordningen koster {figures(total, 2)} kr. i alt, {figures(a_day, 0)} kr. i døgnet."
