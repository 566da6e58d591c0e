"""The kit on Windows, under Wine: installed by a user called Søren Å, used, run again, broken, removed.

One walk: each test begins where the one before it ended, for an installation takes half a minute here.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.windows import desk
from tests.windows.desk import ADDIN, CHECKOUT, HOME, LOCAL, PROGRAM_FILES, SETTINGS, Said, Session, windows
from tests.windows.embeddable import compiling, embeddable
from tests.windows.python import DRIVE, ROOT
from xl_addin import __version__
from xl_addin.hosts.excel.addin_version import read_addin

DLL = f"xlwings64-{read_addin(CHECKOUT / 'workbooks' / 'FHO.xlam').xlwings}.dll"  # type: ignore[union-attr]
FOR_ALL = PROGRAM_FILES / "Python312"
ONE_USERS = LOCAL / "Programs" / "Python" / "Python312"
OURS = LOCAL / "FHO" / "python"
EVERYBODYS = PROGRAM_FILES / "FHO" / "python"
ACTIVE_SETUP = r"HKLM\SOFTWARE\Microsoft\Active Setup\Installed Components\FHO"
SYSTEM = DRIVE / "windows" / "system32"
# What Wine and Windows themselves write while programs run.
NOT_OURS = ("Temp/", "AppData/Local/Temp", "AppData/Local/pip", "AppData/Local/Programs/", "pakke æøå/")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit as ``fho kit`` makes it, from wheels that are here already, unpacked among the user's own files."""
    folder = tmp_path_factory.mktemp("kit")
    made = folder / "fho.zip"
    here = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(ROOT / "wheels"),
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
    }
    compiling(folder)
    python = embeddable(folder / "python-3.12.9-embed-amd64.zip")
    command = [sys.executable, "-m", "xl_addin.cli.main", "kit", made, "--msi", folder / "fho.msi"]
    subprocess.run([*command, "--python-embeddable", python], env={**os.environ, **here}, check=True, cwd=CHECKOUT)
    for left in (HOME / "pakke æøå", LOCAL / "FHO", PROGRAM_FILES / "FHO", SETTINGS.parent, ADDIN.parent):
        shutil.rmtree(left, ignore_errors=True)
    with zipfile.ZipFile(made) as archive:
        archive.extractall(HOME / "pakke æøå")
    shutil.copy(folder / "fho.msi", HOME / "pakke æøå")
    return HOME / "pakke æøå" / f"FHO-{__version__}"


def setup(kit: Path, action: str, base: Path) -> Said:
    return desk.run(base / "python.exe", windows(kit / "setup_fho.py"), action)


def users_files() -> set[str]:
    found = (one.relative_to(HOME).as_posix() for one in HOME.rglob("*") if one.is_file() and not one.is_symlink())
    return {one for one in found if not one.startswith(NOT_OURS)}


def registry() -> set[str]:
    """Every key of the registry whose name or values name us."""
    said = desk.tests_python("-m", "tests.windows.registry", "fho")
    assert said.status == 0, said.text
    return set(said.text.splitlines())


@pytest.fixture(scope="module")
def before(kit: Path) -> tuple[set[str], set[str]]:
    return users_files(), registry()


@pytest.fixture(scope="module")
def installed(kit: Path, before: object) -> Said:
    """For one user, with a Python that the user has installed alone."""
    if not ONE_USERS.exists():
        ONE_USERS.parent.mkdir(parents=True, exist_ok=True)
        ONE_USERS.symlink_to(FOR_ALL)
    return setup(kit, "install", ONE_USERS)


def test_one_user_installs_it_without_an_administrator(installed: Said) -> None:
    assert installed.status == 0, installed.text
    assert f"FHO.xlam {__version__} is installed" in installed.text
    assert read_addin(ADDIN) is not None
    assert windows(OURS / "Scripts" / "pythonw.exe").encode("cp1252") in SETTINGS.read_bytes()


def test_it_lies_where_the_page_for_it_says_and_the_registry_is_as_before(
    installed: Said, before: tuple[set[str], set[str]]
) -> None:
    new = users_files() - before[0]
    assert {one for one in new if not one.startswith("AppData/Local/FHO/python/")} == {
        "AppData/Roaming/Microsoft/Excel/XLSTART/FHO.xlam", "AppData/Local/FHO/ny-ordning.xlsx", ".fho/fho.conf",
    }  # fmt: skip
    assert registry() == before[1]


