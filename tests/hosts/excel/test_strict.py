"""Where Excel refuses or differs from what one expects: each of these stopped an add-in that all other tests passed."""

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pyopenvba.interpreter._values import NOTHING, VBAErrorValue

from tests.hosts.excel.classic import PythonFailure
from tests.hosts.excel.test_calls import Heard
from tests.hosts.excel.test_contract import CASES, MODULE
from tests.hosts.excel.test_workbooks import enter, formula
from tests.hosts.excel.vba import PYTHON, Excel, shown, sources
from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import executive_order, midtjylland
from xl_addin.agreement.wording import filled
from xl_addin.functions.catalogue import Argument, CellFunction, catalogue
from xl_addin.hosts.excel import wrappers

UNBOUND = "=_xldudf_FHO_DAGE(A1,B1)"
BOUND = "=FHO_DAGE(A1,B1)"


@pytest.fixture
def excel(loaded: Excel, server: Any) -> Excel:
    return loaded.start(lambda name, values: server.CallUDF(MODULE, name, values))


def protect(excel: Excel) -> None:
    excel.app.sheet(1, workbook=excel.book).sheet.vba_get("Protect", [])


def test_formulas_on_a_protected_sheet_are_found_though_special_cells_is_refused(excel: Excel) -> None:
    enter(excel, "D1", UNBOUND)
    enter(excel, "E1:E3", "=_xldudf_FHO_REGIONSANDEL(A1:A3)", array=True)
    protect(excel)
    excel.open(excel.book)
    assert formula(excel, "D1") == BOUND
    assert formula(excel, "E3") == "=FHO_REGIONSANDEL(A1:A3)"
    assert excel.log == []


def test_a_workbook_made_from_a_template_is_repaired_though_it_was_not_opened(excel: Excel) -> None:
    enter(excel, "D1", UNBOUND)
    excel.make(excel.book)
    assert formula(excel, "D1") == BOUND


def test_an_array_formula_that_excel_refuses_keeps_no_other_from_being_entered(excel: Excel) -> None:
    enter(excel, "A9:A10", "=FHO_DAGE(1,2)", array=True)
    cell = excel.app.sheet(1, workbook=excel.book).sheet.cell(9, 1)
    cell.formula = f"=_xldudf_FHO_DAGE(1,2){'+1' * 130}"
    enter(excel, "D1", UNBOUND)
    enter(excel, "D20", UNBOUND)
    protect(excel)
    excel.open(excel.book)
    assert [formula(excel, cell) for cell in ("D1", "D20")] == [BOUND] * 2
    assert [name for name, _ in excel.log] == ["WorkbookOpen"]
    assert excel.app.sheet(1, workbook=excel.book).sheet.vba_get("ProtectContents") is True


def test_a_link_that_excel_does_not_change_keeps_no_formula_from_being_entered(excel: Excel) -> None:
    excel.of(excel.book)["links"] = ["C:\\Users\\Kollega\\FHO.xlam"]
    enter(excel, "D1", UNBOUND)
    protect(excel)
    excel.open(excel.book)
    assert excel.of(excel.book)["changed"] == []
    assert formula(excel, "D1") == BOUND
    assert "a link was not changed" in excel.log[0][1]


def test_many_formulas_are_read_in_one_go_and_each_once(excel: Excel) -> None:
    """And and Or ask both sides in VBA, and asking a cell for its formula costs: 100,000 cells are asked together."""
    excel.fill("A1", [[float(row)] for row in range(300)])
    enter(excel, "C1:C300", "=FHO_REGIONSANDEL(A1:A300)", array=True)
    enter(excel, "E1", "=SUM(A1:A300)")
    excel.asked.clear()
    assert excel.run("FormulaCells", excel.app.sheet(1, workbook=excel.book).sheet).vba_get("Count") == 1
    assert excel.asked == ["A1:E300"]


@pytest.mark.parametrize("name", [name for name, case in CASES if case["function"] == "fho_kilde"])
def test_a_single_text_stays_a_text(excel: Excel, name: str) -> None:
    """xlwings makes every result an array, and in an array a text of more than 255 characters is #VALUE!."""
    case = dict(CASES)[name]
    answer = shown(excel.run("FHO_KILDE", *case["arguments"]))
    assert not isinstance(answer, list) or isinstance(case["arguments"][0], list)


