"""Modregning: per municipality what the parties owe each other, and what is left to settle."""

from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.layout import put_array
from xl_addin.books.regional.control import ALL_FAULTS, LEFT_OUT
from xl_addin.books.regional.tables import Tables
from xl_addin.books.words import region_municipalities


def build(workbook: Workbook, tables: Tables, ledger: Ledger) -> None:
    """Add the sheet."""
    block, balance = tables.settlement, tables.balance
    sheet = workbook.create_sheet(block.sheet)
    note = "Tilgodehavender mellem Region Midtjylland og kommunerne, på afholdte udgifter (Aftalen, Ikrafttræden)."
    style.title(sheet, "Modregning", note)
    sign = "Netto med plus: kommunen betaler regionen. Netto med minus: regionen betaler kommunen."
    sheet.cell(3, 1, f"{sign} Summen bliver #I/T, når en kontrol fejler.").font = style.SMALL
    for part in (block, balance):
        style.headers(sheet, part)
        validation.header_help(sheet, part)
        style.body(sheet, part)
        part.define(workbook)

    for row, name in enumerate(region_municipalities(), block.first_row):
        sheet.cell(row, block.number("kommune")).value = name
        amount = ledger.settled.get(name)
        sheet.cell(row, block.number("afregnet")).value = None if amount is None else float(amount)

    post = tables.division
    owed = f"{block.name('kommune')},{post.names('afregnes betalt_af region kommunens')},{block.name('afregnet')}"
    put_array(sheet, balance.area("region", "betaler"), f"IF({LEFT_OUT}=0,FHO_MODREGNING({owed}),NA())")
    for row in range(block.first_row, block.last_row + 1):
        name = f"${block.letter('kommune')}{row}"
        owing = f"{balance.letter('region')}{row}+{balance.letter('kommunens')}{row}"
        here = {
            "antal": f"COUNTIF({post.name('afregnes')},{name})",
            "udgift": f"ROUND(SUMIFS({post.names('beløb afregnes')},{name}),2)",
            "ufordelt": f"ROUND(SUMIFS({post.names('ufordelt afregnes')},{name}),2)",
            "afvigelse": f"ROUND({owing}-SUMIFS({post.names('opkræves afregnes')},{name}),2)",
        }
        for key, formula in here.items():
            sheet.cell(row, balance.number(key)).value = f'=IF({name}="","",{formula})'

    total = block.last_row + 1
    sheet.cell(total, block.number("kommune"), "I alt").font = style.BOLD
    for part in (block, balance):
        for column in part.columns:
            cell = sheet.cell(total, part.number(column.key))
            cell.border = style.TOTAL_BORDER
            cell.font = style.BOLD
            cell.number_format = column.number_format
            cell.alignment = style.alignment(column)
            if column.key not in ("kommune", "betaler", "afvigelse"):
                cell.value = f"=IF({ALL_FAULTS}=0,ROUND(SUM({part.own(column.key)}),2),NA())"

    by_key = {column.key: column for column in block.columns}
    validation.choose(sheet, block.own("kommune"), "liste_alle_kommuner", by_key["kommune"])
    validation.number_in(sheet, block.own("afregnet"), by_key["afregnet"], -1e10, 1e10)
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("afregnet"))
    style.page(sheet, f"A1:{balance.letter('afvigelse')}{total}")
    style.lock(sheet)
