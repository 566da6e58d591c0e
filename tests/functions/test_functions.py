"""Every case in tests/cases, against the cell functions and against the oracle: all three must agree."""

from typing import Any

import pytest

from tests.calling import functions
from tests.expected import agrees, columns_of, load
from tests.oracle import SURFACE, call

CASES = load()


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case(case: dict[str, Any]) -> None:
    result = getattr(functions, case["function"])(*case["arguments"])
    assert agrees(result, case["result"], columns_of(case["function"])), f"{result!r}\n{case['why']}"


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_oracle(case: dict[str, Any]) -> None:
    result = call(case["function"], *case["arguments"])
    assert agrees(result, case["result"], columns_of(case["function"])), f"{result!r}\n{case['why']}"


def test_every_case_says_why_or_is_an_example() -> None:
    assert not [name for name, case in CASES if not case["why"] and not name.startswith("00-")]


def test_every_function_has_cases() -> None:
    assert {case["function"] for _, case in CASES} == set(SURFACE)
