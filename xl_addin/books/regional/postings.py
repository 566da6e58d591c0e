"""Udgifter: the postings, typed or pasted. No formula stands here, so rows can be inserted, deleted and sorted."""

from openpyxl.workbook import Workbook

from xl_addin.books import style, validation
from xl_addin.books.invented.ledger import Posting
from xl_addin.books.layout import danish
from xl_addin.books.regional.tables import Tables

_FIRST_VOUCHER = 10001


def build(workbook: Workbook, tables: Tables, postings: tuple[Posting, ...]) -> None:
    """Add the sheet."""
    block = tables.postings
    sheet = workbook.create_sheet(block.sheet)
    note = "Én række pr. postering. Rækker kan tilføjes, indsættes, slettes og sorteres frit: her står ingen formler."
    style.title(sheet, "Udgifter", note)
    room = f"Der er plads til {danish(block.rows)} posteringer, til og med række {block.last_row}."
    sheet.cell(3, 1, f"{room} Fordelingen af hver række står i samme række på arket Fordeling.").font = style.SMALL
    style.headers(sheet, block)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    for row, posting in enumerate(postings, block.first_row):
        voucher = _FIRST_VOUCHER + row - block.first_row
        values = (
            voucher, posting.arrangement, posting.municipality, posting.first, posting.last, posting.art,
            float(posting.amount), posting.paid_by, posting.assessed_by, posting.granted, posting.text,
        )  # fmt: skip
        for number, value in enumerate(values, block.first_column):
            sheet.cell(row, number).value = value

    by_key = {column.key: column for column in block.columns}
    for key, name in (
        ("ordning", tables.arrangements.name("sag")), ("kommune", "liste_alle_kommuner"), ("art", "liste_arter"),
        ("betalt_af", "liste_betalt_af"), ("udmålt_af", "liste_udmålt_af"), ("bevilget", "liste_ja_nej"),
    ):  # fmt: skip
        validation.choose(sheet, block.own(key), name, by_key[key])
    validation.dates_in(sheet, block)
    validation.number_in(sheet, block.own("beløb"), by_key["beløb"], -1e10, 1e10)

    first = block.letter(block.columns[0].key)
    look = tables.division.name("kontrol"), tables.division.name("kommunekontrol")
    place = f"ROW()-ROW(${first}${block.header_row})"
    for name in look:
        formula = f'IF(INDEX({name},{place})="",FALSE,INDEX({name},{place})<>"OK")'
        style.look_here(sheet, block.area("bilag", "tekst"), formula)

    sheet.freeze_panes = sheet.cell(block.first_row, block.number("kommune"))
    sheet.auto_filter.ref = f"{first}{block.header_row}:{block.letter('tekst')}{block.last_row}"
    last_printed = max(block.first_row + len(postings) - 1, block.first_row + 20)
    style.page(sheet, f"A1:{block.letter('tekst')}{last_printed}", repeat=block.header_row)
