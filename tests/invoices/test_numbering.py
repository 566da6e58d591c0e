"""The number series: the next number, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.invoices.claim import ClaimError
from xl_addin.invoices.numbering import Series

SERIES = Series("FHO-", 5, 1)


def used(*numbers: str) -> list[tuple[str, str]]:
    return [(number, f"række {row}") for row, number in enumerate(numbers, 6)]


@given(st.permutations([SERIES.number(place) for place in range(1, 9)]), st.integers(0, 8))
def test_the_next_number_follows_the_used_ones_in_any_order(numbers: list[str], count: int) -> None:
    first = sorted(numbers)[:count]
    assert SERIES.next(used(*(number for number in numbers if number in first))) == count + 1


def test_other_series_are_passed_over() -> None:
    assert SERIES.next(used("FHO-00001", "VIB-00001", "VIB-00007", "4711")) == 2


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("FHO-00001", "FHO-00001"), "nummer FHO-00001 er brugt to gange: række 6 og række 7"),
        (("FHO-00001", "FHO-00003"), "nummer FHO-00002 mangler i nummerserien"),
        (("FHO-00002",), "nummer FHO-00001 mangler"),
        (("FHO-1",), "række 6: FHO-1 passer ikke i nummerserien"),
        (("FHO-00000", "FHO-00000"), "brugt to gange"),
    ],
)
def test_a_gap_or_a_number_twice_is_refused(numbers: tuple[str, ...], said: str) -> None:
    with pytest.raises(ClaimError, match=said):
        SERIES.next(used(*numbers))


def test_an_earlier_years_numbers_leave_no_gap() -> None:
    series = Series("FHO-", 5, 13)
    assert series.next(used("FHO-00003", "FHO-00007", "FHO-00013")) == 14
    assert [number for number in ("FHO-00012", "FHO-00013", "A-1") if series.is_current(number)] == ["FHO-00013"]


def test_a_series_that_is_full() -> None:
    with pytest.raises(ClaimError, match="brugt op"):
        Series("A", 1, 0).number(10)


@pytest.mark.parametrize(
    "series", [("", 5, 1), ("FHO/", 5, 1), ("F0", 5, 1), ("F", 0, 1), ("F", 2, 100), ("010190-", 4, 1234)]
)
def test_a_series_that_cannot_be_used(series: tuple[str, int, int]) -> None:
    with pytest.raises(ClaimError, match=r"\[nummerserie\]"):
        Series(*series)
