"""The new workbook as a grid of cells: computed by the headless host before it is ever a file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from xl_addin.adopt.posting_fields import Value
from xl_addin.cells.dates import EPOCH
from xl_addin.xlsx.package import DefinedName, Package
from xl_addin.xlsx.sheet import CellFormula, CellValue, Sheet
from xl_addin.xlsx.tree import address

Place = tuple[int, int]


@dataclass
class Grid:
    """A sheet: contents and looks by (row, column), formulas by the area they fill."""

    name: str
    widths: Sequence[float] = ()
    freeze: Place = (1, 1)
    filter_row: int = 0
    """The header row of the table that can be filtered; 0: none."""
    values: dict[Place, Value] = field(default_factory=dict)
    looks: dict[Place, str] = field(default_factory=dict)
    formulas: list[CellFormula] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=lambda: {1: 30.0})
    pages_wide: int = 1

    def put(self, row: int, column: int, value: Value, look: str = "") -> None:
        """Write a cell; a blank one has only its look."""
        if value is not None and value != "":
            self.values[row, column] = value
        if look:
            self.looks[row, column] = look

    def row(self, row: int, values: Iterable[Value], look: str = "", first: int = 1) -> None:
        """Write cells beside each other."""
        for column, value in enumerate(values, first):
            self.put(row, column, value, look)

    def formula(self, row: int, column: int, text: str, look: str = "") -> None:
        """Write an ordinary formula, without its ``=``."""
        self.formulas.append(CellFormula(row, column, text, None, (row, column)))
        self.looks[row, column] = look

    def array(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        """Write an array formula over an area."""
        self.formulas.append(CellFormula(top, left, text, (top, left, bottom, right), (top, left)))

    @cached_property
    def corner(self) -> Place:
        """The last row and column that anything is in, once everything is."""
        ends = [one.area[2:] if one.area else (one.row, one.column) for one in self.formulas]
        filled = [*self.values, *self.looks, *ends]
        return max((row for row, _ in filled), default=1), max((column for _, column in filled), default=1)

    def columns(self) -> dict[int, list[int]]:
        """The columns of the cells of each row, in order."""
        found: dict[int, set[int]] = {}
        for row, column in self.values:
            found.setdefault(row, set()).add(column)
        for row, column in self.looks:
            found.setdefault(row, set()).add(column)
        for one in self.formulas:
            top, left, bottom, right = one.area or (one.row, one.column) * 2
            across = range(left, right + 1)
            for row in range(top, bottom + 1):
                found.setdefault(row, set()).update(across)
        return {row: sorted(found[row]) for row in sorted(found)}


def stored(value: Value) -> CellValue:
    """A cell's content as a file holds it: dates are serial numbers."""
    if type(value) is str or type(value) is float:  # most are
        return value
    if isinstance(value, dt.date):
        return float((value - EPOCH).days)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def in_memory(name: str, grids: Sequence[Grid], names: dict[str, str]) -> Package:
    """The workbook for the headless host, without a file."""
    sheets = [
        Sheet(
            grid.name,
            f"sheet{number}",
            b"",
            constants={place: stored(value) for place, value in grid.values.items()},
            formulas=list(grid.formulas),
        )
        for number, grid in enumerate(grids, 1)
    ]
    defined = [DefinedName(key, reference, None) for key, reference in names.items()]
    return Package(Path(name), [], sheets, defined)


def area(sheet: str, top: int, left: int, bottom: int, right: int | None = None) -> str:
    """A fixed range as seen from any sheet."""
    first, last = address(top, left), address(bottom, right or left)
    return f"{sheet}!{_fixed(first)}:{_fixed(last)}"


def _fixed(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
