"""What the steps of a calculation work with: the values, the names, our functions, the engine when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from xl_addin.agreement.wording import figures
from xl_addin.engine.cell_store import CellStore
from xl_addin.engine.ironcalc import Engine
from xl_addin.xlsx.bounds import READ
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellValue
from xl_addin.xlsx.tree import FormulaError

if TYPE_CHECKING:
    from xl_addin.engine.call_step import CallStep


class Place(NamedTuple):
    """The cell whose formula a step belongs to."""

    sheet: int
    row: int
    column: int


class Workspace:
    """What the steps work with."""

    def __init__(self, store: CellStore, names: Names, functions: Mapping[str, Callable[..., object]]) -> None:
        """Keep them; nothing is called yet."""
        self.store = store
        self.names = names
        self.functions = functions
        self.calls: list[CallStep] = []
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
