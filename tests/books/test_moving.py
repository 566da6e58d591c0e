"""Which municipality a posting settles with, when the citizen has moved, and what is refunded."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from openpyxl.workbook import Workbook

from tests.books.computing import Values
from tests.books.conftest import ROOM, moved_cases, small_ledger

POSTINGS = ROOM.postings
LEDGER = small_ledger()["Udgifter"]
PERIODS = small_ledger()["Ordninger"]
Compute = Callable[[Workbook], Values]


def moves(case: str) -> tuple[dict[str, object], dict[str, object]]:
    """The two periods of a case that moved once."""
    first, second = (one for one in PERIODS if one["sag"] == case)
    return dict(first), dict(second)


def test_a_blank_municipality_is_found_by_the_rule_on_moving(small: Workbook, values: Compute) -> None:
    settled = values(small).named("post_afregnes")
    seen = set()
    for posting, name in zip(LEDGER, settled, strict=False):
        if posting["ordning"] not in moved_cases() or "afregnes" in posting:
            continue
        before, after = moves(posting["ordning"])
        moved, decided = after["fra"], after.get("afgjort")
        grant = str(before["paragraf"]).startswith(("95", "96"))
        changes = (max(moved, decided) if decided else dt.date.max) if grant else moved  # type: ignore[type-var]
        assert name == (before if posting["fra"] < changes else after)["kommune"]
        seen.add((grant, posting["fra"] < changes, posting["fra"] < moved))
    assert len(seen) >= 3


def test_a_municipality_that_the_rule_does_not_give_is_said(small: Workbook, values: Compute) -> None:
    small["Udgifter"].cell(POSTINGS.first_row, POSTINGS.number("afregnes")).value = "Bornholm"
    found = values(small)
    assert found.named("post_afregnes")[0] == "Bornholm"
    assert str(found.named("post_bemærkning")[0]).startswith("Afregnes med en anden kommune end efter reglen")


def test_a_period_across_the_change_is_named_as_one_to_split(small: Workbook, values: Compute) -> None:
    place = next(place for place, one in enumerate(LEDGER) if one["ordning"] in moved_cases())
    _, after = moves(LEDGER[place]["ordning"])
    changes = after.get("afgjort") or after["fra"]
    row = POSTINGS.first_row + place
    assert isinstance(changes, dt.date)
    small["Udgifter"].cell(row, POSTINGS.number("fra")).value = changes - dt.timedelta(days=40)
    small["Udgifter"].cell(row, POSTINGS.number("til")).value = changes + dt.timedelta(days=40)
    small["Udgifter"].cell(row, POSTINGS.number("afregnes")).value = None
    found = values(small)
    if not str(moves(LEDGER[place]["ordning"])[0]["paragraf"]).startswith(("95", "96")) or after.get("afgjort"):
        assert [one["række"] for one in found.faults()] == [row]


def test_the_move_inside_a_month_refunds_its_days(shipped: Workbook) -> None:
    """RM-2009-005 moved on 15 March 2016: of a posting for all of March 17 of 31 days are refunded."""
    rows = [row for row in shipped["Refusion"].iter_rows(6, values_only=True) if row[2] == "RM-2009-005" and row[3]]
    march = [row for row in rows if row[3].date() == dt.date(2016, 3, 1) and row[4].date() == dt.date(2016, 3, 31)]
    assert march
    for row in march:
        share, refund = Decimal(str(row[6])), Decimal(str(row[9]))
        assert refund == (share * 17 / 31).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert (row[7], row[8]) == ("Holstebro", "Skanderborg")
