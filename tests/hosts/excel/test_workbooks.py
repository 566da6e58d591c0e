"""What the add-in does with a workbook: help, repair when it opens, the check on the ribbon."""

from typing import Any

import pytest
from pyopenvba.interpreter._values import NOTHING, VBAErrorValue

from tests.hosts.excel.test_contract import MODULE
from tests.hosts.excel.vba import Excel
from xl_addin.functions.catalogue import catalogue


@pytest.fixture
def excel(loaded: Excel, server: Any) -> Excel:
    return loaded.start(lambda name, values: server.CallUDF(MODULE, name, values))


def enter(excel: Excel, address: str, formula: str, array: bool = False) -> None:
    excel.range(address).vba_set("FormulaArray" if array else "Formula", formula)


def formula(excel: Excel, address: str) -> Any:
    return excel.range(address).vba_get("Formula")


# Help


def test_the_wizard_gets_the_help_of_the_signatures(excel: Excel) -> None:
    excel.run("RegisterHelp")
    assert excel.help == {
        f"'FHO.xlam'!{one.name}": {
            "help": one.help,
            "category": "Fælles hjælperordninger",
            "arguments": [argument.help for argument in one.arguments],
        }
        for one in catalogue()
    }


def test_help_that_excel_refuses_is_registered_at_the_next_activation(excel: Excel) -> None:
    excel.refuses_help = True
    excel.run("RegisterHelp")
    assert excel.help == {}
    excel.refuses_help = False
    excel.run("RegisterHelp")
    assert len(excel.help) == len(catalogue())


# Repair


def test_a_link_to_another_path_is_pointed_here_and_no_other(excel: Excel) -> None:
    here = excel.addin.vba_get("FullName")
    elsewhere = ["C:\\Users\\Kollega\\FHO.xlam", "https://region.sharepoint.com/x/fho.XLAM"]
    excel.of(excel.book)["links"] = [*elsewhere, here, "C:\\Regnskab.xlsx", "C:\\EFHO.xlam"]
    excel.run("RepairWorkbook", excel.book)
    assert excel.of(excel.book)["changed"] == [(one, here) for one in elsewhere]
    assert excel.log == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("=_xldudf_FHO_DAGE(A1,B1)", "=FHO_DAGE(A1,B1)"),
        ("=IF(A1,DK.XLADDIN.CELLFUNCTIONS.FHODAGE(A1,B1),0)", "=IF(A1,FHO_DAGE(A1,B1),0)"),
        ("='C:\\Søren Å\\FHO.xlam'!FHO_DAGE(A1,1)*'D:\\FHO.xlam'!FHO_DAGE(1,2)", "=FHO_DAGE(A1,1)*FHO_DAGE(1,2)"),
        ("='C:\\x\\[FHO.xlam]'!FHO_DAGE(A1,1)", "=FHO_DAGE(A1,1)"),
        ("=FHO.xlam!FHO_DAGE(A1,B1)", "=FHO_DAGE(A1,B1)"),
        ("='Søren''s'!A1+FHO_DAGE('Ark 1'!A1,B1)", "='Søren''s'!A1+FHO_DAGE('Ark 1'!A1,B1)"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
    ],
)
def test_every_spelling_becomes_the_plain_one(excel: Excel, written: str, plain: str) -> None:
    assert excel.run("PlainNames", written) == plain
    assert excel.run("CallsFho", written) is ("FHO_" in plain)


def test_formulas_that_are_not_bound_are_entered_again(excel: Excel) -> None:
    enter(excel, "D1", "=_xldudf_FHO_DAGE(A1,B1)")
    enter(excel, "D2", "=FHO_DAGE(A1,B1)+1")
    enter(excel, "E1:F3", "=_xldudf_FHO_EKSTRAHJAELPER(A1:A3,B1:B3,C1:C3)", array=True)
    enter(excel, "G1", "=SUM(A1:A3)")
    excel.book.saved = True
    excel.run("RepairWorkbook", excel.book)
    assert formula(excel, "D1") == "=FHO_DAGE(A1,B1)"
    assert formula(excel, "D2") == "=FHO_DAGE(A1,B1)+1"
    assert [formula(excel, cell) for cell in ("E1", "F3")] == ["=FHO_EKSTRAHJAELPER(A1:A3,B1:B3,C1:C3)"] * 2
    assert excel.range("F3").vba_get("HasArray") is True
    assert formula(excel, "G1") == "=SUM(A1:A3)"
    assert excel.log == []
    # Opening and closing a workbook must not ask whether to save it.
    assert excel.book.vba_get("Saved") is True


def test_a_sheet_protected_without_a_password_is_protected_as_before(excel: Excel) -> None:
    enter(excel, "D1", "=_xldudf_FHO_DAGE(A1,B1)")
    sheet = excel.app.sheet(1, workbook=excel.book).sheet
    sheet.vba_get("Protect", [], {"AllowFormattingColumns": True, "AllowFiltering": True, "Scenarios": False})
    excel.run("RepairWorkbook", excel.book)
    assert excel.log == []
    assert formula(excel, "D1") == "=FHO_DAGE(A1,B1)"
    allowed = sheet.vba_get("Protection")
    assert sheet.vba_get("ProtectContents") is True
    assert sheet.vba_get("ProtectScenarios") is False
    assert allowed.vba_get("AllowFormattingColumns") is True
    assert allowed.vba_get("AllowFiltering") is True
    assert allowed.vba_get("AllowFormattingRows") is False


def test_a_sheet_with_a_password_is_left_alone_and_the_log_says_so(excel: Excel) -> None:
    enter(excel, "D1", "=_xldudf_FHO_DAGE(A1,B1)")
    sheet = excel.app.sheet(1, workbook=excel.book).sheet
    sheet.vba_get("Protect", ["hemmeligt"])
    excel.run("RepairWorkbook", excel.book)
    assert formula(excel, "D1") == "=_xldudf_FHO_DAGE(A1,B1)"
    assert sheet.vba_get("ProtectContents") is True
    assert [name for name, _ in excel.log] == ["WorkbookOpen"]


def test_the_add_in_itself_is_left_alone(excel: Excel) -> None:
    excel.of(excel.addin).update(isaddin=True, links=["C:\\FHO.xlam"])
    excel.run("RepairWorkbook", excel.addin)
    assert excel.of(excel.addin)["changed"] == []


# The ribbon


def test_about_tells_when_python_cannot_be_reached(loaded: Excel) -> None:
    excel = loaded.start(lambda name, values: "#VALUE!")
    excel.run("About", NOTHING)
    assert "ingen forbindelse til Python" in str(excel.app.dialogs[-1])


def test_about_tells_the_version(excel: Excel) -> None:
    excel.run("About", NOTHING)
    assert "regler pr." in str(excel.app.dialogs[-1])


def test_a_missing_template_is_told(excel: Excel) -> None:
    excel.settings = '"INTERPRETER_WIN","C:\\p\\python.exe"\n'
    excel.run("NewArrangement", NOTHING)
    assert "Skabelonen" in str(excel.app.dialogs[-1])


def test_error_numbers_are_those_of_excel(excel: Excel) -> None:
    excel.fill("A1", [[VBAErrorValue(2042)]])
    assert excel.run("IsNameError", excel.range("A1")) is False
