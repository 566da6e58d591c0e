"""What a computed workbook says."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.engine import books
from xl_addin.cli.computed import _ranges, count_errors, danish, errors, settlement
from xl_addin.cli.main import main
from xl_addin.engine import calculate
from xl_addin.xlsx.sheet import CellError

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567.891, "1.234.567,89"),
        (-0.5, "-0,50"),
        (0.0, "0,00"),
        (True, "SAND"),
        (False, "FALSK"),
        (None, ""),
        ("Kommunen", "Kommunen"),
        (CellError("#N/A"), "#N/A"),
    ],
)
def test_values_are_shown_the_danish_way(value: Any, shown: str) -> None:
    assert danish(value) == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([(1, 1)], ["A1"]),
        ([(1, 1), (1, 2), (1, 4)], ["A1:B1", "D1"]),
        ([(2, 2), (1, 2), (3, 2)], ["B1:B3"]),
        ([(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)], ["A1:B2", "A3"]),
        ([(1, 1), (3, 1)], ["A1", "A3"]),
    ],
)
def test_cells_are_told_as_ranges(cells: list[tuple[int, int]], shown: list[str]) -> None:
    assert list(_ranges(cells)) == shown


def run(tmp_path: Any, cells: dict[str, Any], functions: dict[str, Any]) -> Any:
    return calculate(books.write(tmp_path / "bog.xlsx", {"Ark1": cells}), functions)


def test_a_settlement_in_error_is_shown_for_every_municipality(tmp_path: Any) -> None:
    cells = {"A1": "Aarhus", "A2": "Viborg", "B1": "{B1:E2=FHO_MODREGNING(A1:A2)}"}
    result = run(tmp_path, cells, {"FHO_MODREGNING": lambda *_: "#VALUE!"})
    lines = list(settlement(result))
    assert [line.split() for line in lines[2:]] == [["Aarhus", "#VALUE!"], ["Viborg", "#VALUE!"]]
    assert count_errors(result) == 8


def test_blank_municipalities_are_passed_over(tmp_path: Any) -> None:
    cells = {"A1": "Aarhus", "A3": "Viborg", "B1": "{B1:E3=FHO_MODREGNING(A1:A3)}"}
    rows = [[1.0, 0.0, 1.0, "Kommunen"], ["", "", "", ""], [0.0, 2.0, -2.0, "Regionen"]]
    lines = list(settlement(run(tmp_path, cells, {"FHO_MODREGNING": lambda *_: rows})))
    assert [line.split()[0] for line in lines] == ["Ark1!B1", "kommune", "Aarhus", "Viborg"]


def test_reasons_stand_with_the_rows_they_belong_to(tmp_path: Any) -> None:
    cells = {
        "A1": 5, "A4": 6, **{f"B{row}": "respiration" for row in range(1, 5)},
        "C1": '{C1:G4=FHO_FORDEL(A1:A4,B1:B4,"01-01-2016")}', "H1": "=SUM(C1:C4)", "I1": "=1/0",
    }  # fmt: skip
    lines = list(errors(calculate(books.write(tmp_path / "bog.xlsx", {"Ark1": cells}))))
    missing = "Ark1!C2:G3 (10 celler): #N/A: Fejl: beløb mangler."
    assert sorted(lines) == [missing, "Ark1!H1: #N/A", "Ark1!I1: #DIV/0!"]


def test_the_reason_is_told_for_every_function_and_in_a_rectangle(tmp_path: Any) -> None:
    cells = {
        "A1": "Viborg", "B1": "Atlantis", "A2": "Skive", "B2": "Aarhus", "A4": "{A4:B5=FHO_KOMMUNE(A1:B2)}",
        "D1": '=FHO_NOEGLE("ingen")', "E1": '=FHO_REGIONSANDEL("1.234")&""',
    }  # fmt: skip
    lines = list(errors(calculate(books.write(tmp_path / "bog.xlsx", {"Ark1": cells}))))
    assert sorted(lines) == [
        "Ark1!B4: #VALUE!: Fejl: kommune er ikke en dansk kommune.",
        "Ark1!D1: #VALUE!: Fejl: part skal være region eller kommune.",
        "Ark1!E1: #VALUE!",
    ]


def test_many_different_errors_are_cut_short(tmp_path: Any) -> None:
    sheets = {f"Ark{number}": {"A1": "=1/0"} for number in range(50)}
    lines = list(errors(calculate(books.write(tmp_path / "bog.xlsx", sheets))))
    assert len(lines) == 21
    assert lines[-1] == "… og 30 celler med 30 andre fejl"


def test_a_settled_ledger_is_shown_by_municipality(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the README's first line shows it: the regional workbook, settled by FHO_REGNSKAB."""
    out = tmp_path / "beregnet.xlsx"
    assert main(["calc", str(WORKBOOKS / "regionsregnskab.xlsx"), "-o", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "egen kontrol" not in shown
    sheet = openpyxl.load_workbook(out, data_only=True)["Modregning"]
    for row in sheet.iter_rows(min_row=6, max_row=24, values_only=True):
        municipality, region, other = row[0], row[7], row[8]
        assert re.search(rf"^{municipality} +{kroner(region)} +{kroner(other)} +{kroner(region - other)} ", shown, re.M)


def kroner(value: float) -> str:
    return re.escape(f"{value:,.2f}".translate(str.maketrans(",.", ".,")))


def test_a_failing_control_of_the_workbook_is_told_under_the_settlement(tmp_path: Path) -> None:
    """An amount above the headings is in no table: the settlement must not look whole."""
    book = openpyxl.load_workbook(WORKBOOKS / "regionsregnskab-tom.xlsx")
    book["Udgifter"]["F3"] = 100
    book.save(tmp_path / "bog.xlsx")
    assert "egen kontrol fejler" in list(settlement(calculate(tmp_path / "bog.xlsx")))[-1]


@pytest.mark.parametrize(("others", "said"), [(1, "1 celle med 1 anden fejl"), (2, "2 celler med 2 andre fejl")])
def test_one_is_told_in_the_singular(others: int, said: str, tmp_path: Path) -> None:
    sheets = {f"Ark{number}": {"A1": "=1/0"} for number in range(20 + others)}
    assert list(errors(calculate(books.write(tmp_path / "bog.xlsx", sheets))))[-1] == f"… og {said}"


@pytest.mark.parametrize(("bad", "said"), [(1, "1 postering kan"), (2, "2 posteringer kan")])
def test_one_posting_left_out_is_told_in_the_singular(bad: int, said: str, tmp_path: Path) -> None:
    wrong, right = ["#N/A"] * 10 + ["Fejl"], [0.0, 0.0, 0.0, 0.0, "NØGLE", "Viborg", 0.0, 5.0, 0.0, "", "OK"]
    result = run(
        tmp_path,
        {"A1": 1, "B1": "{B1:L3=FHO_REGNSKAB(A1:A3,A1:A3)}"},
        {"FHO_REGNSKAB": lambda *_: [wrong] * bad + [right] * (3 - bad)},
    )
    assert list(settlement(result))[-1].startswith(said)
