"""A workbook in, its values out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.engine import books
from xl_addin.engine import Result, calculate
from xl_addin.xlsx.sheet import CellError
from xl_addin.xlsx.tree import parse_range

Compute = Callable[..., Callable[[str], Any]]


def values(result: Result, place: str) -> Any:
    """The value of a cell (`B2`, or `Ark2!B2`) or the rows of a range; errors as their codes."""
    sheet, _, area = place.rpartition("!")
    number = next(n for n, s in enumerate(result.package.sheets) if not sheet or s.name == sheet)
    top, left, bottom, right = parse_range(area)
    known = result.values[number]
    rows = [[known[row, column] for column in range(left, right + 1)] for row in range(top, bottom + 1)]
    shown = [[value.code if isinstance(value, CellError) else value for value in row] for row in rows]
    return shown if ":" in area else shown[0][0]


@pytest.fixture
def compute(tmp_path: Path) -> Compute:
    """Compute cells with functions of the test; gives a function from a place to its value."""

    def run(
        cells: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] | None = None, **more: Any
    ) -> Callable[[str], Any]:
        sheets = cells if all(isinstance(value, Mapping) for value in cells.values()) else {"Ark1": cells}
        path = books.write(tmp_path / "bog.xlsx", sheets, **more)
        result = calculate(path, functions or {})
        return lambda place: values(result, place)

    return run
