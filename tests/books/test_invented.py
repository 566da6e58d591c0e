"""The invented ledger has every situation of the rules, and nothing that could be anybody's."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from xl_addin.agreement.parameters import midtjylland
from xl_addin.agreement.vocabulary import ARTS, SECTIONS
from xl_addin.books.invented import invented_ledger
from xl_addin.books.invented.ledger import Posting
from xl_addin.books.invented.postings import joint_start
from xl_addin.books.words import CENTRE, MUNICIPALITY, REGION

LEDGER = invented_ledger()
ARRANGEMENTS = {item.case: item for item in LEDGER.arrangements}
AGREEMENT = date(2015, 8, 31)


def start(posting: Posting) -> date:
    return joint_start(ARRANGEMENTS[posting.arrangement]) or date.max


def end(posting: Posting) -> date:
    return ARRANGEMENTS[posting.arrangement].ended or date.max


def last(posting: Posting) -> date:
    return posting.last or posting.first


def by_key(posting: Posting) -> bool:
    return posting.art not in ("respiration", "servicelov", "ekstra", "ferie")


def test_the_same_seed_gives_the_same_ledger() -> None:
    assert invented_ledger() == LEDGER
    assert invented_ledger(seed=1) != LEDGER


def test_it_is_as_large_as_a_regions() -> None:
    assert len(LEDGER.arrangements) >= 60
    assert len(LEDGER.postings) >= 3000
    assert {item.municipality for item in LEDGER.arrangements} >= midtjylland().newest.municipalities
    assert {posting.art for posting in LEDGER.postings} == set(ARTS)
    assert {item.section for item in LEDGER.arrangements} >= {"83", "83/44", "85", "95", "95 stk. 3", "96"}
    assert {item.section for item in LEDGER.arrangements} <= set(SECTIONS)


def test_an_arrangement_costs_what_was_published() -> None:
    years = spent = Decimal(0)
    for item in LEDGER.arrangements:
        if item.trained_resp is None:
            continue
        first, final = max(joint_start(item) or AGREEMENT, date(2015, 9, 1)), item.ended or date(2016, 12, 31)
        years += Decimal((final - first).days + 1) / 365
        spent += sum(posting.amount for posting in LEDGER.postings if posting.arrangement == item.case)
    assert Decimal(1_350_000) < spent / years < Decimal(1_650_000)


SITUATIONS = {
    "a start inside a month": lambda p: by_key(p) and p.first < start(p) <= last(p) and start(p) > AGREEMENT,
    "an end inside a month": lambda p: by_key(p) and p.first <= end(p) < last(p),
    "a credit note": lambda p: p.amount < 0,
    "before the agreement": lambda p: by_key(p) and last(p) < AGREEMENT,
    "across the agreement's first day": lambda p: by_key(p) and p.first < AGREEMENT <= last(p),
    "before the start": lambda p: by_key(p) and AGREEMENT <= last(p) < start(p),
    "after the end": lambda p: by_key(p) and p.first > end(p),
    "an extra helper by the centre": lambda p: p.art == "ekstra" and p.assessed_by == CENTRE,
    "an extra helper by the municipality": lambda p: p.art == "ekstra" and p.assessed_by == MUNICIPALITY,
    "a granted holiday": lambda p: p.art == "ferie" and p.granted == "ja",
    "a holiday that was not granted": lambda p: p.art == "ferie" and p.granted == "nej",
    "a short admission": lambda p: p.art == "indlæggelse" and (last(p) - p.first).days < 28,
    "a long admission": lambda p: p.art == "indlæggelse" and (last(p) - p.first).days > 28,
    "a cost of one day": lambda p: p.last is None,
    "respiration on a joint day": lambda p: p.art == "respiration" and start(p) <= p.first <= end(p),
    "a municipality left to the rule": lambda p: p.municipality is None,
    "paid by the region": lambda p: p.paid_by == REGION,
    "paid by the municipality": lambda p: p.paid_by == MUNICIPALITY,
    "help under the Social Services Act paid by the region": lambda p: p.art == "servicelov" and p.paid_by == REGION,
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_situation_is_there(situation: str) -> None:
    assert [posting for posting in LEDGER.postings if SITUATIONS[situation](posting)]


def test_there_are_moves_of_every_kind() -> None:
    moved = [item for item in LEDGER.arrangements if item.moved]
    grants = [item for item in moved if item.section in ("95", "96")]
    assert [item for item in grants if item.decided is None]
    assert [item for item in grants if item.decided and item.moved and item.decided > item.moved]
    assert [item for item in grants if item.decided and item.moved and item.decided < item.moved]
    assert [item for item in moved if item.section == "83"]


def test_nothing_looks_like_a_cpr_number() -> None:
    texts = [f"{item.case} {item.note}" for item in LEDGER.arrangements]
    texts += [f"{posting.arrangement} {posting.text}" for posting in LEDGER.postings]
    assert not [text for text in texts if re.search(r"\d{6}-?\d{4}", text)]
    assert all(re.fullmatch(r"RM-\d{4}-\d{3}", item.case) for item in LEDGER.arrangements)
    assert max(Counter(item.case for item in LEDGER.arrangements).values()) == 1


def test_amounts_are_whole_oere() -> None:
    assert all(posting.amount == round(posting.amount, 2) for posting in LEDGER.postings)
