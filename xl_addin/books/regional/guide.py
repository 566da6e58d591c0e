"""Vejledning: how the workbook is used, what the codes mean, and which readings are our own."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.agreement.data import read_toml
from xl_addin.books import style
from xl_addin.books.data import read_words
from xl_addin.books.layout import danish
from xl_addin.books.regional.tables import Tables

GUIDE = "Vejledning"

_HEIGHT = 15.0
_LINE = 132  # characters that fit on one line of the wide column


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(GUIDE)
    for letter, width in zip("ABC", (3, 24, 118), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(sheet, "Vejledning", "Kort om, hvordan mappen bruges, og hvor reglerne står.", 2)
    row = 4
    room = {"capacity": danish(tables.postings.rows), "last": tables.postings.last_row}
    for chapter in read_words(__package__, "guide.toml")["chapter"]:
        lines = [(term, text.format(**room), text) for term, text in chapter["lines"]]
        row = _chapter(sheet, row, chapter["heading"], lines)
    sources = read_toml("sources.toml")
    for heading, kind in (("Koderne på Fordeling", "code"), ("Status på Ordninger", "status")):
        lines = [
            (word, f"=FHO_KILDE(B{row + place})", text) for place, (word, text) in enumerate(sources[kind].items(), 1)
        ]
        row = _chapter(sheet, row, heading, lines)
    style.page(sheet, f"A1:C{row - 2}", landscape=True)
    style.lock(sheet)


def _chapter(sheet: Worksheet, row: int, heading: str, lines: list[tuple[str, str, str]]) -> int:
    """A heading and its lines: a term, what stands beside it, and the text that tells how high the line is."""
    style.section(sheet, row, heading, 2, 3)
    for term, shown, text in lines:
        row += 1
        for column, value, font in ((2, term, style.BOLD), (3, shown, style.BODY)):
            cell = sheet.cell(row, column, value)
            cell.font, cell.alignment = font, style.WRAP
        sheet.row_dimensions[row].height = _HEIGHT * (1 + len(text) // _LINE) + 3
    return row + 2
