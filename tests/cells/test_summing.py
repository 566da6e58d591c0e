"""FHO_SUMMER leaves no amount without its key, and no key without an answer."""

from typing import Any

import pytest

from xl_addin.functions.settling import fho_summer
from xl_addin.rules.money import LARGEST_ORE

KEYS = [["RM-1"], ["rm-1 "], ["RM-2"]]
AMOUNTS = [[10.0], [0.25], ["#DIV/0!"]]


@pytest.mark.parametrize(
    ("key", "total"),
    [("RM-1", 10.25), ("RM-2", "#DIV/0!"), ("RM-9", 0.0), ("", ""), ("#REF!", "#REF!"), ({}, "#VALUE!")],
)
def test_a_key_has_its_own_sum_or_an_error(key: Any, total: Any) -> None:
    assert fho_summer(key, KEYS, AMOUNTS) == total
    assert fho_summer([["RM-1"], [key]], KEYS, AMOUNTS) == [[10.25], [total]]


def test_a_sum_may_be_the_largest_amount_and_no_more() -> None:
    largest = LARGEST_ORE / 100
    assert fho_summer([["A"], ["B"]], [["A"], ["A"], ["B"], ["B"]], [[largest], [0], [largest], [0.01]]) == [
        [largest],
        ["#NUM!"],
    ]


@pytest.mark.parametrize("error", ["#NULL!", "#DIV/0!", "#BLOCKED!"])
def test_an_error_in_place_of_a_key_could_be_any_keys(error: str) -> None:
    assert fho_summer([["A"], [""]], [["A"], [error]], [[1], [2]]) == [[error], [""]]


@pytest.mark.parametrize("keys", ["RM-1", [["RM-1"], ["RM-2"]]])
def test_amounts_without_a_key_of_their_own_are_no_sum(keys: Any) -> None:
    assert fho_summer("RM-1", keys, AMOUNTS) == "#VALUE!"
