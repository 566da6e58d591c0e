"""The engine gives what Excel saved, or refuses: another project's workbooks, with the values that Excel left there."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.engine.conftest import Compute
from xl_addin.engine import WorkbookError

FILES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("excel_saved.toml").read_text("utf-8"))["file"]


def sheets(one: dict[str, Any], formulas: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The file's cells and some formulas, sheet by sheet."""
    found: dict[str, dict[str, Any]] = {}
    for place, content in (one["cells"] | formulas).items():
        sheet, _, cell = place.rpartition("!")
        found.setdefault(sheet or "Sheet1", {})[cell] = content
    return found


def same(value: object, saved: object) -> bool:
    if isinstance(saved, bool) or isinstance(value, bool) or not isinstance(saved, int | float):
        return value is saved or (isinstance(saved, str) and value == saved)
    return bool(value == pytest.approx(saved, rel=1e-14))


@pytest.mark.parametrize("one", [one for one in FILES if "saved" in one], ids=lambda one: str(one["name"]))
def test_it_gives_what_excel_saved(one: dict[str, Any], compute: Compute) -> None:
    value = compute(sheets(one, {place: formula for place, formula, _ in one["saved"]}))
    found = {place: value(place) for place, _, _ in one["saved"]}
    assert not [(place, found[place], saved) for place, _, saved in one["saved"] if not same(found[place], saved)]


@pytest.mark.parametrize(
    ("one", "place", "formula"),
    [(one, place, formula) for one in FILES for place, formula, _ in one.get("refused", ())],
    ids=lambda one: str(one["name"] if isinstance(one, dict) else one),
)
def test_what_is_not_computed_is_refused(one: dict[str, Any], place: str, formula: str, compute: Compute) -> None:
    with pytest.raises(WorkbookError):
        compute(sheets(one, {place: formula}))
