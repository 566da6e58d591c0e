"""Kontrol: sums that must agree. When one does not, the totals of the workbook become errors.

Three groups, so that one bad posting stops no more than it must:

* what could leave a posting out stops every line of Modregning
* what makes a posting impossible to divide is an error in its municipality's line, and in the totals
* what makes Modregning disagree with the postings is an error in the totals
"""

from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.data import read_words
from xl_addin.books.layout import KRONER, define
from xl_addin.books.regional import checks
from xl_addin.books.regional.checks import BAD, GOOD, Check
from xl_addin.books.regional.tables import CONTROL, Tables

LEFT_OUT = "kontrol_udeladt"
"""How many controls say that a posting may be left out."""

ALL_FAULTS = "kontrol_fejl"
"""How many controls fail."""

_FIRST, _LAST = 2, 7  # the sheet's columns


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet."""
    words = read_words(__package__, "control.toml")
    sheet = workbook.create_sheet(CONTROL)
    style.title(sheet, "Kontrol", words["note"], _FIRST)
    for letter, width in zip("ABCDEFG", (3, 58, 19, 19, 14, 10, 78), strict=True):
        sheet.column_dimensions[letter].width = width
    row = 4
    statuses = []
    for heading, group in (
        ("left_out", checks.left_out(tables)),
        ("divided", checks.divided(tables)),
        ("settled", checks.settled(tables)),
    ):
        first = row + 2
        row = _group(sheet, row, words["heading"][heading], group, words["check"], tables.postings.last_row)
        statuses.append(f"$F${first}:$F${row - 1}")
        row += 1
    style.good_or_bad(sheet, f"F4:F{row}", GOOD, BAD)
    row = _counts(workbook, sheet, row, words["heading"]["counts"], statuses)
    row = _remarks(sheet, row + 2, tables, words)
    sheet.freeze_panes = "A4"
    style.page(sheet, f"B1:G{row}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _group(
    sheet: Worksheet, row: int, heading: str, group: list[Check], words: dict[str, dict[str, str]], last_row: int
) -> int:
    """A heading, a header line and the checks below it; the row after."""
    style.section(sheet, row, heading, _FIRST, _LAST)
    for column, text in enumerate(("Kontrol", "Skal være", "Er", "Forskel", "Status", "Ved FEJL"), _FIRST):
        cell = sheet.cell(row + 1, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    row += 2
    for check in group:
        expected, found = check.expected, check.found
        if check.number_format == KRONER:  # binary fractions leave dust behind
            expected, found = f"ROUND({expected},2)", f"ROUND({found},2)"
        status = f'=IF(ISERROR(E{row}),"{BAD}",IF(E{row}=0,"{GOOD}","{BAD}"))'
        text, advice = words[check.key]["text"], words[check.key]["advice"].format(last=last_row)
        numbers = f"={expected}", f"={found}", f"=ROUND(C{row}-D{row},2)"
        _line(sheet, row, check.number_format, text, *numbers, status, advice)
        sheet.cell(row, 6).alignment = style.CENTRE
        row += 1
    return row


def _counts(workbook: Workbook, sheet: Worksheet, row: int, heading: str, statuses: list[str]) -> int:
    """How many controls fail, under the names that the totals ask for; the last row used."""
    style.section(sheet, row, heading, _FIRST, _LAST)
    for name, text, areas in (
        (LEFT_OUT, "Kontroller med fejl i gruppe 1", statuses[:1]),
        (ALL_FAULTS, "Kontroller med fejl i alt", statuses),
    ):
        row += 1
        # What is not OK fails: an error in the status itself does, too.
        failing = "+".join(f'ROWS({area})-COUNTIF({area},"{GOOD}")' for area in areas)
        for column, value in ((_FIRST, text), (_FIRST + 1, f"={failing}")):
            sheet.cell(row, column, value).font = style.BOLD
        define(workbook, name, f"{CONTROL}!$C${row}")
    return row


def _remarks(sheet: Worksheet, row: int, tables: Tables, words: dict[str, Any]) -> int:
    """Not faults, but what a person should look at; the last row used."""
    style.section(sheet, row, words["heading"]["remarks"], _FIRST, _LAST)
    for remark in checks.remarks(tables):
        row += 1
        text = words["remark"][remark.key]
        _line(sheet, row, remark.number_format, text["text"], f"={remark.formula}", None, None, None, text["advice"])
    return row


def _line(sheet: Worksheet, row: int, number_format: str, *values: str | None) -> None:
    for column, value in enumerate(values, _FIRST):
        cell = sheet.cell(row, column, value)
        cell.font, cell.border, cell.number_format = style.BODY, style.COMPUTED_BORDER, number_format
        cell.alignment = style.WRAP if column in (_FIRST, _LAST) else style.MIDDLE
    sheet.row_dimensions[row].height = 31
