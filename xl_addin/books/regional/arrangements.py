"""Ordninger: one row an arrangement; to the left what is typed, to the right what follows from it."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break

from xl_addin.books import style, validation
from xl_addin.books.invented.ledger import Arrangement
from xl_addin.books.layout import put_array
from xl_addin.books.regional.tables import Tables
from xl_addin.books.words import JOINT, UNCLEAR

_LISTS = {
    "kommune": "liste_alle_kommuner",
    "paragraf": "liste_paragraffer",
    "samme": "liste_ja_nej",
    "arbejdsgiver": "liste_arbejdsgivere",
    "ny_kommune": "liste_alle_kommuner",
    "havde_hjælp": "liste_ja_nej",
}


def build(workbook: Workbook, tables: Tables, arrangements: tuple[Arrangement, ...]) -> None:
    """Add the sheet."""
    block, computed = tables.arrangements, tables.status
    sheet = workbook.create_sheet(block.sheet)
    style.title(
        sheet,
        "Ordninger",
        "Én række pr. borger og paragraf. Skriv nye ordninger i den første tomme række; de gule felter kan sorteres.",
    )
    sheet.cell(
        3, 1, f"Der er plads til {block.rows} ordninger. Gule felter indtastes, grå felter beregnes."
    ).font = style.SMALL
    for part in (block, computed):
        style.headers(sheet, part, height=62)
        validation.header_help(sheet, part)
        style.body(sheet, part)
        part.define(workbook)
    sheet.column_dimensions[get_column_letter(computed.first_column - 1)].width = 2

    for row, item in enumerate(arrangements, block.first_row):
        values = (
            item.case, item.municipality, item.section, item.resp_hours, item.sel_hours, item.overlap or None,
            item.same_helpers, item.discharged, item.trained_resp, item.trained_sel, item.ended, item.employer,
            item.start_by_hand, item.moved, item.new_municipality, item.decided, item.assessed, item.had_help,
            item.training_began, item.temporary_teams, item.replaced_helpers, item.note or None,
        )  # fmt: skip
        for number, value in enumerate(values, block.first_column):
            sheet.cell(row, number).value = value

    for area, formula in _formulas(tables):
        put_array(sheet, area, formula)

    for column in block.columns:
        if column.key in _LISTS:
            validation.choose(sheet, block.own(column.key), _LISTS[column.key], column)
        if column.key in ("resp", "sel", "overlap"):
            validation.number_in(sheet, block.own(column.key), column, 0, 24)
        if column.key in ("vikarhold", "udskiftninger"):
            validation.number_in(sheet, block.own(column.key), column, 0, 1000)
    validation.dates_in(sheet, block)
    validation.case_number_in(sheet, block.own("sag"), block.columns[0], block.name("sag"))

    status = f"${computed.letter('status')}{computed.first_row}"
    style.look_here(sheet, computed.area("status", "betaler"), f'AND({status}<>"",{status}<>"{JOINT}")')
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("kommune"))
    last_printed = block.first_row + max(len(arrangements), 20) - 1
    style.page(sheet, f"A1:{computed.letter('begrundelse')}{last_printed}", repeat=block.header_row, wide=4)
    sheet.print_title_cols = f"{block.letter('sag')}:{block.letter('sag')}"
    for last in (block.number("ophørt"), computed.first_column - 1, computed.number("begrundelse") - 1):
        sheet.col_breaks.append(Break(last))


def _formulas(tables: Tables) -> list[tuple[str, str]]:
    """The array formulas of the sheet: where, and what."""
    entered, computed = tables.arrangements, tables.status
    who = entered.names("resp paragraf sel samme kommune")
    resp, sel = entered.name("oplært_resp"), entered.name("oplært_sel")
    status, agreed = computed.name("status"), entered.name("aftalt_start")
    discharged, employer = entered.name("udskrevet"), entered.name("arbejdsgiver")
    nobody = f'({status}="{UNCLEAR}")+({employer}="")>0'
    moved, new = entered.name("flyttet"), entered.name("ny_kommune")
    home = f"FHO_KOMMUNE({entered.name('kommune')})"
    return [
        (computed.own("status"), f"FHO_STATUS({who})"),
        (computed.own("begrundelse"), f"FHO_BEGRUNDELSE({who})"),
        (computed.own("oplært"), f'IF(({resp}="")+({sel}="")>0,"",IF({resp}>{sel},{resp},{sel}))'),
        (
            computed.own("start"),
            f'IF({status}="{JOINT}",IF({discharged}="","",FHO_STARTDATO({discharged},{computed.name("oplært")})),'
            f'IF({agreed}="","",{agreed}))',
        ),
        (computed.own("timer"), f"FHO_TIMER({entered.names('resp sel overlap')})"),
        (
            computed.area("tilladt", "betaler"),
            f'FHO_ARBEJDSGIVER(IF({nobody},"",{entered.name("paragraf")}),IF({nobody},"",{employer}))',
        ),
        (
            computed.own("antal"),
            f'IF({entered.name("sag")}="","",COUNTIF({entered.name("sag")},{entered.name("sag")}))',
        ),
        (
            computed.own("refusion"),
            f'IF(({moved}="")+({new}="")>0,"",'
            f"FHO_FLYTNING({moved},{moved},{entered.names('kommune ny_kommune paragraf afgjort')})={home})",
        ),
    ]
