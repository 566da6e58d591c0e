"""A ledger divided: what the codes say, and keys that change inside a period."""

from fractions import Fraction

import numpy as np
import pytest

from xl_addin.agreement.parameters import Agreement, midtjylland
from xl_addin.agreement.vocabulary import COST_TYPES, MUNICIPALITY, NOTHING, REGION
from xl_addin.rules.cost_sharing_key import key_of_party, region_share
from xl_addin.rules.division import CODES, Postings, divide, is_impossible

NO_DAY = "NaT"


def ledger(rows: list[tuple[int, str, str, str, str, str, int, bool]]) -> Postings:
    amount, art, first, last, start, end, assessed_by, granted = zip(*rows, strict=True)
    return Postings(
        amount=np.array(amount, dtype=np.int64),
        cost_type=np.array([COST_TYPES.index(name) for name in art]),
        first=np.array(first, dtype="datetime64[D]"),
        last=np.array(last, dtype="datetime64[D]"),
        start=np.array(start, dtype="datetime64[D]"),
        end=np.array(end, dtype="datetime64[D]"),
        assessed_by=np.array(assessed_by),
        granted=np.array(granted),
        agreed=np.full(len(amount), np.nan),
    )


def posting(art: str = "løn", **given: object) -> tuple[int, str, str, str, str, str, int, bool]:
    row = {
        "amount": 3100, "art": art, "first": "2016-03-01", "last": "2016-03-31", "start": "2016-01-01",
        "end": NO_DAY, "assessed_by": NOTHING, "granted": False,
    } | given  # fmt: skip
    return tuple(row.values())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("row", "divided"),
    [
        (posting(), (2077, 1023, 0, 0, "NØGLE")),
        (posting(start="2016-03-31"), (67, 33, 0, 3000, "DELVIS")),
        (posting(start="2016-04-01"), (0, 0, 0, 3100, "FØR-START")),
        (posting(end="2016-02-29"), (0, 0, 0, 3100, "EFTER-SLUT")),
        (posting(first="2015-08-01", last="2015-08-30", start="2015-08-31"), (0, 0, 0, 3100, "FØR-AFTALE")),
        (posting(first="2015-08-01", last="2015-08-31", start="2014-01-01"), (67, 33, 0, 3000, "DELVIS")),
        (posting("respiration"), (3100, 0, 0, 0, "RESP")),
        (posting("servicelov"), (0, 3100, 0, 0, "SEL")),
        (posting("ekstra", assessed_by=REGION), (3100, 0, 0, 0, "EKSTRA-R")),
        (posting("ekstra", assessed_by=MUNICIPALITY), (0, 3100, 0, 0, "EKSTRA-K")),
        (posting("ferie", granted=True), (0, 3100, 0, 0, "FERIE-K")),
        (posting("ferie"), (0, 0, 3100, 0, "FERIE-B")),
        (posting("respiration", first=NO_DAY, last=NO_DAY, start=NO_DAY), (3100, 0, 0, 0, "RESP")),
    ],
)
def test_a_posting_is_divided_by_its_art_and_its_days(
    row: tuple[int, str, str, str, str, str, int, bool], divided: tuple[int, int, int, int, str]
) -> None:
    found = divide(ledger([row]), midtjylland())
    columns = (found.region, found.municipality, found.citizen, found.unallocated)
    assert (*(int(column[0]) for column in columns), CODES[found.code[0]]) == divided


def test_a_period_or_an_arrangement_that_ends_before_it_starts_is_impossible() -> None:
    rows = [posting(), posting(last="2016-02-28"), posting(end="2015-12-31"), posting(first=NO_DAY, start=NO_DAY)]
    assert is_impossible(ledger(rows)).tolist() == [False, True, True, False]


def changing_key(*keys: tuple[str, Fraction]) -> Agreement:
    old = midtjylland().newest
    return Agreement(
        "Skift",
        "Skift",
        tuple(type(old)(**{**vars(old), "valid_from": np.datetime64(day), "region_key": key}) for day, key in keys),
    )


@pytest.mark.parametrize("denominator", [2, 7, 10**6 + 3, 10**15])
def test_across_a_change_of_key_the_key_is_weighted_by_days_and_rounded_once(denominator: int) -> None:
    new = Fraction(1, denominator)
    agreement = changing_key(("2015-08-31", Fraction(67, 100)), ("2016-03-11", new))
    rows = [posting(amount=9_000_000_000_001), posting(amount=-777), posting(last="2016-03-10"), posting(amount=0)]
    found = divide(ledger(rows), agreement)
    weighted = (10 * Fraction(67, 100) + 21 * new) / 31
    expected = [9_000_000_000_001 * weighted, -777 * weighted, 3100 * Fraction(67, 100), Fraction(0)]
    assert found.region.tolist() == [rounded(share) for share in expected]
    assert (found.region + found.municipality).tolist() == [row[0] for row in rows]


def rounded(exact: Fraction) -> int:
    magnitude = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return -magnitude if exact < 0 else magnitude


@pytest.mark.parametrize("denominator", [2, 10**15])
def test_without_a_date_the_newest_key_applies(denominator: int) -> None:
    agreement = changing_key(("2015-08-31", Fraction(67, 100)), ("2020-01-01", Fraction(1, denominator)))
    dates = np.array(["2016-01-01", "2020-01-01", "NaT"], dtype="datetime64[D]")
    amount = np.full(3, 10**13)
    newest = 10**13 // denominator
    assert region_share(amount, dates, agreement).tolist() == [67 * 10**11, newest, newest]
    keys = key_of_party(np.array([REGION, MUNICIPALITY, MUNICIPALITY]), dates, agreement)
    assert keys.tolist() == [0.67, float(1 - Fraction(1, denominator)), float(1 - Fraction(1, denominator))]
