"""The regional workbook of this project: what is planted in it; what is reported of the shipped one is real."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.check.books import TODAY
from xl_addin.books import new_arrangement, regional
from xl_addin.books.invented import invented_ledger
from xl_addin.books.regional.areas import Records, areas
from xl_addin.check import Finding, check

ROOT = Path(__file__).parents[2]
SMALL = areas(postings=20, arrangements=10, municipalities=20, months=2, claims=5, refunds=20)


@pytest.fixture(scope="module")
def ledger() -> Records:
    """Two arrangements without oddities, one of them moved, and their first postings."""
    whole = invented_ledger()
    periods = whole["Ordninger"]
    cases = Counter(one["sag"] for one in periods)
    moved = next(one["sag"] for one in periods if "kommune" in one and "afgjort" in one and one["afgjort"] > one["fra"])
    calm = next(
        one["sag"] for one in periods
        if one.get("paragraf") == "96" and one["udskrevet"].year < 2015 and "til" not in one and cases[one["sag"]] == 1
    )  # fmt: skip
    postings = [
        {key: value for key, value in one.items() if key not in ("tekst", "afregnes")}
        for case in (moved, calm)
        for one in [
            p for p in whole["Udgifter"]
            if p["ordning"] == case and p["art"] == "løn" and p["fra"] >= dt.date(2015, 9, 1)
        ][:6]
    ]  # fmt: skip
    assert len(postings) == 12
    kept = [
        {key: value for key, value in one.items() if key != "note"} for one in periods if one["sag"] in (moved, calm)
    ]
    return {"Ordninger": kept, "Udgifter": postings}


def look(workbook: Workbook, folder: Path) -> list[str]:
    path = folder / "regnskab.xlsx"
    workbook.save(path)
    return [f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)]


def test_the_workbook_without_oddities_gives_none(ledger: Records, tmp_path: Path) -> None:
    assert look(regional.build(ledger, SMALL), tmp_path) == []


def test_a_municipality_against_the_rule_on_moving(ledger: Records, tmp_path: Path) -> None:
    first, *others = ledger["Udgifter"]
    wrong = {**ledger, "Udgifter": [{**first, "afregnes": "Samsø"}, *others]}
    found = look(regional.build(wrong, SMALL), tmp_path)
    assert [one for one in found if one.startswith("flytning")] == ["flytning Udgifter!F6"]


def test_the_division_pasted_as_values(ledger: Records, tmp_path: Path) -> None:
    workbook = regional.build(ledger, SMALL)
    sheet = workbook["Fordeling"]
    first = SMALL.division.number("region")
    for row in range(6, 18):
        for across in range(11):
            sheet.cell(row, first + across).value = 100.0 if across < 4 else "NØGLE"
    found = look(workbook, tmp_path)
    assert Counter(one.split()[0] for one in found)["andel-overskrevet"] >= 4
    assert (
        f"andel-overskrevet Fordeling!{SMALL.division.letter('region')}6:{SMALL.division.letter('region')}17" in found
    )


def test_a_posting_below_the_room(ledger: Records, tmp_path: Path) -> None:
    workbook = regional.build(ledger, SMALL)
    workbook["Udgifter"]["F26"].value = 1000
    assert [one for one in look(workbook, tmp_path) if "Udgifter!F26" in one]


@pytest.fixture(scope="module")
def shipped() -> list[Finding]:
    return check(ROOT / "workbooks/regionsregnskab.xlsx", TODAY)


def test_what_the_shipped_workbook_shows_is_real(shipped: list[Finding]) -> None:
    """Each finding of the shipped workbook is one of the oddities that its invented data holds on purpose."""
    found = Counter(one.kind for one in shipped)
    assert found["lang-indlæggelse"] > 0
    assert found["flytning"] == 1  # settled with the other municipality by agreement, as its text says
    assert found["dobbeltpostering"] == 1
    assert found["postering-se-efter"] > 0
    assert not any(one.about.weight == "fejl" for one in shipped)


def test_the_workbook_without_data_gives_none(tmp_path: Path) -> None:
    assert look(regional.build({}, SMALL), tmp_path) == []


def test_the_form_for_a_new_arrangement_asks_for_the_decision(tmp_path: Path) -> None:
    """Its example has a long admission that nobody has decided about; decided, nothing is left."""
    workbook = new_arrangement.build()
    assert [one.split()[0] for one in look(workbook, tmp_path)] == ["lang-indlæggelse"]
    where = workbook.defined_names["ny_besluttet"].attr_text.partition("!")
    workbook[where[0]][where[2].replace("$", "")].value = dt.date(2016, 10, 1)
    assert look(workbook, tmp_path) == []


def test_the_empty_form_has_nothing_to_look_at(tmp_path: Path) -> None:
    assert look(new_arrangement.build(empty=True), tmp_path) == []
