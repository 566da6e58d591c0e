"""A rule on two groups of columns: a list of municipalities, and the postings that are settled with them.

No posting may be left out silently: one that belongs to no municipality of the list puts an error in
every row, and a bad one puts it in its municipality's row.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.call import SHAPELESS, CellFunction, argument_specs, one_line, result_columns
from xl_addin.cells.errors import (
    BLANK,
    FINE,
    FIRST_ERROR,
    NOT_AVAILABLE,
    VALUE_ERROR,
    error_name,
    severity,
    severity_of,
    status_shown,
)
from xl_addin.cells.results import BLANK_TEXT, Answer
from xl_addin.cells.rows import Rows, read_rows, row_errors
from xl_addin.cells.shapes import UnevenShapes, block

GroupedBody = Callable[..., Answer]
Conflict = Callable[..., NDArray[np.bool_]]


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
            errors = row_errors(postings, dict.fromkeys(postings.columns, True))
            contradicting = contradict(postings.columns[one_name].values, postings.columns[other_name].values)
            errors[contradicting & (errors == 0) & ~postings.blank] = VALUE_ERROR
            blank = _is_blank(listed, names, settled)
            index = _rows_in_list(listed, postings, names, group)
            good = (index >= 0) & (errors == 0)
            values = {name: column.values[good] for name, column in postings.columns.items()}
            values |= {name: column.values for name, column in listed.columns.items()} | {group: index[good]}
            answer = body(**values)
            worst = np.minimum(_worst_of_postings(listed, postings, errors, index), _worst_of_list(listed, names))
            for rows, status in answer.refused:
                worst[rows] = np.minimum(worst[rows], severity_of(status))
            columns = [result.cells(column) for result, column in zip(results, answer.columns, strict=True)]
            return [
                [BLANK_TEXT] * len(row) if is_blank else [error_name(status)] * len(row) if status else list(row)
                for is_blank, status, *row in zip(blank.tolist(), status_shown(worst).tolist(), *columns, strict=True)
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


def _rows_in_list(listed: Rows, postings: Rows, names: str, group: str) -> NDArray[np.intp]:
    """Each posting's row in the list, the first of its municipality (-1: none)."""
    rows = {int(listed.columns[names].values[row]): row for row in np.flatnonzero(listed.is_read(names))[::-1]}
    municipality, is_read = postings.columns[group].values, postings.is_read(group)
    index = np.full(postings.length, -1, dtype=np.intp)
    for value, row in rows.items():
        index[is_read & (municipality == value)] = row
    return index


def _worst_of_postings(
    listed: Rows, postings: Rows, errors: NDArray[np.int8], index: NDArray[np.intp]
) -> NDArray[np.int16]:
    """The error that the postings put in each row; one of no row puts it in all."""
    unlisted = (index < 0) & ~postings.blank
    has_error_cell = postings.has_error_cell
    found = severity(np.where(unlisted & ~has_error_cell, NOT_AVAILABLE, errors), has_error_cell)
    worst = np.full(listed.length, found[unlisted].min(initial=FINE), np.int16)
    np.minimum.at(worst, index[index >= 0], found[index >= 0])
    return worst


def _worst_of_list(listed: Rows, names: str) -> NDArray[np.int16]:
    """The errors of the list itself: what cannot be read, and what is listed twice."""
    worst = severity(row_errors(listed, {names: True}), listed.has_error_cell)
    values, is_read = listed.columns[names].values, listed.is_read(names)
    found, times = np.unique(values[is_read], return_counts=True)
    twice = is_read & np.isin(values, found[times > 1])
    worst[twice] = np.minimum(worst[twice], severity_of(VALUE_ERROR))
    return worst
