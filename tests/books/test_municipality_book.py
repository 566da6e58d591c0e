"""The regional workbook's twin for one municipality: the same sheets and amounts, its own words, nobody else's rows."""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.audit import remarks
from tests.books.computing import Values
from tests.invoices.conftest import fill_in
from xl_addin.agreement.municipalities import municipalities
from xl_addin.books import regional
from xl_addin.books.invented import CLOSED, invented_ledger_of
from xl_addin.books.regional.areas import Records, areas
from xl_addin.books.regional.book_side import BookSide
from xl_addin.cli.main import main
from xl_addin.invoices.templates_out import write_templates
from xl_addin.xlsx.sheet import CellError

Compute = Callable[[Workbook], Values]

OWN = "Viborg"
SMALL = areas(postings=20, arrangements=5, claims=5, refunds=5, months=2, side=BookSide(OWN))
GENERAL = {"Aftale", "Eksempler", "Lister"}
"""Sheets that name municipalities of the agreement, of examples and of drop-downs."""
OTHERS = re.compile(rf"\b({'|'.join(sorted(set(municipalities()) - {OWN}))})\b")

JOINT = {"sag": "VI-1", "kommune": OWN, "paragraf": "96", "resp": 12, "sel": 24, "overlap": 12, "samme": "ja"} | {
    "udskrevet": dt.date(2016, 3, 14), "oplært_resp": dt.date(2016, 4, 4), "oplært_sel": dt.date(2016, 4, 4),
    "arbejdsgiver": "kommune",
}  # fmt: skip


def posting(voucher: str, amount: float, payer: str, **more: object) -> dict[str, object]:
    days = {"fra": dt.date(2016, 10, 1), "til": dt.date(2016, 10, 31)}
    return {"bilag": voucher, "ordning": "VI-1", **days, "art": "løn", "beløb": amount, "betalt_af": payer, **more}


BOTH_PAID: Records = {
    "Ordninger": [JOINT],
    "Udgifter": [posting("B1", 10_000, "Regionen"), posting("B2", 20_000.01, "Kommunen")],
}


def test_the_sheets_are_the_regions_and_the_words_are_the_municipalitys() -> None:
    own, region = regional.build({}, SMALL), regional.build({}, areas(20, 5))
    assert own.sheetnames == region.sheetnames
    assert own["Forside"]["B1"].value == own.properties.title == "Kommuneregnskab for fælles hjælperordninger: Viborg"
    assert not {"Kommunernes andel", "Betalt til kommunerne"} & {cell.value for cell in own["Forside"]["B"]}
    assert SMALL.municipalities.rows == 1
    assert SMALL.lines.rows == SMALL.buckets
    assert own["Modregning"].cell(SMALL.municipalities.first_row, 1).value == OWN


def test_no_row_is_another_municipalitys() -> None:
    book = regional.build(BOTH_PAID, SMALL)
    texts = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        if sheet.title not in GENERAL
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert len(texts) > 100
    assert [one for one in texts if OTHERS.search(one[2])] == []


def test_what_either_party_paid_is_settled_as_in_the_regional_workbook(values: Compute) -> None:
    own = values(regional.build(BOTH_PAID, SMALL))
    region = values(regional.build(BOTH_PAID, areas(20, 5, claims=5, refunds=5, months=2)))
    assert own.line(OWN) == region.line(OWN)
    owed = [own.line(OWN)[key] for key in ("region", "kommunens", "netto", "antal")]
    assert owed == [3_300, 13_400.01, -10_100.01, 2]
    assert set(own.statuses().values()) == {"OK"}
    assert not any(isinstance(total, CellError) for total in own.totals())


@pytest.mark.parametrize("name", ["Viborg", "Holstebro"])
def test_the_invented_data_give_the_municipalitys_line_of_the_regional_workbook(
    shipped: Workbook, values: Compute, name: str
) -> None:
    """With the cases of citizens who moved: only the postings that are settled with the municipality are in it."""
    room = areas(300, 30, claims=60, side=BookSide(name))
    own = values(regional.build(invented_ledger_of(name), room, CLOSED))
    sheet = shipped["Modregning"]
    row = next(cell.row for cell in sheet["A"] if cell.value == name)
    keys = [column.key for column in room.balance.columns]
    there = {key: sheet.cell(row, room.balance.number(key)).value for key in keys}
    assert {key: value or None for key, value in own.line(name).items()} == {k: v or None for k, v in there.items()}
    assert set(own.named("post_afregnes")) - {""} == {name}
    assert set(own.statuses().values()) == {"OK"}


def test_a_posting_of_another_municipality_is_an_error(values: Compute) -> None:
    postings = [*BOTH_PAID["Udgifter"], posting("B3", 500, "Regionen", afregnes="Skive")]
    found = values(regional.build({**BOTH_PAID, "Udgifter": postings}, SMALL))
    failed = {text for text, status in found.statuses().items() if status == "FEJL"}
    assert "Posteringer i alt = posteringer, der afregnes med Viborg" in failed
    assert all(isinstance(total, CellError) for total in found.totals())
    assert found.line(OWN)["region"] == 3_300


