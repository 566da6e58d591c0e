"""What an auditor reads in the built file with olevba: each function once, with the arguments of its signature."""

import re

import pytest
from oletools.olevba import VBA_Parser

from tests.hosts.excel.vba import ADDIN
from xl_addin.functions.catalogue import CellFunction, catalogue
from xl_addin.hosts.excel import wrappers

WRAPPER = re.compile(r"^Public Function (FHO_\w+)\((.*?)\) As Variant\n(.*?)^End Function", re.MULTILINE | re.DOTALL)


def modules() -> dict[str, str]:
    """Every module's text as olevba reads it."""
    parser = VBA_Parser(str(ADDIN))
    try:
        return {
            stream.rpartition("/")[2]: source.replace("\r\n", "\n") for _, stream, _, source in parser.extract_macros()
        }
    finally:
        parser.close()


MODULES = modules()
WRAPPERS = {found[1]: found for found in WRAPPER.finditer(MODULES["FhoFunctions"])}


def test_olevba_reads_every_module() -> None:
    assert set(MODULES) == {*wrappers.MODULES, wrappers.EVENTS, "Sheet2"}
    for name in wrappers.MODULES:
        assert MODULES[name].strip() == wrappers.module(name, "0.37.8").strip()


def test_every_function_has_exactly_one_wrapper() -> None:
    everything = "\n".join(MODULES.values())
    assert re.findall(r"Function (FHO_\w+)", everything) == [one.name for one in catalogue()]


@pytest.mark.parametrize("function", catalogue(), ids=lambda one: one.name)
def test_a_wrapper_has_the_arguments_of_the_signature(function: CellFunction) -> None:
    _, parameters, body = WRAPPERS[function.name].groups()
    declared = [one.strip() for one in parameters.replace(" _\n", "").split(",") if one.strip()]
    assert declared == [
        f"{'Optional ' if one.optional else ''}ByVal {one.name} As Variant" for one in function.arguments
    ]
    handed_over = ", ".join(one.name for one in function.arguments)
    assert body.split("Array(")[1].strip() == f"{handed_over}))"
    assert f'"{function.name.lower()}"' in body


def test_no_wrapper_can_answer_an_error_with_text() -> None:
    """Every wrapper answers with Answer alone, and every failure there ends in an error value."""
    for name, found in WRAPPERS.items():
        assignments = re.findall(rf"\b{name} = (\w+)", found[3])
        assert assignments == ["Answer"]
    answer = re.search(r"^Public Function Answer.*?^End Function", MODULES["FhoCall"], re.MULTILINE | re.DOTALL)
    assert answer is not None
    assert "On Error GoTo Failed" in answer[0]
    assert re.findall(r"^    +Answer = (.*)$", answer[0], re.MULTILINE) == [
        "CVErr(xlErrValue)",
        "ToCells(CallPython(name, FromCells(arguments)))",
        "CVErr(xlErrValue)",
    ]


def test_no_line_is_too_long_and_no_sign_is_lost() -> None:
    for source in MODULES.values():
        # The VBA editor takes 1,023 signs a line and 24 continued lines.
        assert max(map(len, source.splitlines()), default=0) <= 1023
        assert not re.search(r"(?:[^\n]* _\n){25}", source)
    assert "Fælles hjælperordninger" in MODULES["FhoHelp"]


def test_help_fits_the_function_wizard() -> None:
    for function in catalogue():
        assert 0 < len(function.help) <= 255
        assert all(0 < len(one.help) <= 255 for one in function.arguments)


def test_help_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot show"):
        wrappers._quoted("x" * 256)


def test_functions_with_dates_are_known() -> None:
    with_dates = {one.name for one in catalogue() if wrappers.uses_dates(one)}
    assert {"FHO_STARTDATO", "FHO_DAGE", "FHO_FORDEL", "FHO_KONTROL", "FHO_BUDGET", "FHO_FLYTNING"} <= with_dates
    # The agreement of a region may have dates.
    assert "FHO_STATUS" in with_dates
    assert not {"FHO_OPKRAEVNING", "FHO_MODREGNING", "FHO_TIMER", "FHO_OPSLAG", "FHO_VERSION"} & with_dates


def test_nothing_but_the_server_is_started_and_no_setting_comes_from_a_workbook() -> None:
    everything = "\n".join(MODULES.values())
    for word in ("Shell", "CreateObject", "GetObject", "ExecuteExcel4Macro", "VBProject", "cmd.exe", "Application.Run"):
        assert word not in everything
    assert everything.count("Declare ") == 3
    assert everything.count("For Input As") == 1
    assert everything.count("For Append As") == 1


PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?:Function|Sub) (\w+)\((.*?)\)(?: As \w+)?\n(.*?)^End (?:Function|Sub)",
    re.MULTILINE | re.DOTALL,
)


def test_no_variable_hides_a_procedure() -> None:
    """VBA minds no case: a variable named as a procedure would be taken for it, and the project not compile."""
    procedures = {found[1].lower() for source in MODULES.values() for found in PROCEDURE.finditer(source)}
    assert "interpreter" in procedures
    for source in MODULES.values():
        for _, parameters, body in (found.groups() for found in PROCEDURE.finditer(source)):
            declared = re.findall(r"(?:ByVal|ByRef) (\w+)", parameters)
            for line in re.findall(r"^ +Dim (.*)", body, re.MULTILINE):
                declared += re.findall(r"(\w+)(?:\([^)]*\))? As", line)
            assert not {name.lower() for name in declared} & procedures


def test_every_variable_is_declared_that_a_procedure_assigns() -> None:
    """Option Explicit: one that is not would keep the whole project from compiling."""
    for module, source in MODULES.items():
        if module == "Sheet2":
            continue
        assert "Option Explicit" in source
        of_module = set(re.findall(r"^(?:Private|Public) (?:WithEvents )?(\w+)(?:\(\))? As", source, re.MULTILINE))
        for name, parameters, body in (found.groups() for found in PROCEDURE.finditer(source)):
            known = {name, *of_module, *re.findall(r"(?:ByVal|ByRef) (\w+)", parameters)}
            for line in re.findall(r"^ +Dim (.*)", body, re.MULTILINE):
                known |= set(re.findall(r"(\w+)(?:\([^)]*\))? As", line))
            assigned = set(re.findall(r"^ +(?:Set |For Each |For )?(\w+)(?:\([^)=]*\))? (?:=|In) ", body, re.MULTILINE))
            assert {one.lower() for one in assigned} <= {one.lower() for one in known}, f"{module}.{name}"
