"""Indlæggelser: stays in hospital, and the joint decision that a stay of more than four weeks calls for."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.invented.ledger import Admission
from xl_addin.books.layout import put_array
from xl_addin.books.regional.tables import Tables
from xl_addin.books.words import TOGETHER


def build(workbook: Workbook, tables: Tables, stays: tuple[Admission, ...]) -> None:
    """Add the sheet."""
    block, computed, case = tables.admissions, tables.stays, tables.arrangements
    sheet = workbook.create_sheet(block.sheet)
    note = "Nøglen gælder også under indlæggelse. Efter 4 uger beslutter region og kommune sammen, om ordningen fortsætter."
    style.title(sheet, "Indlæggelser", note)
    sheet.cell(
        3, 1, "Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse. De gule felter kan sorteres."
    ).font = style.SMALL
    for part in (block, computed):
        style.headers(sheet, part)
        validation.header_help(sheet, part)
        style.body(sheet, part)
        part.define(workbook)
    sheet.column_dimensions[get_column_letter(computed.first_column - 1)].width = 2
    for row, stay in enumerate(stays, block.first_row):
        values = (
            stay.arrangement, stay.admitted, stay.discharged, stay.team_along, stay.decided, stay.decision, stay.decided_by,
        )  # fmt: skip
        for number, value in enumerate(values, block.first_column):
            sheet.cell(row, number).value = value

    admitted, discharged, decided = (block.name(key) for key in ("indlagt", "udskrevet", "besluttet"))
    deadline = computed.name("frist")
    put_array(
        sheet,
        computed.own("kommune"),
        f"FHO_OPSLAG({block.name('ordning')},{case.name('sag')},{case.name('kommune')})",
    )
    put_array(sheet, computed.own("dage"), f'IF(({admitted}="")+({discharged}="")>0,"",{discharged}-{admitted}+1)')
    put_array(sheet, computed.own("frist"), f"FHO_VURDERING({admitted},{discharged})")
    put_array(
        sheet,
        computed.own("status"),
        f'IF({admitted}="","",IF({deadline}="","Ingen beslutning nødvendig",IF({decided}="","Mangler",'
        f'IF({block.name("truffet_af")}="{TOGETHER}","Truffet i fællesskab","Mangler: ikke truffet i fællesskab"))))',
    )

    by_key = {column.key: column for column in block.columns}
    for key, name in (
        ("ordning", case.name("sag")), ("hold_med", "liste_ja_nej"), ("beslutning", "liste_beslutninger"),
        ("truffet_af", "liste_truffet_af"),
    ):  # fmt: skip
        validation.choose(sheet, block.own(key), name, by_key[key])
    validation.dates_in(sheet, block)
    status = f"${computed.letter('status')}{computed.first_row}"
    style.look_here(sheet, computed.area("kommune", "status"), f'LEFT({status},7)="Mangler"')
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("indlagt"))
    last = block.header_row + max(len(stays), 20)
    style.page(sheet, f"A1:{computed.letter('status')}{last}", repeat=block.header_row)
