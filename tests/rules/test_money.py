"""Whole øre, exactly: against decimals and fractions."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.rules.money import (
    LARGEST_ORE,
    has_parts_of_ore,
    part_of,
    product_to_ore,
    shown_decimal,
    to_ore,
)

kroner = st.one_of(
    st.floats(-9e11, 9e11),
    st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000),
    st.integers(-(10**15), 10**15).map(lambda digits: digits / 10**4),
)


def exact_ore(amount: float) -> int:
    return int((shown_decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))


@given(kroner)
def test_kroner_are_rounded_as_shown(amount: float) -> None:
    assert to_ore(np.array([amount])).tolist() == [exact_ore(amount)]


@pytest.mark.parametrize(
    ("amount", "ore"),
    [(1.005, 101), (-1.005, -101), (0.335, 34), (1.1 + 2.2, 330), (0.004999999999999999, 1), (2.675, 268)],
)
def test_halves_go_away_from_zero_in_decimals_not_in_binary(amount: float, ore: int) -> None:
    assert to_ore(np.array([amount])).tolist() == [ore]


@given(kroner)
def test_parts_of_an_ore_are_seen(amount: float) -> None:
    assert has_parts_of_ore(np.array([amount])).tolist() == [(shown_decimal(amount) * 100) % 1 != 0]


def test_the_largest_numbers_have_no_parts() -> None:
    with np.errstate(all="raise"):
        assert not has_parts_of_ore(np.array([1.7976931348623157e308, -1.7976931348623157e308, 2.0**53])).any()


@given(st.floats(0, 1000), st.floats(-5000, 5000), st.integers(0, 4000))
def test_only_the_product_of_hours_and_rate_is_rounded(hours: float, rate: float, days: int) -> None:
    exact = Fraction(shown_decimal(hours)) * Fraction(shown_decimal(rate)) * days * 100
    halves_up = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    expected = -halves_up if exact < 0 else halves_up
    assert product_to_ore(np.array([hours]), np.array([rate]), np.array([days])).tolist() == [expected]


def test_a_product_of_exact_halves_is_decided_in_decimals() -> None:
    assert product_to_ore(np.array([3.0]), np.array([0.335]), np.array([1])).tolist() == [101]


def test_a_product_past_the_largest_amount_is_past_it() -> None:
    product = product_to_ore(np.array([24.0, 24.0]), np.array([9e11, -9e11]), np.array([3650, 3650]))
    assert (np.abs(product) > LARGEST_ORE).all()


@given(
    st.integers(-LARGEST_ORE, LARGEST_ORE),
    st.integers(1, 10**17).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most))),
)
def test_a_part_of_an_amount_is_exact(amount: int, part: tuple[int, int]) -> None:
    numerator, denominator = part
    exact = Fraction(abs(amount) * numerator, denominator)
    expected = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    found = part_of(np.array([amount]), np.array([numerator]), np.array([denominator]))
    assert found.tolist() == [expected if amount >= 0 else -expected]
