"""IronCalc, the calculation engine, with the few of its calls that this host uses.

It runs with German number formats, the nearest to the Danish that it has, so its formulas are written with `;` between
arguments and a decimal comma.
"""

from __future__ import annotations

import ironcalc

from xl_addin.agreement.wording import figures
from xl_addin.cells.errors import OLD_ERRORS
from xl_addin.engine.cell_store import LATER, WAITING, CellStore
from xl_addin.engine.plain_values import NotKnownYet
from xl_addin.xlsx.bounds import TEXT
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Area, column_letters

_ERROR = ironcalc.CellType.ErrorValue

# Errors that stand for "the engine cannot", never for a result of Excel's.
_OWN_ERRORS = ("#ERROR!", "#N/IMPL!", "#CIRC!", "#SPILL!", "#CALC!")


REFUSED = "#CALC!"
"""The mark of a formula for what is not known: how two texts are ordered, which depends on the language, a day before
1 March 1900, where the engine's calendar is not Excel's, and a 0 that VLOOKUP may find in a blank cell. The engine
gives it in no other case here."""


class EngineError(Exception):
    """The engine could not compute a formula."""


class Engine:
    """The part of a workbook that the engine computes with: its sheets by number, one more for results on the way."""

    def __init__(self, store: CellStore) -> None:
        """Make an empty workbook with the sheets of a store."""
        self._model = ironcalc.create("fho", "de", "UTC", "en")
        self._model.rename_sheet(0, "s_0")
        for number in range(1, store.scratch + 1):
            self._model.add_sheet(f"s_{number}")
        self._store = store
        self._held: set[tuple[int, int, int]] = set()
        self._filled: dict[tuple[int, int, int, int], int] = {}
        """The last row of each range that was loaded, by the rest of it."""

    def load(self, area: Area) -> None:
        """Hand over what is known of an area that a formula reads, once."""
        key = (area.sheet, area.top, area.left, area.right)
        first = self._filled.get(key, area.top - 1) + 1
        if first > area.bottom:
            return
        for row, column, value in self._store.filled(area._replace(top=first)):
            if value is LATER:
                raise NotKnownYet
            if value is not WAITING and (area.sheet, row, column) not in self._held:
                self.put(area.sheet, row, column, value)
        self._filled[key] = area.bottom

    def renew(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Put another value where it holds one, or a formula."""
        if (sheet, row, column) in self._held:
            self.put(sheet, row, column, value)

    def put(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Write a value; None empties the cell."""
        self._held.add((sheet, row, column))
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
                model.update_cell_with_formula(sheet, row, column, f"={code if code in OLD_ERRORS else '#VALUE!'}")

    def put_formula(self, sheet: int, row: int, column: int, formula: str) -> None:
        """Write a formula, without its `=`; what it reads must be loaded."""
        self._held.add((sheet, row, column))
        try:
            self._model.update_cell_with_formula(sheet, row, column, f"={formula}")
        except ironcalc.WorkbookError as error:
            raise EngineError(str(error)) from error

    def evaluate(self) -> None:
        """Compute every formula."""
        try:
            self._model.evaluate()
        except BaseException as error:  # a panic of the engine derives from nothing narrower
            if type(error).__name__ != "PanicException":
                raise
            raise EngineError(str(error)) from error

    def get(self, sheet: int, row: int, column: int) -> CellValue:
        """Read what a formula gave."""
        value = self._model.get_cell_value(sheet, row, column)
        if not isinstance(value, str):
            return value
        if len(value) > TEXT:
            raise EngineError(f"en tekst på mere end {figures(TEXT, 0)} tegn")
        if value.startswith("#"):
            if self._model.get_cell_type(sheet, row, column) != _ERROR:
                return value
            if value == REFUSED:
                raise EngineError(
                    "to tekster sammenlignes efter rækkefølge, hvad der afhænger af maskinens sprog, en dato "
                    "ligger før 1. marts 1900, eller VLOOKUP slår 0 op blandt tomme celler"
                )
            if value in _OWN_ERRORS:
                raise EngineError(f"beregningen giver {value}")
            return CellError(value)
        return value


def cell_text(sheet: int, row: int, column: int) -> str:
    """A cell in a formula for the engine."""
    return f"s_{sheet}!{column_letters(column)}{row}"


def area_text(area: Area) -> str:
    """A range in a formula for the engine; the colon stays, since COUNTIF and its like want a range."""
    first, last = column_letters(area.left), column_letters(area.right)
    return f"s_{area.sheet}!{first}{area.top}:{last}{area.bottom}"
