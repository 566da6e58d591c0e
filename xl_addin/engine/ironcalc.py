"""IronCalc, the calculation engine, with the few of its calls that this host uses.

It runs with German number formats, the nearest to the Danish that it has, so its formulas are written with `;` between
arguments and a decimal comma.
"""

from __future__ import annotations

import ironcalc

from xl_addin.xlsx.bounds import CELLS, TEXT
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import MAX_COLUMN, MAX_ROW, Area, column_letters

_ERROR = ironcalc.CellType.ErrorValue
_ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")

# Errors that stand for "the engine cannot", never for a result of Excel's.
_OWN_ERRORS = ("#ERROR!", "#N/IMPL!", "#CIRC!", "#SPILL!", "#CALC!")


REFUSED = "#CALC!"
"""The mark of a formula for what is not known: how two texts are ordered, which depends on the language, or a day
before 1 March 1900, where the engine's calendar is not Excel's. The engine gives it in no other case here."""


class EngineError(Exception):
    """The engine could not compute a formula."""


class Engine:
    """A workbook in the engine: the sheets by number, and one more for results on the way."""

    def __init__(self, sheets: int) -> None:
        """Make an empty workbook of so many sheets."""
        self._model = ironcalc.create("fho", "de", "UTC", "en")
        self._model.rename_sheet(0, "s_0")
        for number in range(1, sheets + 1):
            self._model.add_sheet(f"s_{number}")
        self.scratch = sheets
        self._stale = False
        self.last_row = self.last_column = 1
        """The end of the used part of the workbook, where whole columns and rows are cut off."""
        self._strips: dict[int, tuple[int, int]] = {}
        self._next_column = 1

    def put(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Write a value; None empties the cell."""
        model = self._model
        match value:
            case None:
                model.clear_cell_contents(sheet, row, column)
            case bool():
                model.update_cell_with_bool(sheet, row, column, value)
            case float() | int():
                model.update_cell_with_number(sheet, row, column, value)
            case str():
                model.update_cell_with_text(sheet, row, column, value)
            case CellError(code):
                # Excel's newest errors, such as #SPILL!, the engine has not, or has as its own.
                self._stale = True
                model.update_cell_with_formula(sheet, row, column, f"={code if code in _ERRORS else '#VALUE!'}")

    def put_formula(self, sheet: int, row: int, column: int, formula: str) -> None:
        """Write a formula, without its `=`."""
        try:
            self._model.update_cell_with_formula(sheet, row, column, f"={formula}")
        except ironcalc.WorkbookError as error:
            raise EngineError(str(error)) from error

    def settle(self) -> None:
        """Make errors that were put readable: to the engine they are formulas."""
        if self._stale:
            self.evaluate()

    def evaluate(self) -> None:
        """Compute every formula."""
        self._stale = False
        try:
            self._model.evaluate()
        except BaseException as error:  # a panic of the engine derives from nothing narrower
            if type(error).__name__ != "PanicException":
                raise
            raise EngineError(str(error)) from error

    def get(self, sheet: int, row: int, column: int) -> CellValue:
        """Read a value."""
        value = self._model.get_cell_value(sheet, row, column)
        if not isinstance(value, str):
            return value
        if len(value) > TEXT:
            raise EngineError(f"a text of more than {TEXT:,} characters")
        if value.startswith("#"):
            if self._model.get_cell_type(sheet, row, column) != _ERROR:
                return value
            if value == REFUSED:
                raise EngineError(
                    "two texts are compared by order, which depends on the machine's language, or a date lies before "
                    "1 March 1900"
                )
            if value in _OWN_ERRORS:
                raise EngineError(f"the engine gives {value}")
            return CellError(value)
        return value

    def read(self, area: Area) -> list[list[CellValue]]:
        """Read a rectangle, row by row; whole columns and rows only as far as the workbook is used."""
        area = self.clipped(area)
        if area.height * area.width > CELLS:
            raise EngineError(f"it reads more than {CELLS:,} cells")
        columns = range(area.left, area.right + 1)
        get = self.get
        return [[get(area.sheet, row, column) for column in columns] for row in range(area.top, area.bottom + 1)]

    def clipped(self, area: Area) -> Area:
        """An area, whole columns and rows only as far as the workbook is used."""
        bottom = max(area.top, self.last_row) if area.bottom == MAX_ROW else area.bottom
        right = max(area.left, self.last_column) if area.right == MAX_COLUMN else area.right
        return area._replace(bottom=bottom, right=right)

    def used(self, area: Area) -> Area:
        """The part of an area that anything can stand in; of results on the way all."""
        if area.sheet == self.scratch:
            return area
        bottom, right = min(area.bottom, self.last_row), min(area.right, self.last_column)
        return area._replace(bottom=max(area.top, bottom), right=max(area.left, right))

    def allocate(self, height: int, width: int) -> Area:
        """A free rectangle of the scratch sheet."""
        column, row = self._strips.get(width, (0, MAX_ROW + 1))
        if row + height - 1 > MAX_ROW:
            column, row = self._next_column, 1
            self._next_column += width
            if self._next_column > MAX_COLUMN:
                raise EngineError("its results on the way are too many")
        self._strips[width] = (column, row + height)
        return Area(self.scratch, row, column, row + height - 1, column + width - 1)


def cell_text(sheet: int, row: int, column: int) -> str:
    """A cell in a formula for the engine."""
    return f"s_{sheet}!{column_letters(column)}{row}"


def area_text(area: Area) -> str:
    """A range in a formula for the engine; the colon stays, since COUNTIF and its like want a range."""
    first, last = column_letters(area.left), column_letters(area.right)
    return f"s_{area.sheet}!{first}{area.top}:{last}{area.bottom}"
