"""The Danish texts, as far as the contract and the sources settle them.

``contains:a|b`` stands for a text with each of those fragments in it (any case), ``contains:`` for any
text that says something, ``not:OK`` for a text other than OK.
"""

import datetime
from typing import Any

from tests.oracle.cells import SHARED_ARTS
from tests.oracle.errors import VALUE, CellError

_REASONS = {
    "Ikke målgruppe": "Målgruppe",
    "Kræver afklaring": "",
    "Ikke fælles": "vejl. 1",
    "Uden for regionen": "vejl. 8.3",
    "Fælles ordning": "vejl. 5.1",
    "Frivillig aftale": "vejl. 5.2",
}

_SOURCES = {
    "NØGLE": "Økonomi",
    "DELVIS": "",
    "FØR-AFTALE": "Ikrafttræden",
    "FØR-START": "",
    "EFTER-SLUT": "",
    "RESP": "Økonomi",
    "SEL": "Økonomi",
    "EKSTRA-R": "7.1",
    "EKSTRA-K": "7.1",
    "FERIE-K": "8.1",
    "FERIE-B": "8.1",
    "PAUSE": "7.3",
    "IKKE-FÆLLES": "5.2",
    **_REASONS,
}


_ELSEWHERE = {"NØGLE": "vejl. 5.2", "FØR-AFTALE": "vejl. 1", "RESP": "vejl. 7.1", "SEL": "vejl. 7.1"}
"""Under another agreement than Midtjylland's its clauses give way to the guideline."""


def reason(status: str) -> str:
    """FHO_BEGRUNDELSE: one sentence, with the source."""
    return f"contains:{_REASONS[status]}"


def source(code: str, *, is_midtjyllands: bool) -> str:
    """FHO_KILDE: the source behind a code or a status."""
    for known, fragment in (_SOURCES if is_midtjyllands else _SOURCES | _ELSEWHERE).items():
        if known.casefold() == code:
            return f"contains:{fragment}"
    raise CellError(VALUE)


def a_year_after(day: datetime.date) -> datetime.date:
    """The first day that is not in the twelve months from a day on."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February, or the end of the calendar
        return datetime.date(min(day.year + 1, 9999), 3, 1) if day.month == 2 else datetime.date.max


def verdict(row: dict[str, Any], code: str, on_joint_days: bool) -> str:
    """FHO_KONTROL: ``OK`` where nothing is worth a look, ``not:OK`` where the contract names a reason.

    Rows between the two (such as a period that is partly inside) are for the product to judge.
    """
    if code in {"FØR-AFTALE", "FØR-START", "EFTER-SLUT", "FERIE-B"}:
        return "not:OK"
    first, last = row["fra"], row["til"] or row["fra"]
    if last and (last > datetime.date.today() or (first and last >= a_year_after(first))):
        return "not:OK"
    if row["art"] in {"respiration", "servicelov"} and on_joint_days:
        return "not:OK"
    review = row["aftale"].newest.review_days
    if row["art"] == "indlæggelse" and review and ((row["til"] or row["fra"]) - row["fra"]).days > review:
        return "not:OK"
    return "OK" if code == "NØGLE" and row["art"] in SHARED_ARTS - {"indlæggelse"} else "contains:"
