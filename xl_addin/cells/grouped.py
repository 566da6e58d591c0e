"""A rule on two groups of columns: a list of municipalities, and the postings that are settled with them.

No posting may be left out silently: one that belongs to no municipality of the list puts an error in
every row, and a bad one puts it in its municipality's row.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.call import SHAPELESS, CellFunction, argument_specs, one_line, result_columns
from xl_addin.cells.errors import BLANK, FIRST_ERROR, NOT_AVAILABLE, NUM_ERROR, VALUE_ERROR, error_name
from xl_addin.cells.results import BLANK_TEXT, Answer
from xl_addin.cells.rows import Rows, read_rows, row_errors
from xl_addin.cells.shapes import UnevenShapes, block

GroupedBody = Callable[..., Answer]
Conflict = Callable[..., NDArray[np.bool_]]

# Which of several errors a row shows: error cells first, then what is missing, unreadable, out of domain.
_ORDER: Final = (NOT_AVAILABLE, VALUE_ERROR, NUM_ERROR)
_NONE: Final = 2 * FIRST_ERROR + 100


def grouped_function(
    *, listing: tuple[str, str], group: str, conflict: tuple[Conflict, str, str]
) -> Callable[[GroupedBody], CellFunction]:
    """Make a function on cells of a body that offsets postings per listed municipality.

    Parameters: ``listing``, the arguments that hold the list and the number beside it; ``group``, the
    argument that tells which municipality a posting belongs to; ``conflict``, two arguments of a posting
    that can contradict each other, and the test of where they do. The body gets in place of the group each
    posting's row in the list, and answers a row for each of the list's.
    """
    contradict, one_name, other_name = conflict

    def decorate(body: GroupedBody) -> CellFunction:
        signature = inspect.signature(body)
        specs = argument_specs(signature)
        results = result_columns(body)
        names, settled = listing

        @functools.wraps(body)
        def on_cells(*cells: Any, **named: Any) -> Any:
            bound = signature.bind(*cells, **named)
            bound.apply_defaults()
            try:
                listed = read_rows(bound.arguments, {name: specs[name] for name in listing}, rectangles=False)
                postings = read_rows(
                    bound.arguments,
                    {name: spec for name, spec in specs.items() if name not in listing},
                    rectangles=False,
                )
            except UnevenShapes:
                return SHAPELESS
            if _is_one_for_many(bound.arguments[settled], listed, settled):
                return SHAPELESS
            errors = row_errors(postings, _all_needed(postings))
            contradicting = contradict(postings.columns[one_name].values, postings.columns[other_name].values)
            errors[contradicting & (errors == 0) & ~postings.blank] = VALUE_ERROR
            blank = _is_blank(listed, names, settled)
            index, rank = _indices_and_ranks(listed, postings, errors, names, group)
            rank = np.minimum(rank, _listed_ranks(listed, names))
            good = (index >= 0) & (errors == 0)
            values = {name: column.values[good] for name, column in postings.columns.items()}
            values |= {name: column.values for name, column in listed.columns.items()} | {group: index[good]}
            answer = body(**values)
            refused = False if answer.out_of_domain is None else answer.out_of_domain
            rank = np.where(refused, np.minimum(rank, _rank(NUM_ERROR)), rank)
            columns = [result.cells(column) for result, column in zip(results, answer.columns, strict=True)]
            return [
                _row(bool(is_blank), int(found), list(row))
                for is_blank, found, row in zip(blank, rank, zip(*columns, strict=True), strict=True)
            ]

        on_cells.__doc__ = one_line(body)
        return on_cells

    return decorate


def _is_one_for_many(given: object, listed: Rows, settled: str) -> bool:
    """A single number beside several municipalities would count for each of them."""
    return listed.length > 1 and block(given).is_single and not _passed_over(listed, settled).all()


def _passed_over(listed: Rows, settled: str) -> NDArray[np.bool_]:
    """Where no number stands beside the list: a blank, or an error cell, which is shown as itself."""
    status = listed.columns[settled].status
    return np.asarray((status == BLANK) | (status >= FIRST_ERROR))


def _is_blank(listed: Rows, names: str, settled: str) -> NDArray[np.bool_]:
    """A blank in the list gives a blank row, unless something stands beside it."""
    return listed.is_missing(names) & listed.is_missing(settled)


def _indices_and_ranks(
    listed: Rows, postings: Rows, errors: NDArray[np.int8], names: str, group: str
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Each posting's row in the list (-1: none), and the first error that the postings put in each row."""
    rows = {int(listed.columns[names].values[row]): row for row in np.flatnonzero(listed.is_read(names))[::-1]}
    municipality = postings.columns[group].values
    is_read = postings.is_read(group)
    index = np.full(postings.length, -1, dtype=np.intp)
    for value, row in rows.items():
        index[is_read & (municipality == value)] = row
    ranks = np.full(listed.length, _NONE, dtype=np.int64)
    has_error_cell = np.any([column.status >= FIRST_ERROR for column in postings.columns.values()], axis=0)
    unlisted = (index < 0) & ~postings.blank
    for row in np.flatnonzero((errors != 0) | unlisted):
        own = NOT_AVAILABLE if unlisted[row] else int(errors[row])
        rank = int(errors[row]) if has_error_cell[row] else _rank(own)
        where = slice(None) if unlisted[row] else int(index[row])
        ranks[where] = np.minimum(ranks[where], rank)
    return index, ranks


def _listed_ranks(listed: Rows, names: str) -> NDArray[np.int64]:
    """The errors of the list itself: what cannot be read, and what is listed twice."""
    ranks = np.full(listed.length, _NONE, dtype=np.int64)
    errors = row_errors(listed, {names: True})
    for row in np.flatnonzero(errors):
        has_cell = any(column.status[row] >= FIRST_ERROR for column in listed.columns.values())
        ranks[row] = int(errors[row]) if has_cell else _rank(int(errors[row]))
    values, is_read = listed.columns[names].values, listed.is_read(names)
    found, times = np.unique(values[is_read], return_counts=True)
    twice = is_read & np.isin(values, found[times > 1])
    return np.where(twice, np.minimum(ranks, _rank(VALUE_ERROR)), ranks)


def _all_needed(postings: Rows) -> dict[str, bool]:
    return dict.fromkeys(postings.columns, True)


def _rank(status: int) -> int:
    """The index of an error that we give; every error cell goes before it."""
    return _NONE - len(_ORDER) + _ORDER.index(status)


def _row(is_blank: bool, rank: int, cells: list[Any]) -> list[Any]:
    if is_blank:
        return [BLANK_TEXT] * len(cells)
    if rank == _NONE:
        return cells
    status = rank if rank < _NONE - len(_ORDER) else _ORDER[rank - (_NONE - len(_ORDER))]
    return [error_name(status)] * len(cells)