def test_only_the_municipality_can_be_chosen_for_a_posting_and_on_the_settlement() -> None:
    book = regional.build({}, SMALL)
    postings, settlement = SMALL.postings, SMALL.municipalities
    assert rule(book, "Udgifter", f"{postings.letter('afregnes')}{postings.first_row}") == "mod_kommune"
    assert rule(book, "Modregning", f"A{settlement.first_row}") == '"Viborg"'


def rule(book: Workbook, sheet: str, cell: str) -> str | None:
    """The list that a cell's drop-down shows."""
    rules = book[sheet].data_validations.dataValidation
    found: str | None = next(one.formula1 for one in rules if one.type == "list" and cell in one.sqref)
    return found


def test_a_municipality_outside_the_agreement_begins_with_the_executive_order() -> None:
    chosen = regional.build({}, areas(20, 5, side=BookSide("Aalborg"))).defined_names["aftale_valg"].attr_text
    assert BookSide("Aalborg").agreement == "Bekendtgørelsen"
    assert BookSide(OWN).agreement == BookSide().agreement == "Midtjylland"
    assert chosen.startswith("Aftale!")


def test_each_text_that_differs_has_one_that_it_differs_from() -> None:
    """A renamed step of the guide, or control, must not leave the municipality's words behind unused."""
    sides, control = words("sides.toml"), words("control.toml")
    own = sides["municipality"]
    terms = {term for chapter in words("guide.toml")["chapter"] for term, _ in chapter["lines"]}
    assert own.keys() == sides["region"].keys()
    assert own["guide"].keys() <= terms
    assert own["sheets"].keys() <= set(regional.build({}, SMALL).sheetnames)
    assert own["check"].keys() <= control["check"].keys()
    assert own["remark"].keys() <= control["remark"].keys()


def words(name: str) -> dict[str, Any]:
    """A file of words as it stands."""
    return tomllib.loads(files("xl_addin.books.regional").joinpath(name).read_text(encoding="utf-8"))


def build(folder: Path, *more: str, name: str = OWN.lower()) -> int:
    room = ("--postings", "300", "--arrangements", "20")
    return main(["build", "--part", "kommune", "--kommune", name, "--folder", str(folder), *room, *more])


def test_the_commands_work_on_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Built with data; computed, checked, and a month claimed from the region."""
    assert build(tmp_path, "--data") == 0
    workbook = tmp_path / "kommuneregnskab-viborg-eksempel.xlsx"
    assert main(["check", str(workbook)]) == 1
    assert " 0 fejl" in capsys.readouterr().out
    assert main(["calc", str(workbook), "-o", str(tmp_path / "beregnet.xlsx")]) == 0
    assert " 0 i fejl" in capsys.readouterr().out
    assert remarks(workbook) == remarks(tmp_path / "beregnet.xlsx") == []
    write_templates(tmp_path)
    fill_in(tmp_path / "parter.csv")
    claim = ["--kommune", OWN, "--udsteder", "kommunen", "--maaned", "2016-11", "-o", str(tmp_path / "ud")]
    assert main(["invoice", str(workbook), *claim]) == 0, capsys.readouterr().err
    rows = next((tmp_path / "ud").rglob("opkraevet.csv")).read_text(encoding="utf-8-sig").splitlines()
    (row,) = csv.DictReader(rows, delimiter=";")
    line = next(one for one in load_workbook(workbook, data_only=True)["Opkrævningslinjer"].values
                if one[1] == dt.datetime(2016, 11, 1))  # fmt: skip
    assert row["Retning"] == "kommunen opkræver"
    assert float(row["Beløb"].replace(",", ".")) == line[5] > 0


def test_an_empty_one_has_nothing_to_look_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path) == 0
    assert [one.name for one in tmp_path.iterdir()] == ["kommuneregnskab-viborg.xlsx"]
    assert main(["check", str(tmp_path / "kommuneregnskab-viborg.xlsx")]) == 0
    before = (tmp_path / "kommuneregnskab-viborg.xlsx").read_bytes()
    capsys.readouterr()
    assert build(tmp_path) == 2  # somebody may have filled it in
    assert "overskrives ikke" in capsys.readouterr().err
    assert (tmp_path / "kommuneregnskab-viborg.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--part", "kommune", "--kommune", "Atlantis"], "kender ikke kommunen 'Atlantis'"),
        (["--part", "kommune"], "--kommune NAVN"),
        (["--kommune", "Viborg"], "--part kommune"),
        (["--data"], "--part kommune"),
        (["--part", "kommune", "--kommune", "Viborg", "--check"], "ikke --check"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    asked: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *asked, "--folder", str(tmp_path / "new")]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "new").exists()
