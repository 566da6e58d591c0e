"""The VBA of a call, run in an interpreter: cells in, xlwings' classic code, cells out."""

import datetime as dt
from typing import Any

import pytest
from pyopenvba.interpreter._values import MISSING, VBAArray, VBAErrorValue

from tests.hosts.excel.classic import PythonFailure
from tests.hosts.excel.test_contract import CASES, MODULE, agrees, as_cells, expected_cells
from tests.hosts.excel.vba import Excel, to_vba
from tests.windows.starting import server_command
from xl_addin.cells.errors import COM_BASE, COM_ERRORS, ERRORS
from xl_addin.functions.catalogue import by_name
from xl_addin.xlsx.tree import column_letters

NUMBERS = {error: number - COM_BASE for number, error in COM_ERRORS.items()}
VALUE_ERROR = VBAErrorValue(2015)
NOT_AVAILABLE = VBAErrorValue(2042)


@pytest.fixture
def excel(loaded: Excel, server: Any) -> Excel:
    return loaded.start(lambda name, values: server.CallUDF(MODULE, name, values))


class Heard(list[tuple[Any, ...]]):
    """What VBA hands over to Python."""

    def __call__(self, name: str, values: tuple[Any, ...]) -> int:
        # The call that proves a server when it has started is not the cell's.
        if name != "fho_ready":
            self.append(values)
        return 0


def answering(loaded: Excel, answer: Any) -> Excel:
    """Python answers what the test says."""
    return loaded.start(lambda name, values: answer)


def unerror(cells: list[list[Any]]) -> list[list[Any]]:
    """Error cells by their text, and the dates that Excel would show as dates."""
    texts = {number: error for error, number in NUMBERS.items()}

    def shown(cell: Any) -> Any:
        if isinstance(cell, VBAErrorValue):
            return texts[cell.number]
        return cell.replace(tzinfo=dt.UTC) if isinstance(cell, dt.datetime) else cell

    return [[shown(cell) for cell in row] for row in cells]


def test_a_scalar_a_column_and_an_error_cell(excel: Excel) -> None:
    excel.fill("A1", [[100.0], [VBAErrorValue(2042)], [None], ["x"]])
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1")) == 67.0
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1:A4")) == [[67.0], [NOT_AVAILABLE], [""], [VALUE_ERROR]]
    assert excel.log == []


def test_a_ledger_in_one_call(excel: Excel) -> None:
    excel.fill("A1", [[1000.0, "løn", 42430.0], [None, None, None], [5.0, "?", 42430.0]])
    found = excel.run("FHO_FORDEL", excel.range("A1:A3"), excel.range("B1:B3"), excel.range("C1:C3"), MISSING, 42430.0)
    assert found == [[670.0, 330.0, 0.0, 0.0, "NØGLE"], [""] * 5, [VALUE_ERROR] * 5]


def test_a_date_comes_as_a_date(excel: Excel) -> None:
    assert excel.run("FHO_STARTDATO", 42370.0) == dt.datetime(2016, 1, 29)


def test_a_function_without_arguments(excel: Excel) -> None:
    assert excel.run("FHO_VERSION").startswith("FHO ")


def test_a_row_of_results(excel: Excel) -> None:
    assert excel.run("FHO_ARBEJDSGIVER", 83.0, "region") == [True, "Kommunen", "Regionen"]


SAMPLE = [(name, case) for number, (name, case) in enumerate(CASES) if number % 7 == 0]


@pytest.mark.parametrize("case", [case for _, case in SAMPLE], ids=[name for name, _ in SAMPLE])
def test_a_case_from_cells_to_cells(excel: Excel, case: dict[str, Any]) -> None:
    """Every seventh case stands in cells: ranges of a sheet in, cells out."""
    column, arguments = 1, []
    for argument in case["arguments"]:
        rows = argument if isinstance(argument, list) else [[argument]]
        first, last = column_letters(column), column_letters(column + len(rows[0]) - 1)
        excel.fill(f"{first}1", [[_cell(cell) for cell in row] for row in rows])
        arguments.append(excel.range(f"{first}1:{last}{len(rows)}"))
        column += len(rows[0])
    columns = len(by_name()[case["function"].upper()].columns)
    cells = unerror(as_cells(excel.run(case["function"].upper(), *arguments), columns))
    expected = expected_cells(case["result"], columns)
    if case["result"] == "#VALUE!" and cells == [["#VALUE!"]]:
        return
    assert [len(row) for row in cells] == [len(row) for row in expected]
    for row, wanted in zip(cells, expected, strict=True):
        for value, one in zip(row, wanted, strict=True):
            assert agrees(value, one), f"{cells!r}, not {case['result']!r}: {case['why']}"


