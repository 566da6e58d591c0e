"""Arguments as Calc hands them over, and as the cell functions take them.

A Basic function gets ranges as objects, computed arrays as tuples of rows, and single computed values as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from xl_addin.hosts.libreoffice.inside.calc_errors import error_in, error_name

Rows = Sequence[Sequence[Any]]

TALL: Final = 20_000
"""Taller ranges, such as whole columns, are read down to the last used row only."""


@dataclass(frozen=True)
class CalcCall:
    """The arguments of a call, how many rows of tall ranges were read, and how many rows they stand for."""

    cells: list[Any]
    read: int = 0
    shown: int = 0


def read_call(given: Sequence[Any]) -> CalcCall:
    """Read the arguments of a call."""
    ranges = {place: one.getCellRange() for place, one in enumerate(given) if is_range(one)}
    tall = {place: one for place, one in ranges.items() if _height(one) > TALL}
    read = max((_used_height(one) for one in tall.values()), default=0)
    shown = max((min(_height(one), _used_in_document(one)) for one in tall.values()), default=0)
    seen: dict[str, Any] = {}
    cells = [
        _read_once(_top(ranges[place], read) if place in tall else ranges[place], seen)
        if place in ranges
        else value(one)
        for place, one in enumerate(given)
    ]
    return CalcCall(cells, read, shown)


def _read_once(cell_range: Any, seen: dict[str, Any]) -> Any:
    """Read a range, unless it is another argument of the call too."""
    name: str = cell_range.AbsoluteName
    if name not in seen:
        seen[name] = read_range(cell_range)
    return seen[name]


def value(given: Any) -> Any:
    """A computed value or array: numbers as floats, errors by name."""
    if isinstance(given, tuple):
        return [[cell if type(cell) is str else value(cell) for cell in row] for row in given]
    if isinstance(given, int | float):
        number = float(given)
        return number if number == number else error_in(number)
    return given


def read_range(cell_range: Any) -> Any:
    """The cells of a range, or the value of a single cell. Calc hands over an error as nothing: ask which."""
    rows: Rows = cell_range.getDataArray()
    if None in chain.from_iterable(rows):
        rows = [
            [
                error_name(cell_range.getCellByPosition(column, number).getError()) if cell is None else cell
                for column, cell in enumerate(row)
            ]
            for number, row in enumerate(rows)
        ]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def is_range(given: Any) -> bool:
    """Whether an argument is a range, which comes as an object."""
    return given is not None and not isinstance(given, str | int | float | tuple)


def _height(cell_range: Any) -> int:
    address = cell_range.getRangeAddress()
    return int(address.EndRow - address.StartRow + 1)


def _used_height(cell_range: Any) -> int:
    address = cell_range.getRangeAddress()
    last = min(address.EndRow, _last_row(cell_range.getSpreadsheet()))
    return max(int(last - address.StartRow + 1), 1)


def _top(cell_range: Any, height: int) -> Any:
    address = cell_range.getRangeAddress()
    rows = min(height, _height(cell_range))
    return cell_range.getCellRangeByPosition(0, 0, address.EndColumn - address.StartColumn, rows - 1)


def _last_row(sheet: Any) -> int:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return int(cursor.getRangeAddress().EndRow)


def document_of(cell_range: Any) -> Any:
    """The document that a range belongs to; a sheet itself does not tell, the forms drawn on it do."""
    return cell_range.getSpreadsheet().DrawPage.Forms.Parent


def _used_in_document(cell_range: Any) -> int:
    """How many rows are used at most on a sheet of the document: no formula reaches further down."""
    sheets = document_of(cell_range).Sheets
    return 1 + max(_last_row(sheets.getByIndex(number)) for number in range(sheets.Count))
