"""A column that is said to hold truths never holds a number, and no other column holds a truth: in every case."""

from typing import Any

import pytest

from tests.expected import load
from tests.tables.cases import host_cases
from xl_addin.functions.catalogue import CellFunction, catalogue

GIVES_BACK_CELLS = "FHO_OPSLAG"
_HEADINGS = "Sagsnr.|Kommune|Paragraf|Timer respiration|Timer servicelov|Samme hjælpere|Udskrevet|Arbejdsgiver"
EMPLOYED = [
    _HEADINGS.split("|"),
    ["RM-1", "Viborg", "83", 24, 12, "ja", "01-11-2015", "region"],
    ["RM-2", "Viborg", "42", 24, 12, "ja", "01-11-2015", "region"],
    ["RM-3", "Viborg", "96", 24, 12, "ja", "01-11-2015", "region"],
]
"""Possible, not possible, for a person to clarify."""
ASKED = [(case["function"].upper(), case["arguments"]) for _, case in load() + host_cases()]
ASKED += [("FHO_ORDNINGER", [EMPLOYED])]
TRUTHS = {
    ("FHO_OMFATTET", "omfattet"),
    ("FHO_ARBEJDSGIVER", "tilladt"),
    ("FHO_ORDNINGER", "arbejdsgiver mulig"),
    ("FHO_PERSONNUMMER", "ligner et personnummer"),
}


def cells(function: CellFunction) -> list[tuple[str, Any]]:
    """Every cell that the function's cases give, with its column."""
    rows = [row for name, arguments in ASKED if name == function.name for row in function.rows(*arguments)]
    return [(column, value) for row in rows for column, value in zip(function.columns, row, strict=False)]


@pytest.mark.parametrize("function", catalogue(), ids=lambda one: one.name)
def test_truths_stand_where_they_are_said_to(function: CellFunction) -> None:
    said = {column for name, column in TRUTHS if name == function.name}
    assert function.truths == said
    found = cells(function)
    assert found
    if function.name != GIVES_BACK_CELLS:
        assert {column for column, value in found if isinstance(value, bool)} == said
    assert not [value for column, value in found if column in said and not isinstance(value, bool | str)]
