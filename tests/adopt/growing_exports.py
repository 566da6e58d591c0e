"""Exports whose amounts grow: the year so far, month by month, and ledgers that only look like it; sums by hand."""

from decimal import Decimal
from typing import Any

from tests.adopt.exports import ASKED, COLUMNS, GROWING, REFUSED, Export, Rows, book, text

SO_FAR = "summer fra årets begyndelse"
OWN = ((COLUMNS, 'akkumuleret = "nej"\n\n[kolonner]'),)


def months(first: int, *amounts: str, case: str = "XG-1-00001", art: str = "løn") -> Rows:
    """An arrangement's amounts from a month of 2016 on."""
    place, payer = ("Viborg", "regionen") if case == "XG-1-00001" else ("Aarhus", "kommunen")
    return [[case, place, art, f"2016-{month:02d}", payer, amount] for month, amount in enumerate(amounts, first)]


def led(heading: str, cells: list[Any], rows: Rows) -> tuple[list[str], Rows]:
    """The rows with one column more in front."""
    return [heading, *GROWING], [[cell, *row] for cell, row in zip(cells, rows, strict=True)]


BOTH = [months(8, *amounts, case="XG-2-00001", art=art) for art, amounts in
        (("løn", ("500,00", "600,00", "700,00")), ("vikar", ("90,00", "91,50", "95,00")), ("ferie", ("70,00", "70,00", "75,00")))]  # fmt: skip
RISING = months(8, "100,25", "320,75", "530,00")
PERIODS: Rows = [["XG-1-00001", "Viborg", "løn", "01-01-2016", last, "regionen", amount]
                 for last, amount in (("31-01-2016", "100,25"), ("29-02-2016", "220,50"), ("31-03-2016", "345,75"))]  # fmt: skip
DAYS: Rows = [["XG-1-00001", "Viborg", "løn", day, "regionen", amount]
              for day, amount in (("03-08-2016", "100,25"), ("11-08-2016", "10,25"), ("17-08-2016", "7,00"),
                                  ("02-09-2016", "301,75"), ("19-09-2016", "302,75"), ("23-09-2016", "400,75"))]  # fmt: skip
WIDE = ["Ordning", "Kommune", "Art", "Betalt af", "august 2016", "september 2016", "oktober 2016"]
WIDE_ROW = ["XG-1-00001", "Viborg", "løn", "regionen", "100,25", "320,75", "530,00"]

GROWING_EXPORTS = [
    # The year so far: the last month is the year's sum, and the others would be booked again.
    Export("so far: two months", text(GROWING, months(9, "100,25", "300,75")), REFUSED, SO_FAR),
    Export("so far: several rows of a case and a month", text(GROWING, [row for pair in zip(months(8, "100,25", "210,50", "330,75"), months(8, "50,00", "50,00", "75,00"), strict=True) for row in pair]),
           REFUSED, SO_FAR),
    Export("so far: a credit makes it fall", text(GROWING, months(8, "100,25", "300,75", "280,75", "600,10")), REFUSED, SO_FAR),
    Export("so far: a credit in the last month", text(GROWING, months(8, "100,25", "300,75", "600,75", "580,10")), REFUSED, SO_FAR),
    Export("so far: most of the cost in the first month, hardly a fall", text(GROWING, [row for one in BOTH for row in one]), REFUSED, SO_FAR),
    Export("so far: as periods from the year's first day", text(["Ordning", "Kommune", "Art", "Fra", "Til", "Betalt af", "Beløb"], PERIODS), REFUSED, SO_FAR),
    Export("so far: beside the numbers of the lines", text(*led("Nr", [1, 2, 3], RISING)), REFUSED, SO_FAR),
    Export("so far: beside the account's number", text(*led("Nr", ["4711", "4711", "4711"], RISING)), REFUSED, SO_FAR),
    Export("so far: a column a month", book(("2016", [WIDE, WIDE_ROW])), REFUSED, SO_FAR, suffix=".xlsx"),
    Export("so far: an amount that cannot be read among them", text(GROWING, [*RISING, *months(11, "ca. 700")]), REFUSED, SO_FAR),
    # Each month's own, with costs that grow strongly. By hand: 100,25 + 320,75 + 530,00.
    Export("own: vouchers", text(*led("Bilag", ["4711", "4790", "4802"], RISING)), true=Decimal("951.00")),
    Export("own: days", text(["Ordning", "Kommune", "Art", "Dato", "Betalt af", "Beløb"], DAYS), true=Decimal("1122.75")),
    Export("own: a column a month, and their sum", book(("2016", [[*WIDE, "I alt"], [*WIDE_ROW, "951,00"]])), true=Decimal("951.00"), suffix=".xlsx"),
    Export("own: asked, for nothing tells", text(GROWING, RISING), ASKED, SO_FAR, answer=OWN, true=Decimal("951.00")),
    Export("own: the same wages in two months", text(GROWING, months(9, "332,90", "332,90")), true=Decimal("665.80")),
    Export("own: wages that rise by a little", text(GROWING, [*months(8, "100,00", "100,00", "102,00"), *months(8, "130,00", "130,00", "132,60", case="XG-2-00001")]), true=Decimal("694.60")),
    Export("own: an arrangement that begins later", text(GROWING, [*months(8, "100,00", "100,00"), *months(9, "310,00", case="XG-2-00001")]), true=Decimal("510.00")),
    Export("own: an art that is not there the next month", text(GROWING, [*months(9, "100,25", "250,00"), *months(9, "80,00", art="vikar")]), true=Decimal("430.25")),
]  # fmt: skip
