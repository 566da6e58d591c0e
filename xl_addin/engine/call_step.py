"""A call of one of our functions, and its values on the way in and out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from inspect import signature
from math import isfinite

from xl_addin.cells.dates import EPOCH
from xl_addin.cells.errors import ERRORS
from xl_addin.engine.step import Rows, Step
from xl_addin.engine.templates import Constant, FunctionCall, Template
from xl_addin.engine.workspace import Place, Workspace
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue
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
        self._areas = {n: names.area(a, *place) for n, a in enumerate(what.arguments) if isinstance(a, Ref)}
        self.given: list[object] = []
        self.values: Rows = []

    @property
    def areas(self) -> list[Area | None]:
        """For each argument the range it is, None for one that is computed or constant."""
        return [self._areas.get(number) for number in range(len(self._arguments))]

    @property
    def reads(self) -> Iterator[Area]:
        """The ranges whose values it needs."""
        return iter(self._areas.values())

    def prepare(self, space: Workspace) -> None:
        """Call the function with the values of its arguments."""
        parts = iter(self.needs)
        for number, argument in enumerate(self._arguments):
            if isinstance(argument, (Template, FunctionCall, Constant)):
                area = next(parts).area
                assert area is not None
                self.given.append(_cells(space, area))
            elif isinstance(argument, Ref):
                self.given.append(_cells(space, self._areas[number]))
            else:
                self.given.append(outward(argument))
        function = space.functions[self.name]
        try:
            signature(function).bind(*self.given)
        except TypeError:
            raise FormulaError(f"{self.name} tager andre argumenter end dem i formlen") from None
        self.values = inward(function(*self.given), self.name)
        space.calls.append(self)
        self.store(space, self.values)


def _cells(space: Workspace, area: Area) -> object:
    rows = [[outward(value) for value in row] for row in space.store.read(area)]
    return rows[0][0] if area.height == 1 and area.width == 1 else rows


def outward(value: CellValue) -> object:
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
            moment = value.replace(tzinfo=None) - datetime.datetime.combine(EPOCH, datetime.time())
            return moment / datetime.timedelta(days=1)
        case datetime.date():
            return float((value - EPOCH).days)
    raise FormulaError(f"{name} gav noget, der ikke kan stå i en celle ({type(value).__name__})")
