"""Every error of Excel in every form that a host hands over: its text, COM's number, Office.js' names."""

import re
from pathlib import Path

import pytest

import xl_addin
from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import COM_ERRORS, ERRORS, OK, error_name, status_of
from xl_addin.cells.kinds import AMOUNT
from xl_addin.functions.settling import fho_modregning

# Excel's own: XlCVError and what came after it; the number over COM is this on top of -2146828288.
NUMBERS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A",
    2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!",
    2050: "#CALC!", 2051: "#BUSY!",
}  # fmt: skip
# Office.js' Excel.ErrorCellValueType.
NAMES = {
    "Blocked": "#BLOCKED!", "Busy": "#BUSY!", "Calc": "#CALC!", "Connect": "#CONNECT!", "Div0": "#DIV/0!",
    "External": "#EXTERNAL!", "Field": "#FIELD!", "GettingData": "#GETTING_DATA", "NotAvailable": "#N/A",
    "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Python": "#PYTHON!", "Ref": "#REF!", "Spill": "#SPILL!",
    "Value": "#VALUE!",
}  # fmt: skip


def test_they_stand_in_the_order_of_error_type() -> None:
    assert ERRORS[:7] == ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
    assert ERRORS[7:9] == ("#GETTING_DATA", "#SPILL!")
    assert set(NAMES.values()) | set(NUMBERS.values()) == set(ERRORS)


@pytest.mark.parametrize("number", NUMBERS)
def test_com_s_numbers(number: int) -> None:
    assert error_name(status_of(-2146828288 + number)) == NUMBERS[number]
    assert len(COM_ERRORS) == len(NUMBERS)


@pytest.mark.parametrize("name", NAMES)
def test_office_s_names(name: str) -> None:
    assert error_name(status_of({"type": "Error", "errorType": name})) == NAMES[name]
    assert error_name(status_of({"type": "error", "basicValue": NAMES[name]})) == NAMES[name]
    assert status_of({"type": "Double", "basicValue": NAMES[name]}) == OK


@pytest.mark.parametrize("error", ERRORS)
def test_texts(error: str) -> None:
    assert error_name(status_of(error)) == error
    assert error_name(status_of(f" {error.lower()} ")) == error
    assert status_of(f"x{error}") == OK
    assert status_of("#") == OK


def test_a_short_name_of_office_s_is_taken_too() -> None:
    assert error_name(status_of({"type": "Error", "errorType": "NA"})) == "#N/A"


@pytest.mark.parametrize("number", [-2146828288 - 1, -2146828288 + 1999, -2146828288 + 3000, -2147352571, -2147352573])
def test_integers_beside_com_s_numbers_are_integers(number: int) -> None:
    assert status_of(number) == OK
    assert read_cells([number, 1], AMOUNT).values.tolist() == [100 * number, 100]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_beside_a_list_is_shown_in_each_of_its_rows(error: str) -> None:
    posting = [["Viborg"]], [["region"]], [[67.0]], [[33.0]]
    assert fho_modregning([["Viborg"], ["Aarhus"]], *posting, error) == [[error] * 4] * 2
    assert fho_modregning([["Viborg"], ["Aarhus"]], *posting, 5.0) == "#VALUE!"


def test_the_errors_are_listed_in_one_place() -> None:
    package = Path(xl_addin.__file__).parent
    named = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    row = re.compile(r"(?:\"#[A-Z/0_]+[!?]?\",?\s*){4,}")
    lists = {path for path, text in named.items() for found in row.findall(text) if sum(map(found.count, ERRORS)) > 3}
    assert lists == {"cells/errors.py"}
