"""Checking a workbook and explaining a cell, on small workbooks and on the regional one."""

from typing import Any

import pytest

from tests.hosts.server.sending import sent, sent_shipped
from xl_addin.hosts.server.checking import check
from xl_addin.hosts.server.explaining import explain
from xl_addin.hosts.server.requests import Refused
from xl_addin.hosts.server.workbook import read_workbook

POSTINGS = [
    [100, "løn", 42430, 42460, 42430],
    [200, "løn", 42370, 42380, 42430],
    [300, "respiration", 42430, 42430, 42430],
]
FORDEL = "=FHO_FORDEL(Udgifter!A1:A3,Udgifter!B1:B3,Udgifter!C1:C3,Udgifter!D1:D3,Udgifter!$E$1:$E$3)"
DIVIDED = [[67, 33, 0, 0, "NØGLE"], [0, 0, 0, 200, "FØR-START"], [300, 0, 0, 0, "RESP"]]


def workbook(**cells: Any) -> dict[str, Any]:
    """Three postings and their division, as a formula that spills from Fordeling!A1."""
    rows: list[list[Any]] = [list(row) for row in DIVIDED]
    rows[0][0] = (FORDEL, 67)
    for place, value in cells.items():
        rows[int(place[1]) - 1]["ABCDE".index(place[0])] = value
    return sent({"Udgifter": POSTINGS, "Fordeling": rows})


def findings(payload: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["sheet"], one["cell"], one["text"]) for one in check(read_workbook(payload))["findings"]]


def test_remarks_stand_at_the_postings() -> None:
    found = findings(workbook())
    assert [(sheet, cell) for sheet, cell, _ in found] == [("Udgifter", "A2"), ("Udgifter", "A3")]
    assert "før den fælles finansiering" in found[0][2]


def test_a_value_that_has_been_overwritten_is_found() -> None:
    found = findings(workbook(B1=34))
    assert found[0][:2] == ("Fordeling", "B1")
    assert found[0][2].startswith("Cellen viser 34, men funktionen giver 33.")


def test_an_ore_too_much_is_found() -> None:
    assert findings(workbook(B1=33.01))[0][:2] == ("Fordeling", "B1")


@pytest.mark.parametrize("error", ["#NAME?", "#NAVN?", "#VALUE!", "#VÆRDI!", "#BUSY!"])
def test_an_error_in_the_sheet_is_found(error: str) -> None:
    assert findings(workbook(A1=(FORDEL, error)))[0][:2] == ("Fordeling", "A1")


def test_an_error_that_is_right_is_found_too() -> None:
    found = findings(sent({"Ark1": [[("=FHO_REGIONSANDEL(B1)", "#VALUE!"), "1.5"]]}))
    assert found == [("Ark1", "A1", "Cellen viser #VALUE!.")]


def test_an_error_inside_a_larger_formula_is_found() -> None:
    found = findings(sent({"Ark1": [[("=IF(B1=1,FHO_REGIONSANDEL(1),0)", "#N/A"), 1]]}))
    assert found == [("Ark1", "A1", "Cellen viser #N/A.")]


def test_a_formula_that_points_to_another_file_is_found() -> None:
    found = findings(sent({"Ark1": [[("='C:\\Program Files\\[FHO.xlam]x'!FHO_REGIONSANDEL(100)", 67)]]}))
    assert "anden fil" in found[0][2]


@pytest.mark.parametrize(
    "formula",
    [
        "=FHO_REGIONSANDEL(B1)",
        "=_xldudf_FHO_REGIONSANDEL(B1)",
        "=FHO_REGIONSANDEL($B$1:$B$1)",
        "=fho_regionsandel( B1 )",
        "=FHO_REGIONSANDEL(Ark1!B1)",
        "=FHO_REGIONSANDEL('Ark1'!B1,,)",
        "=FHO_REGIONSANDEL(beløb)",
        "=FHO_REGIONSANDEL(100.00)",
        '=FHO_REGIONSANDEL("100,00")',
        '=FHO_REGIONSANDEL(B1,"","Midtjylland")',
        "=FHO_REGIONSANDEL(ombeløb)",
    ],
)
def test_arguments_as_people_write_them(formula: str) -> None:
    names = {"beløb": "=Ark1!$B$1", "ombeløb": "=Ark1!$B$1:$B$1"}
    checked = check(read_workbook(sent({"Ark1": [[(formula, 67), 100]]}, names)))
    assert (checked["computed"], checked["findings"]) == (1, [])
    assert findings(sent({"Ark1": [[(formula, 66), 100]]}, names))


@pytest.mark.parametrize(
    "formula",
    [
        "=FHO_REGIONSANDEL(B1+1)",
        "=FHO_REGIONSANDEL(Tabel[Beløb])",
        "=FHO_REGIONSANDEL(ukendt)",
        "=FHO_REGIONSANDEL(rund)",
        "=FHO_REGIONSANDEL(Væk!B1)",
        "=FHO_REGIONSANDEL(1,2,3,4,5)",
        "=FHO_REGIONSANDEL(",
        "=FHO_FINDESIKKE(B1)",
        "=FHO_REGIONSANDEL(-B1)",
        "=FHO_REGIONSANDEL(B1#)",
        '=FHO_REGIONSANDEL("åben)',
        "=SUM(B1)",
    ],
)
def test_what_cannot_be_computed_here_is_left_alone(formula: str) -> None:
    names = {"rund": "=rund", "beløb": "=Ark1!$B$1"}
    checked = check(read_workbook(sent({"Ark1": [[(formula, 67), 100]]}, names)))
    assert (checked["computed"], checked["findings"]) == (0, [])


