"""The claims and the new year of our own regional workbook, small and with invented data."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit import remarks
from tests.books.computing import compute
from tests.books.conftest import ROOM, fifty_postings, small_ledger
from xl_addin.books import regional
from xl_addin.books.bookfile import written
from xl_addin.books.invented import CLOSED
from xl_addin.cli.main import main
from xl_addin.engine import calculate, write_calculated
from xl_addin.invoices.claim import Direction
from xl_addin.invoices.claiming import months, standing
from xl_addin.invoices.regional_book import read_regional_book

Read = Callable[[Path], dict[str, float]]


@pytest.fixture
def workbook(desk: Path) -> Path:
    """Fifty postings and a dozen claims, computed."""
    ledger = {**small_ledger(), "Opkrævet": fifty_postings()["Opkrævet"]}
    path = desk / "regnskab.xlsx"
    (desk / "plain.xlsx").write_bytes(written(regional.build(ledger, ROOM, CLOSED)))
    write_calculated(calculate(desk / "plain.xlsx"), path)
    return path


def nets(path: Path) -> dict[str, float]:
    """What Modregning says is left to settle."""
    found = compute(load_workbook(path), path.parent)
    named = zip(found.named("mod_kommune"), found.named("mod_netto"), strict=True)
    return {name: net for name, net in named if name and net}


def test_the_claims_are_what_the_sheet_says_is_missing(workbook: Path, desk: Path) -> None:
    book = read_regional_book(workbook, CLOSED)
    sheet = compute(load_workbook(workbook), desk)
    assert not book.faults
    municipality, month = next(
        (name, month)
        for name in sorted({one.municipality for one in book.postings})
        for month in months(book, name, Direction.REGION)
        if standing(book, name, month, Direction.REGION).to_claim > 0
    )
    assert main([
        "invoice", str(workbook), "--kommune", municipality, "--maaned", f"{month:%Y-%m}", "-o", str(desk / "ud"),
    ]) == 0  # fmt: skip
    (row,) = csv.DictReader(
        next((desk / "ud").glob("*/opkraevet.csv")).read_text("utf-8-sig").splitlines(), delimiter=";"
    )
    claimed = int(row["Beløb"].replace(",", ""))
    assert claimed == standing(book, municipality, month, Direction.REGION).to_claim
    total = sum(
        standing(book, municipality, one, Direction.REGION).to_claim
        for one in months(book, municipality, Direction.REGION)
    )
    shown = zip(sheet.named("opk_kommune"), sheet.named("opk_rest_region"), strict=True)
    assert round(100 * sum(rest for name, rest in shown if name == municipality)) == total


def test_the_new_year_begins_where_the_old_one_ended(workbook: Path, desk: Path) -> None:
    out = desk / "nyt.xlsx"
    assert main(["nyt-aar", str(workbook), "-o", str(out)]) == 0
    assert nets(out) == nets(workbook) != {}
    assert remarks(workbook) == remarks(out) == []
    opened = load_workbook(out, data_only=True)
    assert opened["Forside"]["C6"].value == "Alt stemmer"
    assert not any(cell for row in opened["Udgifter"].iter_rows(min_row=6, values_only=True) for cell in row)
