"""Single cells, columns and rectangles, and what cannot stand beside each other."""

from typing import Any

import numpy as np
import pytest

from xl_addin.cells.columns import read_cells
from xl_addin.cells.kinds import AMOUNT
from xl_addin.cells.shapes import UnevenShapes, block, column
from xl_addin.functions.how_much import fho_fordel, fho_regionsandel


@pytest.mark.parametrize(
    "uneven", [[], [[]], ["x"], [[1.0], [1.0, 2.0]], [[1.0, 2.0], [1.0]], [[1.0, 2.0], "xy"], [[], []], [(), ()]]
)
def test_rows_of_different_lengths_are_one_error(uneven: Any) -> None:
    assert fho_regionsandel(uneven) == "#VALUE!"


def test_a_column_that_turns_wide_is_seen_when_its_cells_are_taken() -> None:
    turning = block([["ja"], ["ja", "nej"]])
    with pytest.raises(UnevenShapes):
        _ = turning.cells
    with pytest.raises(UnevenShapes):
        turning.floats()


def test_a_rectangle_is_read_cell_by_cell() -> None:
    assert fho_regionsandel([[100.0, "1,50"], [None, 200.0]]) == [[67.0, 1.01], ["", 134.0]]
    assert fho_fordel([[100.0, 200.0]], "løn", 42430, None, 42370) == "#VALUE!"


def test_a_numpy_array_is_its_cells() -> None:
    assert fho_regionsandel(np.array([[100.0], [1.5]])) == [[67.0], [1.01]]


def test_cells_below_one_another_are_a_column() -> None:
    assert column([1.0, 2.0]).rows == 2
    assert read_cells([1.0, "2,50"], AMOUNT).values.tolist() == [100, 250]
