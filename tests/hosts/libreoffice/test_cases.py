"""Every case as a formula in a cell gives what Python gives.

Twice each: single values written into the formula, and by reference to cells. With an English and with a Danish
user interface.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.calling import functions
from tests.expected import agrees, columns_of, load
from tests.tables.cases import host_cases
from xl_addin.cells.errors import ERRORS
from xl_addin.hosts.libreoffice.session import Session

COMMANDS = Path(__file__).with_name("commands.py")
CALC_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
EPOCH = dt.date(1899, 12, 30)
TRUTHS = {"en-US": ("FALSE", "TRUE"), "da": ("FALSK", "SAND")}


def is_full_row(row: list[Any], rows: list[Any]) -> bool:
    return len(row) == len(rows[0]) > 0 and not any(isinstance(one, list | dict) for one in row)


def can_be_typed(value: Any) -> bool:
    """Whether a spreadsheet can hold it: scalars and full rectangles of them."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(row, list) and is_full_row(row, value) for row in value)
    return not isinstance(value, dict)


CASES = [(name, case) for name, case in load() + host_cases() if all(map(can_be_typed, case["arguments"]))]


def as_calc_has_it(value: Any) -> Any:
    """A cell value as Calc keeps it: TRUE is 1, a date its serial number, Excel's newer errors are ``#VALUE!``."""
    if isinstance(value, list):
        return [as_calc_has_it(one) for one in value]
    if isinstance(value, bool | int):
        return float(value)
    if isinstance(value, dt.date):
        return float((value - EPOCH).days)
    if isinstance(value, str) and value in ERRORS and value not in CALC_ERRORS:
        return "#VALUE!"
    return value


def cell(value: Any) -> Any:
    """What is put into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"formula": "=TRUE()" if value else "=FALSE()"}
    if isinstance(value, str) and as_calc_has_it(value) in CALC_ERRORS:
        return {"formula": f"={as_calc_has_it(value)}"}
    return as_calc_has_it(value)


def written(value: Any, language: str) -> str:
    """What is typed into a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"{TRUTHS[language][value]}()"
    if isinstance(value, str):
        return as_calc_has_it(value) if value in ERRORS else '"' + value.replace('"', '""') + '"'
    number = repr(value)
    return number.replace(".", ",") if language == "da" else number


def call(case: dict[str, Any], result: Any, in_cells: bool, language: str) -> dict[str, Any]:
    several = isinstance(result, list)  # such a formula is put in through the API, in English
    arguments = [
        [list(map(cell, row)) for row in one]
        if isinstance(one, list)
        else [[cell(one)]]
        if in_cells
        else written(one, "en-US" if several else language)
        for one in case["arguments"]
    ]
    return {
        "function": case["function"].upper(),
        "arguments": arguments,
        "rows": len(result) if several else None,
        "columns": len(result[0]) if several else None,
    }


def python_result(case: dict[str, Any]) -> Any:
    """What Python gives for what Calc has."""
    return getattr(functions, case["function"])(*map(as_calc_has_it, case["arguments"]))


AS_PYTHON = {name: python_result(case) for name, case in CASES}
EXPECTED = {name: as_calc_has_it(result) for name, result in AS_PYTHON.items()}


@pytest.fixture(scope="module", params=["en-US", "da"])
def computed(request: pytest.FixtureRequest) -> dict[tuple[bool, str], Any]:
    """Each case's result in Calc, with its single values in cells or written out."""
    locale = "da-DK" if request.param == "da" else request.param
    results = {}
    with Session(script=COMMANDS, language=request.param, locale=locale) as session:
        for in_cells in (False, True):
            calls = [call(case, EXPECTED[name], in_cells, request.param) for name, case in CASES]
            rows = session.call("compute", timeout=300, calls=calls)
            results |= {(in_cells, name): found for (name, _), found in zip(CASES, rows, strict=True)}
    return results


def differs(found: list[list[Any]], name: str, case: dict[str, Any], in_cells: bool) -> bool:
    expected = EXPECTED[name]
    result = found if isinstance(expected, list) else found[0][0]
    errors = {as_calc_has_it(one) for one in case["arguments"] if isinstance(one, str) and one in ERRORS}
    if errors and not in_cells:
        # An error that is computed in an argument stops the formula before the function is called.
        return not {cell for row in found for cell in row} <= CALC_ERRORS
    return result != expected


@pytest.mark.parametrize("in_cells", [False, True], ids=["written", "cells"])
@pytest.mark.parametrize("file", sorted({name.partition("[")[0] for name, _ in CASES}))
def test_cases(computed: dict[tuple[bool, str], Any], file: str, in_cells: bool) -> None:
    different = {
        name: (computed[in_cells, name], EXPECTED[name])
        for name, case in CASES
        if name.startswith(f"{file}[") and differs(computed[in_cells, name], name, case, in_cells)
    }
    assert not different


def test_a_case_is_what_calc_has_of_it_except_for_true_and_what_other_hosts_call_errors() -> None:
    """Calc keeps TRUE as 1, knows only Excel's older errors, and hands over no error numbers as Excel does."""
    other = [case for name, case in CASES if not agrees(AS_PYTHON[name], case["result"], columns_of(case["function"]))]
    assert other
    for case in other:
        given = str(case["arguments"])
        assert "True" in given or "False" in given or "#" in given or "-2146826" in given, case
