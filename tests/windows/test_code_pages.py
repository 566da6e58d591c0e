"""What ``fho`` prints into a pipe is in a code page of Windows, which lacks signs: no reason to stop.

A console has every sign; redirected output has the code page of the system (1252), or the one asked for (850). Into a
plain file Python 3.12 prints nothing under Wine 8, so it is a pipe here.
"""

import contextlib
import io
from pathlib import Path

import openpyxl
import pytest

from tests.windows import desk
from tests.windows.desk import windows
from xl_addin.cli.main import main
from xl_addin.cli.readable import READABLE

PAGES = {"cp1252": {}, "cp850": {"PYTHONIOENCODING": "cp850"}}
SIGNS = "Gł−1"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with a finding and an error cell, and one to adopt; both with signs that the code pages lack."""
    folder = tmp_path_factory.mktemp("books")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SIGNS
    sheet["A1"], sheet["A2"] = '=FHO_REGIONSANDEL("x−ł")', "=FHO_REGIONSANDEL(1.5)"
    book.save(folder / "regnskab.xlsx")
    del sheet["A1"], sheet["A2"]
    for row in (["Dato", "Beløb", f"Kommune {SIGNS}"], ["01-03-2016", 1000, "Łódź"], ["02-03-2016", "12−", "Łódź"]):
        sheet.append(row)
    book.save(folder / "kilde.xlsx")
    return folder


COMMANDS = {
    "check": ["check", "{}regnskab.xlsx"],
    "calc": ["calc", "{}regnskab.xlsx", "-o", "{}beregnet.xlsx", "--force"],
    "adopt": ["adopt", "{}kilde.xlsx", "--propose", f"{{}}{SIGNS}.toml", "--force"],
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_the_same_as_elsewhere_and_ends_as_it_does_there(books: Path, command: str, page: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = main([one.format(f"{books}/") for one in COMMANDS[command]])
    there = [one.format(f"{windows(books)}\\") for one in COMMANDS[command]]
    said = desk.tests_python("-m", "xl_addin.cli.main", *there, page=page, **PAGES[page])
    expected = printed.getvalue().replace(f"{books}/", f"{windows(books)}\\")
    assert SIGNS in expected
    assert said.text.replace("\r\n", "\n") == expected.encode(page, READABLE).decode(page)
    assert said.status == status


@pytest.mark.parametrize("page", PAGES)
def test_the_doctor_too(page: str) -> None:
    key = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
    reg = desk.DRIVE / "windows" / "system32" / "reg.exe"
    desk.run(reg, "add", key, "/v", "OPEN", "/d", rf"C:\{SIGNS}\FHO.xlam", "/f")
    try:
        said = desk.tests_python("-m", "xl_addin.cli.main", "doctor", page=page, **PAGES[page])
    finally:
        desk.run(reg, "delete", key, "/v", "OPEN", "/f")
    assert said.status == 1
    assert r"Excel is told to open another FHO.xlam: C:\G\u0142-1\FHO.xlam" in said.text
