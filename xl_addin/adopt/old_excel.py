"""The .xls of Excel 97 to 2003, which ERP systems still export."""

from io import StringIO
from pathlib import Path
from typing import Final, Literal

import xlrd

from xl_addin.adopt.posting_fields import Value
from xl_addin.xlsx import bounds
from xl_addin.xlsx.package import WorkbookError

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Sheets = list[tuple[str, dict[int, dict[int, Value]], frozenset[int]]]
"""Of each sheet its name, its rows, and the numbers of its hidden rows."""


def read_old_excel(path: Path, data: bytes) -> Sheets:
    """What the sheets hold; ``WorkbookError`` where it cannot be read."""
    counted = bounds.CountedCells()
    try:
        bounds.within(len(data), bounds.OLD_FILE, "byte")
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=StringIO(), on_demand=True, ragged_rows=True
        ) as book:
            return [_sheet(book, number, counted) for number in range(book.nsheets)]
    except bounds.TooLarge as error:
        raise WorkbookError(f"{path.name}: for stor ({error})") from None
    except Exception as error:  # a damaged file makes xlrd raise nearly anything
        raise WorkbookError(
            f"{path.name}: filen kan ikke læses som .xls (beskadiget eller med adgangskode): gem den som .xlsx"
        ) from error


def _sheet(
    book: xlrd.book.Book, number: int, counted: bounds.CountedCells
) -> tuple[str, dict[int, dict[int, Value]], frozenset[int]]:
    """One sheet, which is then let go: all at once would fill the memory before their cells are counted."""
    sheet = book.sheet_by_index(number)
    hidden = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    found = sheet.name, _rows(sheet, book.datemode, counted), hidden
    book.unload_sheet(number)
    return found


def _rows(
    sheet: xlrd.sheet.Sheet, datemode: Literal[0, 1], counted: bounds.CountedCells
) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row), 1):
            value = _value(cell, datemode)
            if value is not None and value != "":
                counted.take(row + 1, column, value)
                rows.setdefault(row + 1, {})[column] = value
    return rows


def _value(cell: xlrd.sheet.Cell, datemode: Literal[0, 1]) -> Value:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
        case xlrd.XL_CELL_DATE:
            number = float(cell.value)
            return number if number < 61 else xlrd.xldate_as_datetime(number, datemode).date()
    return None
