"""An open workbook as the task pane sends it: the values of every sheet, and the formulas that call our functions.

Nothing of it is kept, logged or written anywhere.
"""

from dataclasses import dataclass
from typing import Any, Final

from openpyxl.utils.cell import get_column_letter, range_boundaries

from xl_addin.hosts.server.requests import MALFORMED, Refused

_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384

# Excel may give errors in the language of its menus.
_DANISH_ERRORS: Final = {
    "#NUL!": "#NULL!", "#DIVISION/0!": "#DIV/0!", "#VÆRDI!": "#VALUE!", "#REFERENCE!": "#REF!", "#NAVN?": "#NAME?",
    "#I/T": "#N/A", "#OVERLØB!": "#SPILL!", "#BEREGN!": "#CALC!",
}  # fmt: skip


class NotFound(Exception):
    """A reference to what the workbook does not hold, or what is not read here."""


@dataclass(frozen=True)
class Formula:
    """A cell with a formula that calls one of our functions; ``row`` and ``column`` count from 1."""

    sheet: str
    row: int
    column: int
    text: str

    @property
    def address(self) -> str:
        """``B5``."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class Sheet:
    """A sheet's used range: its first cell, counted from 1, and the rows of values."""

    name: str
    top: int
    left: int
    values: list[list[Any]]

    def value(self, row: int, column: int) -> Any:
        """A cell's value; blank outside the used range."""
        row, column = row - self.top, column - self.left
        if 0 <= row < len(self.values) and 0 <= column < len(self.values[row]):
            return self.values[row][column]
        return ""

    @property
    def bottom(self) -> int:
        """The last row in use."""
        return self.top + len(self.values) - 1


@dataclass(frozen=True)
class Area:
    """A rectangle of cells on a sheet."""

    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int

    def rows(self) -> list[list[Any]]:
        """The values, row by row."""
        columns = range(self.left, self.right + 1)
        return [[self.sheet.value(row, column) for column in columns] for row in range(self.top, self.bottom + 1)]


@dataclass(frozen=True)
class Workbook:
    """The sheets by name in lower case, the names that the workbook defines, and the formulas of ours."""

    sheets: dict[str, Sheet]
    names: dict[str, str]
    formulas: list[Formula]

    def area(self, reference: str, own_sheet: str) -> Area:
        """What a reference stands for: ``A1``, ``Ark!$A$1:$B$9``, ``A:A`` or a defined name."""
        sheet_name, _, cells = reference.rpartition("!")
        named = self.names.get(reference.lower())
        if named is not None:
            return self._defined(named, own_sheet)
        sheet = self.sheets.get((_unquoted(sheet_name) or own_sheet).lower())
        if sheet is None:
            raise NotFound(reference)
        try:
            left, top, right, bottom = range_boundaries(cells.upper())
        except (ValueError, TypeError):
            raise NotFound(reference) from None
        if left is None or right is None:
            raise NotFound(reference)
        # A whole column reaches as far as the sheet is used.
        return Area(sheet, top or 1, left, bottom or max(sheet.bottom, 1), right)

    def _defined(self, formula: str, own_sheet: str) -> Area:
        reference = formula.removeprefix("=")
        if reference.lower() in self.names:
            raise NotFound(reference)
        return self.area(reference, own_sheet)


def address(row: int, column: int) -> str:
    """``B5`` for row 5, column 2."""
    return f"{get_column_letter(column)}{row}"


def read_workbook(sent: Any) -> Workbook:
    """The workbook in a request's JSON; raises Refused when it is not in order."""
    try:
        sheets = {str(one["name"]).lower(): _sheet(one) for one in sent["sheets"]}
        names = {str(one["name"]).lower(): str(one["formula"]) for one in sent["names"]}
        # A formula over a range stands in each of its cells: its text is sent once.
        texts = [str(text) for text in sent["texts"]]
        formulas = [
            Formula(
                str(one["name"]),
                _place(row, _LAST_ROW),
                _place(column, _LAST_COLUMN),
                texts[_place(text, len(texts)) - 1],
            )
            for one in sent["sheets"]
            for row, column, text in one["formulas"]
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(MALFORMED) from None
    return Workbook(sheets, names, formulas)


def _sheet(sent: dict[str, Any]) -> Sheet:
    values = sent["values"]
    if not isinstance(values, list) or not all(isinstance(row, list) for row in values):
        raise ValueError
    rows = [[_value(cell) for cell in row] for row in values]
    return Sheet(str(sent["name"]), _place(sent["top"], _LAST_ROW), _place(sent["left"], _LAST_COLUMN), rows)


def _value(cell: Any) -> Any:
    if isinstance(cell, str):
        return _DANISH_ERRORS.get(cell, cell) if cell.startswith("#") else cell
    if cell is None or isinstance(cell, bool):
        return cell
    if not isinstance(cell, int | float):
        raise ValueError
    try:
        return float(cell)
    except OverflowError:
        return "#NUM!"


def _place(number: Any, last: int) -> int:
    if type(number) is not int or not 1 <= number <= last:
        raise ValueError
    return number


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
