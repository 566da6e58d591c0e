"""Exports as ERP systems give them, traps in pairs: each with its true sum, worked out by hand and not by our code."""

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from tests.adopt.programs import converted

# Five postings; their sum by hand: 100,25 + 200,50 + 50,75 - 20,00 + 1.000,10.
TRUE = Decimal("1331.60")
POSTINGS = [
    ("1001", "XG-1-00001", "Viborg", "01-10-2016", "31-10-2016", "løn", "100,25", "regionen", "Løn oktober"),
    ("1002", "XG-1-00001", "Viborg", "01-10-2016", "31-10-2016", "vikar", "200,50", "regionen", "Bureau"),
    ("1003", "XG-2-00001", "Aarhus", "01-10-2016", "31-10-2016", "løn", "50,75", "kommunen", "Løn oktober"),
    ("1004", "XG-2-00001", "Aarhus", "01-10-2016", "31-10-2016", "løn", "-20,00", "kommunen", "Kreditnota"),
    ("1005", "XG-1-00001", "Viborg", "01-11-2016", "30-11-2016", "løn", "1.000,10", "regionen", "Løn november"),
]
PLAIN = ["Bilag", "Ordning", "Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Tekst"]
RIGHT, ASKED, REFUSED, TOLD = "right", "asked", "refused", "told"
"""Taken over; refused until a person has answered; refused; taken over with an error that stops the totals."""

Rows = list[list[Any]]


@dataclass(frozen=True)
class Export:
    """An export: what it is called, how it is written, what must become of it."""

    name: str
    write: Callable[[Path], None]
    outcome: str = RIGHT
    says: str = ""
    """What must be said, where it is not taken over at once."""
    faste: str = ""
    """What a person adds to the proposal under [faste]."""
    change: tuple[tuple[str, str], ...] = ()
    """What a person changes in the proposal before it is used."""
    answer: tuple[tuple[str, str], ...] = ()
    """What a person changes in the mapping when asked; then the sum must be right."""
    suffix: str = ".csv"
    true: Decimal = TRUE
    never: tuple[str, ...] = field(default=())
    """What must not stand in any part of the new workbook."""


def text(
    headings: list[str], rows: Rows, sign: str = ";", encoding: str = "utf-8", above: Rows | None = None
) -> Callable[[Path], None]:
    """A text file."""

    def write(path: Path) -> None:
        out = StringIO()
        csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows([*(above or []), headings, *rows])
        path.write_bytes(out.getvalue().encode(encoding))

    return write


def book(*sheets: tuple[str, Rows], hidden: tuple[int, ...] = ()) -> Callable[[Path], None]:
    """A workbook; amounts and dates that are written the Danish way become numbers and dates."""

    def write(path: Path) -> None:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for name, rows in sheets:
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append([value(one) for one in row])
            for row in hidden:
                sheet.row_dimensions[row].hidden = True
        workbook.save(path)

    return write


def value(written: Any) -> Any:
    """A cell as a spreadsheet holds it."""
    if isinstance(written, str) and len(written) == 10 and written[2:3] == written[5:6] == "-":
        return dt.datetime.strptime(written, "%d-%m-%Y")
    if isinstance(written, str) and "," in written and written.strip("-").replace(".", "").replace(",", "").isdigit():
        return float(written.replace(".", "").replace(",", "."))
    return written


def plain() -> Rows:
    """The postings as they stand."""
    return [list(one) for one in POSTINGS]


def with_rows(*more: tuple[int, list[Any]]) -> Rows:
    """The postings with rows put in, each before the posting of that number from 0."""
    rows = plain()
    for place, row in sorted(more, key=lambda one: -one[0]):
        rows.insert(place, row)
    return rows


def with_column(heading: str, cells: list[Any], place: int = 99) -> tuple[list[str], Rows]:
    """The postings with one column more."""
    headings, rows = list(PLAIN), plain()
    headings.insert(place, heading)
    for row, cell in zip(rows, cells, strict=True):
        row.insert(place, cell)
    return headings, rows


def changed(column: str, cells: list[Any] | None = None, heading: str = "") -> tuple[list[str], Rows]:
    """The postings with another heading, or other cells, in a column."""
    place, rows = PLAIN.index(column), plain()
    headings = [heading or one if one == column else one for one in PLAIN]
    for row, cell in zip(rows, cells or [row[place] for row in rows], strict=True):
        row[place] = cell
    return headings, rows


