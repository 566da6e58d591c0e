"""`fho nyt-aar`: postings stay behind, what goes on comes along, and every balance is the same to the øre."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.invoices.small_book import HEADER, arrangement, posting, write_book
from xl_addin.cli.main import main
from xl_addin.invoices.claim import Direction
from xl_addin.invoices.regional_book import RegionalBook, read_regional_book

OCTOBER, DECEMBER = dt.date(2016, 10, 1), dt.date(2016, 12, 1)
TODAY = dt.date(2017, 1, 9)
ARRANGEMENTS = [
    arrangement("A-1", "Viborg", **{"Gælder til": dt.date(2016, 6, 30)}),
    arrangement("A-0", "Skive", **{"Gælder til": dt.date(2016, 11, 30)}),
    {"Sagsnr.": "A-1", "Kommune": "Aarhus", "Gælder fra": dt.date(2016, 7, 1)},
    arrangement("A-2", "Aarhus"),
]
POSTINGS = [
    posting("1", "A-1", dt.date(2016, 5, 1), 1000.05),
    posting("2", "A-1", OCTOBER, 2000.10),
    posting("3", "A-2", DECEMBER, 500.33, **{"Betalt af": "Kommunen"}),
    posting("4", "A-0", OCTOBER, 77.77),
]


def sent(number: str, municipality: str, month: dt.date, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "Dato": dt.date(2016, 11, 1), "Nummer": number, "Kommune": municipality, "Måned": month,
        "Retning": "regionen opkræver", "Beløb": amount, **more,
    }  # fmt: skip


SENT = [
    sent("FHO-00001", "Viborg", dt.date(2016, 5, 1), 330.02, **{"Betalt den": dt.date(2016, 12, 1)}),
    sent("FHO-00002", "Aarhus", OCTOBER, 660.03, Reference="REF 1"),
    sent("AAR-7", "Aarhus", DECEMBER, 335.22, Retning="kommunen opkræver"),
]


def balances(book: RegionalBook) -> dict[tuple[str, Direction], int]:
    named = ("Viborg", "Aarhus", "Skive")
    return {(name, way): ore for name in named for way in Direction if (ore := book.balance(name, way))}


def test_the_balances_come_along_and_the_old_workbook_is_not_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, POSTINGS, SENT)
    before, file = read_regional_book(old, TODAY), old.read_bytes()
    assert balances(before) == {
        ("Aarhus", Direction.REGION): 660_03,
        ("Aarhus", Direction.MUNICIPALITY): 335_22,
        ("Skive", Direction.REGION): 25_66,
    }
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx")]) == 0
    after = read_regional_book(tmp_path / "2017.xlsx", TODAY)
    assert balances(after) == balances(before) == after.opening
    assert after.postings == ()
    assert old.read_bytes() == file
    said = capsys.readouterr().out
    assert "saldo Skive: 25,66 kr., kommunen betaler" in said
    assert "ikke opkrævet endnu: Skive, regionen opkræver, oktober 2016: 25,66 kr." in said
    assert "skrevet for 2017" in said


def test_what_comes_along_and_what_stays(tmp_path: Path) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, POSTINGS, SENT)
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx")]) == 0
    book = load_workbook(tmp_path / "2017.xlsx")
    cases = [(book["Ordninger"].cell(row, 1).value, book["Ordninger"].cell(row, 2).value) for row in range(6, 10)]
    assert cases == [("A-1", "Viborg"), ("A-1", "Aarhus"), ("A-2", "Aarhus"), (None, None)]
    assert not any(cell.value for row in book["Udgifter"].iter_rows(min_row=HEADER + 1) for cell in row)
    rows = [[cell.value for cell in row] for row in book["Opkrævet"].iter_rows(min_row=HEADER + 1)]
    assert [row[1:6] for row in rows] == [
        ["FHO-00002", "Aarhus", None, "regionen opkræver", 660.03],
        ["AAR-7", "Aarhus", None, "kommunen opkræver", 335.22],
        [None] * 5,
    ]
    assert [row[7] for row in rows] == ["Fra oktober 2016. REF 1", "Fra december 2016", None]


def test_a_second_year_end_carries_the_opening_on(tmp_path: Path) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, POSTINGS, SENT)
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx")]) == 0
    opened = load_workbook(tmp_path / "2017.xlsx")
    opened["Opkrævet"]["G6"] = dt.date(2017, 2, 1)  # Aarhus pays
    opened.save(tmp_path / "2017.xlsx")
    assert main(["nyt-aar", str(tmp_path / "2017.xlsx"), "-o", str(tmp_path / "2018.xlsx"), "--aar", "2018"]) == 0
    expected = balances(read_regional_book(tmp_path / "2016.xlsx", TODAY))
    del expected["Aarhus", Direction.REGION]
    assert read_regional_book(tmp_path / "2018.xlsx", TODAY).opening == expected


@pytest.mark.parametrize(
    ("postings", "more", "said"),
    [
        ([*POSTINGS, posting("5", "A-9", OCTOBER, 1)], [], "Udgifter række 10: Fejl: Ordningen står ikke"),
        ([], [], "har ingen posteringer; skriv året med --aar"),
        (POSTINGS, ["-o", "bog.txt"], "skal ende på .xlsx"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], postings: list[dict[str, Any]], more: list[str], said: str
) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, postings)
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx"), *more]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["2016.xlsx"]


def test_a_workbook_without_room_for_balances(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, POSTINGS, SENT)
    opened = load_workbook(old)
    del opened.defined_names["mod_primo_region"]
    opened.save(old)
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx")]) == 2
    assert "lavet med en ældre udgave" in capsys.readouterr().err


def test_a_sheet_that_would_say_another_balance_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_book(tmp_path / "2016.xlsx", ARRANGEMENTS, POSTINGS, SENT)
    opened = load_workbook(old)
    opened["Modregning"]["D7"] = "=B7"
    opened.save(old)
    assert main(["nyt-aar", str(old), "-o", str(tmp_path / "2017.xlsx")]) == 2
    assert "saldoen for Aarhus ville blive 660,03 kr. i stedet for 324,81 kr." in capsys.readouterr().err
