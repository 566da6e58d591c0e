"""The engine gives what Excel gives in the examples of Microsoft's documentation."""

import tomllib
from pathlib import Path

import pytest

from tests.engine.conftest import Compute

CASES = tomllib.loads((Path(__file__).parent / "excel_values.toml").read_text("utf-8"))


@pytest.mark.parametrize("formula", CASES["values"])
def test_it_gives_what_excel_gave(formula: str, compute: Compute) -> None:
    expected = CASES["values"][formula]
    value = compute({**CASES["data"], "Z9": f"={formula}"})("Z9")
    assert value == pytest.approx(expected, rel=1e-14) if isinstance(expected, (int, float)) else value == expected
    assert isinstance(value, bool) == isinstance(expected, bool)
