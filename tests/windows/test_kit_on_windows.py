"""The kit on a real Windows Python: installed, run again while in use, broken, taken out, by a user called Søren Åse.

Wine renames a folder from which a program runs, where Windows refuses; so "in use" is also tried with a folder that
the system does not let be renamed (tests/hosts/excel/test_kit.py).
"""

import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.windows.python import BASE, DRIVE, finish, wine
from xl_addin import __version__
from xl_addin.hosts.excel.kit import build

WORKBOOKS = build.CHECKOUT / "workbooks"
_AS_USER = (
    "import json, os, subprocess, sys; os.environ.update(json.loads(sys.argv[1])); "
    "sys.exit(subprocess.call(sys.argv[2:]))"
)
KIT = DRIVE / "pakke æøå" / f"FHO-{__version__}"
USER = "Søren Åse Ø"


def windows(path: Path) -> str:
    """A path below the drive as Windows names it."""
    return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")


@dataclass
class Said:
    status: int
    text: str


@dataclass
class Pc:
    """A user of the PC, with folders of their own."""

    home: Path
    python: str = BASE

    @property
    def local(self) -> Path:
        return self.home / "AppData" / "Local"

    @property
    def environment(self) -> Path:
        return self.local / "FHO" / "python"

    @property
    def addin(self) -> Path:
        return self.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "FHO.xlam"

    @property
    def variables(self) -> dict[str, str]:
        folders = {"USERPROFILE": self.home, "APPDATA": self.home / "AppData" / "Roaming", "LOCALAPPDATA": self.local}
        return {name: windows(path) for name, path in folders.items()} | {
            "PYTHONPATH": "",
            "PYTHONIOENCODING": "cp1252",
        }

    def run(self, *command: str) -> Said:
        status, said = finish(wine(command, self.variables))
        return Said(status, said.decode("cp1252").replace("\r\n", "\n"))

    def setup(self, action: str) -> Said:
        return self.run(self.python, windows(KIT / "setup_fho.py"), action)

    def fho(self, *arguments: str) -> Said:
        return self.run(windows(self.environment / "Scripts" / "fho.exe"), *arguments)


@pytest.fixture(scope="module")
def kit() -> None:
    """The kit as ``fho kit`` makes it, unpacked in a folder with æøå and a space."""
    shutil.rmtree(KIT.parent, ignore_errors=True)
    KIT.parent.mkdir()
    target = KIT.parent / "fho.zip"
    build.build_kit(target, "3.12", WORKBOOKS, build.locked_versions(), build.pip_fetch("3.12"), build.own_wheel, None)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(KIT.parent)


@pytest.fixture(scope="module")
def pc(kit: None) -> Iterator[Pc]:
    """A user for whom the kit is installed, with the Python below Program Files."""
    user = Pc(DRIVE / "users" / USER)
    shutil.rmtree(user.home, ignore_errors=True)
    for folder in (user.local, user.home / "AppData" / "Roaming" / "Microsoft" / "Excel"):
        folder.mkdir(parents=True)
    said = user.setup("install")
    assert said.status == 0, said.text
    yield user
    shutil.rmtree(user.home, ignore_errors=True)


def test_the_kit_is_installed_and_the_doctor_finds_nothing_wrong(pc: Pc) -> None:
    assert pc.addin.read_bytes() == (WORKBOOKS / "FHO.xlam").read_bytes()
    assert USER.encode("cp1252") in (pc.home / ".fho" / "fho.conf").read_bytes()
    said = pc.fho("doctor")
    assert said.status == 0, said.text
    assert "imports the functions and computes" in said.text
    assert "PROBLEM" not in said.text


def test_what_is_installed_is_what_is_locked(pc: Pc) -> None:
    said = pc.run(windows(pc.environment / "Scripts" / "python.exe"), "-m", "pip", "list", "--format=freeze")
    installed = {line.strip().lower() for line in said.text.splitlines()}
    lock = build.locked_versions().lower()
    for name in ("numpy", "openpyxl", "pywin32", "xlwings", "ironcalc"):
        [one] = [line for line in installed if line.startswith(f"{name}==")]
        assert f"\n{one}" in lock


def workbook(pc: Pc, name: str) -> Path:
    """A ledger with signs that the Windows code page of Western Europe does not have."""
    path = pc.home / name
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Łódź −"
    for row in (
        ["Dato", "Beløb", "Art", "Tekst"],
        ["2016-03-01", 1000, "løn", "Łukasz −"],
        ["2016-03-02", 5, "?", "→"],
    ):
        sheet.append(row)
    sheet["F2"] = "=FHO_REGIONSANDEL(B2)"
    sheet["F3"] = '=FHO_FORDEL(B3,"Łukasz","2016-03-01",,"2016-01-01")'
    book.save(path)
    return path


@pytest.mark.parametrize("command", ["check", "calc", "adopt"])
def test_output_on_a_windows_code_page_that_lacks_a_sign(pc: Pc, command: str) -> None:
    path = workbook(pc, f"regnskab {command}.xlsx")
    extra = {
        "check": [],
        "calc": ["-o", windows(pc.home / "ud.xlsx")],
        "adopt": ["--propose", windows(pc.home / "x.toml")],
    }
    said = pc.fho(command, windows(path), *extra[command])
    assert "Traceback" not in said.text
    assert "UnicodeEncodeError" not in said.text
    assert said.status in (0, 1, 2), said.text
    assert said.text.strip()


def test_run_again_while_in_use_it_leaves_an_installation_that_works(pc: Pc) -> None:
    using = pc.start(windows(pc.environment / "Scripts" / "pythonw.exe"), "-c", "import numpy, time; time.sleep(90)")
    try:
        time.sleep(5)
        said = pc.setup("install")
        assert said.status in (0, 2), said.text
        assert pc.fho("doctor").status == 0
    finally:
        using.kill()


def test_a_broken_installation_is_found_and_taken_out_by_the_kits_own_code(pc: Pc) -> None:
    shutil.rmtree(pc.environment / "Lib" / "site-packages" / "numpy")
    said = pc.run(windows(pc.environment / "Scripts" / "python.exe"), "-m", "xl_addin.cli.main", "doctor")
    assert said.status == 1, said.text
    assert "numpy" in said.text
    assert "pywin32" not in said.text.partition("COM server")[2]
    (pc.environment / "Scripts" / "python.exe").unlink()
    said = pc.setup("uninstall")
    assert said.status == 0, said.text
    left = [path for path in (pc.local / "FHO", pc.home / ".fho", pc.addin) if path.exists()]
    assert left == []


def test_a_kit_that_was_changed_is_refused(pc: Pc) -> None:
    page = KIT / "LAESMIG.txt"
    content = page.read_bytes()
    page.write_bytes(content + b"!")
    try:
        said = pc.setup("install")
        assert said.status == 2
        assert "LAESMIG.txt is not the file" in said.text
    finally:
        page.write_bytes(content)
