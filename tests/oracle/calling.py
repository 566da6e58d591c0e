"""Shapes, blank rows and the order of errors: the part of the contract that every function shares."""

import datetime
from collections.abc import Callable
from fractions import Fraction

from tests.oracle import cells, lookup, rules, settling
from tests.oracle.errors import NUM, VALUE, CellError
from tests.oracle.reading import read_row
from tests.oracle.shapes import is_grid, shape, single
from tests.oracle.surface import SURFACE, Function

Cell = object
Grid = list[list[object]]


def call(name: str, *arguments: Cell) -> Cell:
    """One call as a host makes it. Trailing arguments may be left out."""
    function = SURFACE[name]
    left_out = [None] * (len(function.arguments) - len(arguments))
    given = [*(single(cell) for cell in arguments), *left_out]
    if name == "fho_version":
        return "contains:"
    if name == "fho_modregning":
        return settling.modregning(*given)
    if name == "fho_opslag":
        return lookup.opslag(*given)
    if name == "fho_summer":
        return lookup.summer(*given)
    if name == "fho_personnummer":
        return lookup.personnummer(*given)
    result_of = getattr(rules, name.removeprefix("fho_"))
    return _by_row(function, result_of, given)


def _by_row(function: Function, result_of: Callable[..., Cell], given: list[Cell]) -> Cell:
    whole = [argument.kind == "agreement" for argument in function.arguments]
    grids = [cell for cell, alone in zip(given, whole, strict=True) if not alone and is_grid(cell)]
    if not grids:
        result = _row(function, result_of, given, [not alone for alone in whole])
        return result if function.columns == 1 else [result]
    shapes = {shape(grid) for grid in grids}
    if len(shapes) != 1 or None in shapes:
        return VALUE
    height, width = shapes.pop()
    if width != 1 and not function.takes_rectangles:
        return VALUE
    in_column = [is_grid(cell) and not alone for cell, alone in zip(given, whole, strict=True)]
    rows: Grid = []
    for r in range(height):
        results = []
        for c in range(width):
            cells_here = [cell[r][c] if column else cell for cell, column in zip(given, in_column, strict=True)]
            results.append(_row(function, result_of, cells_here, in_column))
        rows.append(results if function.columns == 1 else results[0])
    return rows


def _row(function: Function, result_of: Callable[..., Cell], row: list[Cell], looked_at: list[bool]) -> Cell:
    """One row: blank, an error, or the rule's result, in every column."""
    if all(cells.is_blank(cell) for cell, look in zip(row, looked_at, strict=True) if look):
        return "" if function.columns == 1 else [""] * function.columns
    try:
        values = read_row(function.arguments, row, getattr(result_of, "needs", None))
        if result_of is rules.kontrol:
            values["shown"] = cells.number(row[0])
        result = result_of(**values)
        return [_out(cell) for cell in result] if isinstance(result, list) else _out(result)
    except CellError as problem:
        if result_of is rules.kontrol:
            return "not:OK"
        return problem.code if function.columns == 1 else [problem.code] * function.columns


def _out(result: Cell) -> Cell:
    """Exact fractions become floats only here."""
    if isinstance(result, Fraction):
        return float(result)
    if isinstance(result, datetime.date) and result > cells.LAST_DATE:
        raise CellError(NUM)
    return result
