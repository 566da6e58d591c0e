"""Cells that hold what looks like a CPR number: said cell by cell, so that a sheet can count them."""

from typing import Any

from xl_addin.cells.cpr import holds_cpr
from xl_addin.cells.errors import OK, VALUE_ERROR, error_name, status_of
from xl_addin.cells.results import not_read
from xl_addin.cells.shapes import UnevenShapes, block, in_shape


def spot(cells: object) -> Any:
    """TRUE for each cell that looks like it holds a CPR number, FALSE for any other; blanks and errors as they are."""
    try:
        given = block(cells)
        return in_shape([_spotted(cell) for cell in given.cells], given.rows, given.columns)
    except UnevenShapes:
        return error_name(VALUE_ERROR)


def _spotted(cell: object) -> Any:
    status = status_of(cell)
    return holds_cpr(cell) if status == OK else not_read(status)
