"""A year of claims in LibreOffice, and the next year's workbook: to the byte what the headless engine makes of them."""

import datetime as dt
from pathlib import Path

from tests.invoices.small_book import arrangement, posting, write_book
from xl_addin.cli.main import main

TODAY = dt.date(2017, 1, 9)
MONTHS = [dt.date(2016, month, 1) for month in range(1, 13)]


def both_engines(source: Path) -> None:
    calc, headless = source.with_name(f"calc-{source.name}"), source.with_name(f"headless-{source.name}")
    assert main(["calc", str(source), "-o", str(calc), "--engine", "libreoffice"]) == 0
    assert main(["calc", str(source), "-o", str(headless)]) == 0
    assert calc.read_bytes() == headless.read_bytes()


def test_a_year_of_claims_and_the_next(tmp_path: Path) -> None:
    moved = dt.date(2016, 7, 1)
    arrangements = [
        arrangement("A-1", "Viborg", **{"Gælder til": dt.date(2016, 6, 30)}),
        {"Sagsnr.": "A-1", "Kommune": "Aarhus", "Gælder fra": moved},
    ]
    postings = [posting(str(at), "A-1", month, 10_000.55 + at * 37.01) for at, month in enumerate(MONTHS)]
    postings.append(posting("9", "A-1", MONTHS[2], -2_000.05))
    sent = [
        {
            "Dato": TODAY, "Nummer": f"FHO-{at:05}", "Kommune": "Viborg" if month < moved else "Aarhus",
            "Måned": month, "Retning": "regionen opkræver", "Beløb": 3_300 + at,
            "Betalt den": TODAY if at % 3 else None,
        }
        for at, month in enumerate(MONTHS, 1)
    ]  # fmt: skip
    source = write_book(tmp_path / "2016.xlsx", arrangements, postings, sent, rows=40)
    both_engines(source)
    assert main(["nyt-aar", str(source), "-o", str(tmp_path / "2017.xlsx")]) == 0
    both_engines(tmp_path / "2017.xlsx")
