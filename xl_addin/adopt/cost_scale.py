"""Amounts that no arrangement costs: øre taken for kroner, or kroner for thousands."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from xl_addin.adopt.posting_fields import Value
from xl_addin.agreement.wording import figures
from xl_addin.cells.text import fold

_MOST_A_DAY: Final = 2 * 24 * 1000.0
"""Two helpers all hours at 1,000 kroner [ours]; a hundred times what an arrangement costs is far above."""
_LEAST_DAYS: Final = 28


def too_costly(rows: Sequence[dict[str, Value]]) -> Iterator[tuple[int, str]]:
    """For each arrangement that costs too much a day: the place of its largest posting, and what it costs."""
    found: dict[Any, list[int]] = {}
    for place, row in enumerate(rows):
        case = row.get("ordning")
        if isinstance(row.get("beloeb"), float) and isinstance(row.get("fra"), dt.date):
            found.setdefault(fold(case) if isinstance(case, str) else case, []).append(place)
    for places in found.values():
        firsts = [_day(rows[place]["fra"]) for place in places]
        lasts = [_day(rows[place].get("til") or rows[place]["fra"]) for place in places]
        days = max(_LEAST_DAYS, max(lasts) - min(firsts) + 1)
        amounts = [float(str(rows[place]["beloeb"])) for place in places]
        if abs(sum(amounts)) / days > _MOST_A_DAY:
            largest = max(range(len(places)), key=lambda one: abs(amounts[one]))
            a_day = figures(abs(sum(amounts)) / days, 0)
            yield (
                places[largest],
                f"Ordningen koster {figures(sum(amounts), 2)} kr. i alt, {a_day} kr. i døgnet.",
            )


def _day(value: Value) -> int:
    return value.toordinal() if isinstance(value, dt.date) else 0
