"""Cells that look like a CPR number, said cell by cell."""

from xl_addin.cells.spotting import spot


def test_each_cell_is_told_of() -> None:
    assert spot([["010190-1234", "RM-2016-001"], [None, "#N/A"]]) == [[True, False], ["", "#N/A"]]


def test_rows_of_different_length_are_no_range() -> None:
    assert spot([["a"], ["b", "c"]]) == "#VALUE!"
