"""Every function and every case through xlwings' real classic code, called the way VBA calls it."""

import datetime as dt
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.excel.classic import MISSING, PythonFailure
from tests.tables.cases import host_cases
from xl_addin.cells.errors import COM_BASE, COM_ERRORS, COM_NUMBERS
from xl_addin.functions.catalogue import by_name, catalogue

MODULE = "xl_addin.hosts.excel.udfs"


def has_objects(value: Any) -> bool:
    """Whether an argument holds an object, which only Office.js hands over: COM has none."""
    return any(map(has_objects, value)) if isinstance(value, list) else isinstance(value, dict)


CASES = [
    (f"{path.stem}[{number}]", case)
    for path in sorted((Path(__file__).parents[2] / "cases").glob("*.json"))
    for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")))
    if sys.platform != "win32" or not has_objects(case["arguments"])
] + host_cases()
ERROR_NUMBERS = {error: number for number, error in COM_ERRORS.items()}


def value2(cells: Any) -> Any:
    """An argument as ``Value2`` gives it over COM: tuples of rows, every number a double, errors integers."""
    if isinstance(cells, list):
        if len(cells) == 1 and len(cells[0]) == 1:
            return value2(cells[0][0])
        return tuple(tuple(value2(cell) for cell in row) for row in cells)
    if isinstance(cells, int) and not isinstance(cells, bool) and cells not in COM_NUMBERS:
        return float(cells)
    return ERROR_NUMBERS.get(cells, cells) if isinstance(cells, str) else cells


def call(server: Any, function: str, arguments: list[Any]) -> Any:
    """The answer to one call, with every optional argument handed over: left out where there is none."""
    width = len(by_name()[function.upper()].arguments)
    missing = [MISSING] * (width - len(arguments))
    return server.CallUDF(MODULE, function, tuple(map(value2, arguments)) + tuple(missing))


def as_cells(result: Any, columns: int) -> list[list[Any]]:
    """A result as rows: the server hands over one row as a plain list."""
    if not isinstance(result, list):
        return [[result]]
    if not isinstance(result[0], list):
        assert len(result) == columns or columns == 1
        return [result]
    return result


def expected_cells(expected: Any, columns: int) -> list[list[Any]]:
    if isinstance(expected, list):
        return expected
    return [[expected] * columns] if isinstance(expected, str) and columns > 1 else [[expected]]


def agrees(value: Any, expected: Any) -> bool:
    if isinstance(expected, str) and expected.startswith("date:"):
        # pywin32 makes a date of VBA from this; a time zone would move it.
        day = dt.datetime.fromisoformat(expected.removeprefix("date:"))
        return bool(value == day.replace(tzinfo=dt.UTC))
    if isinstance(expected, str) and expected.startswith("contains:"):
        return all(part in value.casefold() for part in expected.removeprefix("contains:").casefold().split("|"))
    if expected == "not:OK":
        return isinstance(value, str) and value not in ("", "OK") and not value.startswith("#")
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, int | float):
        return isinstance(value, int | float) and float(value) == float(expected)
    return bool(value == expected)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_a_case_gives_its_result(server: Any, case: dict[str, Any]) -> None:
    columns = len(by_name()[case["function"].upper()].columns)
    result = call(server, case["function"], case["arguments"])
    cells, expected = as_cells(result, columns), expected_cells(case["result"], columns)
    if result == "#VALUE!" and case["result"] == "#VALUE!":
        return
    assert [len(row) for row in cells] == [len(row) for row in expected]
    for row, wanted in zip(cells, expected, strict=True):
        for value, one in zip(row, wanted, strict=True):
            assert agrees(value, one), f"{result!r}, not {case['result']!r}: {case['why']}"


def test_every_function_has_a_case() -> None:
    assert {case["function"].upper() for _, case in CASES} | {"FHO_OPSLAG"} == {one.name for one in catalogue()}


def test_values_that_are_looked_up_come_through_as_they_are(server: Any) -> None:
    keys, values = (("a",), ("b",), ("c",), ("d",)), ((ERROR_NUMBERS["#REF!"],), (True,), (None,), (42370.0,))
    asked = (("d",), ("a",), ("b",), ("c",), ("x",), (None,))
    found = server.CallUDF(MODULE, "fho_opslag", (asked, keys, values))
    assert found == [[42370.0], ["#REF!"], [True], [""], ["#N/A"], [""]]


def test_xlwings_reads_the_signatures_as_they_are_meant(server: Any) -> None:
    server.CallUDF(MODULE, "fho_version", ())
    for function in catalogue():
        read = getattr(importlib.import_module(MODULE), function.name.lower()).__xlfunc__
        assert [one["name"] for one in read["args"]] == [one.name for one in function.arguments]
        assert [one["doc"] for one in read["args"]] == [one.help for one in function.arguments]
        assert ["optional" in one for one in read["args"]] == [one.optional for one in function.arguments]
        assert all(one["options"]["convert"] == "raw" for one in read["args"])
        assert read["category"] == "Fælles hjælperordninger"


@pytest.mark.parametrize("error", ERROR_NUMBERS)
def test_an_error_cell_comes_out_as_itself_and_leaves_its_neighbours(server: Any, error: str) -> None:
    cells = ((ERROR_NUMBERS[error],), (100.0,), (None,))
    assert server.CallUDF(MODULE, "fho_regionsandel", (cells, MISSING, MISSING)) == [[error], [67.0], [""]]


def test_an_error_of_a_newer_excel_is_an_error_and_no_amount(server: Any) -> None:
    unknown = ((COM_BASE + 2222,), (100.0,))
    assert server.CallUDF(MODULE, "fho_regionsandel", (unknown, MISSING, MISSING)) == [["#VALUE!"], [67.0]]


def test_a_failure_in_python_reaches_vba_as_one(server: Any) -> None:
    # In this process the exception itself, over COM what VBA gets.
    with pytest.raises((AttributeError, PythonFailure)):
        server.CallUDF(MODULE, "fho_unknown", ())


def test_a_column_of_dates_comes_as_serial_numbers(server: Any) -> None:
    discharged = ((42370.0,), (42371.0,))
    found = server.CallUDF(MODULE, "fho_startdato", (discharged, MISSING, MISSING))
    utc = dt.UTC
    assert found == [[dt.datetime(2016, 1, 29, tzinfo=utc)], [dt.datetime(2016, 1, 30, tzinfo=utc)]]