def like(posting: int, **other: str) -> list[Any]:
    """A row as full as a posting, with some cells changed: a sum that repeats every column."""
    names = {"bilag": 0, "ordning": 1, "kommune": 2, "art": 5, "beloeb": 6, "tekst": 8}
    row = list(POSTINGS[posting])
    for name, cell in other.items():
        row[names[name]] = cell
    return row


POSITIVE = ["100,25", "200,50", "50,75", "20,00", "1.000,10"]
SAP = ["BELNR", "BUDAT", "POSID", "HKONT", "DMBTR", "SHKZG", "SGTXT", "GJAHR", "MONAT", "WAERS"]
GERMAN = [
    "Belegnummer",
    "Buchungsdatum",
    "PSP-Element",
    "Kostenart",
    "Betrag in Hauswährung",
    "Soll/Haben-Kennz.",
    "Buchungstext",
]
COLUMNS = "\n[kolonner]"
PAID = '"Betalt af" = "regionen"\n'


def sap(sign: str = "SHKZG", amounts: list[str] | None = None, currency: str = "DKK") -> tuple[list[str], Rows]:
    """SAP's technical headings: positive amounts beside S and H, the period in two columns."""
    headings = [sign if one == "SHKZG" else one for one in SAP]
    rows = [
        [one[0], "15.12.2016", one[1], one[5], amount, "H" if one[6].startswith("-") else "S", one[8], "2016",
         f"0{one[3][3:5]}", currency]
        for one, amount in zip(POSTINGS, amounts or POSITIVE, strict=True)
    ]  # fmt: skip
    return headings, rows


def german() -> tuple[list[str], Rows]:
    """German headings, a posting date only."""
    _, rows = sap()
    return GERMAN, [row[:7] for row in rows]


def ledger(debit: str = "Debet", credit: str = "Kredit") -> tuple[list[str], Rows]:
    """Prisme: debit and credit apart."""
    headings = ["Dato", "Bilag", "Posteringstekst", "Projekt", "Konto", debit, credit, "Betaler", "Kommune"]
    rows = [
        [one[3].replace("-", "."), one[0], one[8], one[1], one[5], "" if one[6][0] == "-" else one[6],
         one[6][1:] if one[6][0] == "-" else "", one[7], one[2]]
        for one in POSTINGS
    ]  # fmt: skip
    return headings, rows


def navision(*more: str) -> tuple[list[str], Rows]:
    """Navision Stat: the amount, and the two sides of it again."""
    headings = [
        "Bogføringsdato",
        "Bilagsnr.",
        "Beskrivelse",
        "Finanskonto",
        "Sagsnr.",
        "Kommune",
        "Betalt af",
        "Beløb (RV)",
    ]
    rows = [[one[3], one[0], one[8], one[5], one[1], one[2], one[7], one[6]] for one in POSTINGS]
    sides = [(amount, "") if amount[0] != "-" else ("", amount[1:]) for amount in (one[6] for one in POSTINGS)]
    for row, both in zip(rows, sides, strict=True):
        row += list(both)[: len(more)]
    return [*headings, *more], rows


WIDE = ["Ordning", "Kommune", "Art", "Betalt af", "oktober 2016", "november 2016", "I alt"]
WIDE_ROWS: Rows = [
    ["XG-1-00001", "Viborg", "løn", "regionen", "100,25", "1.000,10", "1.100,35"],
    ["XG-1-00001", "Viborg", "vikar", "regionen", "200,50", "", "200,50"],
    ["XG-2-00001", "Aarhus", "løn", "kommunen", "30,75", "", "30,75"],
    ["I alt", "", "", "", "331,50", "1.000,10", "1.331,60"],
]
SUMS_OF_CASES = with_rows(
    (2, like(1, ordning="XG-1-00001 Resultat", beloeb="300,75")), (4, like(3, ordning="XG-2-00001 Resultat", beloeb="30,75")),
    (5, like(4, ordning="XG-1-00001 Resultat", beloeb="1.000,10")), (5, like(4, ordning="Samlet resultat", beloeb="1.331,60")),
)  # fmt: skip


THOUSANDS = [
    [*row[:6], amount, *row[7:]]
    for row, amount in zip(plain(), ["0,10025", "0,2005", "0,05075", "-0,02", "1,0001"], strict=True)
]
"""The postings in thousands of kroner."""
SALDI = ["100,25", "300,75", "351,50", "331,50", "1.331,60"]
PIVOT: Rows = [
    ["XG-1-00001", "Viborg", "løn", "2016-10", "regionen", "100,25"],
    ["XG-1-00001", "Viborg", "vikar", "2016-10", "regionen", "200,50"],
    ["XG-1-00001 Total", "", "", "", "", "300,75"],
    ["XG-2-00001", "Aarhus", "løn", "2016-10", "kommunen", "30,75"],
    ["XG-2-00001 Total", "", "", "", "", "30,75"],
    ["XG-1-00001", "Viborg", "løn", "2016-11", "regionen", "1.000,10"],
    ["Hovedtotal", "", "", "", "", "1.331,60"],
]


