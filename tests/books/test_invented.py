"""The invented ledger has every situation of the rules, and nothing that could be anybody's."""

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.books.test_shipped import column
from xl_addin.agreement.parameters import midtjylland
from xl_addin.agreement.vocabulary import COST_TYPES, SECTIONS
from xl_addin.books.invented import invented_ledger
from xl_addin.books.regional.areas import areas
from xl_addin.cells.cpr import holds_cpr

LEDGER = invented_ledger()
POSTINGS, PERIODS = LEDGER["Udgifter"], LEDGER["Ordninger"]
CASES: dict[str, list[Any]] = defaultdict(list)
for one in PERIODS:
    CASES[one["sag"]].append(one)


def test_it_is_as_large_as_a_regions() -> None:
    assert len(CASES) >= 60
    assert len(POSTINGS) >= 3000
    assert {one.get("kommune") for one in PERIODS} >= midtjylland().newest.municipalities
    assert {posting["art"] for posting in POSTINGS} == set(COST_TYPES)
    sections = {part.strip() for one in PERIODS if "paragraf" in one for part in one["paragraf"].split(";")}
    assert {"83", "83/44", "85", "95", "95 stk. 3", "96"} <= sections <= set(SECTIONS)


def test_an_arrangement_costs_what_was_published(shipped: Workbook) -> None:
    spent = sum(one["beløb"] for one in POSTINGS)
    days = 0
    room = areas()
    first, last = (column(shipped, room.status, key) for key in ("start", "slut"))
    for start, end in zip(first, last, strict=True):
        if start:
            since, until = max(start.date(), dt.date(2015, 9, 1)), end.date() if end else dt.date(2016, 12, 31)
            days += max(0, (until - since).days + 1)
    assert 1_350_000 < spent / (days / 365) < 1_650_000


def days(posting: dict[str, Any]) -> int:
    return (posting.get("til", posting["fra"]) - posting["fra"]).days


SITUATIONS = {
    "a credit note": lambda p: p["beløb"] < 0,
    "across the agreement's first day": lambda p: p["fra"] < dt.date(2015, 8, 31) <= p.get("til", p["fra"]),
    "an extra helper by the centre": lambda p: p["art"] == "ekstra" and p["udmålt_af"] == "Respirationscentret",
    "an extra helper by the municipality": lambda p: p["art"] == "ekstra" and p["udmålt_af"] == "Kommunen",
    "a granted holiday": lambda p: p["art"] == "ferie" and p["bevilget"] == "ja",
    "a holiday that was not granted": lambda p: p["art"] == "ferie" and p["bevilget"] == "nej",
    "a short admission": lambda p: p["art"] == "indlæggelse" and days(p) < 28,
    "a long admission": lambda p: p["art"] == "indlæggelse" and days(p) > 28,
    "a cost of one day": lambda p: "til" not in p,
    "a municipality left to the rule": lambda p: "afregnes" not in p,
    "a municipality entered": lambda p: "afregnes" in p,
    "paid by the region": lambda p: p["betalt_af"] == "Regionen",
    "paid by the municipality": lambda p: p["betalt_af"] == "Kommunen",
    "social help paid by the region": lambda p: (p["art"], p["betalt_af"]) == ("servicelov", "Regionen"),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_is_there(situation: str) -> None:
    assert [posting for posting in POSTINGS if SITUATIONS[situation](posting)]


CHANGES = {
    "a move before the decision": lambda a, b: "kommune" in b and "afgjort" in b and b["afgjort"] > b["fra"],
    "a move after the decision": lambda a, b: "kommune" in b and "afgjort" in b and b["afgjort"] < b["fra"],
    "a move without a decision": lambda a, b: "kommune" in b and "afgjort" not in b and a["paragraf"] == "96",
    "a move under another section": lambda a, b: "kommune" in b and a["paragraf"] == "83",
    "a pause": lambda a, b: "til" in a and (b["fra"] - a["til"]).days > 1,
    "other hours": lambda a, b: "sel" in b,
    "another section": lambda a, b: "paragraf" in b,
    "a care home": lambda a, b: b.get("plejebolig") == "ja",
}


@pytest.mark.parametrize("change", CHANGES)
def test_arrangements_change_in_every_way(change: str) -> None:
    assert [case for case, periods in CASES.items() if len(periods) == 2 and CHANGES[change](*periods)]


def test_there_are_lists_of_sections_agreed_shares_and_help_granted_later() -> None:
    assert [one for one in PERIODS if ";" in one.get("paragraf", "")]
    assert [one for one in PERIODS if "aftalt_andel" in one and "aftalt_start" in one]
    assert [one for one in PERIODS if "sel_fra" in one and one["sel_fra"] > one["udskrevet"]]


def test_nothing_looks_like_a_cpr_number() -> None:
    texts = [value for records in LEDGER.values() for record in records for value in record.values()]
    assert not [text for text in texts if isinstance(text, str) and holds_cpr(text)]
    assert all(re.fullmatch(r"RM-\d{4}-\d{3}", case) for case in CASES)


def test_amounts_are_whole_oere_and_vouchers_are_given_once() -> None:
    assert all(posting["beløb"] == round(posting["beløb"], 2) for posting in POSTINGS)
    assert max(Counter(posting["bilag"] for posting in POSTINGS).values()) == 1
    assert max(Counter(claim["nummer"] for claim in LEDGER["Opkrævet"]).values()) == 1
