"""The values of a workbook's cells while it is computed, and of results on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from xl_addin.agreement.wording import figures
from xl_addin.engine.indexed import IndexedRange
from xl_addin.engine.plain_values import NotKnownYet, Undecided
from xl_addin.xlsx.bounds import CELLS
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import MAX_COLUMN, MAX_ROW, Area, FormulaError

WAITING = CellError("waits for the engine")
"""In a cell whose formula the engine has been given, until it has computed."""
LATER = CellError("waits for one that waits")
"""In a cell that needs such a cell, until its turn comes again."""


def check_known(values: Iterable[object]) -> None:
    """`NotKnownYet` when one of the values is not computed yet."""
    if any(value is WAITING or value is LATER for value in values):
        raise NotKnownYet


Cells = dict[tuple[int, int], CellValue]
"""The values of a sheet by row and column."""


class CellStore:
    """The sheets by number, and one more for results on the way."""

    def __init__(self, sheets: Sequence[Mapping[tuple[int, int], CellValue]]) -> None:
        """Begin with these values in the sheets."""
        self.scratch = len(sheets)
        self.cells: list[Cells] = [*map(dict, sheets), {}]
        self.last_row = self.last_column = 1
        """The end of the used part of the workbook, where whole columns and rows are cut off."""
        self._strips: dict[int, tuple[int, int]] = {}
        self._next_column = 1
        self._ranges: dict[Area, IndexedRange] = {}
        self._indexed = 0

    def put(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Write a value."""
        self.cells[sheet][row, column] = value

    def get(self, sheet: int, row: int, column: int) -> CellValue:
        """Read a value; None is a blank cell."""
        return self.cells[sheet].get((row, column))

    def fill(self, area: Area, values: Iterable[CellValue]) -> None:
        """Write the values of a rectangle, row by row."""
        self.cells[area.sheet].update(zip(area.places, values, strict=True))

    def read(self, area: Area) -> list[list[CellValue]]:
        """Read a rectangle, row by row; whole columns and rows only as far as the workbook is used."""
        area = self.clipped(area)
        if area.height * area.width > CELLS:
            raise FormulaError(f"den læser mere end {figures(CELLS, 0)} celler")
        values = list(map(self.cells[area.sheet].get, area.places))
        return [values[start : start + area.width] for start in range(0, len(values), area.width)]

    def filled(self, area: Area) -> Iterator[tuple[int, int, CellValue]]:
        """The cells of an area that are not blank, as row, column and value."""
        cells = self.cells[area.sheet]
        used = self.used(area)
        if used.height * used.width > len(cells):
            for (row, column), value in list(cells.items()):
                if used.top <= row <= used.bottom and used.left <= column <= used.right and value is not None:
                    yield row, column, value
            return
        for row, column in used.places:
            if (value := cells.get((row, column))) is not None:
                yield row, column, value

    def range(self, area: Area) -> IndexedRange:
        """A range to look things up in; all that it holds must be known when it is first read."""
        found = self._ranges.get(area)
        if found is None:
            used = area._replace(bottom=self.used(area).bottom)
            self._indexed += used.height * used.width
            if self._indexed > CELLS:
                self.forget()
            read = partial(_known_values, self.cells[area.sheet], used)
            found = IndexedRange(area.height * area.width, area.width, read)
            self._ranges[area] = found
        return found

    def forget(self) -> None:
        """Forget what was indexed: a value was put in place of another, or it is too much to keep."""
        self._ranges.clear()
        self._indexed = 0

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
                raise FormulaError("dens mellemresultater er for mange")
        self._strips[width] = (column, row + height)
        return Area(self.scratch, row, column, row + height - 1, column + width - 1)


def _known_values(cells: Cells, area: Area) -> list[CellValue]:
    """The values of a range, row by row; NotKnownYet, or Undecided of too many."""
    if area.height * area.width > CELLS:
        raise Undecided
    values = list(map(cells.get, area.places))
    check_known(values)
    return values
