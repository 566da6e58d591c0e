"""What is computed here is what the engine gives for it, to the last digit, or is left to the engine."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.engine import books
from tests.engine.conftest import values
from xl_addin.engine import Result, calculate, elementwise, lower, plain_values, workspace
from xl_addin.engine.compute import calculate_package
from xl_addin.xlsx.package import open_package
from xl_addin.xlsx.sheet import CellValue
from xl_addin.xlsx.tree import address, column_letters

ARRAYS = [
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
    "IF(ISNUMBER(A1:A60),IF(ISNUMBER(B1:B60),A1:A60*B1:B60,1),2)",
    "IF(ISNUMBER(A1:A60),IF(ISNUMBER(B1:B60),A1:A60-B1:B60,1),2)",
    "IF(ISNUMBER(A1:A60),IF(ISNUMBER(B1:B60),A1:A60/B1:B60,1),2)",
    "IF(ISNUMBER(A1:A60),ROUND(A1:A60*1.37,2),0)",
    'IF(ISTEXT(A1:A60),IF(A1:A60="","",IFERROR(MATCH(A1:A60,B1:B60,0),0)),0)',
    "IF(ISNUMBER(A1:A60),COUNTIF($F$1:$F$60,A1:A60),0)",
    "IF(ISNUMBER(A1:A60),IF(A1:A60>100,IF(A1:A60<60000,EDATE(A1:A60-MOD(A1:A60,1),-1),0),0),0)",
    "SUMPRODUCT((B1:B60=A1:A60)*1)",
]
"""Over the columns A and B of anything, and F of numbers."""

PLAIN = [
    "SUM(F1:F60)", "SUM(F{r}:F60,F1:G3,2.5)", "SUM(F{r},-F{r},G{r})", "COUNT(F1:G{r})", "COUNT(F{r})", "MAX(F1:G{r})",
    "MIN(0,F{r})", "MIN(F{r}:G{r})", "MAX(G1:G{r},F{r}*2)", "COUNTBLANK(A1:B{r})", "COUNTBLANK(A1:B80)",
    "SMALL(F1:G60,7)",
    "SMALL(F1:F{r},20)", "ROUND(F{r},2)", "ROUND(F{r}*G{r},2)", "ROUND(F{r}/3,1)", "ROUND(SUM(F1:F{r})-G{r},2)",
    "ROUND(-F{r}*1000,0)", "F{r}+G{r}-F1", "F{r}-G{r}*0.1", "-F{r}", "AND(F{r}>0,G{r}<50)", "OR(F{r}>0,G{r}<50)",
    "AND(F1:F{r})", "OR(H{r}=\"Aarhus\",H{r}=\"x\")", "N(F{r})", "N(H{r})", "N(G{r})", "INDEX(F1:G60,{r},2)",
    "INDEX(H1:H60,{r})", "INDEX(F{r}:H{r},3)", "IF(INDEX(H1:H60,{r})=\"\",1,2)", "MATCH(F{r},F1:F60,0)",
    "MATCH(H{r},H1:H60,0)", "IFERROR(MATCH(H{r}&\"\",$H$1:$H$60,0),-1)", "MATCH(F{r}*1,F:F,0)",
    "IFERROR(VLOOKUP(F{r},F1:H60,3,FALSE),\"-\")", "IFERROR(VLOOKUP(H{r},H1:I60,2,0),\"-\")",
    "SUMIF(H1:H60,H{r},F1:F60)",
    "SUMIF(H:H,\"aarhus\",F:F)", "SUMIF(F1:F60,\">\"&G{r})", "SUMIF(F1:F60,\"<=\"&G{r},G1:G60)",
    "SUMIF(F1:F60,F{r},I1:I60)",
    "SUMIFS(F1:F60,H1:H60,H{r},I1:I60,\">=3\")", "SUMIFS(F1:F60,H1:H60,H{r},I1:I60,I{r},G1:G60,\"<\"&F{r})",
    "SUMIFS(I1:I60,G1:G60,\"<0\")", "COUNTIF(H1:H60,H{r})", "COUNTIF(A1:B60,H{r})", "COUNTIF(A1:B60,F{r})",
    "COUNTIF(H1:H60,\"?*\")", "COUNTIF(A1:B60,\"a*\")", "COUNTIF(H:H,\"*R*\")", "COUNTIF(B1:B{r},\"?\")",
    "SUMIFS(F1:F60,H1:H60,\"*S\",I1:I60,\">=3\")", "COUNTIF(H1:H60,\"~?\")", "COUNTIF(E1:E{r},FALSE)",
    "COUNTIF(E1:E{r},TRUE)", "COUNTIF(A1:A60,TRUE)",
    "COUNTIF(A1:A60,\">0\")", "COUNTIF(J1:J60,\">0\")", "COUNTIF(J1:J60,H{r})", "SUMIF(J1:J60,\"<5\",F1:F60)",
    "COUNTIFS(H1:H60,H{r},I1:I60,I{r})", "COUNTIFS(F1:F60,\">-5\",G1:G60,\"<=2\")", "SUMPRODUCT((H1:H60=H{r})*F1:F60)",
    "SUMPRODUCT(F1:F60,G1:G60)", "SUMPRODUCT((I1:I60=I{r})*1)", "EDATE(K{r},{r}-30)", "YEAR(K{r})*12+MONTH(K{r})",
    "DAY(K{r})",
    "DATE(YEAR(K{r}),MONTH(K{r}),1)", "DATE(YEAR(K{r})+20,MONTH(K{r})+{r}-30,{r}/2-1)",
    "ROWS(A1:A{r})*COLUMNS(A1:C1)-COUNTBLANK(A1:A{r})", "IF(F{r}>G{r},H{r},I{r})",
    "H{r}&\" \"&I{r}", "H{r}=H1", "H{r}<>\"ÅRHUS\"", "F{r}/G{r}", "IF(A{r}=\"\",\"\",A{r})", "ISERROR(J{r})", "J{r}",
    "IFERROR(INDEX(I1:I60,MATCH(H{r},H1:H60,0)),0)", "ROW()-ROW($A$1)+COLUMN(C{r})", "MAX(A{r},B{r})", "SUM(A{r}:B{r})",
]  # fmt: skip
"""Ordinary formulas; `{r}` is a row, another one for each cell."""

POOL: list[Any] = [
    None, 0, 1, -1, 2, 2.5, 0.1, 0.30000000000000004, 0.3, 1e15, 42643, 45000.75, 1e300, "", "a", "A", "å", "Å", "abc",
    "5", "ja", " a", "x" * 300, True, False, "#N/A", "#DIV/0!", "#VALUE!",
]  # fmt: skip
NAMES = [None, "", "Aarhus", "AARHUS", "Ærø", "ærØ", "Ringkøbing-Skjern", "x", "Aarhus 42614", "ÅRHUS", "é", "Σ", "007"]


def _cells(chance: random.Random) -> dict[str, Any]:
    columns = {
        "A": lambda: chance.choice(POOL),
        "B": lambda: chance.choice(POOL),
        "E": lambda: chance.choice([None, "", True, False, "#N/A"]),
        "F": lambda: chance.choice([None, round(chance.uniform(-99, 999), 2), chance.randint(-5, 5), chance.random()]),
        "G": lambda: chance.choice([None, round(chance.uniform(-9, 99), 2), chance.randint(-5, 5)]),
        "H": lambda: chance.choice(NAMES),
        "I": lambda: chance.randint(1, 5),
        "J": lambda: chance.choice([1, 2.5, "", "a", "#N/A"]),
        "K": lambda: chance.randint(61, 60_000),
    }
    return {f"{letter}{row}": make() for letter, make in columns.items() for row in range(1, 61)}


def _both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Result, Result]:
    here = calculate_package(open_package(path), {}, keep_going=True)
    monkeypatch.setattr(lower, "compiled", lambda *_: None)
    return here, calculate_package(open_package(path), {}, keep_going=True)


def _differ(here: Result, engine: Result, columns: range) -> list[tuple[tuple[int, int], CellValue, CellValue]]:
    """The cells that differ; not those that the engine refuses for what an untaken branch of theirs holds."""
    refused = {place[1:] for place in engine.refused}
    assert {place[1:] for place in here.refused} <= refused
    found = [(place, here.values[0][place], value) for place, value in engine.values[0].items()]
    return [
        (place, one, other)
        for place, one, other in found
        if place[1] in columns and place not in refused and (type(one) is not type(other) or one != other)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_arrays_are_the_same_both_ways(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = _cells(random.Random(seed))
    letters = [column_letters(12 + number) for number in range(len(ARRAYS))]
    for letter, formula in zip(letters, ARRAYS, strict=True):
        cells[f"{letter}1"] = f"{{{letter}1:{letter}60={formula}}}"
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells})
    here, engine = _both(path, monkeypatch)
    differ = _differ(here, engine, range(12, 12 + len(ARRAYS)))
    assert not engine.refused
    assert not differ, [(ARRAYS[column - 12], row, one, other) for (row, column), one, other in differ]


@pytest.mark.parametrize("seed", range(4))
def test_ordinary_formulas_are_the_same_both_ways(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    cells = _cells(chance)
    letters = [column_letters(20 + number) for number in range(len(PLAIN))]
    written = {}
    for letter, formula in zip(letters, PLAIN, strict=True):
        for row in range(1, 11):
            written[f"{letter}{row}"] = formula.replace("{r}", str(chance.randint(1, 60)))
    formulas = {place: f"={formula}" for place, formula in written.items()}
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells | formulas})
    here, engine = _both(path, monkeypatch)
    differ = _differ(here, engine, range(20, 20 + len(PLAIN)))
    assert len(engine.refused) < 0.2 * len(written)
    assert not differ, [(written[address(*place)], one, other) for place, one, other in differ]


def test_the_plain_cases_do_not_need_the_engine() -> None:
    decided = 0
    for first in POOL:
        for second in POOL:
            try:
                elementwise._equal(first, second)
                decided += 1
            except plain_values.Undecided:
                continue
    assert decided > 0.9 * len(POOL) ** 2


def test_a_workbook_of_plain_formulas_never_starts_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*_: object) -> None:
        raise AssertionError("the engine was started")

    monkeypatch.setattr(workspace, "Engine", started)
    cells = {
        "A1": "Aarhus",
        "B1": 2.25,
        "A2": "aarhus",
        "B2": 4,
        "C1": '=ROUND(SUMIF(A:A,"AARHUS",B:B)/3,2)',
        "C2": '=-C1&""',
    }
    cells |= {"C2": "=-C1", "D1": "{D1:D2=B1:B2*C1}", "E1": "=DATE(2008,14,2)", "E2": "=DATE(2008,-3,2)"}
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells})
    assert values(calculate(path, {}), "C1:E2") == [[2.08, 4.68, 39846], [-2.08, 8.32, 39327]]


def test_formulas_that_build_on_the_engines_results_are_computed_in_their_order(tmp_path: Path) -> None:
    """More turns between the engine and here than there are rounds: UPPER is the engine's, & is not."""
    cells = {f"A{row}": f'=UPPER(A{row - 1}&"x")' if row % 2 else f'=A{row - 1}&"y"' for row in range(2, 21)}
    cells |= {"B1": '=COUNTIF(A1:A20,"?*")', "B2": "=IF(B1=20,A20,0)", "B3": "=SUM(B1:B2)"}
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {"A1": "a", **cells}})
    result = calculate(path, {})
    text = "a"
    for row in range(2, 21):
        text = (text + "x").upper() if row % 2 else text + "y"
        assert values(result, f"A{row}") == text
    assert values(result, "B1:B3") == [[20.0], [text], [20.0]]


def test_sums_past_all_numbers_are_the_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = {"A1": 1e308, "A2": 1e308, "B1": "=SUM(A1:A2)", "B2": "=A1+A2", "B3": "=A1*A2", "B4": "=ROUND(A1,9)"}
    cells |= {"B5": '=SUMIF(A1:A2,">0")', "B6": "=SUMPRODUCT(A1:A2,A1:A2)", "B7": "=SUM(B1:B2)", "B8": "=A1/1E-300"}
    here, engine = _both(books.write(tmp_path / "bog.xlsx", {"Ark1": cells}), monkeypatch)
    assert here.values == engine.values
