"""An example of every function for the task pane: what it is given is data, the formula is made of it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from xl_addin.functions.catalogue import CellFunction, catalogue


@dataclass(frozen=True)
class Signs:
    """What stands before decimals, and between the cells and the rows of an array constant."""

    decimal: str
    cell: str
    row: str


ENGLISH = Signs(".", ",", ";")
DANISH = Signs(",", "\\", ";")


@dataclass(frozen=True)
class Example:
    """A function with a call of it: ``formula`` as Excel's API takes it, ``shown`` as Danish Excel shows it."""

    function: CellFunction
    arguments: tuple[Any, ...]

    @property
    def formula(self) -> str:
        """``=FHO_NOEGLE("region",0.5)``."""
        return f"={self.function.name}({','.join(_written(one, ENGLISH) for one in self.arguments)})"

    @property
    def shown(self) -> str:
        """``=FHO_NOEGLE("region";0,5)``."""
        return f"={self.function.name}({';'.join(_written(one, DANISH) for one in self.arguments)})"


@cache
def examples() -> tuple[Example, ...]:
    """One for each function, in the catalogue's order."""
    text = files(__package__).joinpath("pane_examples.toml").read_text(encoding="utf-8")
    arguments = tomllib.loads(text)
    return tuple(Example(function, tuple(arguments[function.name])) for function in catalogue())


def _written(value: Any, signs: Signs) -> str:
    """A constant in a formula; rows of cells as an array constant."""
    if isinstance(value, list):
        return "{" + signs.row.join(signs.cell.join(_written(cell, signs) for cell in row) for row in value) + "}"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value).replace(".", signs.decimal)