def test_a_credit_written_into_the_formula() -> None:
    assert not findings(sent({"Ark1": [[("=FHO_REGIONSANDEL(-100)", -67)]]}))


def test_whole_columns_reach_as_far_as_the_sheet() -> None:
    rows: list[list[Any]] = [[("=FHO_REGIONSANDEL(B:B)", 67), 100], [134, 200], [670, 1000]]
    assert findings(sent({"Ark1": rows})) == []
    rows[2][0] = 671
    assert [cell for _, cell, _ in findings(sent({"Ark1": rows}))] == ["A3"]


def test_findings_have_a_limit() -> None:
    rows: list[list[Any]] = [[1.5, 1000]] * 700
    rows[0] = [("=FHO_REGIONSANDEL(B1:B700)", 1.5), 1000]
    checked = check(read_workbook(sent({"Ark1": rows})))
    assert (len(checked["findings"]), checked["more"]) == (500, 200)


def test_the_regional_workbook_is_in_order_and_one_changed_cell_is_found() -> None:
    payload = sent_shipped("regionsregnskab.xlsx")
    checked = check(read_workbook(payload))
    assert not [one for one in checked["findings"] if one["kind"] == "fejl"]
    assert checked["computed"] > 20
    assert checked["findings"]
    sheet = next(one for one in payload["sheets"] if one["name"] == "Fordeling")
    text = next(at for at, one in enumerate(payload["texts"], 1) if one.startswith("=FHO_FORDEL("))
    row, column, _ = next(one for one in sheet["formulas"] if one[2] == text)
    sheet["values"][row + 6][column - 1] += 0.01
    wrong = [one for one in check(read_workbook(payload))["findings"] if one["kind"] == "fejl"]
    assert len(wrong) == 1
    assert wrong[0]["sheet"] == "Fordeling"


# Explaining


def test_a_row_of_a_spilled_result() -> None:
    explained = explain(read_workbook(workbook()), "Fordeling", 2, 3)
    assert explained["cell"] == "C2"
    (call,) = explained["calls"]
    assert call["name"] == "FHO_FORDEL"
    assert [one["shown"] for one in call["result"]] == ["0,00", "0,00", "0,00", "200,00", "FØR-START"]
    shown = {one["name"]: one["shown"] for one in call["arguments"]}
    assert shown == {"beloeb": "200", "art": "løn", "fra": "01-01-2016", "til": "11-01-2016", "startdato": "01-03-2016"}
    assert any("Kilde: Aftalen, Økonomi" in note for note in call["notes"])
    assert any(note.startswith("Kontrol: Udgiften ligger før") for note in call["notes"])


def test_a_cell_of_an_array_formula_is_its_own_row() -> None:
    rows = [[(FORDEL, value) for value in row] for row in DIVIDED]
    explained = explain(read_workbook(sent({"Udgifter": POSTINGS, "Fordeling": rows})), "Fordeling", 3, 5)
    assert [one["shown"] for one in explained["calls"][0]["result"]] == ["300,00", "0,00", "0,00", "0,00", "RESP"]


def test_every_call_of_a_nested_formula() -> None:
    formula = '=IF(FHO_OMFATTET(24,"96",12,"ja"),FHO_STARTDATO("01-03-2016"),"")'
    calls = explain(read_workbook(sent({"Ark1": [[(formula, 42459)]]})), "Ark1", 1, 1)["calls"]
    assert [(call["name"], call["result"][0]["shown"]) for call in calls] == [
        ("FHO_OMFATTET", "SAND"),
        ("FHO_STARTDATO", "29-03-2016"),
    ]


def test_arguments_that_are_formulas_are_shown_as_written() -> None:
    (call,) = explain(read_workbook(sent({"Ark1": [[("=FHO_REGIONSANDEL(B1*2)", 134), 100]]})), "Ark1", 1, 1)["calls"]
    assert call["arguments"][0]["shown"] == "B1*2"
    assert call["result"] == []


@pytest.mark.parametrize("cell", [("Udgifter", 1, 1), ("Fordeling", 4, 1), ("Fordeling", 1, 6), ("Nyt ark", 1, 1)])
def test_a_cell_without_a_function_of_ours(cell: tuple[str, int, int]) -> None:
    assert explain(read_workbook(workbook()), *cell)["calls"] == []


# Requests


def a_sheet(**changes: Any) -> dict[str, Any]:
    sheet = {"name": "a", "top": 1, "left": 1, "values": [], "formulas": []} | changes
    return {"sheets": [sheet], "names": [], "texts": ["=A1"]}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        {},
        {"sheets": None, "names": [], "texts": []},
        {"sheets": [{}], "names": [], "texts": []},
        {"sheets": [], "names": [{"name": "a"}], "texts": []},
        {"sheets": [], "names": [], "texts": 5},
        a_sheet(top=0),
        a_sheet(left="A"),
        a_sheet(top=10**9),
        a_sheet(values=[1]),
        a_sheet(values=[[{}]]),
        a_sheet(formulas=[[1, 1, 2]]),
        a_sheet(formulas=[[1, 1]]),
        a_sheet(formulas=[[1, 10**9, 1]]),
        a_sheet(values=None),
    ],
)
def test_what_is_no_workbook_is_refused(payload: Any) -> None:
    with pytest.raises(Refused):
        read_workbook(payload)
