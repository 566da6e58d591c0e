"""The days and numbers at which a rule turns, and the largest that each computation takes."""

from fractions import Fraction

import numpy as np
import pytest

from xl_addin.agreement.parameters import midtjylland
from xl_addin.agreement.section_lists import packed
from xl_addin.agreement.vocabulary import SECTIONS
from xl_addin.rules.arrangement_in_time import overlaps
from xl_addin.rules.cost_sharing_key import PLAIN_DENOMINATOR
from xl_addin.rules.granted_help import later_law_notes, least_hours_notes
from xl_addin.rules.money import _SAFE_DENOMINATOR, LARGEST_ORE, part_of
from xl_addin.rules.review import period_notes
from xl_addin.rules.start_up import KEPT, kept


def days(*texts: str) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array(texts, dtype="datetime64[D]")


def test_a_grant_of_20_hours_a_week_is_not_more_than_20() -> None:
    hours = np.array([0.0, 0.01, 20 / 7, 20.01 / 7, 5.0, 2.0, 2.0, 2.0])
    grant = np.full(len(hours), packed([SECTIONS.index("95 stk. 2")]))
    asked = days(*["NaT"] * 5, "2015-08-30", "2015-08-31", "2026-01-01")
    ((where, _),) = least_hours_notes(grant, hours, asked)
    assert where.tolist() == [False, True, True, False, False, False, True, True]
    ((other, _),) = least_hours_notes(np.full(len(hours), packed([SECTIONS.index("95")])), hours, asked)
    assert not other.any()


@pytest.mark.parametrize(("section", "first"), [("83", "2025-07-01"), ("83/44", "2024-01-01"), ("42", "2024-01-01")])
def test_a_later_law_is_told_from_its_first_day(section: str, first: str) -> None:
    last = days(first) + np.array([-1, 0, 1])
    found = later_law_notes(np.full(3, packed([SECTIONS.index(section)])), last)
    assert [where.tolist() for where, text in found if where.any()] == [[False, True, True]]


def test_a_period_that_ends_today_does_not_end_in_the_future() -> None:
    last = days("2016-12-30", "2016-12-31", "2017-01-01")
    _, (where, _) = period_notes(last, last, np.datetime64("2016-12-31"), midtjylland())
    assert where.tolist() == [False, False, True]


def test_a_deadline_is_missed_only_after_its_day() -> None:
    deadline, never = days(*["2016-01-29"] * 3), days(*["NaT"] * 3)
    found = [kept(np.full(3, True), deadline, never, day)[0] for day in days("2016-01-28", "2016-01-29", "2016-01-30")]
    assert [KEPT[one] for one in found] == ["Frist", "Frist", "Mangler"]
    done = kept(np.full(3, True), deadline, days("2016-01-28", "2016-01-29", "2016-01-30"), np.datetime64("NaT"))
    assert [KEPT[one] for one in done] == ["Til tiden", "Til tiden", "Efter fristen"]


def test_periods_of_many_cases_do_not_overlap_each_other() -> None:
    number = 5_000
    first = np.tile(days("1900-03-01", "9999-12-31"), number)
    assert not overlaps(np.tile([True, False], number), first, first).any()
    assert overlaps(np.tile([True, False], number), first[::-1], np.full(2 * number, first[1])).all()


@pytest.mark.parametrize("denominator", [_SAFE_DENOMINATOR, _SAFE_DENOMINATOR + 1, 3_650_000 * PLAIN_DENOMINATOR])
@pytest.mark.parametrize("amount", [LARGEST_ORE, LARGEST_ORE - 1, -LARGEST_ORE, 1, 0])
def test_a_part_is_exact_at_the_bound_of_64_bits(amount: int, denominator: int) -> None:
    for numerator in (0, 1, denominator // 2, denominator - 1, denominator):
        exact = abs(Fraction(amount) * numerator / denominator)
        wanted = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator) * (-1 if amount < 0 else 1)
        found = part_of(np.array([amount]), np.array([numerator]), np.array([denominator]))
        assert found.dtype == np.int64
        assert found.tolist() == [wanted]


def test_the_bound_of_64_bits_is_where_the_products_end() -> None:
    """The largest product in ``part_of`` is twice the denominator's square; what is past the bound is exact anyway."""
    assert np.iinfo(np.int64).max > 2 * _SAFE_DENOMINATOR**2 + _SAFE_DENOMINATOR
    assert np.iinfo(np.int64).max > 3_650_000 * PLAIN_DENOMINATOR
