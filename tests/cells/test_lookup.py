"""FHO_OPSLAG never finds the wrong one: what is missing, twice or in error is seen."""

import datetime as dt
import sys
from typing import Any

import numpy as np
import pytest

from xl_addin.functions.settling import fho_opslag

LISTED = [["RM-1"], ["rm-2 "], ["RM-3"], ["RM-3"], [4.0], [None], ["RM-6"], ["RM-7"]]
VALUES = [[10.0], [dt.date(2016, 1, 1)], [1.0], [2.0], ["fire"], ["ingen"], ["#REF!"], [None]]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("RM-1", 10.0), (" rm-1", 10.0), ("RM-2", dt.date(2016, 1, 1)), ("RM-3", "#VALUE!"), ("RM-9", "#N/A"),
        (4.0, "fire"), ("4", "#N/A"), (True, "#N/A"), ("", ""), (None, ""), (" ", ""), ("RM-6", "#REF!"), ("RM-7", ""),
        ("#DIV/0!", "#DIV/0!"), ({}, "#VALUE!"),
    ],
)  # fmt: skip
def test_a_key_finds_the_value_beside_it_or_an_error(key: Any, found: Any) -> None:
    assert fho_opslag(key, LISTED, VALUES) == found
    assert fho_opslag([["RM-1"], [key]], LISTED, VALUES) == [[10.0], [found]]


def test_keys_in_a_rectangle_are_found_one_by_one() -> None:
    assert fho_opslag([["RM-1", ""], [4.0, "x"]], LISTED, VALUES) == [[10.0, ""], ["fire", "#N/A"]]


@pytest.mark.parametrize("values", [VALUES[1:], [[1.0, 2.0]] * 8, [], "x"])
def test_columns_that_do_not_stand_beside_each_other_are_one_error(values: Any) -> None:
    assert fho_opslag("RM-1", LISTED, values) == "#VALUE!"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (sys.float_info.max, sys.float_info.max), (-sys.float_info.max, -sys.float_info.max), (float("inf"), "#NUM!"),
        (10**400, "#NUM!"), (float("nan"), "#VALUE!"), (True, True), ({}, "#VALUE!"), (7, 7), ("x", "x"),
        (np.float64(2.5), 2.5), (np.int64(-2146826246), "#N/A"), (np.True_, True),
    ],
)  # fmt: skip
def test_a_value_comes_out_as_a_cell_can_hold_it(value: Any, shown: Any) -> None:
    found = fho_opslag("a", [["a"]], [[value]])
    assert (type(found), found) == (type(shown), shown)


def test_keys_of_one_value_but_of_different_types_are_different() -> None:
    assert fho_opslag([[True], [1], [1.0], ["1"]], [[True], [1.0], ["1"]], [["sand"], ["tal"], ["tekst"]]) == [
        ["sand"], ["tal"], ["tal"], ["tekst"],
    ]  # fmt: skip
    assert fho_opslag(np.float64(1), [[True], [1.0]], [["sand"], ["tal"]]) == "tal"


def test_a_list_is_a_column() -> None:
    assert fho_opslag("a", [["a", "b"], ["c", "d"]], [[1.0, 2.0], [3.0, 4.0]]) == "#VALUE!"
