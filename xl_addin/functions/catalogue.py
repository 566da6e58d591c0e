"""The catalogue of cell functions, read from their signatures: every host generates from it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, get_args

from xl_addin.cells.call import one_line, result_columns

PREFIX: Final = "fho_"

CATEGORY: Final = "Fælles hjælperordninger"
"""Where the function wizard shows the functions."""

_SECTIONS: Final = {
    "Hvem og hvornår": "who_and_when",
    "Hvor meget": "how_much",
    "Hele tabeller": "whole_tables",
    "Afregning": "settling",
}
"""The modules of the contract's sections, in its order, by the heading that users see. Imported when asked for."""


@dataclass(frozen=True)
class Argument:
    """An argument: its name and Danish help; ``optional`` ones may be left out."""

    name: str
    help: str
    optional: bool


@dataclass(frozen=True)
class CellFunction:
    """A cell function: its name in the cell, Danish help, arguments, and the names of its result's columns."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    columns: tuple[str, ...]
    call: Callable[..., Any]
    truths: frozenset[str] = frozenset()
    """Those of the columns that hold TRUE and FALSE, never a number."""

    @property
    def syntax(self) -> str:
        """The call as Danish Excel shows it: ``FHO_NOEGLE(part; [dato]; [aftale])``."""
        shown = [f"[{one.name}]" if one.optional else one.name for one in self.arguments]
        return f"{self.name}({'; '.join(shown)})"

    def rows(self, *cells: Any) -> list[Any]:
        """What a call gives as rows: a single result of a single row comes as no list."""
        answer = self.call(*cells)
        return answer if isinstance(answer, list) else [[answer]]


@cache
def catalogue() -> tuple[CellFunction, ...]:
    """Every cell function, in the contract's order."""
    return tuple(one for _, functions in sections() for one in functions)


@cache
def sections() -> tuple[tuple[str, tuple[CellFunction, ...]], ...]:
    """The cell functions section by section, under the heading that users see."""
    return tuple(
        (title, tuple(_read(function) for name, function in _named(module).items() if name.startswith(PREFIX)))
        for title, module in _SECTIONS.items()
    )


def function_named(name: str) -> CellFunction | None:
    """The cell function of a name, or none; the sections after its own need not be imported for it."""
    key = name.lower()
    if not key.startswith(PREFIX):
        return None
    found = (_named(module).get(key) for module in _SECTIONS.values())
    return next((_read(function) for function in found if function is not None), None)


@cache
def by_name() -> dict[str, CellFunction]:
    """The cell functions by the name that stands in the cell."""
    return {function.name: function for function in catalogue()}


def _named(module: str) -> dict[str, Any]:
    return vars(import_module(f"xl_addin.functions.{module}"))


@cache
def _read(function: Callable[..., Any]) -> CellFunction:
    parameters = inspect.signature(function).parameters.values()
    arguments = tuple(
        Argument(one.name, _help(one.annotation), one.default is not inspect.Parameter.empty) for one in parameters
    )
    results = result_columns(function)
    columns = tuple(column.name for column in results)
    truths = frozenset(column.name for column in results if column.is_truth)
    return CellFunction(function.__name__.upper(), one_line(function), arguments, columns, function, truths)


def _help(annotation: Any) -> str:
    return next(str(part["doc"]) for part in get_args(annotation) if isinstance(part, dict))
