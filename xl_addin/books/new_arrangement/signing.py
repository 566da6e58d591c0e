"""Aftaleark: the arrangement on one page, for both parties to sign."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.layout import DATE, GENERAL, HOURS, KRONER, PERCENT
from xl_addin.books.new_arrangement.budget import YEAR_NAMES
from xl_addin.books.new_arrangement.fields import case_shown, name

SIGNING = "Aftaleark"


def _kept(key: str) -> str:
    return f'IF({name(key)}="","",{name(key)})'


def _groups() -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    total, region, municipality, citizen = YEAR_NAMES
    return (
        ("Borgeren og hjælpen", (
            ("Sagsnummer", case_shown(), GENERAL),
            ("Kommune", _kept("kommune"), GENERAL),
            ("Paragraf i serviceloven", _kept("paragraf"), GENERAL),
            ("Status", _kept("status"), GENERAL),
            ("Timer i døgnet: respirationsbehandling", _kept("resp"), HOURS),
            ("Timer i døgnet: servicelov", _kept("sel"), HOURS),
            ("Timer i døgnet i alt", _kept("timer"), HOURS),
        )),
        ("Opstart", (
            ("Udskrevet", _kept("udskrevet"), DATE),
            ("Oplært i begge slags hjælp", _kept("oplært"), DATE),
            ("Fælles finansiering fra", _kept("start"), DATE),
        )),
        ("Arbejdsgiver og betaling", (
            ("Arbejdsgiver", _kept("arbejdsgiver"), GENERAL),
            ("Oplærer i den anden parts opgaver", _kept("oplærer"), GENERAL),
            ("Betaler først og opkræver derefter", _kept("betaler"), GENERAL),
            ("Regionens andel af fælles udgifter", f'IF({name("start")}="","",FHO_NOEGLE("region",{name("start")}))', PERCENT),
            ("Kommunens andel af fælles udgifter", f'IF({name("start")}="","",FHO_NOEGLE("kommune",{name("start")}))', PERCENT),
        )),
        ("Budget for de første 12 måneder, kroner", (
            ("I alt", total, KRONER),
            ("Regionen", region, KRONER),
            ("Kommunen", municipality, KRONER),
            ("Borgeren", citizen, KRONER),
        )),
    )  # fmt: skip


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(SIGNING)
    for letter, width in zip("ABCDE", (2, 44, 34, 4, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(
        sheet, "Aftale om fælles hjælperordning", "Udfyldes fra arket Skema. Udskriv, og underskriv begge steder.", 2
    )
    row = 4
    for heading, lines in _groups():
        style.section(sheet, row, heading, 2, 5)
        for label, formula, look in lines:
            row += 1
            sheet.cell(row, 2, label).font = style.BODY
            cell = sheet.cell(row, 3, f"={formula}")
            cell.font, cell.number_format, cell.alignment = style.BOLD, look, style.ANSWER
            for column in range(2, 6):
                sheet.cell(row, column).border = style.COMPUTED_BORDER
            sheet.row_dimensions[row].height = 17
        row += 2
    style.section(sheet, row, "Parterne er enige om", 2, 5)
    for text in (
        "Fælles udgifter deles efter fordelingsnøglen fra datoen ovenfor (Aftalen, Økonomi). Indtil da betaler hver part sit.",
        "Der afregnes på afholdte udgifter; budgettet er kun til planlægning (Aftalen, Ikrafttræden).",
        "En indlæggelse på mere end 4 uger vurderes af region og kommune sammen (Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse).",
    ):
        row += 1
        _text(sheet, row, text)
    row += 2
    for column, party in ((2, "For Region Midtjylland"), (5, "For kommunen")):
        sheet.cell(row, column, party).font = style.BOLD
        for offset, label in ((3, "Dato og underskrift"), (6, "Navn og stilling")):
            cell = sheet.cell(row + offset, column, label)
            cell.font, cell.border = style.SMALL, style.TOTAL_BORDER
    row += 8
    sheet.cell(row, 2, '="Beregnet med "&FHO_VERSION()').font = style.SMALL
    style.page(sheet, f"A1:E{row}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _text(sheet: Worksheet, row: int, text: str) -> None:
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
    cell = sheet.cell(row, 2, text)
    cell.font, cell.alignment = style.BODY, style.WRAP
    sheet.row_dimensions[row].height = 32
