"""What the steps of a calculation work with: the values, our functions, the engine when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_addin.agreement.wording import figures
from xl_addin.engine.cell_store import CellStore
from xl_addin.engine.ironcalc import Engine
from xl_addin.xlsx.bounds import READ
from xl_addin.xlsx.sheet import CellValue
from xl_addin.xlsx.tree import Area, FormulaError


class Place(NamedTuple):
    """The cell whose formula a step belongs to."""

    sheet: int
    row: int
    column: int


@dataclass
class CalledFunction:
    """A call of one of our functions: where, with which cells, and what came out."""

    name: str
    sheet: str
    row: int
    column: int
    whole_formula: bool
    """Whether the call is all there is in its formula, so that its result is what the cells show."""
    arguments: list[object]
    result: list[list[CellValue]]
    areas: list[Area | None]
    """For each argument the range it is, None for one that is computed or constant."""


class Workspace:
    """What the steps work with."""

    def __init__(self, store: CellStore, sheets: Sequence[str], functions: Mapping[str, Callable[..., object]]) -> None:
        """Keep them, with the sheets' names; nothing is called yet."""
        self.store = store
        self.sheets = sheets
        self.functions = functions
        self.calls: list[CalledFunction] = []
        self.spilling: set[Place] = set()
        """The array formulas whose range Excel itself sizes."""
        self.patient = True
        """Whether a formula may be put off that needs what the engine has not computed yet."""
        self._read = 0
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine, which most workbooks hardly need: started when it is first asked for."""
        if self._engine is None:
            self._engine = Engine(self.store)
        return self._engine

    def replace(self, sheet: int, row: int, column: int, value: CellValue) -> None:
        """Put a value in place of another, or of a formula that the engine has computed."""
        self.store.put(sheet, row, column, value)
        if self._engine is not None:
            self._engine.renew(sheet, row, column, value)

    def count(self, cells: int) -> None:
        """Count the cells that a formula reads; FormulaError when they take too long together."""
        self._read += cells
        if self._read > READ:
            raise FormulaError(f"formlerne læser tilsammen mere end {figures(READ, 0)} celler")
