"""A rule on columns as a function on cells: read, ask, write. The signature says how.

A cell function is written as a function of typed columns whose parameters are annotated with what a cell
may hold. ``cell_function`` makes of it the function that the hosts call with cells.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.wording import filled
from xl_addin.cells.errors import error_name
from xl_addin.cells.kinds import Kind
from xl_addin.cells.problems import problem_texts
from xl_addin.cells.results import BLANK_TEXT, Answer, ResultColumn
from xl_addin.cells.rows import AGREEMENT, Need, Rows, Spec, read_rows, row_errors, values_of
from xl_addin.cells.shapes import UnevenShapes, in_shape
from xl_addin.collecting import uncollected

Cells = Any
"""What a host hands over or gets back: a scalar, or a list of rows."""

Body = Callable[..., Answer]
CellFunction = Callable[..., Cells]

SHAPELESS: Final = "#VALUE!"


@dataclass(frozen=True)
class Reading:
    """How a cell function reads a call: for whoever explains one.

    ``specs`` by argument; ``needed``, which blanks are ``#N/A``; ``rectangles``, whether more than one column goes.
    """

    signature: inspect.Signature
    specs: Mapping[str, Spec]
    needed: Mapping[str, Need | bool]
    rectangles: bool

    def rows(self, *cells: Cells, **named: Cells) -> Rows:
        """The arguments read. Raises UnevenShapes."""
        bound = self.signature.bind(*cells, **named)
        bound.apply_defaults()
        return read_rows(bound.arguments, self.specs, self.rectangles)

    def problems(self, *cells: Cells) -> dict[int, str]:
        """What is wrong with each bad row, in Danish, by the arguments' names. Raises UnevenShapes."""
        rows = self.rows(*cells)
        return problem_texts(rows, row_errors(rows, self.needed), self.specs, self.needed)

    def values(self, *cells: Cells) -> dict[str, Any] | None:
        """The typed values of a call none of whose rows is blank or bad; else None. Raises UnevenShapes."""
        rows = self.rows(*cells)
        if rows.blank.any() or row_errors(rows, self.needed).any():
            return None
        values = values_of(rows, ~rows.blank)
        return values | {name: rows.agreement for name, spec in self.specs.items() if spec == AGREEMENT}


def reading_of(function: CellFunction) -> Reading | None:
    """How a function of ``cell_function`` reads a call; None for others."""
    found: Reading | None = getattr(function, "reading", None)
    return found


def cell_function(
    *, needs: Mapping[str, Need | bool] | None = None, explains: bool = False
) -> Callable[[Body], CellFunction]:
    """Make a function on cells of a body on columns.

    Parameters: ``needs`` says which blanks are ``#N/A`` where that is not simply the arguments without a
    default: never, or a test of the rows. ``explains``: bad rows get a Danish text instead of an error.
    """

    def decorate(body: Body) -> CellFunction:
        signature = inspect.signature(body)
        specs = argument_specs(signature)
        results = result_columns(body)
        needed: dict[str, Need | bool] = {
            name: parameter.default is inspect.Parameter.empty for name, parameter in signature.parameters.items()
        }
        needed = {name: need for name, need in (needed | dict(needs or {})).items() if specs[name] != AGREEMENT}

        reading = Reading(signature, specs, needed, rectangles=len(results) == 1)

        @functools.wraps(body)
        def on_cells(*cells: Cells, **named: Cells) -> Cells:
            try:
                rows = reading.rows(*cells, **named)
            except UnevenShapes:
                return SHAPELESS
            error = row_errors(rows, needed)
            good = (error == 0) & ~rows.blank
            columns = _answers(body, rows, good, error, results, specs)
            if explains:
                _explain(columns[0], rows, error, specs, needed)
            return _spill(columns, rows)

        # Danish help is one line wherever it is shown.
        on_cells.__doc__ = one_line(body)
        on_cells.reading = reading  # type: ignore[attr-defined]  # for ``reading_of``
        return on_cells

    return decorate


def one_line(function: Callable[..., Any]) -> str:
    """A function's help as one line, the agreement's parameters filled in."""
    return filled(" ".join((function.__doc__ or "").split()))


def argument_specs(signature: inspect.Signature) -> dict[str, Spec]:
    """What a cell may hold, by argument; arguments of another kind (whole tables) are not among them."""
    parts = {name: get_args(parameter.annotation)[1:] for name, parameter in signature.parameters.items()}
    return {
        name: part
        for name, annotated in parts.items()
        for part in annotated
        if isinstance(part, Kind) or part == AGREEMENT
    }


def result_columns(function: Callable[..., Any]) -> tuple[ResultColumn, ...]:
    """The columns of a function's result, from its return annotation."""
    return tuple(
        part for part in get_args(inspect.signature(function).return_annotation) if isinstance(part, ResultColumn)
    )


def _answers(
    body: Body,
    rows: Rows,
    good: NDArray[np.bool_],
    error: NDArray[np.int8],
    results: tuple[ResultColumn, ...],
    specs: Mapping[str, Spec],
) -> list[list[Any]]:
    """A list of cell values for each column of the result."""
    answers: list[list[Any]] = [[BLANK_TEXT] * len(good) for _ in results]
    if good.any():
        values = values_of(rows, good)
        for name, spec in specs.items():
            if spec == AGREEMENT:
                values[name] = rows.agreement
        answer = body(**values)
        answers = [result.cells(_spread(column, good)) for result, column in zip(results, answer.columns, strict=True)]
        _refuse(answer, good, error)
    _put_errors(answers, good, error)
    return answers


def _refuse(answer: Answer, good: NDArray[np.bool_], error: NDArray[np.int8]) -> None:
    """Note the rows that the rule refuses."""
    for rows, status in answer.refused:
        found = np.flatnonzero(good)[rows]
        error[found[error[found] == 0]] = status


def _spread(values: NDArray[Any], good: NDArray[np.bool_]) -> NDArray[Any]:
    """The good rows' values, each in its row; anything in the others."""
    if good.all():
        return values
    spread = np.zeros(len(good), values.dtype)
    spread[good] = values
    return spread


def _put_errors(answers: list[list[Any]], good: NDArray[np.bool_], error: NDArray[np.int8]) -> None:
    """The rows without an answer: blank, or their error."""
    without = np.flatnonzero(~good | (error != 0)).tolist()
    texts = [error_name(status) if status else BLANK_TEXT for status in error[without].tolist()]
    for cells in answers:
        for row, text in zip(without, texts, strict=True):
            cells[row] = text


def _explain(
    texts: list[Any], rows: Rows, error: NDArray[np.int8], specs: Mapping[str, Spec], needed: Mapping[str, Need | bool]
) -> None:
    """Put a Danish text in place of each error."""
    for row, text in problem_texts(rows, error, specs, needed).items():
        texts[row] = text


def _spill(columns: list[list[Any]], rows: Rows) -> Cells:
    """The result as the host takes it: a scalar, one row, or a row of cells for each row."""
    if len(columns) > 1:
        return rows_of_columns(columns)
    return in_shape(columns[0], rows.rows, rows.width)


def rows_of_columns(columns: list[list[Any]]) -> list[list[Any]]:
    """A list for each row."""
    with uncollected():
        return list(map(list, zip(*columns, strict=True)))
