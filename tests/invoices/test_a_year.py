"""A year with one municipality and another: invoiced every month, paid, corrected, a citizen moved.

At every step: owed = invoiced + to invoice; and in the end the sum over all months is the settlement, to the øre. What
is owed is worked out here by itself, in whole øre: 67 per cent, halves away from zero; the rest is the municipality's.
"""

import csv
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.invoices.small_book import arrangement, posting, write_book
from xl_addin.cli.main import main
from xl_addin.invoices.claim import Direction
from xl_addin.invoices.claiming import months, standing
from xl_addin.invoices.regional_book import RegionalBook, read_regional_book

MONTHS = [dt.date(2016, month, 1) for month in range(1, 13)]
TODAY = dt.date(2017, 1, 31)


def municipal(ore: int) -> int:
    """The municipality's part of a joint cost."""
    magnitude = (abs(ore) * 67 * 2 + 100) // 200
    return ore - (magnitude if ore >= 0 else -magnitude)


@dataclass
class Year:
    """The workbook as a controller keeps it through the year."""

    folder: Path
    arrangements: list[dict[str, Any]]
    postings: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def save(self) -> Path:
        return write_book(self.folder / "regnskab.xlsx", self.arrangements, self.postings, self.sent)

    def read(self) -> RegionalBook:
        return read_regional_book(self.save(), TODAY)

    def invoice(self, month: dt.date, *whom: str) -> list[dict[str, str]]:
        """Invoice a month, and paste the rows into the record."""
        number = 1 + sum(row["Retning"] == "regionen opkræver" for row in self.sent)
        arguments = [*(whom or ("--alle",)), "--maaned", f"{month:%Y-%m}", "--dato", "2017-01-31"]
        assert main(["invoice", str(self.save()), *arguments, "-o", str(self.folder / "ud")]) == 0
        path = self.folder / "ud" / f"FHO-{number:05}" / "opkraevet.csv"
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
        for row in rows:
            pasted: dict[str, Any] = dict(row)
            pasted["Beløb"] = float(row["Beløb"].replace(",", "."))
            pasted["Betalt den"] = None
            self.sent.append(pasted)
        return rows


def owed_by_hand(year: Year, moved: dt.date) -> Counter[tuple[str, dt.date]]:
    """What each municipality owes the region for each month."""
    owed: Counter[tuple[str, dt.date]] = Counter()
    for one in year.postings:
        month = one["Til"].replace(day=1)
        home = "Viborg" if one["Ordning"] == "A-1" and month < moved else "Aarhus"
        ore = round(one["Beløb"] * 100)
        if one["Betalt af"] == "Regionen":
            owed[home, month] += municipal(ore) if one["Art"] == "løn" else ore
    return owed


def agrees(year: Year, moved: dt.date) -> RegionalBook:
    """Owed = invoiced + to invoice, month by month; and owed is what it is by hand."""
    book, by_hand = year.read(), owed_by_hand(year, moved)
    sent: Counter[tuple[str, dt.date]] = Counter()
    for row in year.sent:
        day, month, in_year = map(int, row["Måned"].split("-"))
        sent[row["Kommune"], dt.date(in_year, month, day)] += round(row["Beløb"] * 100)
    for municipality in ("Viborg", "Aarhus"):
        for month in MONTHS:
            now = standing(book, municipality, month, Direction.REGION)
            assert now.owed == by_hand[municipality, month]
            assert now.before == sent[municipality, month]
            assert now.owed == now.before + now.to_claim
    return book


def test_a_year(desk: Path) -> None:
    moved = dt.date(2016, 7, 1)
    year = Year(desk, [arrangement("A-1", "Viborg"), arrangement("A-2", "Aarhus")])
    for number, month in enumerate(MONTHS):
        year.postings += [
            posting(f"1{number:03}", "A-1", month, 10_000.55 + number * 37.01),
            posting(f"2{number:03}", "A-2", month, 0.05 + number * 999.99),
            posting(f"3{number:03}", "A-2", month, 500, **{"Betalt af": "Kommunen"}),
        ]
        if month == moved:  # the citizen moves: a period of its own
            year.arrangements[0]["Gælder til"] = dt.date(2016, 6, 30)
            year.arrangements.append({"Sagsnr.": "A-1", "Kommune": "Aarhus", "Gælder fra": moved})
        agrees(year, moved if month >= moved else dt.date(2017, 1, 1))
        rows = year.invoice(month)
        assert {row["Kommune"] for row in rows} == ({"Viborg", "Aarhus"} if month < moved else {"Aarhus"})
        if number % 3 == 0:
            year.sent[-1]["Betalt den"] = dt.date(2017, 1, 30)
    agrees(year, moved)

    # An invoiced month is corrected twice: a late bill, then a credit note.
    year.postings.append(posting("9001", "A-1", MONTHS[2], 1_234.56, Art="servicelov"))
    agrees(year, moved)
    (row,) = year.invoice(MONTHS[2], "--kommune", "Viborg")
    assert row["Beløb"] == "1234,56"
    year.postings.append(posting("9002", "A-1", MONTHS[2], -2_000.05))
    (row,) = year.invoice(MONTHS[2], "--kommune", "Viborg")
    assert row["Beløb"] == f"-{-municipal(-200_005) // 100},{-municipal(-200_005) % 100:02}"
    book = agrees(year, moved)

    # Nothing is left to invoice: the sum over all months is the settlement.
    for municipality in ("Viborg", "Aarhus"):
        assert not any(
            standing(book, municipality, month, Direction.REGION).to_claim
            for month in months(book, municipality, Direction.REGION)
        )
        settled = sum(one.collected[Direction.REGION] for one in book.postings if one.municipality == municipality)
        assert settled == sum(one.amount for one in book.sent if one.municipality == municipality)
    numbers = [one.number for one in book.sent]
    assert numbers == [f"FHO-{place:05}" for place in range(1, len(numbers) + 1)]
    # What Aarhus paid of the region's share is still Aarhus' to collect.
    assert sum(one.collected[Direction.MUNICIPALITY] for one in book.postings) == 12 * (500_00 - municipal(500_00))

    # The year is closed: what is not paid is the opening balance of the next, and can be paid there.
    paid = sum(one.amount for one in book.sent if one.paid_on)
    assert 0 < paid < sum(one.amount for one in book.sent)
    assert main(["nyt-aar", str(year.save()), "-o", str(desk / "2017.xlsx")]) == 0
    new = read_regional_book(desk / "2017.xlsx", TODAY)
    for municipality in ("Viborg", "Aarhus"):
        for direction in Direction:
            assert new.balance(municipality, direction) == book.balance(municipality, direction)
    assert sum(one.amount for one in new.sent) == sum(one.amount for one in book.sent) - paid
    assert not months(new, "Viborg", Direction.REGION)
