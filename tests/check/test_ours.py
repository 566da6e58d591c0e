"""The regional workbook of this project: what is planted in it; what is reported of the shipped one is real."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.check.books import TODAY
from xl_addin.books import new_arrangement, regional
from xl_addin.books.invented import invented_ledger
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.regional.tables import tables
from xl_addin.check import Finding, check

ROOT = Path(__file__).parents[2]
SMALL = tables(postings=20, arrangements=10)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Two arrangements without oddities, one of them moved, and their first postings."""
    whole = invented_ledger()
    moved = next(one for one in whole.arrangements if one.moved and one.section == "96" and one.decided)
    calm = next(
        one for one in whole.arrangements
        if one.section == "96" and one.discharged and one.discharged.year < 2015 and not (one.moved or one.ended)
    )  # fmt: skip
    postings = [
        replace(one, text="")
        for case in (moved.case, calm.case)
        for one in [
            p for p in whole.postings if p.arrangement == case and p.art == "løn" and p.first >= dt.date(2015, 9, 1)
        ][:6]
    ]
    assert len(postings) == 12
    return Ledger((moved, calm), tuple(postings), {})


def look(workbook: Workbook, folder: Path) -> list[str]:
    path = folder / "regnskab.xlsx"
    workbook.save(path)
    return [f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)]


def test_the_workbook_without_oddities_gives_none(ledger: Ledger, tmp_path: Path) -> None:
    assert look(regional.build(ledger, SMALL), tmp_path) == []


def test_a_municipality_against_the_rule_on_moving(ledger: Ledger, tmp_path: Path) -> None:
    first, *others = ledger.postings
    other = next(one.municipality for one in ledger.arrangements if one.municipality != first.municipality)
    wrong = replace(ledger, postings=(replace(first, municipality=other), *others))
    assert look(regional.build(wrong, SMALL), tmp_path) == ["flytning Udgifter!G6"]


def test_the_division_pasted_as_values(ledger: Ledger, tmp_path: Path) -> None:
    workbook = regional.build(ledger, SMALL)
    sheet = workbook["Fordeling"]
    left = sheet[workbook.defined_names["post_region"].attr_text.split("$")[1] + "6"]
    for row in range(6, 18):
        for across in range(5):
            sheet.cell(row, left.column + across).value = 100.0 if across < 4 else "NØGLE"
    found = look(workbook, tmp_path)
    # Twelve values in each column, and the eight cells below them that lost the formula.
    assert Counter(one.split()[0] for one in found) == {"andel-overskrevet": 4, "formel-erstattet": 6}
    assert f"andel-overskrevet Fordeling!{left.column_letter}6:{left.column_letter}17" in found


def test_a_posting_below_the_room(ledger: Ledger, tmp_path: Path) -> None:
    workbook = regional.build(ledger, SMALL)
    workbook["Udgifter"]["G26"].value = 1000
    assert look(workbook, tmp_path) == ["sum-udelader Udgifter!G26"]


@pytest.fixture(scope="module")
def shipped() -> list[Finding]:
    return check(ROOT / "workbooks/regionsregnskab.xlsx", TODAY)


def test_what_the_shipped_workbook_shows_is_real(shipped: list[Finding]) -> None:
    """Each finding of the shipped workbook is one of the oddities that its invented data holds, counted apart."""
    ledger = invented_ledger()
    joint = {one.case: one for one in ledger.arrangements}
    found = Counter(one.kind for one in shipped)
    undecided = [
        stay for stay in ledger.admissions
        if not stay.decided and ((stay.discharged or TODAY) - stay.admitted).days > 28
    ]  # fmt: skip
    after_end = [p for p in ledger.postings if (end := joint[p.arrangement].ended) and p.art == "løn" and p.first > end]
    assert found["lang-indlæggelse"] == len(undecided) > 0
    assert found["efter-slut"] >= len(after_end) > 0
    assert found["flytning"] == 1  # settled with the other municipality by agreement, as its text says
    assert found["nøgle-uden-fælles-ordning"] == 1  # the voluntary agreement with an agreed start
    assert found["oplæringsfrist"] == 2  # one team trained late, one not yet
    assert found["timer-over-døgnet"] == 2  # two arrangements that are not joint, without hours in common
    assert not any(one.about.weight == "fejl" for one in shipped)


def test_the_workbook_without_data_gives_none(tmp_path: Path) -> None:
    assert look(regional.build(Ledger(), SMALL), tmp_path) == []


def test_the_form_for_a_new_arrangement_asks_for_the_decision(tmp_path: Path) -> None:
    """Its example has a long admission that nobody has decided about; decided, nothing is left."""
    workbook = new_arrangement.build()
    assert [one.split()[0] for one in look(workbook, tmp_path)] == ["lang-indlæggelse"]
    where = workbook.defined_names["ny_besluttet"].attr_text.partition("!")
    workbook[where[0]][where[2].replace("$", "")].value = dt.date(2016, 10, 1)
    assert look(workbook, tmp_path) == []