def _cell(value: Any) -> Any:
    """What a cell of Excel holds for a value of a case."""
    if isinstance(value, int) and not isinstance(value, bool):
        return VBAErrorValue(value - COM_BASE) if value in COM_ERRORS else float(value)
    return VBAErrorValue(NUMBERS[value]) if isinstance(value, str) and value in NUMBERS else value


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_text_becomes_an_error_alone_and_in_arrays(loaded: Excel, error: str) -> None:
    expected = VBAErrorValue(NUMBERS.get(error, 2015))
    assert answering(loaded, error).run("FHO_TIMER", 1.0, 1.0) == expected
    assert answering(loaded, ["a", error]).run("FHO_TIMER", 1.0, 1.0) == ["a", expected]
    assert answering(loaded, [["a", error], [error, 1.5]]).run("FHO_TIMER", 1.0, 1.0) == [
        ["a", expected],
        [expected, 1.5],
    ]


def test_other_texts_stay_texts(loaded: Excel) -> None:
    assert answering(loaded, [["#1", ""], ["# N/A", "x"]]).run("FHO_KILDE", "x") == [["#1", ""], ["# N/A", "x"]]


def test_what_is_left_out_arrives_as_left_out(loaded: Excel) -> None:
    heard = Heard()
    excel = loaded.start(heard)
    excel.run("FHO_NOEGLE", "region", MISSING, "Midtjylland")
    excel.run("FHO_NOEGLE", "region")
    assert heard == [("region", -2147352572, "Midtjylland"), ("region", -2147352572, -2147352572)]


def test_blank_cells_errors_and_dates_arrive_untyped(loaded: Excel) -> None:
    heard = Heard()
    excel = loaded.start(heard)
    excel.fill("A1", [[VBAErrorValue(2007), True], [None, dt.date(2016, 1, 1)]])
    excel.run("FHO_KILDE", excel.range("A1:B2"))
    assert heard == [(((-2146826281, True), (None, 42370.0)), -2147352572)]


def test_whole_columns_are_cut_alike_below_the_last_used_row(loaded: Excel) -> None:
    heard = Heard()
    excel = loaded.start(heard)
    excel.fill("A2", [[1.0], [2.0]])
    excel.fill("C1", [["x"], [None], [None], [None], ["y"]])
    excel.run("FHO_OPKRAEVNING", excel.range("C:C"), excel.range("A:A"), excel.range("B:B"))
    assert [len(one) for one in heard[0]] == [5, 5, 5]
    assert heard[0][1] == ((None,), (1.0,), (2.0,), (None,), (None,))


def test_whole_columns_never_fit_a_block_by_chance(loaded: Excel) -> None:
    """A2:A6 beside C:C begins a row further down: five rows beside five would be misaligned."""
    excel = answering(loaded, 0)
    excel.fill("C1", [["x"]] * 5)
    block, column = excel.range("A2:A6"), excel.range("C:C")
    assert excel.run("RowsOfWholeColumns", VBAArray([(0, 0)], items=[column])) == 5
    assert excel.run("RowsOfWholeColumns", VBAArray([(0, 1)], items=[block, column])) == 6


def test_a_whole_column_is_never_a_single_cell(loaded: Excel) -> None:
    excel = answering(loaded, 0)
    excel.fill("A1", [[1.0]])
    assert excel.run("RowsOfWholeColumns", VBAArray([(0, 0)], items=[excel.range("A:A")])) == 2


def test_several_areas_are_refused(loaded: Excel) -> None:
    heard = Heard()
    excel = loaded.start(heard)
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1:A2,C1:C2")) == VALUE_ERROR
    assert heard == []
    assert excel.log[0][0] == "fho_regionsandel"


def test_dates_counted_from_1904_are_refused_and_the_log_says_why(excel: Excel) -> None:
    excel.of(excel.book)["date1904"] = True
    excel.fill("A1", [[40000.0]])
    assert excel.run("FHO_STARTDATO", excel.range("A1")) == VALUE_ERROR
    assert excel.log == [("fho_startdato", "refused: the workbook counts dates from 1904")]
    assert excel.run("FHO_TIMER", 2.0, 1.0) == 3.0


def test_the_cell_that_asks_may_lie_in_a_workbook_from_1904(excel: Excel) -> None:
    excel.of(excel.book)["date1904"] = True
    excel.caller = excel.range("D4")
    assert excel.run("FHO_STARTDATO", 42370.0) == VALUE_ERROR


TRACEBACK = (
    "Unexpected Python Error: Traceback (most recent call last):\r\n"
    '  File "C:\\FHO\\python\\Lib\\site-packages\\xlwings\\udfs.py", line 431, in call_udf\r\n'
    "    ret = func(*args)\r\n"
    '  File "C:\\FHO\\python\\Lib\\site-packages\\xl_addin\\cells\\numbers.py", line 12, in number\r\n'
    "ValueError: could not read '010180-1234'\r\n"
    " Jensen, Aarhus: 1234,50"
)


