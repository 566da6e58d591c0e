"""A call of one of our functions, and its values on the way in and out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from inspect import signature
from math import isfinite

from xl_addin.cells.dates import serial_of
from xl_addin.cells.errors import ERRORS
from xl_addin.engine.step import Rows, Step
from xl_addin.engine.templates import Constant, FunctionCall, Template
from xl_addin.engine.workspace import CalledFunction, Place, Workspace
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue, moment_serial
from xl_addin.xlsx.tree import Area, FormulaError, Ref


class CallStep(Step):
    """A call of one of our functions."""

    def __init__(
        self, what: FunctionCall, place: Place, target: Area | None, needs: Sequence[Step], names: Names
    ) -> None:
        """Take the lowered formula of this place."""
        super().__init__(place, target, needs)
        self.name = what.name
        self._arguments = what.arguments
        self._areas = [names.area(a, *place) if isinstance(a, Ref) else None for a in what.arguments]

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        return (area for area in self._areas if area is not None)

    def prepare(self, space: Workspace) -> None:
        """Call the function with the values of its arguments."""
        parts = iter(self.needs)
        given: list[object] = []
        for argument, area in zip(self._arguments, self._areas, strict=True):
            if isinstance(argument, (Template, FunctionCall, Constant)):
                area = next(parts).area
            given.append(outward(argument) if area is None else _cells(space, area))
        function = space.functions[self.name]
        try:
            signature(function).bind(*given)
        except TypeError:
            raise FormulaError(f"{self.name} tager andre argumenter end dem i formlen") from None
        values = inward(function(*given), self.name)
        sheet, row, column = self.place
        whole_formula = self.target is not None
        space.calls.append(
            CalledFunction(self.name, space.sheets[sheet], row, column, whole_formula, given, values, self._areas)
        )
        self.store(space, values)


def _cells(space: Workspace, area: Area) -> object:
    rows = [[outward(value) for value in row] for row in space.store.read(area)]
    return rows[0][0] if area.height == 1 and area.width == 1 else rows


def outward(value: object) -> object:
    """A value as our functions take it: an error as its code."""
    return value.code if isinstance(value, CellError) else value


def inward(result: object, name: str) -> Rows:
    """What one of our functions gave, as rows of cell values: dates as serial numbers, codes as errors."""
    rows = result if isinstance(result, (list, tuple)) else [[result]]
    read = [[_inward(value, name) for value in (row if isinstance(row, (list, tuple)) else [row])] for row in rows]
    if not read or not read[0] or len({len(row) for row in read}) != 1:
        raise FormulaError(f"{name} gav rækker af forskellig længde eller ingen")
    return read


def _inward(value: object, name: str) -> CellValue:
    match value:
        case None:
            return ""
        case str():
            return CellError(value) if value in ERRORS else value
        case float() if not isfinite(value):
            return CellError("#NUM!")
        case bool() | float():
            return value
        case int():
            return float(value)
        case datetime.datetime():
            return moment_serial(value)
        case datetime.date():
            return float(serial_of(value))
    raise FormulaError(f"{name} gav noget, der ikke kan stå i en celle ({type(value).__name__})")