def bare(case: str, amount: str) -> list[Any]:
    """A row with nothing but a case and an amount."""
    return ["", case, "", "", "", "", amount, "", ""]


def turned(amount: str) -> str:
    """An amount with the other sign."""
    return amount[1:] if amount[0] == "-" else f"-{amount}"


def positive_with(heading: str, cells: list[Any]) -> tuple[list[str], Rows]:
    """All amounts positive, and a column more that may say their signs."""
    headings, rows = with_column(heading, cells)
    return headings, [[*row[:6], amount, *row[7:]] for row, amount in zip(rows, POSITIVE, strict=True)]


def minus_credits() -> tuple[list[str], Rows]:
    """Debit and credit apart, credits with a minus all the same."""
    headings, rows = ledger()
    return headings, [[*row[:6], row[6] and f"-{row[6]}", *row[7:]] for row in rows]


def grouped_headings(path: Path) -> None:
    """Two rows of headings, the upper ones merged over the columns that they go for."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Bilag", "Ordning", "Kommune", "Periode", None, "Udgift", None, "Betalt af", "Tekst"])
    sheet.append([None, None, None, "Fra", "Til", "Art", "Beløb", None, None])
    sheet.merge_cells("D1:E1")
    sheet.merge_cells("F1:G1")
    for row in plain():
        sheet.append([value(one) for one in row])
    workbook.save(path)


def folded_away(path: Path) -> None:
    """An outline: two postings hidden, their sum as full as they are below them."""
    workbook = Workbook()
    sheet = workbook.active
    for row in [PLAIN, *with_rows((2, like(1, bilag="", beloeb="300,75")))]:
        sheet.append([value(one) for one in row])
    for row in (2, 3):
        sheet.row_dimensions[row].outlineLevel, sheet.row_dimensions[row].hidden = 1, True
    workbook.save(path)


def as_text(path: Path) -> None:
    """A workbook in which nothing is a number or a date."""
    workbook = Workbook()
    for row in [PLAIN, *plain()]:
        workbook.active.append(row)
    workbook.save(path)


def said_separator(path: Path) -> None:
    """Excel's line that says the separator, after a mark of UTF-8; a text of two lines with quotes in it."""
    out = StringIO()
    rows = [[*row[:8], 'Løn\noktober; "ekstra"'] for row in plain()]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([PLAIN, *rows])
    path.write_bytes(("sep=;\r\n" + out.getvalue()).encode("utf-8-sig"))


def xls(headings: list[str], rows: Rows) -> Callable[[Path], None]:
    """An .xls of Excel 97, by LibreOffice."""

    def write(path: Path) -> None:
        plain_file = path.with_name("før.xlsx")
        book(("Udtræk", [headings, *rows]))(plain_file)
        converted(plain_file, path, "xls:MS Excel 97")

    return write


def emphasised(*rows: list[Any], among: Rows) -> Callable[[Path], None]:
    """A workbook in which only bold and a ground say that some rows are sums."""

    def write(path: Path) -> None:
        workbook = Workbook()
        for row in [PLAIN, *among, *rows]:
            workbook.active.append([value(one) for one in row])
        for row in (1, *range(workbook.active.max_row - len(rows) + 1, workbook.active.max_row + 1)):
            for cell in workbook.active[row]:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDDDDDD")
        workbook.save(path)

    return write


