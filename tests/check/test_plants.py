"""Every kind of finding, planted in a clean workbook: exactly that is found, in exactly that cell."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.check.books import TODAY, clean, put, saved
from xl_addin.check import check
from xl_addin.check.finding import kinds
from xl_addin.cli.main import main

PLANTS = tomllib.loads((Path(__file__).parent / "plants.toml").read_text(encoding="utf-8"))["plant"]
ELSEWHERE = {
    "anden-værdi": "test_formulas", "flytning": "test_ours", "kildesum": "tests/adopt", "stort-beløb": "tests/adopt",
    "postering-fejl": "test_tables", "postering-se-efter": "test_tables", "ordning-fejl": "test_tables",
    "ordning-se-efter": "test_tables", "indlæggelse-fejl": "test_tables", "indlæggelse-se-efter": "test_tables",
}  # fmt: skip
"""Kinds that need a workbook of another sort, and the module that plants them."""


def found(path: Path) -> list[str]:
    return [f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)]


def test_a_clean_workbook_gives_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(clean(), tmp_path)
    assert found(path) == []
    assert main(["check", str(path), "--today", TODAY.isoformat()]) == 0
    assert capsys.readouterr().out == "Ingen fund.\n"


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant["name"])
def test_a_plant_is_found_and_nothing_else(plant: dict[str, Any], tmp_path: Path) -> None:
    workbook = clean()
    put(workbook, plant["put"])
    for place, area in plant.get("array", {}).items():
        sheet, _, address = place.partition("!")
        workbook[sheet][address] = ArrayFormula(area, workbook[sheet][address].value)
    assert sorted(found(saved(workbook, tmp_path))) == sorted(plant["finds"])


def test_every_kind_is_planted() -> None:
    planted = {one.split()[0] for plant in PLANTS for one in plant["finds"]}
    assert planted | set(ELSEWHERE) == set(kinds())


def test_the_list_tells_where_what_why_and_the_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = clean()
    put(workbook, {"Posteringer!H3": "", "Posteringer!K2": "Vedr. 010203-4567"})
    path = str(saved(workbook, tmp_path))
    assert main(["check", path, "--today", "2017-01-15"]) == 1
    text = capsys.readouterr().out
    assert "Posteringer!H3: Andele i alt 80.000,00 kr." in text
    assert kinds()["ingen-betaler"].why in text
    assert kinds()["ingen-betaler"].source in text
    assert text.endswith("2 fund: 2 fejl, 0 at se efter.\n")
    assert main(["check", path, "--today", "2017-01-15", "--json"]) == 1
    entries = json.loads(capsys.readouterr().out)
    assert [(one["sheet"], one["cell"], one["weight"]) for one in entries] == [
        ("Posteringer", "H3", "fejl"),
        ("Posteringer", "K2", "fejl"),
    ]


def test_a_cpr_number_is_never_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = clean()
    put(workbook, {"Posteringer!C3": "010203-4567", "Posteringer!F4": "0707614285"})
    path = str(saved(workbook, tmp_path))
    for more in ([], ["--json"]):
        assert main(["check", path, *more]) == 1
        shown = "".join(capsys.readouterr())
        assert "Posteringer" in shown
        assert "010203-4567" not in shown
        assert "0707614285" not in shown


@pytest.mark.parametrize(
    ("content", "says"), [(None, "filen findes ikke"), (b"", "er tom"), (b"Beretning", "ikke en projektmappe")]
)
def test_what_is_no_workbook_cannot_be_checked(
    content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bog.xlsx"
    if content is not None:
        path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err


@pytest.mark.parametrize(
    ("agreement", "days"), [('"Bekendtgørelsen"', ""), ("Aftale!A1:B3", "6 uger (42 dage)")], ids=["order", "own"]
)
def test_a_finding_cites_the_agreement_that_the_workbook_settles_under(
    agreement: str, days: str, tmp_path: Path
) -> None:
    workbook = clean()
    sheet = workbook.create_sheet("Aftale")
    for row in (["navn", "Nord"], ["gyldig_fra", "01-01-2016"], ["vurdering_dage", 42]):
        sheet.append(row)
    for place in ("M2", "R2"):
        formula = workbook["Posteringer"][place].value
        formula.text = f"{formula.text.removesuffix(')')},{agreement})"
    for row in range(2, 7):
        status = workbook["Ordninger"].cell(row, 11)
        status.value = f"{status.value.removesuffix(')')},{agreement})"
    put(workbook, {"Posteringer!H3": "", "Posteringer!F3": "", "Indlæggelser!E3": ""})
    about = {one.kind: one.about for one in check(saved(workbook, tmp_path), TODAY)}
    assert about["ingen-betaler"].source == "vejl. 7.4.1"
    assert days in about["lang-indlæggelse"].why
    assert about["lang-indlæggelse"].source.startswith("aftalen for Midtjylland, ")
    assert not any("Aftalen, " in kind.source for kind in about.values())
