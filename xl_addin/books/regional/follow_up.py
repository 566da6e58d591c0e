"""Opfølgning: what the agreement follows up: training, temporary teams, joint teams during stays (A Opfølgning)."""

from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.layout import KRONER, WHOLE, Column, put_array
from xl_addin.books.regional.tables import Tables
from xl_addin.books.regional.terms import DEADLINE, FIRST_DAY
from xl_addin.books.words import JOINT, TOGETHER, YES

IN_TIME, LATE, MISSING, BEFORE = "Til tiden", "Efter fristen", "Mangler", "Før aftalen"


def build(workbook: Workbook, tables: Tables, used: int) -> None:
    """Add the sheet; the first ``used`` rows are printed."""
    block, post = tables.follow_up, tables.division
    sheet = workbook.create_sheet(block.sheet)
    note = "Aftalen, Opfølgning: opstart og oplæring, midlertidige hjælperhold, fælles hold under indlæggelse."
    style.title(sheet, "Opfølgning", note)
    style.headers(sheet, block, height=62)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    block.define(workbook)
    for key, formula in _formulas(tables):
        put_array(sheet, block.own(key), formula)
    # Not as an array: LibreOffice would look for every empty row too, which takes long.
    for row in range(block.first_row, block.last_row + 1):
        own = f"${block.letter('sag')}{row}"
        found = f'SUMIFS({post.name("beløb")},{post.name("ordning")},{own},{post.name("art")},"vikar")'
        sheet.cell(row, block.number("vikar")).value = f'=IF({own}="","",{found})'
    _totals(workbook, tables)
    for key in ("vurdering", "begyndt", "oplæring"):
        cell = f"{block.letter(key)}{block.first_row}"
        style.look_here(sheet, block.own(key), f'OR(LEFT({cell},7)="{MISSING}",LEFT({cell},3)="Eft",{cell}="nej")')
    missing = f"{block.letter('mangler')}{block.first_row}"
    style.look_here(sheet, block.own("mangler"), f"N({missing})>0")
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("kommune"))
    sheet.auto_filter.ref = f"A{block.header_row}:{block.letter('mangler')}{block.last_row}"
    style.page(sheet, f"A1:{block.letter('mangler')}{block.header_row + max(used, 20)}", repeat=block.header_row)
    style.lock(sheet)


def _formulas(tables: Tables) -> list[tuple[str, str]]:
    case, status, block = tables.arrangements, tables.status, tables.follow_up
    stays, computed = tables.admissions, tables.stays
    cell = case.name
    key, discharged = cell("sag"), cell("udskrevet")
    trained, deadline = status.name("oplært"), block.name("frist")
    joint = f'({status.name("status")}="{JOINT}")*({discharged}<>"")'
    # The deadlines before the start stand in the agreement for § 83 with the region as employer.
    region = f'({joint}*(({cell("paragraf")}="83")+({cell("paragraf")}="83/44")>0)*({cell("arbejdsgiver")}="region")*({discharged}>={FIRST_DAY}))'
    had = f'({region}*({cell("havde_hjælp")}="{YES}"))'

    def shown(value: str) -> str:
        return f'IF({key}="","",{value})'

    def kept(value: str) -> str:
        return f'IF({key}="","",IF({value}="","",{value}))'

    return [
        ("sag", shown(key)),
        ("kommune", kept(cell("kommune"))),
        ("udskrevet", kept(discharged)),
        (
            "vurdering",
            shown(
                f'IF({region}=0,"ingen frist",IF({cell("vurderet")}="","{MISSING}",IF({cell("vurderet")}<{discharged},"ja","nej")))'
            ),
        ),
        (
            "begyndt",
            shown(
                f'IF({had}=0,"ingen frist",IF({cell("oplæring_fra")}="","{MISSING}",'
                f'IF({cell("oplæring_fra")}<={discharged}+1,"ja","nej")))'
            ),
        ),
        ("oplært", kept(trained)),
        ("dage", f'IF(({key}="")+({discharged}="")+({trained}="")>0,"",{trained}-{discharged})'),
        ("frist", f'IF(({key}="")+({joint}=0)>0,"",IF({discharged}<{FIRST_DAY},"",{discharged}+{DEADLINE}))'),
        (
            "oplæring",
            shown(
                f'IF({joint}=0,"ingen frist",IF({deadline}="","{BEFORE}",IF({trained}="","{MISSING}",'
                f'IF({trained}<={deadline},"{IN_TIME}","{LATE}"))))'
            ),
        ),
        ("vikarhold", kept(cell("vikarhold"))),
        ("udskiftninger", kept(cell("udskiftninger"))),
        ("indlæggelser", shown(f"COUNTIF({stays.name('ordning')},{key})")),
        ("hold_med", shown(f'COUNTIFS({stays.name("ordning")},{key},{stays.name("hold_med")},"{YES}")')),
        ("mangler", shown(f'COUNTIFS({stays.name("ordning")},{key},{computed.name("status")},"{MISSING}*")')),
    ]


def _totals(workbook: Workbook, tables: Tables) -> None:
    """The follow-up in twelve numbers, above the table."""
    block, stays = tables.follow_up, tables.stays
    sheet = workbook[block.sheet]
    name, days = block.name, block.name("dage")
    in_time = f'{name("oplæring")},"{IN_TIME}"'
    rated = f'COUNTIF({in_time})+COUNTIF({name("oplæring")},"{LATE}")+COUNTIF({name("oplæring")},"{MISSING}")'
    since = f'{days},{name("frist")},">0"'
    groups = (
        (1, "Opstart og oplæring", (
            ("Udskrivelser med frist i aftalen", rated, WHOLE),
            ("Heraf oplært til tiden", f"COUNTIF({in_time})", WHOLE),
            ("Oplært efter fristen eller mangler", f"{rated}-COUNTIF({in_time})", WHOLE),
            ("Dage fra udskrivelse til oplært, gennemsnit", f'IF(COUNTIFS({name("frist")},">0",{days},">-9999")=0,"",ROUND(SUMIFS({since})/COUNTIFS({name("frist")},">0",{days},">-9999"),1))', "0.0"),
        )),
        (7, "Midlertidige hjælperhold", (
            ("Ordninger med midlertidigt hold", f'COUNTIF({name("vikarhold")},">0")', WHOLE),
            ("Midlertidige hold i alt", f"SUM({name('vikarhold')})", WHOLE),
            ("Udskiftninger på holdene", f"SUM({name('udskiftninger')})", WHOLE),
            ("Vikarudgift i alt, kroner", f"ROUND(SUM({name('vikar')}),2)", KRONER),
        )),
        (13, "Fælles hold under indlæggelse", (
            ("Indlæggelser", f"SUM({name('indlæggelser')})", WHOLE),
            ("Heraf med fælles hold", f"SUM({name('hold_med')})", WHOLE),
            (f"Besluttet af {TOGETHER.lower()}", f'COUNTIF({stays.name("status")},"Truffet*")', WHOLE),
            ("Beslutninger, der mangler", f"SUM({name('mangler')})", WHOLE),
        )),
    )  # fmt: skip
    for column, heading, lines in groups:
        last = {1: 5, 7: 11, 13: 15}[column]
        style.section(sheet, 4, heading, column, last)
        for row, (text, formula, look) in enumerate(lines, 5):
            sheet.cell(row, column, text).font = style.BODY
            cell = sheet.cell(row, last)
            cell.value, cell.font, cell.number_format = f"={formula}", style.BOLD, look
            cell.alignment = style.alignment(Column("", "", 0, KRONER))
            for number in range(column, last + 1):
                sheet.cell(row, number).border = style.COMPUTED_BORDER
