"""A rule on tables as a function on cells: read the tables, ask, write a row for each record of the first one."""

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells import kinds
from xl_addin.cells.call import SHAPELESS, CellFunction, one_line, result_columns, rows_of_columns
from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import (
    BLANK,
    FIRST_ERROR,
    NOT_AVAILABLE,
    NUM_ERROR,
    OK,
    UNREADABLE,
    VALUE_ERROR,
    error_name,
    is_blank,
    severity_of,
)
from xl_addin.cells.own_agreement import agreement_or_error
from xl_addin.cells.problems import agreement_problem
from xl_addin.cells.results import BLANK_TEXT, ResultColumn
from xl_addin.cells.rows import AGREEMENT
from xl_addin.cells.shapes import UnevenShapes, block
from xl_addin.rules.sentences import fitted
from xl_addin.tables.headings import Recognised
from xl_addin.tables.records import Troubles
from xl_addin.tables.typed_table import CaseNumbers, TypedTable, read_table


@dataclass(frozen=True)
class TableKind:
    """In an annotation: the argument is a table of this name in the list of headings; an ``optional`` one or None.

    ``fields`` are the keys of those that are read and can be missed, where not all of them are.
    """

    name: str
    optional: bool = False
    fields: tuple[str, ...] = ()


ON_DAY: Final = "on day"
"""In an annotation: the argument is one day for the whole call, NaT where it is left out."""


@dataclass(frozen=True)
class Records:
    """What a rule answers for the records of the first table: a typed array a column, and what is wrong with each."""

    columns: tuple[NDArray[Any], ...]
    troubles: Troubles


class CallError(Exception):
    """The whole call has no answer: every row shows the error of ``status``, and ``why`` says why in Danish."""

    def __init__(self, status: int, why: str) -> None:
        """Keep both."""
        super().__init__(status)
        self.status, self.why = status, why


TableBody = Callable[..., Records]


def table_function(*explaining: str) -> Callable[[TableBody], CellFunction]:
    """Make a function on cells of a body on tables.

    Parameters: ``explaining``, the result's columns that say in Danish what is wrong where the others show an error.
    """

    def decorate(body: TableBody) -> CellFunction:
        signature = inspect.signature(body)
        results = result_columns(body)
        explains = [result.name in explaining for result in results]

        @functools.wraps(body)
        def on_cells(*cells: Any, **named: Any) -> Any:
            given = _bound(signature, cells, named)
            try:
                tables = _tables(given)
            except UnevenShapes:
                return SHAPELESS
            first = next(iter(tables.values()))
            try:
                answer = body(**_values(given, tables))
            except CallError as problem:
                return _all_in_error(given[next(iter(tables))][0], problem, explains)
            return _spill(answer, first.blank, results, explains)

        def values_of(*cells: Any) -> dict[str, Any]:
            given = _bound(signature, cells, {})
            return _values(given, _tables(given))

        on_cells.__doc__ = one_line(body)
        on_cells.values_of = values_of  # type: ignore[attr-defined]  # for ``tables_of``
        return on_cells

    return decorate


_Given = dict[str, tuple[Any, Any]]
"""By argument what is given, and what it may be."""


def _bound(signature: inspect.Signature, cells: Sequence[Any], named: dict[str, Any]) -> _Given:
    bound = signature.bind(*cells, **named)
    bound.apply_defaults()
    return {name: (cell, _spec(signature.parameters[name].annotation)) for name, cell in bound.arguments.items()}


def tables_of(function: CellFunction, *cells: Any) -> dict[str, Any] | None:
    """What a function on tables reads of a call, by argument; None for another function, or where it cannot."""
    values_of: Callable[..., dict[str, Any]] | None = getattr(function, "values_of", None)
    try:
        return None if values_of is None else values_of(*cells)
    except (CallError, UnevenShapes):
        return None


def _spec(annotation: Any) -> Any:
    return next(part for part in get_args(annotation)[1:] if isinstance(part, TableKind) or part in (AGREEMENT, ON_DAY))


