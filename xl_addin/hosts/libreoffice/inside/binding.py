"""Binding the formulas of a document, without a trace: no undo step, and "modified" stays what it was.

The document's controllers are not locked meanwhile: Calc 7.4 would stay locked after the next undo.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from functools import partial
from typing import Any, Final

import uno

from xl_addin.hosts.libreoffice.inside.tokens import Codes, Optional, bound, codes
from xl_addin.hosts.libreoffice.spelling import CALL


class Found(IntEnum):
    """What a document holds of calls of our functions, at most."""

    NOTHING = 0
    CELLS = 1
    ARRAYS = 2


class FormulaBinder:
    """Binds the formulas of one document."""

    def __init__(self, document: Any, functions: dict[str, str], optional: Optional) -> None:
        """``functions`` by the text that may stand for them; of each argument, whether it is ``optional``."""
        self._document = document
        kinds: Codes = codes(document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper"))
        self._bound = partial(bound, kinds=kinds, functions=functions, optional=optional)
        self.locked: list[str] = []
        """Sheets whose protection has a password, so that their array formulas cannot be bound."""

    def bind_all(self) -> Found:
        """Bind every formula, and every named expression; what calls of our functions there are at all."""
        found = Found.NOTHING
        with _unnoticed(self._document):
            for sheet in _sheets(self._document):
                found = max(found, self._bind_range(sheet).found)
            names = self._document.NamedRanges
            for name in names.getElementNames():
                self._bind_expression(names.getByName(name))
        return found

    def compute(self) -> None:
        """Compute every formula anew."""
        with _unnoticed(self._document):
            self._document.calculateAll()

    def bind(self, cell_range: Any) -> bool:
        """Bind the formulas of a range, such as one that a user has changed; whether there were any to bind."""
        with _unnoticed(self._document):
            return self._bind_range(cell_range).count > 0

    def bind_errors(self) -> None:
        """Bind the formulas that are errors."""
        errors = uno.getConstantByName("com.sun.star.sheet.FormulaResult.ERROR")
        with _unnoticed(self._document):
            for sheet in _sheets(self._document):
                for address in sheet.queryFormulaCells(errors).getRangeAddresses():
                    self._bind_range(_block(sheet, address))

    def _bind_range(self, cell_range: Any) -> "_Calls":
        calls = _Calls(cell_range)
        for cell in calls.cells:
            self._exchange(cell.getTokens, cell.setTokens)
        if calls.arrays:
            self._bind_arrays(cell_range.getSpreadsheet(), calls.arrays)
        return calls

    def _bind_arrays(self, sheet: Any, arrays: list[Any]) -> None:
        """Bind array formulas, whose tokens a protected sheet takes without a word and without effect."""
        with _unprotected(sheet) as is_open:
            if not is_open:
                self.locked.append(sheet.Name)
                return
            for array in arrays:
                self._exchange(array.getArrayTokens, array.setArrayTokens)

    def _bind_expression(self, expression: Any) -> None:
        if _needs_binding(expression.Content):
            self._exchange(expression.getTokens, expression.setTokens)

    def _exchange(self, read: Callable[[], Any], write: Callable[[Any], None]) -> None:
        tokens = self._bound(read())
        if tokens is not None:
            write(tuple(tokens))


def _sheets(document: Any) -> list[Any]:
    return [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]


def _block(sheet: Any, address: Any) -> Any:
    return sheet.getCellRangeByPosition(address.StartColumn, address.StartRow, address.EndColumn, address.EndRow)


def _needs_binding(formula: str) -> bool:
    """Whether a formula holds a call that may not be bound: a bound one is the plain name in capitals."""
    return any(before or name != name.upper() or "_" not in name for before, name in CALL.findall(formula))


class _Calls:
    """The formulas of a range that call our functions and need binding: cells, and array formulas once each."""

    def __init__(self, cell_range: Any) -> None:
        self.found = Found.NOTHING
        self.cells: list[Any] = []
        self.arrays: list[Any] = []
        self._below: dict[tuple[int, int], int] = {}
        """By the cell in which a column of an array begins: the row below it.

        Calc writes out an array's formula for each of its cells, which takes long: so it is read for a few alone.
        """
        formulas = uno.getConstantByName("com.sun.star.sheet.CellFlags.FORMULA")
        for address in cell_range.queryContentCells(formulas).getRangeAddresses():
            self._look_through(cell_range.getSpreadsheet(), address)

    @property
    def count(self) -> int:
        """How many formulas need binding."""
        return len(self.cells) + len(self.arrays)

    def _look_through(self, sheet: Any, address: Any) -> None:
        for column in range(address.StartColumn, address.EndColumn + 1):
            row = address.StartRow
            while row <= address.EndRow:
                row = self._look_at_some(sheet, column, row, min(row + _AT_ONCE - 1, address.EndRow))

    def _look_at_some(self, sheet: Any, column: int, first: int, last: int) -> int:
        """Look at some cells of a column; the row where to go on, which is further down when an array ends there."""
        lines = sheet.getCellRangeByPosition(column, first, column, last).getFormulaArray()
        row = first
        while row <= last:
            formula = lines[row - first][0]
            if formula.startswith("{"):
                row = self._look_at_array(sheet, column, row, formula)
                continue
            if _is_ours(formula):
                self.found = max(self.found, Found.CELLS)
                if _needs_binding(formula):
                    self.cells.append(sheet.getCellByPosition(column, row))
            row += 1
        return row

    def _look_at_array(self, sheet: Any, column: int, row: int, formula: str) -> int:
        """Look at the array that begins in a cell, unless another of its columns was seen; the row below it."""
        if (column, row) in self._below:
            return self._below[column, row]
        array = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
        array.collapseToCurrentArray()
        found = array.getRangeAddress()
        below: int = found.EndRow + 1
        self._below |= {(one, row): below for one in range(found.StartColumn, found.EndColumn + 1)}
        if _is_ours(formula):
            self.found = Found.ARRAYS
            if _needs_binding(formula):
                self.arrays.append(array)
        return below


_AT_ONCE: Final = 64
"""Cells of a column whose formulas are read at once."""


def _is_ours(formula: str) -> bool:
    return "FHO" in formula or "fho" in formula


@contextmanager
def _unprotected(sheet: Any) -> Iterator[bool]:
    """A protected sheet is open for a moment; whether it is: only who knows a password may open one that has it."""
    if not sheet.isProtected():
        yield True
        return
    with suppress(Exception):  # UNO's, of a type that differs between versions
        sheet.unprotect("")
    is_open = not sheet.isProtected()
    try:
        yield is_open
    finally:
        if is_open:
            sheet.protect("")


@contextmanager
def _unnoticed(document: Any) -> Iterator[None]:
    modified = document.isModified()
    undo = document.getUndoManager()
    undo.lock()
    try:
        yield
    finally:
        undo.unlock()
        if not modified and document.isModified():
            for chart in _charts(document):
                chart.setModified(False)
            document.setModified(False)


def _charts(document: Any) -> list[Any]:
    """The charts: documents inside the document, which count as changed when their numbers are."""
    return [
        charts.getByIndex(number).getEmbeddedObject()
        for charts in (sheet.Charts for sheet in _sheets(document))
        for number in range(charts.Count)
    ]
