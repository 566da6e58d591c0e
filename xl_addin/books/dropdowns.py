"""The hidden sheet with the words of the drop-downs, each list with its name."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from xl_addin.books.captions import LISTS
from xl_addin.books.layout import define

LISTS_SHEET = "Lister"


def add_lists(workbook: Workbook) -> None:
    """Add the sheet as the workbook's last, hidden."""
    sheet = workbook.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    for number, (name, words) in enumerate(LISTS.items(), 1):
        sheet.cell(1, number, name)
        for row, word in enumerate(words, 2):
            sheet.cell(row, number, word).number_format = "@"
        letter = get_column_letter(number)
        define(workbook, name, f"{LISTS_SHEET}!${letter}$2:${letter}${len(words) + 1}")
