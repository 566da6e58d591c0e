"""Aftale: the parameters in force with their sources, written from the add-in's own data files."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.agreement.employers import pairings
from xl_addin.agreement.parameters import Agreement, Version, executive_order, midtjylland
from xl_addin.agreement.wording import danish_order
from xl_addin.books import style
from xl_addin.books.layout import DATE, GENERAL, PERCENT, WHOLE, define
from xl_addin.books.regional.tables import TERMS

DEADLINE = "aftale_frist_dage"
FIRST_DAY = "aftale_første_dag"

_LABELS = (
    ("valid_from", "Gælder fra", DATE),
    ("region_key", "Regionens andel af fælles udgifter", PERCENT),
    ("municipality_key", "Kommunens andel af fælles udgifter", PERCENT),
    ("start_rule", "Fælles finansiering begynder", GENERAL),
    ("deadline_days", "Frist for oplæring, dage efter udskrivelsen", WHOLE),
    ("review_days", "Fælles beslutning om indlæggelse efter, dage", WHOLE),
    ("hours_cap", "Timer i døgnet, højst", WHOLE),
    ("payer", "Betaler først", GENERAL),
    ("mandatory", "Paragraffer med pligt til aftale", GENERAL),
    ("voluntary", "Paragraffer, hvor det kan aftales", GENERAL),
    ("municipalities", "Kommuner", GENERAL),
)


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(TERMS)
    for letter, width in zip("ABCDE", (2, 46, 46, 24, 66), strict=True):
        sheet.column_dimensions[letter].width = width
    note = "De parametre, som funktionerne regner med. Skrevet fra tilføjelsesprogrammets datafiler; låst, for en ændring her ændrer ikke beregningen."
    style.title(sheet, "Aftale", note, 2)
    sheet.cell(3, 2, "=FHO_VERSION()").font = style.BOLD
    row = 5
    for agreement in (midtjylland(), executive_order()):
        for number, version in enumerate(agreement.versions, 1):
            row = _version(workbook, sheet, row, agreement, version, number)
    row = _employers(sheet, row)
    style.page(sheet, f"A1:E{row - 2}")
    style.lock(sheet)


def _version(
    workbook: Workbook, sheet: Worksheet, row: int, agreement: Agreement, version: Version, number: int
) -> int:
    more = f", version {number}" if len(agreement.versions) > 1 else ""
    style.section(sheet, row, f"{agreement.name}{more}: {agreement.title}", 2, 5)
    _headers(sheet, row + 1, ("Parameter", "Værdi", "", "Kilde"))
    sheet.merge_cells(start_row=row + 1, start_column=3, end_row=row + 1, end_column=4)
    row += 2
    for key, label, look in _LABELS:
        value = _value(version, key)
        source = version.sources.get(key, version.sources.get("region_key", ""))
        _line(sheet, row, label, value, look, source)
        if agreement is midtjylland() and version is agreement.newest and key == "deadline_days":
            define(workbook, DEADLINE, f"{TERMS}!$C${row}")
        if agreement is midtjylland() and version is agreement.versions[0] and key == "valid_from":
            define(workbook, FIRST_DAY, f"{TERMS}!$C${row}")
        row += 1
    return row + 1


def _value(version: Version, key: str) -> object:
    value = getattr(version, key)
    if key == "valid_from":
        return value.item()
    if key.endswith("_key"):
        return float(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value, key=danish_order)) or "ingen"
    if key == "review_days" and not value:
        return "ingen regel"
    return value


def _line(sheet: Worksheet, row: int, label: str, value: object, look: str, source: str) -> None:
    sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
    for column, content, font in ((2, label, style.BODY), (3, value, style.BOLD), (5, source, style.SMALL)):
        cell = sheet.cell(row, column)
        cell.value, cell.font, cell.alignment = content, font, style.ANSWER  # type: ignore[assignment]
    for column in range(2, 6):
        sheet.cell(row, column).border = style.COMPUTED_BORDER
    sheet.cell(row, 3).number_format = look
    lines = max(1, -(-len(str(value)) // 66), -(-len(source) // 60))
    sheet.row_dimensions[row].height = 4 + 15 * lines


def _employers(sheet: Worksheet, row: int) -> int:
    style.section(sheet, row, "Hvem der kan være arbejdsgiver, oplære og betale først", 2, 5)
    _headers(
        sheet, row + 1, ("Paragraf og arbejdsgiver", "Oplærer i den anden parts opgaver", "Betaler først", "Kilde")
    )
    row += 2
    for (section, employer), pairing in pairings().items():
        values = (f"§ {section}, {employer}", pairing.trains, pairing.pays, pairing.source)
        for column, value in enumerate(values, 2):
            cell = sheet.cell(row, column, value)
            cell.font, cell.border = style.SMALL if column == 5 else style.BODY, style.COMPUTED_BORDER
            cell.alignment = style.ANSWER
        sheet.row_dimensions[row].height = 4 + 15 * max(1, -(-len(pairing.source) // 60))
        row += 1
    return row + 1


def _headers(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(row, column, text or None)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