def test_a_failure_in_python_is_an_error_and_the_log_holds_no_cell_values(loaded: Excel) -> None:
    def fail(name: str, values: Any) -> Any:
        raise PythonFailure(TRACEBACK)

    excel = loaded.start(fail)
    assert excel.run("FHO_REGIONSANDEL", 1.0) == VALUE_ERROR
    [(name, text)] = excel.log
    assert name == "fho_regionsandel"
    assert "ValueError" in text
    assert 'numbers.py", line 12, in number' in text
    for part in ("010180", "1234", "Jensen", "Aarhus", "could not"):
        assert part not in text


def test_a_reversed_traceback_holds_no_cell_values_either(loaded: Excel) -> None:
    """xlwings' DLL puts the error first."""
    excel = answering(loaded, 0)
    text = excel.run("Reason", -2147467259, "\r\n".join(reversed(TRACEBACK.split("\r\n"))))
    assert "ValueError" in text
    assert "Jensen" not in text


def test_a_missing_connection_is_told_in_full(loaded: Excel) -> None:
    excel = answering(loaded, 0)
    connect = -2147221504 + 514
    assert excel.run("Reason", connect, "could not load xlwings64-0.37.8.dll beside the interpreter") == (
        "no connection to Python: could not load xlwings64-0.37.8.dll beside the interpreter"
    )


def test_a_large_array_goes_in_and_out(loaded: Excel) -> None:
    excel = loaded.start(lambda name, values: [[cell * 2 for cell in row] for row in values[0]] if values else "")
    column = to_vba([[float(row)] for row in range(2_000)])
    assert excel.run("FHO_REGIONSANDEL", column) == [[row * 2.0] for row in range(2_000)]


SETTINGS = '"INTERPRETER_WIN","C:\\Program Files\\FHO æøå\\pythonw.exe"\n"UDF MODULES","xl_addin.hosts.excel.udfs"\n'


def test_settings_are_read_as_xlwings_writes_them(loaded: Excel) -> None:
    excel = answering(loaded, 0)
    assert excel.run("Interpreter", SETTINGS) == "C:\\Program Files\\FHO æøå\\pythonw.exe"
    assert excel.run("PythonModule", SETTINGS) == "xl_addin.hosts.excel.udfs"
    assert excel.run("Setting", SETTINGS, "template") == ""
    assert excel.run("ServerCommand", "C:\\a b\\pythonw.exe") == server_command("C:\\a b\\pythonw.exe")


@pytest.mark.parametrize("settings", ["", '"INTERPRETER_WIN",""', '"INTERPRETER_WIN","python"'])
def test_an_interpreter_without_a_path_is_refused(loaded: Excel, settings: str) -> None:
    from pyopenvba.exceptions import VBARuntimeError

    with pytest.raises(VBARuntimeError, match="names no interpreter"):
        answering(loaded, 0).run("Interpreter", settings)


# The way to Python


def test_the_server_is_started_from_the_settings_and_the_dll_found_one_folder_up(loaded: Excel) -> None:
    excel = answering(loaded, 1.0)
    assert excel.run("FHO_TIMER", 1.0, 1.0) == 1.0
    assert excel.loads == ["C:\\FHO\\Scripts\\xlwings64.dll", "C:\\FHO\\xlwings64.dll"]
    assert excel.started == [excel.run("ServerCommand", "C:\\FHO\\Scripts\\pythonw.exe")]
    assert excel.module == MODULE
    excel.run("FHO_TIMER", 1.0, 1.0)
    assert len(excel.loads) == 2


def test_without_the_dll_every_cell_is_an_error_and_the_log_says_why(loaded: Excel) -> None:
    excel = answering(loaded, 1.0)
    excel.libraries.clear()
    assert excel.run("FHO_TIMER", 1.0, 1.0) == VALUE_ERROR
    assert excel.started == []
    assert excel.log == [("fho_timer", "no connection to Python: could not load xlwings64.dll beside the interpreter")]


def test_a_server_that_does_not_start_is_not_waited_for_by_every_cell(loaded: Excel) -> None:
    excel = answering(loaded, 1.0)
    excel.problem = "Could not activate Python COM server, hr = -2147221164"
    excel.app.freeze_clock(dt.datetime(2026, 1, 1, 12, 0, 0))
    try:
        for _ in range(3):
            assert excel.run("FHO_TIMER", 1.0, 1.0) == VALUE_ERROR
        assert len(excel.started) == 1
        assert all("Could not activate Python COM server" in text for _, text in excel.log)
        excel.problem = ""
        excel.app.freeze_clock(dt.datetime(2026, 1, 1, 12, 0, 31))
        assert excel.run("FHO_TIMER", 1.0, 1.0) == 1.0
    finally:
        excel.app.freeze_clock(None)


def test_without_settings_every_cell_is_an_error(loaded: Excel) -> None:
    excel = answering(loaded, 1.0)
    excel.settings = ""
    assert excel.run("FHO_TIMER", 1.0, 1.0) == VALUE_ERROR
    assert "names no interpreter" in excel.log[0][1]
