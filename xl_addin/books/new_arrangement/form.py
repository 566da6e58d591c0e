"""Skema: the form for one new arrangement, and beside each answer what follows from it."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style, validation
from xl_addin.books.layout import DATE, Column, define
from xl_addin.books.new_arrangement.fields import FORM, PARTS, Consequence, Question, name
from xl_addin.books.words import JOINT

_LABEL, _ANSWER, _RESULT_LABEL, _RESULT, _SOURCE = 2, 3, 5, 6, 7
_HEIGHT = 19.0


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(FORM)
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEFG", (2, 40, 21, 3, 34, 46, 62), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(sheet, "Ny fælles hjælperordning", "Udfyld de gule felter. Til højre står, hvad der følger af dem, og hvor reglen står.", _LABEL)
    sheet.cell(3, _LABEL, "EKSEMPEL: sagen er opfundet. Tøm de gule felter, før skemaet bruges. Skriv aldrig CPR-numre.").font = style.BOLD
    row = 5
    for part in PARTS:
        style.section(sheet, row, part.heading, _LABEL, _SOURCE)
        row += 1
        for line, question in enumerate(part.questions, row):
            _question(workbook, sheet, line, question)
        for line, consequence in enumerate(part.consequences, row):
            _consequence(workbook, sheet, line, consequence)
        for line in range(row, row + max(len(part.questions), len(part.consequences))):
            lines = part.consequences[line - row].lines if line - row < len(part.consequences) else 1
            sheet.row_dimensions[line].height = max(_HEIGHT, 15.5 * lines)
        row += max(len(part.questions), len(part.consequences)) + 1
    status = name("status")
    style.look_here(sheet, _address(sheet, "status"), f'AND({status}<>"",{status}<>"{JOINT}")')
    style.good_or_bad(sheet, _address(sheet, "tilladt"), "ja", "nej")
    sheet.freeze_panes = "A4"
    style.page(sheet, f"A1:G{row - 1}")
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
    define(workbook, name(column.key), f"{FORM}!${cell.column_letter}${row}")
    if question.choices:
        validation.choose(sheet, cell.coordinate, question.choices, column)
    elif question.limits:
        validation.number_in(sheet, cell.coordinate, column, *question.limits)
    elif column.number_format == DATE:
        validation.date_in(sheet, cell.coordinate, column)
    else:
        validation.case_number_in(sheet, cell.coordinate, column)


def _consequence(workbook: Workbook, sheet: Worksheet, row: int, consequence: Consequence) -> None:
    label = sheet.cell(row, _RESULT_LABEL, consequence.label)
    label.font, label.alignment = style.BODY, style.MIDDLE
    style.paint(sheet, row, _RESULT, Column(consequence.key, "", 0, consequence.number_format))
    cell = sheet.cell(row, _RESULT)
    cell.value = f"={consequence.formula}"
    cell.font, cell.alignment = style.BOLD, style.ANSWER
    if consequence.lines > 1:
        cell.font = style.BODY
    define(workbook, name(consequence.key), f"{FORM}!${cell.column_letter}${row}")
    source = sheet.cell(row, _SOURCE, consequence.source)
    source.font, source.alignment = style.SMALL, style.ANSWER


def _address(sheet: Worksheet, key: str) -> str:
    """The cell of a name, on the form."""
    reference: str = sheet.parent.defined_names[name(key)].attr_text
    return reference.partition("!")[2].replace("$", "")
