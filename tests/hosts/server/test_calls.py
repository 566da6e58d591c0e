"""Every case as a real call over HTTP, in the form that Office.js sends it from a Danish PC."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.expected import agrees, columns_of, load
from tests.hosts.server.office import given, received, sent
from tests.hosts.server.running import CALL, Server, body
from tests.tables.cases import host_cases
from xl_addin.cells.errors import COM_NUMBERS, ERRORS
from xl_addin.functions.catalogue import catalogue


def _holds(cells: Any, wanted: Callable[[Any], bool]) -> bool:
    return any(_holds(one, wanted) for one in cells) if isinstance(cells, list) else wanted(cells)


def _is_com_error(cell: Any) -> bool:
    return isinstance(cell, int) and cell in COM_NUMBERS


CASES = [(name, case) for name, case in load() + host_cases() if not _holds(case["arguments"], _is_com_error)]
COM_CASES = [(name, case) for name, case in load() if _holds(case["arguments"], _is_com_error)]


def _rows(expected: Any, columns: int) -> list[Any]:
    """What is expected, as rows; whichever of these comes is right."""
    if isinstance(expected, list):
        return [[[_named(cell) for cell in row] for row in expected]]
    # An error for the whole call is one cell.
    return [[[_named(expected)] * columns], [[_named(expected)]]]


def _named(expected: Any) -> Any:
    return given(expected) if isinstance(expected, str) and expected in ERRORS else expected


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case(server: Server, case: dict[str, Any]) -> None:
    status, rows = server.call(case["function"], *map(sent, case["arguments"]))
    assert status == 200, rows
    wanted = _rows(case["result"], columns_of(case["function"]))
    assert any(agrees(received(rows), one) for one in wanted), f"{rows!r}\n{case['why']}"


@pytest.mark.parametrize("case", [case for _, case in COM_CASES], ids=[name for name, _ in COM_CASES])
def test_a_number_that_is_an_error_only_over_com_is_a_number_here(server: Server, case: dict[str, Any]) -> None:
    status, rows = server.call(case["function"], *map(sent, case["arguments"]))
    assert status == 200
    assert not any(isinstance(cell, dict) for row in rows for cell in row)


def test_all_functions_have_their_plain_names(server: Server) -> None:
    meta = json.loads(server.get("/xlwings/custom-functions-meta.json")[1])
    assert {one["name"] for one in meta["functions"]} == {function.name for function in catalogue()}
    assert all(one["name"] == one["id"] for one in meta["functions"])


def test_serial_numbers_are_dates_whatever_their_form(server: Server) -> None:
    # 1-3-2016, 31-3-2016 and 11-3-2016 as a plain number and as a cell that one of our own functions filled.
    formatted = {"type": "FormattedNumber", "basicValue": 42460, "numberFormat": "dd-mm-yyyy"}
    double = {"type": "Double", "basicType": "Double", "basicValue": 42440}
    status, rows = server.call("fho_fordel", [[100]], [["løn"]], [[42430]], [[formatted]], [[double]])
    assert (status, rows) == (200, [[45.39, 22.35, 0.0, 32.26, "DELVIS"]])


def test_a_row_of_cells_stays_a_row(server: Server) -> None:
    status, rows = server.call("fho_regionsandel", [[100, 200, "#N/A"]])
    assert (status, rows[0][:2]) == (200, [67.0, 134.0])
    assert rows[0][2] == {"type": "Error", "errorType": "NotAvailable"}


def test_a_column_beyond_a_handful_of_rows_is_the_same(server: Server) -> None:
    amounts = [[number] for number in range(1000)]
    status, rows = server.call("fho_regionsandel", amounts)
    assert (status, rows) == (200, [[67 * number / 100] for number in range(1000)])


@pytest.mark.parametrize("culture", ["da-DK", "en-DK", "en-US", None])
def test_dates_are_danish_whatever_the_culture(server: Server, culture: str | None) -> None:
    patterns = {"da-DK": "dd-MM-åååå", "en-DK": "dd/MM/åååå", "en-US": "M/d/yyyy", None: None}
    status, rows = server.call(
        "fho_startdato", [["2016-01-01"]], [["2016-01-20"]], culture_info_name=culture, date_format=patterns[culture]
    )
    assert status == 200
    assert rows == [[{"type": "FormattedNumber", "basicValue": 42389, "numberFormat": "dd-mm-yyyy"}]]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_that_no_function_can_give_is_the_nearest_one(server: Server, error: str) -> None:
    status, rows = server.call("fho_regionsandel", sent([[100], [error], [200]]))
    assert (status, received(rows)) == (200, [[67.0], [given(error)], [134.0]])


def test_half_a_character_is_an_error_in_its_own_row(server: Server) -> None:
    listed = [["ja"], ["x\\ud800"], ["nej"]]
    call = body("fho_opslag", [["A"], ["B"], ["C"]], [["A"], ["B"], ["C"]], listed).replace(b"\\\\ud800", b"\\ud800")
    status, text = server.post(CALL, call)
    assert status == 200, text
    assert json.loads(text)["result"] == [["ja"], [{"type": "Error", "errorType": "Value"}], ["nej"]]
