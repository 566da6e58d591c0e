"""What is computed here an element at a time is what the engine gives for it, or is left to the engine."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.engine import books
from tests.engine.conftest import values
from xl_addin.engine import calculate, elementwise, lower

FORMULAS = [
    'IF(A1:A60="","",A1:A60)',
    "A1:A60&B1:B60",
    'A1:A60&"|"&B1:B60&"|"',
    "A1:A60=B1:B60",
    "A1:A60<>B1:B60",
    "IF(ISNUMBER(A1:A60),IF(ISNUMBER(B1:B60),A1:A60<B1:B60,1),2)",
    "IF(ISNUMBER(A1:A60),IF(ISNUMBER(B1:B60),A1:A60>=B1:B60,1),2)",
    "IF(ISERROR(A1:A60)+ISERROR(B1:B60)>0,ROW(A1:A60)-ROW($A$1),0)",
    "ISTEXT(A1:A60)*ISNUMBER(B1:B60)",
    'IF(A1:A60="","x",IF(B1:B60="",NA(),IF(ISLOGICAL(B1:B60),"l",B1:B60)))',
    'IF(ISNA(A1:A60),"na",IF(ISERR(A1:A60),"err","ok"))',
    'IFERROR(A1:A60,"fejl")',
    "IF(ISNUMBER(A1:A60),IF(A1:A60>1000,DATE(YEAR(A1:A60),MONTH(A1:A60),1),0),DAY(B1:B60*0+45000))",
    "+A1:A60",
    "IF(A1:A60,1,2)",
    "IF(ISLOGICAL(A1:A60),A1:A60)",
    'IF(TRUE,A1:A60)=""',
]
POOL: list[Any] = [
    None, 0, 1, -1, 2, 2.5, 0.1, 0.30000000000000004, 0.3, 1e15, 42643, 45000.75, 1e300, "", "a", "A", "å", "Å", "abc",
    "5", "ja", " a", "x" * 300, True, False, "#N/A", "#DIV/0!", "#VALUE!",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_give_the_same(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    cells: dict[str, Any] = {f"{letter}{row}": chance.choice(POOL) for letter in "AB" for row in range(1, 61)}
    for number, formula in enumerate(FORMULAS):
        letter = chr(ord("D") + number)
        cells[f"{letter}1"] = f"{{{letter}1:{letter}60={formula}}}"
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells})
    places = [f"{chr(ord('D') + number)}1:{chr(ord('D') + number)}60" for number in range(len(FORMULAS))]
    here = calculate(path, {})
    monkeypatch.setattr(lower, "compiled", lambda *_: None)
    engine = calculate(path, {})
    for formula, place in zip(FORMULAS, places, strict=True):
        pairs = zip(values(here, place), values(engine, place), strict=True)
        assert all(one == other and type(one[0]) is type(other[0]) for one, other in pairs), formula


def test_the_plain_cases_do_not_need_the_engine() -> None:
    decided = 0
    for first in POOL:
        for second in POOL:
            try:
                elementwise._equal(first, second)
                decided += 1
            except elementwise.Undecided:
                continue
    assert decided > 0.9 * len(POOL) ** 2