GROWING = ["Ordning", "Kommune", "Art", "Periode", "Betalt af", "Beløb"]
YEAR_TO_DATE: Rows = [
    ["XG-1-00001", "Viborg", "løn", month, "regionen", amount]
    for month, amount in (("2016-08", "100,25"), ("2016-09", "300,75"), ("2016-10", "300,75"), ("2016-11", "1.331,60"))
]
"""Each month the year's sum so far: the year cost 1.331,60, not 2.033,35."""
QUARTERS: Rows = [
    ["XG-1-00001", "Viborg", "løn", "regionen", "01-01-2016", "100,25", "1.000,10"],
    ["XG-2-00001", "Aarhus", "løn", "kommunen", "01-01-2016", "231,25", ""],
]
CPR, NAMES = ["010190-1234", "010190 1234", "02.02.1985/1234", "0202851234", "010190-1234"], ["Jens Hansen"] * 5
EXPORTS = [
    # SAP, KMD Opus
    Export("sap: S/H beside positive amounts", text(*sap()), faste=PAID),
    Export("sap: an indicator whose heading nobody knows", text(*sap("Kz")), ASKED, "siger debet eller kredit", PAID,
           answer=((COLUMNS, '\n[kolonner]\n"Debet/kredit" = "Kz"'),)),
    Export("sap: signed amounts, the indicator says it again", text(*sap(amounts=["100,25", "200,50", "50,75", "20,00-", "1.000,10"])), faste=PAID),
    Export("sap: the year of the period fails", text([*sap()[0][:7], *sap()[0][8:]], [[*row[:7], *row[8:]] for row in sap()[1]]), faste=PAID),
    Export("sap: stars before sums that repeat every column",
           text(PLAIN, with_rows((2, like(1, bilag="*", beloeb="300,75")), (4, like(3, bilag="*", beloeb="30,75")), (5, like(4, bilag="**", beloeb="1.331,60"))))),
    Export("opus: Resultat and Samlet resultat, every column repeated",
           book(("Udtræk", [PLAIN, *with_rows((2, like(1, tekst="Resultat", beloeb="300,75")), (4, like(3, tekst="Resultat", beloeb="30,75")), (5, like(4, tekst="Samlet resultat", beloeb="1.331,60")))])), suffix=".xlsx"),
    Export("opus: Resultat behind the case's number", text(PLAIN, SUMS_OF_CASES), ASKED, "kalder sig en sum", answer=(("sum", ""),)),
    Export("opus: sums without any word, every column repeated",
           text(PLAIN, with_rows((2, like(1, beloeb="300,75")), (4, like(3, beloeb="30,75")), (5, like(4, beloeb="1.331,60")))), ASKED, "summen af posteringer", answer=(("sum", ""),)),
    Export("opus: a posting that is the sum of others by chance", text(PLAIN, [*plain(), like(4, bilag="1006", beloeb="1.331,60")]), ASKED, "summen af posteringer",
           answer=(("postering", ""),), true=Decimal("2663.20")),
    Export("opus: two currencies", text(*with_column("Beløb i bilagsvaluta", ["13,47", "26,95", "6,82", "-2,69", "134,42"])), ASKED, "har også beløb",
           answer=((COLUMNS, 'ikke_brugt = ["Beløb i bilagsvaluta"]\n\n[kolonner]'),)),
    Export("opus: the same amount in both currencies", text(*with_column("Beløb i bilagsvaluta", [row[6] for row in plain()]))),
    Export("sap: euro beside the amounts", text(*sap(currency="EUR")), REFUSED, "ikke alle i kroner", PAID),
    Export("sap: German, tabs, Windows-1252", text(*german(), sign="\t", encoding="cp1252"), faste=PAID),
    Export("sap: text called .xls, UTF-16", text(*german(), sign="\t", encoding="utf-16"), faste=PAID, suffix=".xls"),
    Export("opus: a true .xls", xls(PLAIN, plain()), suffix=".xls"),
    Export("opus: PSP element, service period and posting date",
           text(["Bogføringsdato", "PSP-element", "Art", "Beløb", "Ydelsesperiode fra", "Ydelsesperiode til", "Kommune", "Betalt af"],
                [["15-12-2016", one[1], one[5], one[6], one[3], one[4], one[2], one[7]] for one in POSTINGS])),
    Export("opus: the last day of the service beside a posting date",
           text(["Bogføringsdato", "PSP-element", "Art", "Beløb", "Ydelsesperiode til", "Kommune", "Betalt af"],
                [["15-12-2016", one[1], one[5], one[6], one[4], one[2], one[7]] for one in POSTINGS]), REFUSED, "mangler Fra"),
    # Prisme
    Export("prisme: debit and credit", text(*ledger())),
    Export("prisme: a running balance", text([*ledger()[0], "Saldo"], [[*row, saldo] for row, saldo in zip(ledger()[1], ["100,25", "300,75", "351,50", "331,50", "1.331,60"], strict=True)])),
    Export("prisme: the balances at both ends",
           text(PLAIN, [["", "", "", "", "", "", "12.000,00", "", "Primosaldo"], *plain(), ["", "", "", "", "", "", "13.331,60", "", "Ultimosaldo"]])),
    Export("prisme: 2016M10", text(["Periode" if one == "Fra" else one for one in PLAIN if one != "Til"], [[*row[:3], f"2016M{row[3][3:5]}", *row[5:]] for row in plain()])),
    Export("prisme: Okt 16", text(["Måned" if one == "Fra" else one for one in PLAIN if one != "Til"], [[*row[:3], {"10": "Okt 16", "11": "Nov 16"}[row[3][3:5]], *row[5:]] for row in plain()])),
    Export("prisme: 010.2016 and yyyymmdd", text([*(one if one != "Fra" else "Periode" for one in PLAIN if one != "Til"), "Bogført"], [[*row[:3], f"0{row[3][3:5]}.2016", *row[5:], "20161215"] for row in plain()])),
    # Navision Stat
    Export("navision: the amount and both its sides", text(*navision("Debetbeløb", "Kreditbeløb"))),
    Export("navision: VAT beside the amount", text(*with_column("Momsbeløb", ["20,05", "40,10", "10,15", "-4,00", "200,02"])), ASKED, "har også beløb",
           answer=((COLUMNS, 'ikke_brugt = ["Momsbeløb"]\n\n[kolonner]'),)),
    Export("navision: Kontototal in the text", text(PLAIN, [*plain(), ["", "", "", "", "", "", "1.331,60", "", "Total"]])),
    Export("navision: hours beside the amount", text(*with_column("Antal timer", ["7,5", "8,0", "3,25", "0,5", "37,0"]))),
    # Any CSV
    Export("csv: UTF-8 with a mark", text(PLAIN, plain(), encoding="utf-8-sig")),
    Export("csv: Windows-1252", text(PLAIN, plain(), encoding="cp1252")),
    Export("csv: commas between, quotes around", text(PLAIN, plain(), sign=",")),
    Export("csv: decimal points", text(*changed("Beløb", ["100.25", "200.50", "50.75", "-20.00", "1000.10"])), REFUSED, "mangler Beløb"),
    Export("csv: 1,234 can be read in two ways", text(*changed("Beløb", ["100,25", "200,50", "50,75", "-20,00", "1,234"])), TOLD, true=Decimal("331.50")),
    Export("csv: øre", text(*changed("Beløb", ["10025", "20050", "5075", "-2000", "100010"], "Beløb i øre"))),
    Export("csv: thousands of kroner", text(*changed("Beløb", ["0,10025", "0,2005", "0,05075", "-0,02", "1,0001"], "Beløb (1.000 kr.)"))),
    Export("csv: thousands, said above", text(*changed("Beløb", ["0,10025", "0,2005", "0,05075", "-0,02", "1,0001"]), above=[["Alle beløb i t.kr."]])),
    Export("csv: last month's mapping said kroner, this month's heading says øre", text(*changed("Beløb", ["10025", "20050", "5075", "-2000", "100010"], "Beløb i øre")),
           ASKED, "beløbene er i øre", change=(('enhed = "øre"\narket_siger = "øre"\n', ""),), answer=((COLUMNS, 'enhed = "øre"\narket_siger = "øre"\n\n[kolonner]'),)),
    Export("csv: a unit beside each amount", text(*with_column("Enhed", ["kr.", "kr.", "tkr.", "kr.", "kr."])), REFUSED, "ikke alle i kroner"),
    Export("csv: D/K", text(*(lambda found: (found[0], [[*row[:6], amount, *row[7:]] for row, amount in zip(found[1], POSITIVE, strict=True)]))(with_column("D/K", ["D", "D", "D", "K", "D"])))),
    Export("csv: plus and minus apart", text(*(lambda found: (found[0], [[*row[:6], amount, *row[7:]] for row, amount in zip(found[1], POSITIVE, strict=True)]))(with_column("X", ["+", "+", "+", "-", "+"]))),
           ASKED, "siger debet eller kredit", answer=((COLUMNS, '\n[kolonner]\n"Debet/kredit" = "X"'),)),
    # Workbooks of a region's own
    Export("book: a column a month", book(("2016", [WIDE, *WIDE_ROWS])), suffix=".xlsx"),
    Export("book: a column a month, without a year", book(("2016", [["Ordning", "Kommune", "Art", "Betalt af", "okt", "nov", "I alt"], *WIDE_ROWS])), ASKED, "skriv måneden som åååå-mm",
           answer=(('"okt" = "åååå-mm"', '"okt" = "2016-10"'), ('"nov" = "åååå-mm"', '"nov" = "2016-11"')), suffix=".xlsx"),
    Export("book: one month of two mapped", book(("2016", [WIDE, *WIDE_ROWS])), REFUSED, "en måneds beløb", suffix=".xlsx",
           change=((COLUMNS, '\n[kolonner]\n"Beløb" = "oktober 2016"'), ('["måneder"]\n"oktober 2016" = "2016-10"\n"november 2016" = "2016-11"\n', "")), faste='"Fra" = "01-10-2016"\n'),
    Export("book: a sheet a month", book(("okt", [PLAIN, *plain()[:4]]), ("nov", [PLAIN, *plain()[4:]])), ASKED, "ligner også posteringer", suffix=".xlsx",
           answer=((COLUMNS, 'andre_ark = ["nov"]\n\n[kolonner]'),), true=Decimal("331.50")),
    Export("book: two tables, the columns in another order",
           book(("Ark", [PLAIN, *plain()[:4], [], [*PLAIN[:6], "Tekst", "Betalt af", "Beløb"], [*plain()[4][:6], "Løn", "regionen", "1.000,10"]])), REFUSED, "en anden tabel", suffix=".xlsx"),
    Export("book: the heading repeated, rows hidden", book(("Ark", [PLAIN, *plain()[:2], PLAIN, *plain()[2:]]), hidden=(3, 5)), suffix=".xlsx"),
    Export("book: the total above", book(("Ark", [PLAIN, ["I alt", "", "", "", "", "", "1.331,60", "", ""], *plain()])), suffix=".xlsx"),
    Export("book: a total without a word", book(("Ark", [PLAIN, *plain(), ["", "", "", "", "", "", "1.331,60", "", ""]])), suffix=".xlsx"),
    Export("book: a lonely amount that is no sum", book(("Ark", [PLAIN, *plain(), ["", "", "", "", "", "", "77,00", "", ""]])), ASKED, "ingen oplysninger", answer=(("sum", ""),), suffix=".xlsx"),
    Export("book: names and CPR numbers", text(*(lambda one: ([*one[0], "Medarbejder"], [[*row, name] for row, name in zip(one[1], NAMES, strict=True)]))(with_column("Reference", CPR))),
           never=("Jens Hansen", "010190", "0202851234", "02.02.1985")),
    Export("book: the case is a CPR number", text(*changed("Ordning", CPR)), REFUSED, "CPR-numre", change=((COLUMNS, '\n[kolonner]\n"Ordning" = "B"'),)),
    # Shapes hunted for later: each with its true sum by hand
    Export("totals above their postings, every column repeated", text(PLAIN, [like(0, bilag="", beloeb="1.331,60"), *plain()]), ASKED, "under den", answer=(("sum", ""),)),
    Export("sums above each group, every column repeated",
           text(PLAIN, with_rows((0, like(0, bilag="", beloeb="300,75", tekst="")), (2, like(2, bilag="", beloeb="30,75", tekst="")))), ASKED, "under den", answer=(("sum", ""),)),
    Export("sums above each group, bare, also of one posting",
           text(PLAIN, with_rows((0, bare("XG-1-00001", "300,75")), (2, bare("XG-2-00001", "30,75")), (4, bare("XG-1-00001", "1.000,10")))), ASKED, "ingen oplysninger", answer=(("sum", ""),)),
    Export("the credit note says so in words, its amount is positive", text(*positive_with("Type", ["Faktura", "Faktura", "Faktura", "Kreditnota", "Faktura"])), ASKED, "»Kreditnota«",
           answer=(("postering", ""),), true=Decimal("1371.60")),
    Export("income beside costs, all positive", text(*positive_with("Konteringstype", ["Udgift", "Udgift", "Udgift", "Indtægt", "Udgift"])), ASKED, "beløbet er med plus", answer=(("sum", ""),), true=Decimal("1351.60")),
    Export("a cancelled posting", text(*with_column("Status", ["Bogført", "Bogført", "Bogført", "Bogført", "Annulleret"])), ASKED, "Annulleret", answer=(("sum", ""),), true=Decimal("331.50")),
    Export("prisme: credits with their minus in a column of their own", text(*minus_credits()), REFUSED, "kun beløb med minus"),
    Export("prisme: both columns filled, one of them with nought", text(ledger()[0], [[*row[:5], row[5] or "0,00", row[6] or "0,00", *row[7:]] for row in ledger()[1]])),
    Export("all costs with minus, as accounts of income show them", text(*changed("Beløb", ["-100,25", "-200,50", "-50,75", "20,00", "-1.000,10"])), ASKED, "med minus",
           answer=((COLUMNS, 'minus = "udgift"\n\n[kolonner]'),)),
    Export("opus: minus behind, thousands with points", text(*changed("Beløb", ["100,25", "200,50", "50,75", "20,00-", "1.000,10"]))),
    Export("parentheses for minus", text(*changed("Beløb", ["100,25", "200,50", "50,75", "(20,00)", "1.000,10"])), TOLD, true=Decimal("1351.60")),
    Export("thousands by no-break spaces", text(*changed("Beløb", ["100,25", "200,50", "50,75", "-20,00", "1\u00a0000,10"]))),
    Export("thousands by thin spaces", text(*changed("Beløb", ["100,25", "200,50", "50,75", "-20,00", "1\u202f000,10"]))),
    Export("dates in the American order", text(PLAIN, [[*row[:3], f"{row[3][3:5]}/{row[3][:2]}/2016", f"{row[4][3:5]}/{row[4][:2]}/2016", *row[5:]] for row in plain()]), REFUSED, "mangler Fra"),
    Export("a balance beside the amounts, the balance first", text([*PLAIN[:6], "Saldo", *PLAIN[6:]], [[*row[:6], saldo, *row[6:]] for row, saldo in zip(plain(), SALDI, strict=True)])),
    Export("an opening balance as full as a posting", text(PLAIN, [like(0, bilag="", beloeb="5.000,00", tekst="Saldo overført fra 2015"), *plain()]), ASKED, "kalder sig en sum", answer=(("sum", ""),)),
    Export("a posting, reversed and booked anew", text(PLAIN, [*plain(), like(4, bilag="1006", beloeb="-1.000,10"), like(4, bilag="1007", beloeb="1.000,10")])),
    Export("some rows in euro", text(*with_column("Valuta", ["DKK", "DKK", "EUR", "DKK", "DKK"])), REFUSED, "ikke alle i kroner"),
    Export("euro in one amount", text(*changed("Beløb", ["100,25", "200,50", "50,75 EUR", "-20,00", "1.000,10"])), TOLD, true=Decimal("1280.85")),
    Export("two tables side by side", book(("Ark", [[*one, None, *other] for one, other in zip([PLAIN, *plain()], [PLAIN, *plain()[::-1]], strict=True)])), ASKED, "har også beløb", suffix=".xlsx",
           answer=((COLUMNS, 'ikke_brugt = ["Q"]\n\n[kolonner]'), ("postering", ""))),
    Export("a pivot table, its labels repeated", text(["Ordning", "Kommune", "Art", "Periode", "Betalt af", "Sum af Beløb"], PIVOT)),
    Export("two heading rows, merged", grouped_headings, suffix=".xlsx"),
    Export("rows in an outline, folded away under their sum", folded_away, ASKED, "summen af posteringer", answer=(("sum", ""),), suffix=".xlsx"),
    Export("csv: a mark, sep=; and values over lines", said_separator),
    Export("numbers stored as text", as_text, suffix=".xlsx"),
    Export("numbers in scientific notation", text(*changed("Beløb", ["100,25", "200,50", "50,75", "-20,00", "1,0001E+03"])), TOLD, true=Decimal("331.50")),
    Export("the amount's heading twice", text([*PLAIN, "Beløb"], [[*row, "7,00"] for row in plain()]), ASKED, "har også beløb", answer=((COLUMNS, 'ikke_brugt = ["J"]\n\n[kolonner]'),)),
    Export("headings without text at the end, footers below", text([*PLAIN, "", ""], [[*row, "", ""] for row in [*plain(), [], ["Udskrevet af ABC den 01-12-2016 kl. 10.15"], ["Antal poster: 5"]]])),
    Export("page breaks with sums carried over",
           text(PLAIN, [*plain()[:3], ["Transport", "", "", "", "", "", "351,50", "", ""], ["Side 2"], PLAIN, ["Overført fra side 1", "", "", "", "", "", "351,50", "", ""], *plain()[3:]])),
    Export("counter-postings on the bank's account", text(PLAIN, [row for one in plain() for row in (one, [*one[:5], "bank", turned(one[6]), *one[7:]])]), ASKED, "tilsammen 0,00",
           answer=((COLUMNS, 'minus = "indtægt"\n\n[kolonner]'), ("postering", "")), true=Decimal("0.00")),
    Export("a unit price beside a number: no amount", text(*changed("Beløb", heading="Pris")), REFUSED, "mangler Beløb"),
    Export("the unit in a row of its own below the heading", text(PLAIN, [["", "", "", "", "", "", "(t.kr.)", "", ""], *THOUSANDS])),
    Export("Beløb i 1000", text(*changed("Beløb", [row[6] for row in THOUSANDS], "Beløb i 1000"))),
    Export("Beløb, kDKK", text(*changed("Beløb", [row[6] for row in THOUSANDS], "Beløb, kDKK"))),
    Export("Beløb, mDKK", text(*changed("Beløb", ["0,00010025", "0,0002005", "0,00005075", "-0,00002", "0,0010001"], "Beløb, mDKK"))),
    Export("a row for the VAT and a row for all, below", text(PLAIN, [*plain(), bare("", "332,90"), ["", "", "", "", "", "", "1.664,50", "", "Total inkl. moms"]]), ASKED, "ingen oplysninger", answer=(("sum", ""),)),
    Export("csv: UTF-16 without a mark", text(PLAIN, plain(), encoding="utf-16-le")),
    Export("csv: UTF-16 the other way round without a mark", text(PLAIN, plain(), encoding="utf-16-be")),
    Export("amounts from the year's beginning, month by month", text(GROWING, YEAR_TO_DATE), REFUSED, "summer fra årets begyndelse"),
    Export("amounts from the year's beginning, said in the heading", text([*GROWING[:5], "Beløb ÅTD"], [*YEAR_TO_DATE[:1], YEAR_TO_DATE[3]]), REFUSED, "summer fra årets begyndelse"),
    Export("amounts from the year's beginning, one arrangement without costs since", text(GROWING, [*YEAR_TO_DATE, *([*["XG-2-00001", "Aarhus", "løn"], row[3], "kommunen", "30,75"] for row in YEAR_TO_DATE)]),
           REFUSED, "summer fra årets begyndelse"),
    Export("the same wages each month", text(GROWING, [[*row[:5], "332,90"] for row in YEAR_TO_DATE])),
    Export("amounts that grow, each month's own", text(GROWING, YEAR_TO_DATE), ASKED, "summer fra årets begyndelse",
           answer=((COLUMNS, 'akkumuleret = "nej"\n\n[kolonner]'),), true=Decimal("2033.35")),
    Export("sap: a mark under Storniert", text(*with_column("Storniert", ["", "", "", "", "X"])), ASKED, "noget under »Storniert«", answer=(("sum", ""),), true=Decimal("331.50")),
    Export("opus: a mark under Tilbageført, taken as a posting all the same", text(*with_column("Tilbageført", ["", "", "x", "", ""])), ASKED, "noget under »Tilbageført«", answer=(("postering", ""),)),
    Export("prisme: yes and no under Storno", text(*with_column("Storno", ["nej", "nej", "nej", "nej", "ja"])), ASKED, "noget under »Storno«", answer=(("sum", ""),), true=Decimal("331.50")),
    Export("sap: the number of the document that reversed it", text(*with_column("Storniert med", ["", "", "", "", "1009"])), ASKED, "noget under »Storniert med«", answer=(("sum", ""),), true=Decimal("331.50")),
    Export("prisme: nothing under Tilbageført is reversed", text(*with_column("Tilbageført", ["nej", "", "0", "nej", "-"]))),
    Export("book: a total that only bold and a ground tell, rounded to tens", emphasised(like(4, bilag="", beloeb="1.330,00", tekst=""), among=plain()), ASKED, "fremhævet", answer=(("sum", ""),), suffix=".xlsx"),
    Export("book: a posting in bold", emphasised(like(4, bilag="1006", beloeb="77,00"), among=plain()), ASKED, "fremhævet", answer=(("postering", ""),), true=Decimal("1408.60"), suffix=".xlsx"),
    Export("book: a column a quarter", book(("2016", [["Ordning", "Kommune", "Art", "Betalt af", "Fra", "Q1 2016", "Q2 2016"], *QUARTERS])), REFUSED, "mangler Beløb", suffix=".xlsx"),
    Export("book: one quarter of two mapped", book(("2016", [["Ordning", "Kommune", "Art", "Betalt af", "Fra", "Q1 2016", "Q2 2016"], *QUARTERS])), REFUSED, "har også beløb",
           change=((COLUMNS, '\n[kolonner]\n"Beløb" = "Q1 2016"'),), suffix=".xlsx"),
    Export("book: a column a year", book(("Alle", [["Ordning", "Kommune", "Art", "Betalt af", "Fra", "Beløb 2015", "Beløb 2016"], *QUARTERS])), REFUSED, "har også beløb", suffix=".xlsx"),
    Export("book: a column a year beside their total", book(("Alle", [["Ordning", "Kommune", "Art", "Betalt af", "Fra", "Regnskab 2015", "Regnskab 2016", "Beløb"],
                                                                    *([*row, total] for row, total in zip(QUARTERS, ["1.100,35", "231,25"], strict=True))])), ASKED, "har også beløb",
           answer=((COLUMNS, 'ikke_brugt = ["Regnskab 2015", "Regnskab 2016"]\n\n[kolonner]'),), suffix=".xlsx"),
]  # fmt: skip
