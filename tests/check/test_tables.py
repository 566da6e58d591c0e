"""A workbook of a region's own making on FHO_ORDNINGER and FHO_REGNSKAB: found at the records themselves."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.check.books import TODAY, put, saved
from xl_addin.check import check

_ARRANGEMENTS = [
    ["Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
     "Arbejdsgiver", "Oplært respiration", "Oplært servicelov", "Samtidige timer"],
    ["A-1", "Viborg", "96", 24, 12, "ja", dt.date(2015, 10, 1), "borger", dt.date(2015, 10, 9),
     dt.date(2015, 10, 20), 12],
    ["A-2", "Skive", "85", 16, 8, "ja", dt.date(2016, 2, 1), "region", dt.date(2016, 2, 9), dt.date(2016, 2, 11), 8],
]  # fmt: skip
_POSTINGS = [
    ["Bilag", "Ordning", "Fra", "Til", "Art", "Beløb", "Betalt af", "Tekst"],
    [1, "A-1", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "løn", 100_000.5, "Kommunen", "Løn marts"],
    [2, "A-2", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "løn", 80_000, "Regionen", "Løn marts"],
    [3, "A-2", dt.date(2016, 4, 1), dt.date(2016, 4, 30), "løn", 82_000, "Regionen", "Løn april"],
]


def ledger() -> Workbook:
    """Two arrangements and three postings, settled by one formula each; room for more below."""
    workbook = Workbook()
    workbook.active.title = "Ordninger"
    for row in _ARRANGEMENTS:
        workbook.active.append(row)
    workbook.active["N2"] = ArrayFormula("N2:V9", '=FHO_ORDNINGER(A1:K9,"Midtjylland",DATE(2017,1,15))')
    sheet = workbook.create_sheet("Udgifter")
    for row in _POSTINGS:
        sheet.append(row)
    sheet["K2"] = ArrayFormula("K2:U20", "=FHO_REGNSKAB(A1:H20,Ordninger!A1:K9)")
    sheet["F21"] = "=SUM(F2:F20)"
    return workbook


def admitted(*stays: list[Any]) -> Workbook:
    """The ledger, with a list of admissions and what is to be decided about them."""
    workbook = ledger()
    sheet = workbook.create_sheet("Indlæggelser")
    sheet.append(["Ordning", "Indlagt", "Udskrevet", "Vurderet", "Truffet af", "Beslutning"])
    for stay in stays:
        sheet.append(stay)
    sheet["H2"] = ArrayFormula("H2:L5", '=FHO_INDLAEGGELSER(A1:F5,Ordninger!A1:K9,"Midtjylland",DATE(2017,1,15))')
    return workbook


def found(workbook: Workbook, folder: Path) -> list[str]:
    return [f"{one.kind} {one.sheet}!{one.cell}" for one in check(saved(workbook, folder), TODAY)]


def test_a_clean_ledger_gives_none(tmp_path: Path) -> None:
    assert found(ledger(), tmp_path) == []


PLANTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a posting below the table that is settled": (
        {"Udgifter!A21": 4, "Udgifter!B21": "A-2", "Udgifter!C21": dt.date(2016, 5, 1),
         "Udgifter!E21": "løn", "Udgifter!F21": 1_000, "Udgifter!G21": "Regionen"},
        ["sum-udelader Udgifter!F21"],
    ),
    "a sum that leaves out settled postings": (
        {"Udgifter!X1": "=SUM(K2:K3)"}, ["sum-udelader Udgifter!K4"],
    ),
    "a sum that takes settled postings twice": (
        {"Udgifter!X1": "=SUM(K2:K4)+SUM(K4:K20)"}, ["sum-overlapper Udgifter!X1"],
    ),
    "no payer": ({"Udgifter!G3": ""}, ["postering-fejl Udgifter!F3"]),
    "another municipality as payer": ({"Udgifter!G3": "Viborg"}, ["postering-fejl Udgifter!F3"]),
    "a case that is not there": ({"Udgifter!B3": "A-9"}, ["postering-fejl Udgifter!F3"]),
    "the other party as payer": ({"Udgifter!G3": "Kommunen"}, ["postering-se-efter Udgifter!F3"]),
    "before the start": (
        {"Udgifter!C3": dt.date(2016, 2, 2), "Udgifter!D3": dt.date(2016, 2, 3)}, ["postering-se-efter Udgifter!F3"],
    ),
    "twice": (
        {"Udgifter!C4": dt.date(2016, 3, 1), "Udgifter!D4": dt.date(2016, 3, 31), "Udgifter!F4": 80_000},
        ["dobbeltpostering Udgifter!F4", "postering-se-efter Udgifter!F3:F4"],
    ),
    "far away": (
        {"Udgifter!D3": dt.date(2062, 3, 31)}, ["dato-langt-væk Udgifter!D3", "postering-se-efter Udgifter!F3"],
    ),
    "an impossible employer": ({"Ordninger!H3": "forening"}, ["ordning-se-efter Ordninger!A3"]),
    "a joint arrangement with a share of its own": (
        {"Ordninger!L1": "Aftalt regionsandel", "Ordninger!L2": 0.5},
        ["ordning-fejl Ordninger!A2", "postering-fejl Udgifter!F2"],
    ),
    "a heading that is gone": ({"Udgifter!F1": "Kroner og mere"}, ["postering-fejl Udgifter!A2:A4"]),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "finds"), PLANTS.values(), ids=PLANTS.keys())
def test_a_plant_is_found_and_nothing_else(cells: dict[str, Any], finds: list[str], tmp_path: Path) -> None:
    workbook = ledger()
    if "Ordninger!L1" in cells:
        for sheet, place, formula in (
            ("Ordninger", "N2:V9", '=FHO_ORDNINGER(A1:L9,"Midtjylland",DATE(2017,1,15))'),
            ("Udgifter", "K2:U20", "=FHO_REGNSKAB(A1:H20,Ordninger!A1:L9)"),
        ):
            workbook[sheet][place.partition(":")[0]] = ArrayFormula(place, formula)
    put(workbook, cells)
    assert sorted(found(workbook, tmp_path)) == sorted(finds)


LONG = [dt.date(2016, 3, 1), dt.date(2016, 5, 1)]


@pytest.mark.parametrize(
    ("stay", "finds"),
    [
        (["A-1", dt.date(2016, 3, 1), dt.date(2016, 3, 9)], []),
        (["A-1", *LONG], ["lang-indlæggelse Indlæggelser!B2"]),
        (["A-1", *LONG, dt.date(2016, 3, 29), "Region og kommune i fællesskab", "Fortsætter"], []),
        (["A-9", *LONG], ["indlæggelse-fejl Indlæggelser!B2"]),
    ],
)
def test_an_admission(stay: list[Any], finds: list[str], tmp_path: Path) -> None:
    assert found(admitted(stay), tmp_path) == finds
