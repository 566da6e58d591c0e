"""Faktura: what the party that paid collects from the other for a period, divided line by line."""

from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.layout import DATE, GENERAL, KRONER, TEXT, Block, Column, define, put_array
from xl_addin.books.new_arrangement.fields import case_shown, name
from xl_addin.books.words import MUNICIPALITY, REGION

INVOICE = "Faktura"

_INPUT = (
    Column("art", "Art", 16, TEXT, "Udgiftens art: vælg på listen.", typed=True),
    Column("fra", "Fra", 13, DATE, "Periodens første dag.", typed=True),
    Column("til", "Til", 13, DATE, "Periodens sidste dag. Tom = kun den ene dag.", typed=True),
    Column("beløb", "Beløb, kroner", 16, KRONER, "Afholdt udgift. Kreditnota med minus.", typed=True),
    Column("udmålt_af", "Udmålt af", 20, TEXT, "Kun ved ekstra: hvem der har udmålt timerne.", typed=True),
    Column(
        "bevilget",
        "Bevilget",
        10,
        TEXT,
        "Kun ved ferie: ja, hvis den kan henføres til serviceloven og er bevilget.",
        typed=True,
    ),
)
_COMPUTED = (
    Column("region", "Regionen", 15, KRONER, "FHO_FORDEL: regionens andel."),
    Column("kommune", "Kommunen", 15, KRONER, "FHO_FORDEL: kommunens andel."),
    Column("borger", "Borgeren", 13, KRONER, "FHO_FORDEL: borgerens andel."),
    Column("ufordelt", "Ufordelt", 13, KRONER, "FHO_FORDEL: skal posteres som respiration eller servicelov."),
    Column("kode", "Kode", 12, GENERAL, "FHO_FORDEL"),
    Column("opkræves", "Opkræves", 15, KRONER, "FHO_OPKRAEVNING: hvad den, der har betalt, opkræver hos den anden."),
)
_LINES = Block(INVOICE, "fak", 10, 12, _INPUT + _COMPUTED, first_column=2)
_EXAMPLE = (("løn", 1, 30, 142_715.0), ("vikar", 4, 12, 9_860.5), ("forsikring", 1, 1, 4_300.0))


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    block = _LINES
    sheet = workbook.create_sheet(INVOICE)
    sheet.column_dimensions["A"].width = 2
    note = "Den, der har betalt, opkræver den andens andel af de afholdte udgifter (Aftalen, Fakturering; vejl. 7.4.1)."
    style.title(sheet, "Faktura for en fælles hjælperordning", note, 2)
    other = f'IF({name("betaler")}="","",IF({name("betaler")}="{REGION}",IF({name("kommune")}="","",{name("kommune")}&" Kommune"),"Region Midtjylland"))'
    payer = f'IF({name("betaler")}="","Udfyld Skema: arbejdsgiver",IF({name("betaler")}="{MUNICIPALITY}",{name("kommune")}&" Kommune","Region Midtjylland"))'
    for row, label, formula in (
        (4, "Fra", payer), (5, "Til", other), (6, "Sagsnummer", case_shown()),
    ):  # fmt: skip
        sheet.cell(row, 2, label).font = style.BODY
        sheet.cell(row, 3, f"={formula}").font = style.BOLD
    sheet.cell(7, 2, "Fælles start").font = style.BODY
    start = sheet.cell(7, 3, f'=IF({name("start")}="","",{name("start")})')
    start.font, start.number_format, start.alignment = style.BOLD, DATE, style.LEFT
    number = Column("nr", "Fakturanummer", 0, TEXT, "Fakturaens nummer. Aldrig et CPR-nummer.", typed=True)
    sheet.cell(4, 6, "Fakturanummer").font = style.BODY
    style.paint(sheet, 4, 7, number)
    style.paint(sheet, 4, 8, number)
    sheet.merge_cells("G4:H4")
    validation.case_number_in(sheet, "G4", number)
    define(workbook, "fak_nr", f"{INVOICE}!$G$4")
    sheet.cell(5, 6, "Beregnet med").font = style.BODY
    sheet.cell(5, 7, "=FHO_VERSION()").font = style.SMALL

    style.headers(sheet, block, height=34)
    style.body(sheet, block)
    block.define(workbook)
    for row, (art, first, last, amount) in enumerate(_EXAMPLE, block.first_row):
        for key, value in (
            ("art", art),
            ("fra", date(2016, 6, first)),
            ("til", date(2016, 6, last)),
            ("beløb", amount),
        ):
            sheet.cell(row, block.number(key)).value = value
    blank = f'({block.name("beløb")}="")*({block.name("art")}="")'
    start_there = f'IF({blank},"",{name("start")})'
    divided = f"{block.names('beløb art fra til')},{start_there},,{block.names('udmålt_af bevilget')}"
    put_array(sheet, block.area("region", "kode"), f'IF({name("start")}="","",FHO_FORDEL({divided}))')
    missing = sheet.cell(8, 2, f'=IF({name("start")}="","Udfyld Skema: uden en startdato kan linjerne ikke deles.","")')
    missing.font = style.BOLD
    payer_there = f'IF({block.name("region")}="","",{name("betaler")})'
    put_array(
        sheet,
        block.own("opkræves"),
        f'IF({name("betaler")}="","",FHO_OPKRAEVNING({payer_there},{block.names("region kommune")}))',
    )
    total = block.last_row + 1
    for column in block.columns:
        cell = sheet.cell(total, block.number(column.key))
        cell.font, cell.border, cell.number_format = style.BOLD, style.TOTAL_BORDER, column.number_format
        cell.alignment = style.alignment(column)
        if column.number_format == KRONER:
            letter = get_column_letter(block.number(column.key))
            cell.value = f"=ROUND(SUM({letter}{block.first_row}:{letter}{block.last_row}),2)"
    sheet.cell(total, 2, "I alt").alignment = style.MIDDLE
    by_key = {column.key: column for column in block.columns}
    for key, words in (("art", "liste_arter"), ("udmålt_af", "liste_udmålt_af"), ("bevilget", "liste_ja_nej")):
        validation.choose(sheet, block.own(key), words, by_key[key])
    validation.dates_in(sheet, block)
    validation.number_in(sheet, block.own("beløb"), by_key["beløb"], -1e10, 1e10)
    loose = f"{block.letter('ufordelt')}{block.first_row}"
    style.look_here(sheet, block.own("ufordelt"), f"AND(ISNUMBER({loose}),{loose}<>0)")
    for row, text in enumerate(
        (
            "Herfra udskrives siden ikke. Skriv de afholdte udgifter i de gule felter.",
            "Ufordelt kan ikke opkræves: postér det som respiration eller servicelov.",
            "Eksemplets beløb er opfundne: tøm de gule felter, før siden bruges.",
        ),
        total + 2,
    ):
        sheet.cell(row, 2, text).font = style.SMALL
    style.page(sheet, f"A1:{block.letter('opkræves')}{total}")
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)
