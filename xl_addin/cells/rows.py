"""The rows of a call: every argument read, broadcast to one length, and each row's error decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, midtjylland
from xl_addin.cells.columns import Column, read_column
from xl_addin.cells.errors import (
    BLANK,
    FIRST_ERROR,
    NOT_AVAILABLE,
    NUM_ERROR,
    OK,
    OUT_OF_DOMAIN,
    UNREADABLE,
    VALUE_ERROR,
)
from xl_addin.cells.kinds import Kind
from xl_addin.cells.own_agreement import agreement_or_error
from xl_addin.cells.shapes import block, common_shape

AGREEMENT: Final = "agreement"
"""In place of a kind: the argument is an agreement, taken whole and the same for every row."""

Spec = Kind | str
Need = Callable[["Rows"], NDArray[np.bool_]]


@dataclass(frozen=True)
class Rows:
    """The arguments of a call, read.

    ``columns`` by argument name, each of ``length``; ``blank`` the rows that are blank. A rectangle is its cells row
    by row: ``rows`` times ``width``.
    """

    rows: int
    width: int
    columns: dict[str, Column]
    agreement: Agreement
    agreement_status: int
    blank: NDArray[np.bool_]

    @property
    def length(self) -> int:
        """How many rows (cells of a rectangle) the call has."""
        return self.rows * self.width

    @property
    def knows_agreement(self) -> bool:
        """Whether the agreement could be read, so that what it needs is known."""
        return self.agreement_status == OK

    @property
    def has_error_cell(self) -> NDArray[np.bool_]:
        """Where any argument is an error cell."""
        return np.asarray(np.any([column.status >= FIRST_ERROR for column in self.columns.values()], axis=0))

    def is_missing(self, name: str) -> NDArray[np.bool_]:
        """Where an argument is not given."""
        return np.asarray(self.columns[name].status == BLANK)

    def is_read(self, name: str) -> NDArray[np.bool_]:
        """Where an argument is given and could be read."""
        return np.asarray(self.columns[name].status == OK)


def read_rows(arguments: Mapping[str, object], specs: Mapping[str, Spec], rectangles: bool) -> Rows:
    """Read the arguments of a call. Raises UnevenShapes where they cannot stand beside each other."""
    blocks = {name: block(arguments[name]) for name, spec in specs.items() if spec != AGREEMENT}
    rows, width = common_shape(list(blocks.values()), rectangles)
    length = rows * width
    read = {name: read_column(blocks[name], kind) for name, kind in specs.items() if isinstance(kind, Kind)}
    # Single cells do not make a row blank, unless there is nothing else.
    beside = [read[name] for name, one in blocks.items() if not one.is_single] or list(read.values())
    blank = np.ones(len(beside[0].status), dtype=bool)
    for column in beside:
        blank &= column.status == BLANK
    agreement, status = _agreement(arguments, specs)
    columns = {name: column.broadcast(length) for name, column in read.items()}
    return Rows(rows, width, columns, agreement, status, blank)


def _agreement(arguments: Mapping[str, object], specs: Mapping[str, Spec]) -> tuple[Agreement, int]:
    for name, spec in specs.items():
        if spec == AGREEMENT:
            return agreement_or_error(arguments[name])
    return midtjylland(), OK


def row_errors(rows: Rows, needs: Mapping[str, Need | bool]) -> NDArray[np.int8]:
    """The error of each row, 0 where there is none.

    The first of these decides: an error cell (in argument order), something needed that is missing,
    something that cannot be read, something out of its domain.
    """
    error = np.zeros(rows.length, np.int8)
    if rows.agreement_status == OK and all(column.is_clean for column in rows.columns.values()):
        return error
    statuses = [column.status for column in rows.columns.values()]
    statuses.append(np.full(rows.length, rows.agreement_status, np.int8))
    for status in statuses:
        _decide(error, status >= FIRST_ERROR, status)
    for name, need in needs.items():
        if need is not False:
            missing = rows.is_missing(name)
            _decide(error, missing if need is True else missing & need(rows), NOT_AVAILABLE)
    for status in statuses:
        _decide(error, status == UNREADABLE, VALUE_ERROR)
    for status in statuses:
        _decide(error, status == OUT_OF_DOMAIN, NUM_ERROR)
    error[rows.blank] = 0
    return error


def _decide(error: NDArray[np.int8], where: NDArray[np.bool_], status: NDArray[np.int8] | int) -> None:
    """Set the error of rows that have none yet."""
    undecided = where & (error == 0)
    error[undecided] = status if isinstance(status, int) else status[undecided]


def values_of(rows: Rows, good: NDArray[np.bool_]) -> dict[str, Any]:
    """The typed values of the rows that are good, by argument name."""
    if good.all():
        return {name: column.values for name, column in rows.columns.items()}
    return {name: column.values[good] for name, column in rows.columns.items()}
