"""Refusion: what a former municipality can expect back after a move (SEL § 96 b, stk. 2; V 8.3)."""

from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.regional.control import ALL_FAULTS, LEFT_OUT
from xl_addin.books.regional.tables import Tables


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet: a line for each arrangement under §§ 95 and 96 that moved before the new decision."""
    block, case, status, post = tables.refunds, tables.arrangements, tables.status, tables.division
    sheet = workbook.create_sheet(block.sheet)
    note = "§§ 95 og 96: den hidtidige kommune betaler, til den nye har truffet afgørelse, og har ret til refusion (vejl. 8.3)."
    style.title(sheet, "Refusion efter flytning", note)
    style.headers(sheet, block)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    block.define(workbook)
    place, number = block.letter("plads"), block.letter("nr")
    counter = block.letter("tæller")
    for line in range(1, block.rows + 1):
        row = block.header_row + line
        at = f"${place}{row}"
        moves = f"INDEX({status.name('refusion')},{line})"
        sheet.cell(
            row, block.number("tæller")
        ).value = f'=IF(ISERROR({moves}),"",IF({moves}="","",IF({moves},MAX(${counter}${block.header_row}:${counter}{row - 1})+1,"")))'
        found = f"{block.name('tæller')},{line}"
        sheet.cell(
            row, block.number("plads")
        ).value = f'=IF(COUNTIF({found})=0,"",MATCH({line},{block.name("tæller")},0))'
        sheet.cell(row, block.number("nr")).value = f'=IF({at}="","",{line})'
        for key, source in (
            ("sag", case.name("sag")),
            ("paragraf", case.name("paragraf")),
            ("hidtidig", case.name("kommune")),
            ("ny", case.name("ny_kommune")),
            ("flyttet", case.name("flyttet")),
        ):
            sheet.cell(row, block.number(key)).value = f'=IF({at}="","",INDEX({source},{at}))'
        decided = f"INDEX({case.name('afgjort')},{at})"
        case_number = f"${block.letter('sag')}{row}"
        refund = f"ROUND(SUMIFS({post.name('refusion')},{post.name('ordning')},{case_number}),2)"
        formulas = {
            "afgjort": f'IF({decided}="","",{decided})',
            "status": f'IF({decided}="","Afventer ny kommunes afgørelse","Kan opgøres")',
            "antal": f'COUNTIFS({post.name("ordning")},{case_number},{post.name("refusion")},">0")+COUNTIFS({post.name("ordning")},{case_number},{post.name("refusion")},"<=0")',
            "beløb": f"IF({LEFT_OUT}=0,{refund},NA())",
        }
        for key, formula in formulas.items():
            sheet.cell(row, block.number(key)).value = f'=IF({at}="","",{formula})'
    top = sheet.cell(3, block.number("status"), "I alt")
    top.font = style.BOLD
    total = sheet.cell(3, block.number("beløb"))
    total.value = f"=IF({ALL_FAULTS}=0,ROUND(SUM({block.name('beløb')}),2),NA())"
    total.font, total.number_format = style.BOLD, block.columns[block.number("beløb") - 1].number_format
    total.alignment = style.alignment(block.columns[block.number("beløb") - 1])
    waiting = f'${block.letter("status")}{block.first_row}="Afventer ny kommunes afgørelse"'
    style.look_here(sheet, block.area("nr", "beløb"), waiting)
    sheet.cell(3, 1, "Kun kommunens andel: regionens andel er den samme før og efter flytningen.").font = style.SMALL
    for key in ("plads", "tæller"):
        sheet.column_dimensions[block.letter(key)].hidden = True
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("paragraf"))
    sheet.auto_filter.ref = f"{number}{block.header_row}:{counter}{block.last_row}"
    style.page(sheet, f"A1:{block.letter('beløb')}{block.header_row + 20}", repeat=block.header_row)
    style.lock(sheet)
