"""A check reads on where `fho calc` refuses: what cannot be computed is told, and the rest is computed."""

from pathlib import Path

import pytest

from tests.engine import books
from tests.engine.conftest import values
from tests.engine.standins import FUNCTIONS
from tests.engine.test_refused import REFUSED
from xl_addin.engine.compute import Place, Result, calculate_package
from xl_addin.xlsx.package import open_package


def kept(cells: dict[str, object], folder: Path) -> Result:
    path = books.write(folder / "bog.xlsx", {"Ark1": cells})
    return calculate_package(open_package(path), FUNCTIONS, keep_going=True)


@pytest.mark.parametrize("formula", REFUSED)
def test_what_is_refused_stops_nothing_else(formula: str, tmp_path: Path) -> None:
    cells = {"A1": 1, "A2": 2, "A3": 3, "C1": "1.5", "C2": "25/10/2016", "C3": "x", "C4": "<>x"}
    result = kept({**cells, "H1": f"={formula}", "I1": "=A1+A2", "H3": "=H1"}, tmp_path)
    assert values(result, "I1") == 3
    assert Place(0, 1, 8) in result.refused
    assert Place(0, 1, 9) not in result.refused
    assert values(result, "H1") == values(result, "H3") == "#VALUE!"


def test_a_part_of_a_formula_that_fails_is_the_formulas_failure(tmp_path: Path) -> None:
    result = kept({"A1": 1, "B1": "=1+FHO_INGEN(A1)", "B2": "=FHO_DOBBELT(A1)"}, tmp_path)
    assert "tager andre argumenter" in result.refused[Place(0, 1, 2)]
    assert (values(result, "B1"), values(result, "B2")) == ("#VALUE!", 2)


def test_every_circle_is_told_and_what_hangs_on_none_is_computed(tmp_path: Path) -> None:
    circles = {"A1": "=B1", "B1": "=A1", "A2": "=A2", "A3": "=A1+1", "A4": "=1+1"}
    result = kept(dict(circles), tmp_path)
    assert {(place.row, place.column) for place in result.refused} == {(1, 1), (1, 2), (2, 1)}
    assert (values(result, "A3"), values(result, "A4")) == ("#VALUE!", 2)
