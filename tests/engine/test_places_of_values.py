"""Formulas that are written for the engine in other words read each of their cells in its own place."""

from typing import Any

import pytest

from tests.engine.conftest import Compute

CELLS: dict[str, Any] = {"B1": 2016.0, "C1": 3.0, "D1": 15.0, "E1": 42444.0, "F1": 1.0, "G1": "x", "H1": 7.0, "I1": 9.0}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("DATE(B1,C1,D1)", 42444.0), ("DATE(B1,C1+F1,D1-F1)", 42474.0), ("EDATE(E1,F1)", 42475.0),
        ("EOMONTH(E1,F1)", 42490.0), ("DAYS(E1,B1)", 40428.0), ("CHOOSE(F1,B1,C1)", 2016.0), ("YEAR(E1)+F1", 2017.0),
        ("IFERROR(IF(B1<C1,H1,I1),D1)", 9.0), ("IFERROR(IF(C1<B1,H1,I1),D1)", 7.0), ("IFERROR(YEAR(G1),H1)", 7.0),
        ("IFERROR(DATE(B1,C1,D1),H1)", 42444.0), ("IFERROR(EDATE(G1,F1),I1)", 9.0),
        ('TEXT(H1,"0")&C1', "73"), ("IF(ISERROR(IF(B1<C1,H1,I1)),D1,F1)", 1.0),
        ("INDEX(B1:I1,F1)+INDEX(B1:I1,F1+F1)", 2019.0), ("SUMIFS(B1:D1,B1:D1,\">\"&C1)", 2031.0),
    ],
)  # fmt: skip
def test_each_cell_stands_in_its_place(formula: str, value: object, compute: Compute) -> None:
    assert compute({**CELLS, "Z9": f"={formula}"})("Z9") == value
