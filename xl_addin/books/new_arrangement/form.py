"""Skema: the form for one new arrangement, and beside each answer what follows from it."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style, validation
from xl_addin.books.layout import DATE, define
from xl_addin.books.new_arrangement.fields import FORM, Consequence, Question, name, parts, sources
from xl_addin.books.words import JOINT

_LABEL, _ANSWER, _RESULT_LABEL, _RESULT, _SOURCE = 2, 3, 5, 6, 7
_HEIGHT = 19.0
_SOURCE_LINE = 54  # characters of a source that fit on one line


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(FORM)
    for letter, width in zip("ABCDEFG", (2, 39, 21, 2, 33, 44, 52), strict=True):
        sheet.column_dimensions[letter].width = width
    note = "Udfyld de gule felter. Til højre står, hvad der følger af dem, og hvor reglen står."
    style.title(sheet, "Ny fælles hjælperordning", note, _LABEL)
    example = "EKSEMPEL: sagen er opfundet. Tøm de gule felter, før skemaet bruges. Skriv aldrig CPR-numre."
    sheet.cell(3, _LABEL, example).font = style.BOLD
    version = sheet.cell(3, _SOURCE, "=FHO_VERSION()")
    version.font, version.alignment = style.SMALL, style.ANSWER
    row = 5
    for part in parts():
        style.section(sheet, row, part.heading, _LABEL, _SOURCE)
        row += 1
        for line, question in enumerate(part.questions, row):
            _question(workbook, sheet, line, question)
        for line, consequence in enumerate(part.consequences, row):
            _consequence(workbook, sheet, line, consequence)
        for line in range(row, row + max(len(part.questions), len(part.consequences))):
            lines = 1
            if line - row < len(part.consequences):
                consequence = part.consequences[line - row]
                lines = max(consequence.lines, -(-len(consequence.source) // _SOURCE_LINE))
            sheet.row_dimensions[line].height = max(_HEIGHT, 15.5 * lines)
        row += max(len(part.questions), len(part.consequences)) + 1
    style.section(sheet, row, "7. Kilder", _LABEL, _SOURCE)
    for text, formula in sources():
        row += 1
        _source(sheet, row, text, formula)
    row += 1
    status = name("status")
    style.look_here(sheet, _address(workbook, "status"), f'AND({status}<>"",{status}<>"{JOINT}")')
    style.good_or_bad(sheet, _address(workbook, "tilladt"), "ja", "nej")
    style.good_or_bad(
        sheet, _address(workbook, "sagstjek"), "Kan bruges", "AFVIST: det ligner et CPR-nummer (10 cifre)"
    )
    style.look_here(sheet, _address(workbook, "vurdering_status"), f'LEFT({name("vurdering_status")},7)="Mangler"')
    sheet.freeze_panes = "A4"
    style.page(sheet, f"A1:G{row - 1}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _question(workbook: Workbook, sheet: Worksheet, row: int, question: Question) -> None:
    column = question.column
    label = sheet.cell(row, _LABEL, column.header)
    label.font, label.alignment = style.BODY, style.MIDDLE
    style.paint(sheet, row, _ANSWER, column)
    cell = sheet.cell(row, _ANSWER)
    cell.value = question.example
    cell.alignment = style.ANSWER
    define(workbook, name(column.key), _fixed(row, _ANSWER))
    if question.choices:
        validation.choose(sheet, cell.coordinate, question.choices, column)
    elif question.limits:
        validation.number_in(sheet, cell.coordinate, column, *question.limits)
    elif column.number_format == DATE:
        validation.date_in(sheet, cell.coordinate, column)
    else:
        validation.case_number_in(sheet, cell.coordinate, column)


def _consequence(workbook: Workbook, sheet: Worksheet, row: int, consequence: Consequence) -> None:
    column = consequence.column
    label = sheet.cell(row, _RESULT_LABEL, column.header)
    label.font, label.alignment = style.BODY, style.MIDDLE
    style.paint(sheet, row, _RESULT, column)
    cell = sheet.cell(row, _RESULT)
    cell.value = f"={consequence.formula}"
    cell.font, cell.alignment = style.BOLD if consequence.lines == 1 else style.BODY, style.ANSWER
    define(workbook, name(column.key), _fixed(row, _RESULT))
    source = sheet.cell(row, _SOURCE, consequence.source)
    source.font, source.alignment = style.SMALL, style.ANSWER


def _source(sheet: Worksheet, row: int, text: str, formula: str) -> None:
    label = sheet.cell(row, _LABEL, text)
    label.font, label.alignment = style.BODY, style.MIDDLE
    sheet.merge_cells(start_row=row, start_column=_ANSWER, end_row=row, end_column=_SOURCE)
    cell = sheet.cell(row, _ANSWER, f"={formula}")
    cell.font, cell.alignment = style.SMALL, style.ANSWER
    sheet.row_dimensions[row].height = 2 * _HEIGHT - 6


def _fixed(row: int, column: int) -> str:
    return f"{FORM}!${get_column_letter(column)}${row}"


def _address(workbook: Workbook, key: str) -> str:
    """The cell of a name, on the form."""
    reference: str = workbook.defined_names[name(key)].attr_text
    return reference.partition("!")[2].replace("$", "")
