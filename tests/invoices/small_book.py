"""A small regional workbook, filled in by a test: the sheets Ordninger, Udgifter, Opkrævet, and one FHO_REGNSKAB."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

ARRANGEMENTS = (
    "Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
    "Gælder fra", "Gælder til", "Oplært respiration", "Oplært servicelov", "Arbejdsgiver", "Ny kommunes afgørelse",
)  # fmt: skip
POSTINGS = (
    "Bilag", "Ordning", "Fra", "Til", "Art", "Beløb", "Betalt af", "Afregnes med", "Udmålt af", "Bevilget", "Tekst",
)  # fmt: skip
SENT = ("Dato", "Nummer", "Kommune", "Måned", "Retning", "Beløb", "Betalt den", "Reference")
HEADER = 5
CUT_OFF = dt.date(2016, 10, 25)

Rows = Iterable[Mapping[str, Any]]


def arrangement(case: str, municipality: str, **more: Any) -> dict[str, Any]:
    """A joint arrangement since September 2015."""
    return {
        "Sagsnr.": case, "Kommune": municipality, "Paragraf": "83", "Timer respiration": 12, "Timer servicelov": 12,
        "Samme hjælpere": "ja", "Udskrevet": dt.date(2015, 9, 1), "Oplært respiration": dt.date(2015, 9, 10),
        "Oplært servicelov": dt.date(2015, 9, 15), "Arbejdsgiver": "region", **more,
    }  # fmt: skip


def posting(voucher: str, case: str, month: dt.date, amount: float, **more: Any) -> dict[str, Any]:
    """A month's wages, paid by the region."""
    last = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return {
        "Bilag": voucher, "Ordning": case, "Fra": month, "Til": last, "Art": "løn", "Beløb": amount,
        "Betalt af": "Regionen", **more,
    }  # fmt: skip


def write_book(path: Path, arrangements: Rows, postings: Rows, sent: Rows = (), rows: int = 400) -> Path:
    """The workbook, with room for so many postings; nothing in it is computed yet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, headings, records in (
        ("Ordninger", ARRANGEMENTS, arrangements), ("Udgifter", POSTINGS, postings), ("Opkrævet", SENT, sent),
    ):  # fmt: skip
        sheet = book.create_sheet(name)
        for column, heading in enumerate(headings, 1):
            sheet.cell(HEADER, column, heading)
        for row, record in enumerate(records, HEADER + 1):
            for heading, value in record.items():
                sheet.cell(row, headings.index(heading) + 1, value)
    last = HEADER + rows
    division = book.create_sheet("Fordeling")
    text = f"=FHO_REGNSKAB(Udgifter!$A${HEADER}:$K${last},Ordninger!$A${HEADER}:$M${HEADER + 40})"
    division["A6"] = ArrayFormula(f"A{HEADER + 1}:K{last}", text)
    _settlement(book, last)
    terms = book.create_sheet("Aftale")
    terms["C5"] = CUT_OFF
    book.defined_names["aftale_skæringsdag"] = DefinedName("aftale_skæringsdag", attr_text="Aftale!$C$5")
    book.save(path)
    return path


def _settlement(book: Workbook, last: int) -> None:
    """Modregning: what is left to settle with each municipality, from last year and from the postings."""
    sheet = book.create_sheet("Modregning")
    for column, heading in enumerate(("Kommune", "Fra sidste år: regionen", "Fra sidste år: kommunen", "Netto"), 1):
        sheet.cell(HEADER, column, heading)
    for row, name in enumerate(("Viborg", "Aarhus", "Skive"), HEADER + 1):
        sheet.cell(row, 1, name)
        owed = "-".join(
            f"SUMIF(Fordeling!$F$6:$F${last},$A{row},Fordeling!${column}$6:${column}${last})" for column in "GH"
        )
        region, municipality = (
            f'SUMIFS(Opkrævet!$F$6:$F$99,Opkrævet!$C$6:$C$99,$A{row},Opkrævet!$E$6:$E$99,"{one}",Opkrævet!$G$6:$G$99,">0")'
            for one in ("regionen opkræver", "kommunen opkræver")
        )
        sheet.cell(row, 4, f"=ROUND(B{row}-C{row}+{owed}-{region}+{municipality},2)")
    for column, key in zip("ABCD", ("kommune", "primo_region", "primo_kommune", "netto"), strict=True):
        area = f"Modregning!${column}${HEADER + 1}:${column}${HEADER + 3}"
        book.defined_names[f"mod_{key}"] = DefinedName(f"mod_{key}", attr_text=area)
