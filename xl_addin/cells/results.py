"""Results out: typed columns to cell values, a column a kind of value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.errors import BLANK, NOT_AVAILABLE, NUM_ERROR, error_name

BLANK_TEXT: Final = ""


def not_read(status: int) -> str:
    """What a result shows of a cell that is blank or in error."""
    return BLANK_TEXT if status == BLANK else error_name(status)


@dataclass(frozen=True)
class ResultColumn:
    """A column of a result: its name, and how the rule's values become cell values."""

    name: str
    cells: Callable[[NDArray[Any]], list[Any]]
    is_truth: bool = False
    """Whether a 1 or 0 in it can only be TRUE or FALSE: for programs that have none in their arrays."""


def _kroner(ore: NDArray[Any]) -> list[Any]:
    values: list[Any] = (ore / 100).tolist()
    return values


def _dates(days: NDArray[Any]) -> list[Any]:
    return [BLANK_TEXT if day is None else day for day in days.astype("datetime64[D]").astype(object)]


def _plain(values: NDArray[Any]) -> list[Any]:
    plain: list[Any] = values.tolist()
    return plain


def kroner(name: str) -> ResultColumn:
    """Whole øre, shown as kroner with at most two decimals."""
    return ResultColumn(name, _kroner)


def date(name: str) -> ResultColumn:
    """Days; none is an empty text."""
    return ResultColumn(name, _dates)


def plain(name: str) -> ResultColumn:
    """Text, numbers, TRUE and FALSE as they are."""
    return ResultColumn(name, _plain)


def truth(name: str) -> ResultColumn:
    """TRUE and FALSE, or a text that says why neither; never a number."""
    return ResultColumn(name, _plain, is_truth=True)


def word(name: str, words: tuple[str, ...]) -> ResultColumn:
    """Indices in a vocabulary, shown as its words."""
    table = np.array(words, dtype=object)
    return ResultColumn(name, lambda indices: _plain(table[indices]))


class Answer:
    """What a rule answers: a typed array a column; rows out of domain become ``#NUM!``, not available ``#N/A``."""

    def __init__(
        self,
        *columns: NDArray[Any],
        out_of_domain: NDArray[np.bool_] | None = None,
        not_available: NDArray[np.bool_] | None = None,
    ) -> None:
        """Keep the columns, and the rows that have no answer after all with the error that each becomes."""
        self.columns = columns
        errors = ((not_available, NOT_AVAILABLE), (out_of_domain, NUM_ERROR))
        self.refused = [(rows, status) for rows, status in errors if rows is not None]