def test_one_value_goes_back_as_a_value(loaded: Excel) -> None:
    long = "x" * 300
    for answer in ([[long]], [long], long):
        excel = loaded.start(lambda name, values, answer=answer: answer)  # type: ignore[misc]
        assert shown(excel.run("FHO_KILDE", "x")) == long
    assert shown(loaded.start(lambda name, values: [["x", long]]).run("FHO_KILDE", "x")) == [["x", VBAErrorValue(2015)]]


def texts(table: Any) -> Iterator[str]:
    for value in table.values():
        yield from texts(value) if isinstance(value, dict) else [value]


def test_no_text_that_a_function_gives_is_too_long_for_an_array() -> None:
    others = {
        "section": "§ 96",
        "follows": "",
        "municipality": "Ringkøbing-Skjern",
        "name": "x" * 40,
        "source": "x" * 60,
    }
    for chosen in (midtjylland(), executive_order()):
        given = [filled(text, chosen, **others) for text in texts(read_toml("sources.toml"))]
        assert [text for text in given if len(text) > 255] == []


def test_a_cell_that_is_not_calculated_yet_costs_no_call(loaded: Excel) -> None:
    """Excel asks a function before the cells it reads are calculated, and once more after them."""
    heard = Heard()
    excel = loaded.start(heard)
    excel.fill("A1", [[5.0], [None], [None], [7.0]])
    enter(excel, "A2", "=A1*2")
    excel.uncalculated = {(2, 1)}
    assert excel.run("FHO_REGIONSANDEL", excel.range("A2")) is None
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1:A4")) is None
    assert heard == []
    assert excel.log == []
    excel.uncalculated = set()
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1:A4")) == 0
    assert heard == [(((5.0,), (10.0,), (None,), (7.0,)), *heard[0][1:])]


def test_a_blank_cell_is_no_cell_that_waits(loaded: Excel) -> None:
    excel = loaded.start(lambda name, values: 1.0)
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1")) == 1.0
    assert excel.run("FHO_REGIONSANDEL", excel.range("A1:B3")) == 1.0


def test_a_server_that_cannot_import_the_functions_is_asked_once_and_told_of_once(loaded: Excel) -> None:
    """It starts, and each call fails after a third of a second: 5,000 cells would take half an hour."""
    asked: list[str] = []

    def fail(name: str, values: Any) -> Any:
        asked.append(name)
        raise PythonFailure("ModuleNotFoundError: No module named 'xl_addin'\n  File \"x.py\", line 1, in y\nTraceback")

    excel = loaded.start(fail)
    for number in range(50):
        assert excel.run("FHO_TIMER", float(number), 1.0) == VBAErrorValue(2015)
    assert asked == ["fho_ready"]
    assert len(excel.log) == 1
    assert "ModuleNotFoundError" in excel.log[0][1]


def test_a_server_is_proved_once_and_again_after_a_failure(loaded: Excel) -> None:
    asked: list[str] = []

    def answer(name: str, values: Any) -> Any:
        asked.append(name)
        if values and values[0] == 2.0:
            raise PythonFailure("ValueError: x")
        return 1.0

    excel = loaded.start(answer)
    for hours in (1.0, 2.0, 1.0, 1.0):
        excel.run("FHO_TIMER", hours, 1.0)
    assert asked == ["fho_ready", "fho_timer", "fho_timer", "fho_ready", "fho_timer", "fho_timer"]


def many_functions() -> tuple[CellFunction, ...]:
    """More than there are, with more arguments than any: what may come."""
    arguments = tuple(Argument(f"felt{number}", "x" * 250, number > 1) for number in range(40))
    one = catalogue()[0]
    return tuple(CellFunction(f"FHO_PROEVE{number}", one.help, arguments, ("x",), one.call) for number in range(60))


def test_more_functions_and_arguments_still_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    """VBA continues a statement over 24 lines; the 25th keeps the whole project from compiling."""
    monkeypatch.setattr(wrappers, "catalogue", many_functions)
    for module in ("FhoFunctions", "FhoHelp"):
        source = wrappers.module(module, "0")
        assert not re.search(r"(?:[^\n]* _\n){25}", source), module
        assert max(map(len, source.splitlines())) <= 1023