def test_the_doctor_finds_nothing_wrong(installed: Said) -> None:
    said = desk.run(OURS / "Scripts" / "fho.exe", "doctor")
    assert said.status == 0, said.text
    assert "imports the functions and computes" in said.text


def servers(folder: Path) -> list[int]:
    return desk.processes(windows(folder / "Scripts" / "pythonw.exe"))


def wait_for_no_server(folder: Path) -> None:
    """The server ends with Excel."""
    until = time.monotonic() + 30
    while servers(folder):
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_first_cell_and_errors(installed: Said) -> None:
    with Session(DLL) as excel:
        assert excel.call("fho_version")["answer"].startswith(f"FHO {__version__}")
        assert excel.call("fho_regionsandel", 1.5, None, None)["answer"] == 1.01
        assert excel.call("fho_regionsandel", "x", None, None)["answer"] == "#VALUE!"
        assert "has no attribute" in excel.call("fho_findes_ikke")["failure"]
        assert "positional argument" in excel.call("fho_timer", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)["failure"]
        assert servers(OURS)
    wait_for_no_server(OURS)


@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_run_again_while_excel_is_open_it_touches_nothing(kit: Path, installed: Said, action: str) -> None:
    as_it_was = desk.files(LOCAL / "FHO")
    with Session(DLL, OURS) as excel:
        assert excel.call("fho_regionsandel", 1.5, None, None)["answer"] == 1.01
        said = setup(kit, action, FOR_ALL)
        assert said.status == 2
        assert "is in use" in said.text
        assert "close Excel" in said.text
        assert excel.call("fho_regionsandel", 3.0, None, None)["answer"] == 2.01
    assert desk.files(LOCAL / "FHO") == as_it_was
    wait_for_no_server(OURS)


