"""Installing on a simulated Windows PC: what is put where, and that nothing of the user's is lost."""

import os
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.hosts.excel.pc import Pc
from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.hosts.excel import interpreter, settings
from xl_addin.hosts.excel.addin_version import read_addin
from xl_addin.hosts.excel.installing import install, shipped_folder, uninstall
from xl_addin.hosts.excel.machine import Machine, Outcome, Places, Problem


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "kit med mellemrum æøå"
    folder.mkdir()
    shutil.copy(ADDIN, folder)
    (folder / "ny-ordning.xlsx").write_bytes(b"a template")
    return folder


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    return Pc.of(tmp_path / "C")


def older(path: Path) -> bytes:
    """An FHO.xlam of an earlier version at the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "docProps/core.xml", "<dc:title>FHO.xlam 0.0.1</dc:title><dc:description>xlwings 0.30.0</dc:description>"
        )
    return path.read_bytes()


def test_a_fresh_installation(pc: Pc, source: Path) -> None:
    said = install(pc.machine, source, pc.python)
    places = pc.places
    assert places.addin == pc.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "FHO.xlam"
    assert places.addin.read_bytes() == ADDIN.read_bytes()
    # Excel opens whatever lies there.
    assert [one.name for one in places.addin.parent.iterdir()] == ["FHO.xlam"]
    assert settings.read(places.settings, "cp1252") == {
        "INTERPRETER_WIN": str(pc.quiet_python),
        "UDF MODULES": "xl_addin.hosts.excel.udfs",
        "TEMPLATE": str(places.template),
    }
    assert "Søren Ågård".encode("cp1252") in places.settings.read_bytes()
    assert places.template.read_bytes() == b"a template"
    assert said[-1] == f"FHO.xlam {__version__} is installed: start Excel and look for the tab FHO"
    assert sum("written" in line for line in said) == 3


def test_the_interpreter_is_asked_as_the_add_in_starts_it(pc: Pc, source: Path) -> None:
    install(pc.machine, source, pc.python)
    asked = pc.commands[-1]
    assert asked[:4] == [str(pc.python), "-B", "-P", "-c"]
    assert "xl_addin.hosts.excel.udfs" in asked[4]


def test_a_second_installation_changes_nothing(pc: Pc, source: Path) -> None:
    install(pc.machine, source, pc.python)
    before = pc.files()
    said = install(pc.machine, source, pc.python)
    assert pc.files() == before
    assert not any("written" in line for line in said)
    assert sum("already as it should be" in line for line in said) == 3


def test_an_older_version_is_kept_to_go_back_to(pc: Pc, source: Path) -> None:
    old = older(pc.places.addin)
    said = install(pc.machine, source, pc.python)
    assert pc.places.addin.read_bytes() == ADDIN.read_bytes()
    assert pc.places.previous.read_bytes() == old
    assert any("FHO.xlam 0.0.1 is kept" in line for line in said)
    assert [one.name for one in pc.places.addin.parent.iterdir()] == ["FHO.xlam"]


def test_other_settings_and_files_are_kept_byte_by_byte(pc: Pc, source: Path) -> None:
    places = pc.places
    places.settings.parent.mkdir()
    # 0x81 is no sign of the code page.
    mine = '"INTERPRETER_MAC","/x"\r\n"Søren","1"\r\n'.encode("cp1252") + b'"odd","\x81"\r\n'
    places.settings.write_bytes(mine)
    places.addin.parent.mkdir()
    (places.addin.parent / "PERSONAL.XLSB").write_bytes(b"the user's own macros")
    before = pc.files()
    install(pc.machine, source, pc.python)
    assert places.settings.read_bytes().startswith(mine)
    uninstall(pc.machine)
    assert pc.files() == before


def test_an_old_interpreter_in_the_settings_is_replaced(pc: Pc, source: Path) -> None:
    pc.places.settings.parent.mkdir()
    pc.places.settings.write_bytes(b'"interpreter_win","C:\\old\\python.exe"\r\n"udf modules","old"\r\n')
    install(pc.machine, source, pc.python)
    text = pc.places.settings.read_bytes().decode("cp1252")
    assert text.lower().count("interpreter_win") == 1
    assert "C:\\old" not in text
    assert '"old"' not in text


def test_uninstalling_leaves_the_pc_as_it_was(pc: Pc, source: Path) -> None:
    before = pc.files()
    install(pc.machine, source, pc.python)
    said = uninstall(pc.machine)
    assert pc.files() == before
    assert not pc.places.settings.parent.exists()
    assert any("FHO.xlam: removed" in line for line in said)
    assert any("Python of the kit" in line for line in said)


def test_uninstalling_what_is_not_installed_says_so(tmp_path: Path) -> None:
    pc = Pc.of(tmp_path)
    shutil.rmtree(pc.places.folder)
    assert uninstall(pc.machine) == ["nothing was installed"]


def test_nothing_is_touched_while_excel_runs(pc: Pc, source: Path) -> None:
    install(pc.machine, source, pc.python)
    older(pc.places.addin)
    pc.excel_runs = True
    before = pc.files()
    with pytest.raises(Problem, match="close it and run again"):
        install(pc.machine, source, pc.python)
    with pytest.raises(Problem, match="close it and run again"):
        uninstall(pc.machine)
    assert pc.files() == before


def test_folders_redirected_to_onedrive_and_the_network(tmp_path: Path, source: Path) -> None:
    pc = Pc.of(tmp_path, user="åse øst", roaming="OneDrive - Region Midtjylland/Application Data")
    install(pc.machine, source, pc.python)
    assert pc.places.addin.exists()
    assert "OneDrive - Region Midtjylland" in str(pc.places.addin)
    uninstall(pc.machine)
    assert not pc.places.addin.exists()


@pytest.mark.parametrize("refused", ["FHO.xlam", "fho.conf", "ny-ordning.xlsx"])
def test_without_rights_all_that_was_written_is_undone(
    pc: Pc, source: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    older(pc.places.addin)
    before = pc.files()
    replace = os.replace

    def refuse(draft: Path, path: Path) -> None:
        if path.name == refused and b"0.0.1" not in Path(draft).read_bytes():
            raise PermissionError(13, "Permission denied", str(path))
        replace(draft, path)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(Problem, match=rf"cannot write .*{refused}"):
        install(pc.machine, source, pc.python)
    assert pc.files() == before
    assert not pc.places.settings.parent.exists()


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        (
            "ModuleNotFoundError: No module named 'pythoncom'",
            "again from the kit, which has no pip; elsewhere: python -m pip install pywin32",
        ),
        (
            "ImportError: DLL load failed while importing win32api",
            "again from the kit, which has no pip; elsewhere: python -m pip install pywin32",
        ),
        ("ModuleNotFoundError: No module named 'xl_addin'", "from the kit"),
        # Python 3.13 quotes the question in its traceback, and the question names pythoncom.
        ("    import json, pythoncom, win32com.client\nModuleNotFoundError: No module named 'numpy'", "from the kit"),
        ("[WinError 1260] This program is blocked by group policy", "install-for-all"),
        ("[WinError 4551] An Application Control policy has blocked this file", "install-for-all"),
        ("unknown option -P\nusage: python\nTry `python -h' for more information.", "Python 3.11 or newer"),
        ("", "it said nothing"),
        ('FHO{"python": "3.12", "xlwings": "0", "xl_addin": "0", "answer": 1.0}', "computes wrongly"),
    ],
)
def test_an_interpreter_that_cannot_answer_is_not_written_anywhere(pc: Pc, source: Path, said: str, mend: str) -> None:
    pc.said = said
    before = pc.files()
    with pytest.raises(Problem, match=mend):
        install(pc.machine, source, pc.python)
    assert pc.files() == before


def test_nothing_is_advised_that_anyone_could_take_the_name_of(pc: Pc, source: Path) -> None:
    """xl-addin-fho is not on PyPI."""
    pc.said = "ModuleNotFoundError: No module named 'xl_addin'"
    with pytest.raises(Problem) as refused:
        install(pc.machine, source, pc.python)
    assert "xl-addin-fho" not in str(refused.value)


def test_this_python_really_is_asked(tmp_path: Path) -> None:
    """No pywin32 here, so the real question gets a real answer: that it is missing."""
    machine = Machine.here()
    with pytest.raises(Problem, match="pywin32"):
        interpreter.ask(machine, Path(sys.executable))
    assert machine.run([str(tmp_path / "none.exe")]).status == -1


def test_a_missing_dll_names_the_version_that_is_needed(pc: Pc, source: Path) -> None:
    (pc.python.parent.parent / "xlwings64-0.37.8.dll").unlink()
    with pytest.raises(
        Problem, match=r"xlwings64-0.37.8.dll not found .* from the kit, .* pip install xlwings==0.37.8"
    ):
        install(pc.machine, source, pc.python)


@pytest.mark.parametrize("user", ["Łukasz", "50% ansat", "a$(b)"])
def test_a_path_that_vba_or_the_dll_cannot_use_is_refused(tmp_path: Path, source: Path, user: str) -> None:
    pc = Pc.of(tmp_path / "C", user=user)
    with pytest.raises(Problem, match=r"move Python|put Python in a folder"):
        install(pc.machine, source, pc.python)


def test_the_python_of_microsoft_store_is_refused(pc: Pc, source: Path) -> None:
    store = pc.home / "AppData" / "Local" / "Microsoft" / "WindowsApps" / "python.exe"
    store.parent.mkdir(parents=True)
    store.touch()
    with pytest.raises(Problem, match="Microsoft Store"):
        install(pc.machine, source, store)


def test_a_missing_interpreter_source_or_add_in(pc: Pc, source: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"there is no .*none.exe"):
        install(pc.machine, source, pc.home / "none.exe")
    with pytest.raises(Problem, match="--source"):
        install(pc.machine, tmp_path, pc.python)
    (source / "FHO.xlam").write_bytes(b"PK damaged")
    with pytest.raises(Problem, match="damaged"):
        install(pc.machine, source, pc.python)


def test_elsewhere_than_on_windows_it_says_so() -> None:
    nowhere = Machine(False, {}, "cp1252", lambda command: Outcome(0, ""), lambda key: {})
    with pytest.raises(Problem, match="this is not Windows"):
        Places.of(nowhere)
    without_profile = Machine(True, {}, "cp1252", lambda command: Outcome(0, ""), lambda key: {})
    with pytest.raises(Problem, match="APPDATA is not set"):
        Places.of(without_profile)


def test_the_add_in_says_what_it_is() -> None:
    about = read_addin(ADDIN)
    assert about is not None
    assert (about.version, about.xlwings) == (__version__, "0.37.8")


def test_the_add_in_that_is_shipped_is_found() -> None:
    assert (shipped_folder() / "FHO.xlam").read_bytes() == ADDIN.read_bytes()


def test_nobody_waits_for_what_a_program_leaves_behind() -> None:
    """Its output stays open as long as that lives."""
    lasting = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('ok')"
    )
    before = time.monotonic()
    assert Machine.here().run([sys.executable, "-c", lasting]) == Outcome(0, "ok\n")
    assert time.monotonic() - before < 45
