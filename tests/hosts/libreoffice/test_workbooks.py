"""The shipped workbooks computed by LibreOffice are what the headless host computes, cell by cell."""

import datetime as dt
import math
from itertools import chain, product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.hosts.libreoffice.workbook import NAMES, WORKBOOKS, without_values
from xl_addin.cli.main import main
from xl_addin.hosts.libreoffice.calculating import calculate

EPOCH = dt.datetime(1899, 12, 30)


def as_number(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (value - EPOCH).days
    return "" if value is None else value


def is_same(in_calc: Any, headless: Any) -> bool:
    """Equal; floats may differ in their last bit, far below an øre. In an array Calc has 1 for TRUE."""
    if isinstance(in_calc, float) and isinstance(headless, float):
        return math.isclose(in_calc, headless, rel_tol=1e-14)
    return bool(in_calc == headless)


def headless_values(path: Path) -> dict[str, dict[str, Any]]:
    """The values of the formula cells of a workbook that the headless host has computed."""
    values = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, dict[str, Any]] = {}
    for sheet in openpyxl.load_workbook(path):
        cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        for array in (cell.value.ref for row in sheet.iter_rows() for cell in row if hasattr(cell.value, "ref")):
            cells += [cell.coordinate for row in sheet[array] for cell in (row if isinstance(row, tuple) else (row,))]
        found[sheet.title] = {address: as_number(values[sheet.title][address].value) for address in cells}
    return found


COUNTS_TEXT = [[("Kontrol", "C8"), ("Kontrol", "D8")], [("Kontrol", "C11"), ("Kontrol", "D11")]]
"""Calc's COUNTIF takes numbers for text that matches "?*", Excel's and the headless host's do not. The workbook
compares the two cells of a pair with each other only, and that is what is left to compare here."""


@pytest.mark.parametrize("name", NAMES)
def test_equal_to_headless(name: str, tmp_path: Path) -> None:
    stripped = without_values(WORKBOOKS / name, tmp_path / name)
    assert main(["calc", str(stripped), "-o", str(tmp_path / "beregnet.xlsx")]) == 0
    expected = headless_values(tmp_path / "beregnet.xlsx")
    found = calculate(stripped.read_bytes(), stripped.suffix)
    assert {sheet: set(cells) for sheet, cells in found.items()} == {
        sheet: set(cells) for sheet, cells in expected.items()
    }
    different = {
        (sheet, address): (found[sheet][address], value)
        for sheet, cells in expected.items()
        for address, value in cells.items()
        if (sheet, address) not in chain(*COUNTS_TEXT) and not is_same(found[sheet][address], value)
    }
    assert not different
    for values, pair in product((found, expected), COUNTS_TEXT):
        assert len({values[sheet][address] for sheet, address in pair if sheet in values}) <= 1


def test_the_values_are_gone(tmp_path: Path) -> None:
    """What is compared was not in the file."""
    for name in NAMES:
        stripped = openpyxl.load_workbook(without_values(WORKBOOKS / name, tmp_path / name), data_only=True)
        for sheet in openpyxl.load_workbook(WORKBOOKS / name):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f" or stripped[sheet.title][cell.coordinate].value is None