def test_a_kit_that_is_not_whole_is_refused(kit: Path, installed: Said) -> None:
    as_it_was = desk.files(LOCAL / "FHO")
    wheel = next((kit / "wheels").glob("numpy-*.whl"))
    whole = wheel.read_bytes()
    try:
        wheel.write_bytes(whole[: len(whole) // 2])
        half = setup(kit, "install", FOR_ALL)
        wheel.unlink()
        gone = setup(kit, "install", FOR_ALL)
    finally:
        wheel.write_bytes(whole)
    assert (half.status, gone.status) == (2, 2)
    assert f"{wheel.name} is not the file" in half.text
    assert f"{wheel.name} is missing" in gone.text
    assert desk.files(LOCAL / "FHO") == as_it_was


def test_an_installation_that_breaks_is_found_by_the_doctor(installed: Said) -> None:
    """Files half written, a package gone: each is said in plain words."""
    fho, rules = OURS / "Scripts" / "fho.exe", OURS / "Lib" / "site-packages" / "xl_addin" / "rules"
    shutil.move(rules, rules.with_name("rules-væk"))
    ADDIN.write_bytes(ADDIN.read_bytes()[:5000])
    said = desk.run(fho, "doctor")
    assert said.status == 1
    assert "FHO.xlam is damaged" in said.text
    assert "cannot import the functions (ModuleNotFoundError: No module named 'xl_addin.rules'" in said.text
    with Session(DLL) as excel:
        assert "No module named 'xl_addin.rules'" in excel.call("fho_version")["failure"]
    wait_for_no_server(OURS)
    SETTINGS.write_bytes(SETTINGS.read_bytes()[:20])
    assert "names no interpreter" in desk.run(fho, "doctor").text


def test_it_is_removed_though_it_is_broken(kit: Path, installed: Said, before: tuple[set[str], set[str]]) -> None:
    (OURS / "Scripts" / "python.exe").write_bytes(b"MZ")
    SETTINGS.write_text('"INTERPRETER_WIN","C:\\\\væk"\n', encoding="cp1252")
    said = setup(kit, "uninstall", ONE_USERS)
    assert said.status == 0, said.text
    assert users_files() == before[0]
    assert not OURS.parent.exists()


def test_for_all_users_python_must_be_everybodys(kit: Path) -> None:
    said = setup(kit, "install-for-all", ONE_USERS)
    assert said.status == 2
    assert "install Python for all users" in said.text
    assert not EVERYBODYS.parent.exists()


class ForAll(NamedTuple):
    """A way to install FHO for all users of a PC, where its programs lie then, and what each user runs."""

    install: Callable[[], Said]
    remove: Callable[[], Said]
    scripts: str
    each_user: Callable[[], Said]


def msiexec(kit: Path, action: str) -> Said:
    return desk.run(SYSTEM / "msiexec.exe", action, windows(kit.parent / "fho.msi"), "/qn")


def logged_on() -> Said:
    """What Windows does when a user logs on for the first time since: the command of Active Setup."""
    said = desk.run(SYSTEM / "reg.exe", "query", ACTIVE_SETUP, "/v", "StubPath")
    program, arguments = re.findall(r'REG_SZ\s+"C:\\([^"]+)" (.+)', said.text)[0]
    return desk.run(DRIVE / program.replace("\\", "/"), *arguments.split())


@pytest.fixture(scope="module", params=["kit", "msi"])
def way(request: pytest.FixtureRequest, kit: Path) -> ForAll:
    if request.param == "msi":
        return ForAll(lambda: msiexec(kit, "/i"), lambda: msiexec(kit, "/x"), ".", logged_on)
    return ForAll(
        lambda: setup(kit, "install-for-all", FOR_ALL), lambda: setup(kit, "uninstall-for-all", FOR_ALL), "Scripts",
        lambda: desk.run(EVERYBODYS / "Scripts" / "fho.exe", "install", "excel"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def everybodys(way: ForAll, before: object) -> Said:
    return way.install()


def test_installed_for_all_users_each_of_them_can_use_it(way: ForAll, everybodys: Said) -> None:
    assert everybodys.status == 0, everybodys.text
    said = way.each_user()
    assert f"FHO.xlam {__version__} is installed" in said.text, said.text
    assert windows(EVERYBODYS).encode("cp1252") in SETTINGS.read_bytes()
    fho = EVERYBODYS / "Scripts" / "fho.exe"
    said = desk.run(fho, "doctor")
    assert said.status == 0, said.text
    assert f"{windows(EVERYBODYS / way.scripts / 'pythonw.exe')} imports the functions and computes" in said.text
    with Session(DLL) as excel:
        assert excel.call("fho_regionsandel", 1.5, None, None)["answer"] == 1.01
        assert desk.processes(windows(EVERYBODYS / way.scripts / "pythonw.exe"))
    said = desk.run(fho, "check", windows(CHECKOUT / "workbooks" / "ny-ordning.xlsx"))
    assert said.status == 1
    assert "1 fund: 0 fejl, 1 at se efter." in said.text


def test_it_is_taken_out_again_and_nothing_is_left(
    way: ForAll, everybodys: Said, before: tuple[set[str], set[str]]
) -> None:
    another = {path: path.read_bytes() for path in (ADDIN, SETTINGS)}
    assert desk.run(EVERYBODYS / "Scripts" / "fho.exe", "uninstall", "excel").status == 0
    said = way.remove()
    assert said.status == 0, said.text
    assert not EVERYBODYS.parent.exists()
    assert (users_files(), registry()) == before
    notices_that_python_is_gone(another)


def notices_that_python_is_gone(left: dict[Path, bytes]) -> None:
    """What a user keeps who did not take the add-in out first: Windows says of the interpreter what VBA asks for."""
    for path, content in left.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    ask = (
        "import ctypes, sys; from pathlib import Path; from xl_addin.hosts.excel import settings; "
        "path = settings.read(Path(sys.argv[1]), 'mbcs')[settings.INTERPRETER]; "
        "looked = [ctypes.windll.kernel32.GetFileAttributesA(one.encode('mbcs')) for one in (path, sys.executable)]; "
        "print(path, [one == -1 for one in looked])"
    )
    said = desk.tests_python("-c", ask, windows(SETTINGS))
    for path in left:
        path.unlink()
    assert said.text.strip().endswith("pythonw.exe [True, False]"), said.text
