"""The kit as an MSI: what it lays, what it runs, and what it refuses. Installed under Wine in tests/windows."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from xl_addin import __version__
from xl_addin.hosts.excel.kit import installer_package
from xl_addin.hosts.excel.kit.installer_package import build_msi
from xl_addin.hosts.excel.machine import Problem

FILES = ("SHA256SUMS.txt", "setup_fho.py", "wheels/numpy-2.whl", "wheels/x & y.whl", "workbooks/FHO.xlam")


@pytest.fixture(scope="module")
def msi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("msi")
    with zipfile.ZipFile(folder / "fho.zip", "w") as archive:
        for name in FILES:
            archive.writestr(f"FHO-{__version__}/{name}", name)
    build_msi(folder / "fho.zip", folder / "fho.msi", "3.12")
    return folder / "fho.msi"


def table(msi: Path, name: str) -> list[list[str]]:
    done = subprocess.run(["msiinfo", "export", msi, name], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()[3:]]


def test_it_lays_every_file_of_the_kit_below_program_files(msi: Path) -> None:
    laid = {row[2].rpartition("|")[2]: row[1] for row in table(msi, "File")}
    assert set(laid) == {Path(name).name for name in FILES}
    folders = {row[0]: row for row in table(msi, "Directory")}
    homes = {row[0]: folders[row[2]] for row in table(msi, "Component")}
    assert homes[laid["setup_fho.py"]][2].endswith(f"FHO-{__version__}")
    assert homes[laid["numpy-2.whl"]][1:] == ["KIT", "wheels"]
    assert folders["FHO"][1] == "ProgramFiles64Folder"
    # Components of 64 bit: else Windows lays them below Program Files (x86).
    assert {row[3] for row in table(msi, "Component")} == {"256"}


def test_it_runs_the_kits_script_when_its_files_lie_there_and_no_user_is_asked(msi: Path) -> None:
    actions = {row[0]: row[1:4] for row in table(msi, "CustomAction")}
    # 3122: deferred (1024), as the system (2048), a program that a property names (50), whose failure counts.
    assert actions == {
        "Make": ["3122", "PYTHON", '-I "[KIT]setup_fho.py" install-for-all'],
        "TakeOut": ["3122", "PYTHON", '-I "[KIT]setup_fho.py" uninstall-for-all'],
    }
    order = {row[0]: (int(row[2]), row[1]) for row in table(msi, "InstallExecuteSequence")}
    assert order["InstallFiles"] < order["Make"] < order["InstallFinalize"]
    assert order["InstallInitialize"] < order["TakeOut"] < order["RemoveFiles"]
    assert order["Make"][1] == "NOT REMOVE"
    assert "NOT UPGRADINGPRODUCTCODE" in order["TakeOut"][1]
    assert table(msi, "RegLocator") == [
        ["FindPython", "2", r"SOFTWARE\Python\PythonCore\3.12\InstallPath", "ExecutablePath", "18"]
    ]
    assert "Installed OR PYTHON" in {row[0] for row in table(msi, "LaunchCondition")}


def test_another_kit_is_another_product_and_all_are_versions_of_one(msi: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as archive:
        archive.writestr(f"FHO-{__version__}/SHA256SUMS.txt", "other")
    build_msi(tmp_path / "kit.zip", tmp_path / "fho.msi", "3.12")
    one, other = (dict(table(path, "Property")) for path in (msi, tmp_path / "fho.msi"))
    assert one["ProductCode"] != other["ProductCode"]
    assert one["UpgradeCode"] == other["UpgradeCode"]
    assert one["ALLUSERS"] == "1"


def test_without_the_tool_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Problem, match="apt-get install wixl"):
        build_msi(tmp_path / "kit.zip", tmp_path / "fho.msi", "3.12")


def test_what_the_tool_refuses_is_said_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer_package, "described", lambda kit, python: "<Wix")
    with zipfile.ZipFile(tmp_path / "kit.zip", "w"):
        pass
    with pytest.raises(Problem, match="could not make the MSI"):
        build_msi(tmp_path / "kit.zip", tmp_path / "fho.msi", "3.12")
    assert not (tmp_path / "fho.msi").exists()