def test_the_list_of_names_is_whole(excel: Excel) -> None:
    names = excel.run("FunctionNames")
    assert names == [one.name for one in catalogue()]


def test_the_server_starts_without_what_no_function_needs() -> None:
    """xlwings imports pandas and matplotlib where they are installed, and the first cell would wait for them."""
    command = re.search(r'-c ""(.*?)import xlwings', wrappers.module("FhoSettings", "0"), re.DOTALL)
    assert command is not None
    start = command[1].replace('" & _\n        "', "")
    code = f"{start}import xlwings, xl_addin.hosts.excel.udfs as f; assert f.fho_regionsandel(1.5) == 1.01; "
    code += "sys.exit(any(name.startswith(('pandas.', 'matplotlib.')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-B", "-c", code], check=False).returncode == 0


def test_the_first_cell_does_not_wait_for_what_other_functions_need() -> None:
    code = (
        "import sys, xl_addin.hosts.excel.udfs as f; assert f.fho_ready('fho_regionsandel'); "
        "assert f.fho_regionsandel(1.5) == 1.01; "
        "later = {f'xl_addin.{one}' for one in ('functions.whole_tables', 'functions.settling', 'check')}; "
        "assert not later & set(sys.modules); assert f.fho_fordel and not f.fho_ready('fho_findes_ikke')"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def told(excel: Excel) -> list[str]:
    return [one[1] for one in excel.app.dialogs if "fjernet fra denne pc" in one[1]]


def test_a_user_whose_python_is_gone_is_told_once_and_how_out(excel: Excel) -> None:
    excel.files.clear()
    excel.app.dialogs.clear()
    excel.open(excel.book)
    assert told(excel) == []
    enter(excel, "D1", UNBOUND)
    protect(excel)
    for _ in range(3):
        excel.open(excel.book)
    [text] = told(excel)
    assert "bed IT" in text
    assert text.endswith(excel.addin.vba_get("FullName"))
    assert len(excel.log) == 1


def test_without_python_nothing_is_calculated_and_the_saved_values_stay(excel: Excel) -> None:
    excel.of(excel.book)["links"] = ["C:\\Users\\Kollega\\FHO.xlam"]
    enter(excel, "D1", UNBOUND)
    excel.files.clear()
    excel.open(excel.book)
    assert formula(excel, "D1") == UNBOUND
    assert excel.of(excel.book)["changed"] == []
    assert excel.started == []


@pytest.mark.parametrize("settings", ["", '"INTERPRETER_WIN","python"\n'])
def test_a_user_whose_settings_are_gone_is_told_the_same(excel: Excel, settings: str) -> None:
    excel.settings = settings
    excel.app.dialogs.clear()
    enter(excel, "D1", BOUND)
    excel.make(excel.book)
    assert len(told(excel)) == 1


def test_python_that_is_there_again_is_used_without_a_restart(excel: Excel) -> None:
    enter(excel, "D1", UNBOUND)
    excel.files.clear()
    excel.open(excel.book)
    excel.files.add(PYTHON)
    excel.open(excel.book)
    assert formula(excel, "D1") == BOUND


@pytest.mark.parametrize("button", ["About", "CheckWorkbook"])
def test_a_button_always_says_that_python_is_gone(excel: Excel, button: str) -> None:
    excel.app.activate_workbook(excel.book)
    excel.files.clear()
    excel.app.dialogs.clear()
    for _ in range(2):
        excel.run(button, NOTHING)
    assert len(told(excel)) == 2
    assert not excel.copy_path.exists()


def test_a_program_that_drives_excel_meets_no_message(excel: Excel) -> None:
    """Nobody is there to close it: the program would wait for ever."""
    enter(excel, "D1", BOUND)
    excel.files.clear()
    excel.app.dialogs.clear()
    excel.is_seen = False
    excel.open(excel.book)
    assert len(excel.log) == 1
    assert told(excel) == []


def test_no_macro_loses_its_place_in_a_folder() -> None:
    """Dir is one for all macros: one that opens a folder's workbooks in turn would stop at the first."""
    assert [name for name, text in sources().items() if re.search(r"\bDir\$?\(", text)] == []
