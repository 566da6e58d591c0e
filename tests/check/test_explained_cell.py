"""A cell explained from the workbook's file: the call, its row, its result, and what stands behind it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.hosts.server.files import computed_file, division, file_of
from xl_addin.check.explained_cell import explain_cell
from xl_addin.xlsx.package import read_package


def explain(content: bytes, sheet: str, row: int, column: int) -> Any:
    return explain_cell(read_package(Path("bog.xlsx"), content), sheet, row, column, dt.date(2017, 1, 15))


@pytest.mark.parametrize("made", [file_of, computed_file])
def test_a_row_of_an_array(made: Any) -> None:
    explained = explain(made(division()), "Fordeling", 2, 3)
    assert explained["cell"] == "C2"
    (call,) = explained["calls"]
    assert call["name"] == "FHO_FORDEL"
    assert [one["shown"] for one in call["result"]] == ["0,00", "0,00", "0,00", "200,00", "FØR-START"]
    shown = {one["name"]: one["shown"] for one in call["arguments"]}
    assert shown == {"beloeb": "200", "art": "løn", "fra": "01-01-2016", "til": "11-01-2016", "startdato": "01-03-2016"}
    assert any("Kilde: Aftalen, Økonomi" in note for note in call["notes"])
    assert any(note.startswith("Kontrol: Udgiften ligger før") for note in call["notes"])


def cells(**typed: Any) -> bytes:
    workbook = Workbook()
    workbook.active.title = "Ark1"
    for place, value in typed.items():
        workbook.active[place] = value
    return computed_file(workbook)


def test_every_call_of_a_nested_formula_in_the_order_of_the_formula() -> None:
    formula = '=IF(FHO_OMFATTET(24,"96",12,"ja"),FHO_STARTDATO("01-03-2016"),"")'
    calls = explain(cells(A1=formula), "ark1", 1, 1)["calls"]
    assert [(call["name"], call["result"][0]["shown"]) for call in calls] == [
        ("FHO_OMFATTET", "SAND"),
        ("FHO_STARTDATO", "29-03-2016"),
    ]


def test_an_argument_that_is_a_formula_is_shown_with_its_value() -> None:
    (call,) = explain(cells(A1="=FHO_REGIONSANDEL(B1*2)", B1=100), "Ark1", 1, 1)["calls"]
    assert [one["shown"] for one in call["arguments"]] == ["200"]
    assert [one["shown"] for one in call["result"]] == ["134,00"]


def test_an_error_is_shown_as_excel_shows_it() -> None:
    (call,) = explain(cells(A1="=FHO_REGIONSANDEL(B1)", B1="1.5"), "Ark1", 1, 1)["calls"]
    assert [one["shown"] for one in call["result"]] == ["#VALUE!"]


@pytest.mark.parametrize("cell", [("Udgifter", 1, 1), ("Fordeling", 4, 1), ("Fordeling", 1, 6)])
def test_a_cell_without_a_function_of_ours(cell: tuple[str, int, int]) -> None:
    assert explain(file_of(division()), *cell)["calls"] == []


def test_a_sheet_that_there_is_not() -> None:
    with pytest.raises(LookupError):
        explain(file_of(division()), "Nyt ark", 1, 1)
