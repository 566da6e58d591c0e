"""Fordeling: each posting read from Udgifter, and divided by one formula for them all.

Row by row the postings are read with INDEX over whole columns of Udgifter. Such a reference is not moved by
inserting, deleting, sorting or cutting there, so the 5,000 rows read are always the 5,000 rows below the
header. All else is one array formula a column, which nobody can break a row out of.
"""

from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.layout import put_array
from xl_addin.books.regional.tables import UNDATED, Tables

_PRINTED = 80
"""Rows on paper: all 5,000 would be hundreds of pages that nobody asked for."""


def build(workbook: Workbook, tables: Tables, used: int) -> None:
    """Add the sheet; ``used`` rows have a posting."""
    block = tables.division
    sheet = workbook.create_sheet(block.sheet)
    style.title(
        sheet,
        "Fordeling",
        "Beregnet. Hver række viser posteringen i samme række på Udgifter og deler den efter aftalen.",
    )
    sheet.cell(
        3,
        1,
        "Koderne forklares på arket Vejledning. Kun de første rækker udskrives: markér andre, og vælg Udskriv markering.",
    ).font = style.SMALL
    style.headers(sheet, block)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    block.define(workbook)
    _read_postings(workbook, tables)
    for area, formula in _formulas(tables):
        put_array(sheet, area, formula)

    for key in ("kommunekontrol", "kontrol"):
        remark = f"${block.letter(key)}{block.first_row}"
        style.look_here(sheet, block.own(key), f'AND({remark}<>"",{remark}<>"OK")')
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("kommune"))
    sheet.auto_filter.ref = f"A{block.header_row}:{block.letter('efter_reglen')}{block.last_row}"
    last_printed = block.header_row + min(max(used, 20), _PRINTED)
    style.page(sheet, f"A1:{block.letter('opkræves')}{last_printed}", repeat=block.header_row)
    style.lock(sheet)


def _read_postings(workbook: Workbook, tables: Tables) -> None:
    """The row number on Udgifter, and that row's cells; a blank stays blank."""
    block, entered = tables.division, tables.postings
    sheet = workbook[block.sheet]
    row_number, row_letter = block.number("række"), block.letter("række")
    header = entered.header_cell(entered.columns[0].key)
    read = [
        (block.number(column.key), entered.whole(column.key)) for column in entered.columns if column.key != "tekst"
    ]
    for offset in range(1, block.rows + 1):
        row = block.header_row + offset
        sheet.cell(row, row_number).value = f"=ROW({header})+{offset}"
        for number, whole in read:
            there = f"INDEX({whole},${row_letter}{row})"
            sheet.cell(row, number).value = f'=IF({there}="","",{there})'


def invoice_line(municipality: str, month: str) -> str:
    """A formula: what tells the invoice lines apart. One text to compare is several times faster than two cells."""
    return f'{municipality}&" "&{month}'


def _formulas(tables: Tables) -> list[tuple[str, str]]:
    """The array formulas of the sheet: where, and what."""
    post, case = tables.division, tables.arrangements
    status = tables.status
    cell = post.name

    def look_up(value: str) -> str:
        return f"FHO_OPSLAG({cell('ordning')},{case.name('sag')},{value})"

    moving = f"{post.names('flyttet hjemkommune ny_kommune paragraf afgjort')}"
    last_day = f'IF({cell("til")}="",{cell("fra")},{cell("til")})'
    divided = post.names("beløb art fra til start slut udmålt_af bevilget")
    by_rule = cell("efter_reglen")
    paid, region, municipality = (cell(key) for key in ("betalt_af", "region", "kommunens"))
    former_pays = f"({cell('fra')}>={cell('flyttet')})*({cell('afregnes')}={by_rule})*({by_rule}<>FHO_KOMMUNE({cell('ny_kommune')}))"
    return [
        (post.area("region", "kode"), f"FHO_FORDEL({divided})"),
        (post.own("kontrol"), f"FHO_KONTROL({divided})"),
        (post.own("opkræves"), f"FHO_OPKRAEVNING({post.names('betalt_af region kommunens')})"),
        (post.own("fundet"), f'IF({cell("ordning")}="","",COUNTIF({case.name("sag")},{cell("ordning")}))'),
        (post.own("start"), look_up(status.name("start"))),
        (post.own("slut"), look_up(case.name("ophørt"))),
        (post.own("hjemkommune"), look_up(case.name("kommune"))),
        (post.own("paragraf"), look_up(case.name("paragraf"))),
        (post.own("flyttet"), look_up(case.name("flyttet"))),
        (post.own("ny_kommune"), look_up(case.name("ny_kommune"))),
        (post.own("afgjort"), look_up(case.name("afgjort"))),
        (
            post.own("efter_reglen"),
            f'IF({cell("flyttet")}="",{cell("hjemkommune")},FHO_FLYTNING({cell("fra")},{moving}))',
        ),
        (post.own("afregnes"), f'IF({cell("kommune")}="",{by_rule},FHO_KOMMUNE({cell("kommune")}))'),
        (
            post.own("kommunekontrol"),
            f'IF({cell("ordning")}="","",IF({cell("afregnes")}<>{by_rule},"Afviger: efter reglen "&{by_rule},'
            f'IF({cell("flyttet")}="","OK",IF(FHO_FLYTNING({last_day},{moving})<>{by_rule},'
            '"Perioden går hen over flytningen: del posteringen","OK"))))',
        ),
        (
            post.own("måned"),
            f'IF({cell("beløb")}="","",IF({last_day}="","{UNDATED}",DATE(YEAR({last_day}),MONTH({last_day}),1)))',
        ),
        (post.own("linje"), invoice_line(cell("afregnes"), cell("måned"))),
        # With 0 for the other party's share, what is left is what this payer collects, whatever the payer is called.
        (post.own("opk_region"), f'FHO_OPKRAEVNING({paid},IF({municipality}="","",0),{municipality})'),
        (post.own("opk_kommune"), f'FHO_OPKRAEVNING({paid},{region},IF({region}="","",0))'),
        (
            post.own("refusion"),
            f'IF(({cell("flyttet")}="")+({cell("ny_kommune")}="")+({cell("fra")}="")>0,"",IF({former_pays},{municipality},""))',
        ),
    ]
