"""Exports thought of to fool us, after all others were taken over right: each with its true sum by hand."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.exports import (
    ASKED,
    COLUMNS,
    PLAIN,
    POSITIVE,
    REFUSED,
    THOUSANDS,
    TOLD,
    Export,
    Rows,
    book,
    changed,
    like,
    plain,
    text,
    value,
    with_column,
    with_rows,
)

NO_POSTING = (("sum", ""),)
FIRST_FOUR = Decimal("331.50")
ALL_PLUS = Decimal("1371.60")
"""By hand, when the credit of 20,00 is taken for a cost: 1.331,60 + 2 · 20,00."""


def unlike(heading: str, cells: list[Any]) -> tuple[list[str], Rows]:
    """All amounts positive and nothing said in the texts: only a column more may tell which one is the credit."""
    headings, rows = with_column(heading, cells)
    return headings, [[*row[:6], amount, row[7], "t", *row[9:]] for row, amount in zip(rows, POSITIVE, strict=True)]


def extra(**other: str) -> Rows:
    """The postings, and a row below them as full as they are, but without a voucher."""
    return [*plain(), like(4, **{"bilag": "", **other})]


def looking(look: Callable[[Worksheet], None], *more: list[Any]) -> Callable[[Path], None]:
    """The postings, and what only their look says of them."""

    def write(path: Path) -> None:
        workbook = Workbook()
        for row in [PLAIN, *plain(), *more]:
            workbook.active.append([value(one) for one in row])
        look(workbook.active)
        workbook.save(path)

    return write


def in_euro(sheet: Worksheet) -> None:
    for row in range(2, 7):
        sheet.cell(row, 7).number_format = "#,##0.00 [$€-407]"


def in_kroner(sheet: Worksheet) -> None:
    for row in range(2, 7):
        sheet.cell(row, 7).number_format = "#,##0.00 [$kr.-406]"


def struck_out(sheet: Worksheet) -> None:
    for cell in sheet[7]:
        cell.font = Font(strike=True)


def opened(words: str) -> Export:
    """An opening balance as full as a posting, by this name."""
    rows = [like(0, bilag="999", beloeb="5.000,00", tekst=words), *plain()]
    return Export(
        f"an opening balance called {words}", text(PLAIN, rows), ASKED, "kalder sig en sum", answer=NO_POSTING
    )


def below(what: str, **other: str) -> Export:
    """A row below the postings, as full as they are, that is none."""
    return Export(what, text(PLAIN, extra(**other)), ASKED, 'Skriv "', answer=NO_POSTING)


ODD_EXPORTS = [
    *map(opened, ["Åbningspost", "Åbningsbalance", "Anfangssaldo", "Saldovortrag", "Åbningspostering 2016"]),
    # Rows as full as postings that are sums or plans: they have no voucher, and the others have.
    below("a total of the costs without the credits", beloeb="1.351,60", tekst=""),
    below("a total rounded to kroner", beloeb="1.332,00", tekst=""),
    below("a total in thousands below amounts in kroner", beloeb="1,33", tekst=""),
    below("Årets udgifter", beloeb="1.350,00", tekst="Årets udgifter"),
    below("Tot.", beloeb="1.350,00", tekst="Tot."),
    below("Udgifter i alt 2016", beloeb="1.350,00", tekst="Udgifter i alt 2016"),
    below("Budget in the text", beloeb="500,00", tekst="Budget november"),
    below("an estimate of what is not booked yet", beloeb="500,00", tekst="December"),
    Export("a posting without a voucher", text(PLAIN, extra(beloeb="500,00", tekst="December")), ASKED, "intet bilag",
           answer=(("postering", ""),), true=Decimal("1831.60")),
    Export("all postings without vouchers, said at once", text(PLAIN, extra(beloeb="500,00", tekst="December")), ASKED, "uden bilag",
           answer=(('["rækker"]', '["rækker"]\n"uden bilag" = "postering"'),), true=Decimal("1831.60")),
    *(Export(f"no voucher in any row, {what}", text(PLAIN, [["", *row[1:]] for row in extra(beloeb=amount, tekst=words)]), ASKED, says, answer=NO_POSTING)
      for what, amount, words, says in (("a rounded total", "1.332,00", "", "summen af"), ("a total of the costs", "1.351,60", "", "summen af"), ("a budget", "500,00", "Budgetteret", "Budgetteret"))),
    Export("no row has a voucher", text(PLAIN, [["", *row[1:]] for row in plain()])),
    Export("a part of the posting above, as full as it is", text(PLAIN, with_rows((1, like(0, bilag="1001", beloeb="40,00", tekst="- heraf ferietillæg")))), ASKED, "heraf", answer=NO_POSTING),
    # The same rows twice: only one of them is a posting.
    Export("the whole export pasted twice", text(PLAIN, [*plain(), *plain()]), ASKED, "den samme som en postering", answer=NO_POSTING),
    Export("the whole export pasted twice with its heading", text(PLAIN, [*plain(), PLAIN, *plain()]), ASKED, "den samme som en postering", answer=NO_POSTING),
    Export("sap: parallel ledgers, one below the other", text(["Ledger", *PLAIN], [[one, *row] for one in ("0L", "2L") for row in plain()]), ASKED, "den samme som en postering", answer=NO_POSTING),
    Export("sap: parallel ledgers, row by row", text(["Ledger", *PLAIN], [[one, *row] for row in plain() for one in ("0L", "2L")]), ASKED, "den samme som en postering", answer=NO_POSTING),
    Export("the last row of a page again on the next", text(PLAIN, [*plain()[:3], PLAIN, *plain()[2:]]), ASKED, "den samme som en postering", answer=NO_POSTING),
    Export("the last row of a page again, (fortsat) in its text", text(PLAIN, with_rows((3, PLAIN), (3, like(2, tekst="Løn oktober (fortsat)")))), ASKED, "(fortsat)", answer=NO_POSTING),
    Export("a line of a voucher again, further down", text(PLAIN, [*plain(), plain()[1]]), true=Decimal("1532.10")),
    Export("two lines of a voucher that are the same and both are postings", text(PLAIN, [*plain()[:2], *plain()[1:]]), ASKED, "den samme som en postering",
           answer=(("postering", ""),), true=Decimal("1532.10")),
    Export("fortsættes and a page's number", text(PLAIN, with_rows((3, ["fortsættes på næste side"]), (3, ["Side 2 af 2"]), (3, PLAIN)))),
    Export("At overføre and Overført on both sides of a page's end",
           text(PLAIN, with_rows((3, ["", "", "", "", "", "", "351,50", "", "At overføre"]), (3, PLAIN), (3, ["", "", "", "", "", "", "351,50", "", "Overført"])))),
    # Credits that nothing but a word or a code tells.
    Export("a credit in words, with its minus", text(*changed("Tekst", ["t", "t", "t", "Kreditnota nr. 4711", "t"]))),
    *(Export(f"a credit without a minus, {words}", text(PLAIN, [[*row[:6], amount, row[7], words if row[0] == "1004" else "t"] for row, amount in zip(plain(), POSITIVE, strict=True)]), ASKED, "med plus",
             answer=(("postering", ""),), true=ALL_PLUS)
      for words in ("Kreditnota nr. 4711 fra bureau", "Tilbageførsel af bilag 1003", "Refusion af sygedagpenge", "Lønrefusion oktober")),
    Export("sap: posting keys", text(*unlike("BSCHL", ["40", "40", "40", "50", "40"])), REFUSED, "har 40, 50, og alle"),
    Export("sap: credit memos by the kind of document", text(*unlike("Bilagsart", ["SA", "SA", "SA", "KG", "SA"])), REFUSED, "har KG, SA"),
    Export("1 and -1 beside the amounts", text(*unlike("Faktor", ["1", "1", "1", "-1", "1"])), ASKED, "siger debet eller kredit", answer=((COLUMNS, '\n[kolonner]\n"Debet/kredit" = "Faktor"'),)),
    Export("letters of our own beside the amounts", text(*unlike("U/I", ["U", "U", "U", "I", "U"])), REFUSED, "har I, U"),
    Export("letters that are a code for VAT, beside amounts with signs", text(*with_column("Momskode", ["I", "I", "U", "I", "I"]))),
    # What is not booked, or not in kroner.
    Export("sap: planned costs beside actual ones", text(*with_column("Version", ["0", "0", "0", "0", "1"])), REFUSED, "budget fra bogførte udgifter"),
    Export("a posting that waits for approval", text(*with_column("Status", ["Godkendt"] * 4 + ["Til godkendelse"])), ASKED, "Til godkendelse", answer=NO_POSTING, true=FIRST_FOUR),
    Export("no under Bogført", text(*with_column("Bogført?", ["ja", "ja", "ja", "ja", "nej"])), ASKED, "nej under »Bogført?«", answer=NO_POSTING, true=FIRST_FOUR),
    Export("no under Medtages, in a sheet of our own", book(("Ark", [[*PLAIN, "Medtages"], *([*row, row[0] != "1005"] for row in plain())])), ASKED, "nej under »Medtages«", answer=NO_POSTING,
           true=FIRST_FOUR, suffix=".xlsx"),
    Export("a posting struck out", looking(struck_out, like(4, bilag="1006", beloeb="77,00")), ASKED, "overstreget", answer=NO_POSTING, suffix=".xlsx"),
    Export("amounts shown with the sign of the euro", looking(in_euro), REFUSED, "ikke i kroner", suffix=".xlsx"),
    Export("amounts shown with kr.", looking(in_kroner), suffix=".xlsx"),
    Export("kroner and øre in two columns", text([*PLAIN[:6], "Kroner", "Øre", *PLAIN[7:]], [[*row[:6], *row[6].replace(".", "").split(","), *row[7:]] for row in plain()]), REFUSED, "har også beløb"),
    Export("thousands, said in a line below", text(PLAIN, [*THOUSANDS, ["Alle beløb er i 1.000 kr."]])),
    Export("thousands, said in the sheet's name", book(("Udgifter t.kr.", [PLAIN, *THOUSANDS])), suffix=".xlsx"),
    Export("thousands: i hele tusinde", text(*changed("Beløb", [row[6] for row in THOUSANDS], "Beløb i hele tusinde"))),
    # Signs and spaces in amounts: read, or told.
    Export("thousands by apostrophes", text(*changed("Beløb", ["100,25", "200,50", "50,75", "-20,00", "1'000,10"])), TOLD, true=FIRST_FOUR),
    Export("a minus and a space", text(*changed("Beløb", ["100,25", "200,50", "50,75", "- 20,00", "1.000,10"])), TOLD, true=Decimal("1351.60")),
    Export("the currency before and after amounts", text(*changed("Beløb", ["DKK 100,25", "200,50 kr.", "kr. 50,75", "-20,00", "1.000,10 DKK"]))),
    # Shapes of whole sheets.
    Export("the sheet lies on its side", book(("Ark", [list(one) for one in zip(PLAIN, *plain(), strict=True)])), REFUSED, "mangler", suffix=".xlsx"),
    Export("the case in a heading above each group",
           text(["Dato", "Bilag", "Tekst", "Art", "Beløb", "Betalt af"],
                [["XG-1-00001"], ["15-10-2016", "1001", "Løn", "løn", "100,25", "regionen"], ["", "", "I alt XG-1-00001", "", "100,25", ""],
                 ["XG-2-00001"], ["15-10-2016", "1003", "Løn", "løn", "50,75", "kommunen"]]), REFUSED, "mangler Ordning"),
    Export("a sheet with sums beside the sheet with postings",
           book(("Oversigt", [["Ordning", "Kommune", "Art", "Periode", "Betalt af", "Beløb"], ["XG-1-00001", "Viborg", "løn", "2016-10", "regionen", "1.331,60"]]), ("Detaljer", [PLAIN, *plain()])),
           ASKED, "ligner også posteringer", answer=((COLUMNS, 'andre_ark = ["Oversigt"]\n\n[kolonner]'),), suffix=".xlsx"),
    Export("sums of the groups in a column of their own", book(("Ark", [[*PLAIN, None], *([*row, total] for row, total in zip(plain(), ["", "300,75", "", "30,75", "1.000,10"], strict=True))])),
           ASKED, "har også beløb", answer=((COLUMNS, 'ikke_brugt = ["J"]\n\n[kolonner]'),), suffix=".xlsx"),
    Export("a column a month, budget and accounts in turn",
           book(("2016", [["Ordning", "Kommune", "Art", "Betalt af", "okt 2016", None, "nov 2016", None], [None, None, None, None, "Budget", "Regnskab", "Budget", "Regnskab"],
                          ["XG-1-00001", "Viborg", "løn", "regionen", "90,00", "100,25", "90,00", "200,50"]])), REFUSED, "mangler", suffix=".xlsx"),
    Export("a sum of the rows that a filter shows", book(("Ark", [PLAIN, *plain(), ["", "", "", "", "", "", "1.080,85"]]), hidden=(3, 4)), ASKED, "ingen oplysninger", answer=NO_POSTING, suffix=".xlsx"),
    Export("an accrual, reversed the next month",
           text(PLAIN, [*plain(), like(0, bilag="1006", beloeb="500,00", tekst="Periodisering"), like(4, bilag="1007", beloeb="-500,00", tekst="Tilbageført periodisering")])),
    Export("a small table of its own below", text(PLAIN, [*plain(), [], ["Kommune", "Beløb"], ["Viborg", "1.300,85"], ["Aarhus", "30,75"]])),
    Export("dates of two kinds in a column", text(PLAIN, [[*row[:3], "10/31/2016" if row[0] == "1002" else row[3], *row[4:]] for row in plain()]), TOLD),
    Export("a 13th period", text(["Periode" if one == "Fra" else one for one in PLAIN if one != "Til"], [[*row[:3], "2016013" if row[0] == "1005" else "2016010", *row[5:]] for row in plain()]), TOLD),
]  # fmt: skip