def _tables(given: _Given) -> dict[str, TypedTable]:
    """The tables by argument name, without an optional one that is left out. Raises UnevenShapes."""
    case_numbers = CaseNumbers()
    return {
        name: read_table(cell, spec.name, case_numbers, spec.fields)
        for name, (cell, spec) in given.items()
        if isinstance(spec, TableKind) and not (spec.optional and is_blank(cell))
    }


def _values(given: _Given, tables: dict[str, TypedTable]) -> dict[str, Any]:
    """What the body gets. Raises CallError: error cells first, then what is missing, unreadable, out of domain."""
    values: dict[str, Any] = dict.fromkeys(given) | tables
    problems = [problem for name, table in tables.items() for problem in _heading_problems(name, table.recognised)]
    for name, (cell, spec) in given.items():
        try:
            if spec == AGREEMENT:
                values[name] = _agreement(cell, name)
            elif spec == ON_DAY:
                values[name] = _day(cell, name)
        except CallError as found:
            problems.append(found)
    if problems:
        raise min(problems, key=_rank)
    return values


class _ErrorInArgument(CallError):
    """An error cell in an argument comes out as itself, before all else."""


def _rank(problem: CallError) -> int:
    """Which of several problems decides: the least."""
    return 0 if isinstance(problem, _ErrorInArgument) else severity_of(problem.status)


def _heading_problems(name: str, recognised: Recognised) -> list[CallError]:
    missing = [
        CallError(NOT_AVAILABLE, f"Fejl: Kolonnen {one.title} mangler i {name}.") for one in recognised.missing
    ]  # fmt: skip
    twice = [CallError(VALUE_ERROR, f"Fejl: Kolonnen {one.title} står to gange i {name}.") for one in recognised.twice]
    return missing + twice


def _agreement(cell: Any, name: str) -> Any:
    agreement, status = agreement_or_error(cell)
    if status != OK:
        why = f"Fejl: {agreement_problem(name, status)}."
        raise CallError(VALUE_ERROR, why) if status == UNREADABLE else _ErrorInArgument(status, why)
    return agreement


def _day(cell: Any, name: str) -> np.datetime64:
    try:
        cells = block(cell).cells
    except UnevenShapes:
        cells = []
    if len(cells) != 1:
        raise CallError(VALUE_ERROR, f"Fejl: {name} skal være én dato.")
    read = read_cells(cells, kinds.DATE)
    status = int(read.status[0])
    if status >= FIRST_ERROR:
        raise _ErrorInArgument(status, f"Fejl: {name} er en celle med fejlen {error_name(status)}.")
    if status not in (OK, BLANK):
        why = kinds.DATE.unreadable if status == UNREADABLE else kinds.DATE.out_of_domain
        raise CallError(VALUE_ERROR if status == UNREADABLE else NUM_ERROR, f"Fejl: {name} {why}.")
    return np.datetime64(read.values[0], "D")


def _all_in_error(argument: Any, problem: CallError, explains: Sequence[bool]) -> list[list[Any]]:
    """Every record that has anything in it shows the error."""
    shown = [problem.why if explain else error_name(problem.status) for explain in explains]
    nothing = [BLANK_TEXT] * len(shown)
    records = block(argument).given[1:]
    return [nothing if all(map(is_blank, record)) else shown for record in records] or [shown]


def _spill(
    answer: Records, blank: NDArray[np.bool_], results: Sequence[ResultColumn], explains: Sequence[bool]
) -> list[list[Any]]:
    if not len(blank):
        return [[BLANK_TEXT] * len(results)]
    columns = [result.cells(values) for result, values in zip(results, answer.columns, strict=True)]
    troubles, status = answer.troubles, answer.troubles.status
    for row in np.flatnonzero(troubles.found & ~blank).tolist():
        error, why = error_name(int(status[row])), fitted(troubles.said(row))
        for cells, explain in zip(columns, explains, strict=True):
            cells[row] = why if explain else error
    for row in np.flatnonzero(blank).tolist():
        for cells in columns:
            cells[row] = BLANK_TEXT
    return rows_of_columns(columns)
