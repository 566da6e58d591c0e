"""The script that installs the kit, on a simulated PC."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.excel.small_kit import make_wheel, unpacked_kit
from xl_addin import __version__
from xl_addin.hosts.excel.kit import kit_files, setup_fho


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    return unpacked_kit(tmp_path)


class Commands:
    """What the script runs, and how it ends."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.ran: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> int:
        self.ran.append(list(command))
        if "venv" in command:
            folder = Path(command[-1]) / "Scripts"
            folder.mkdir(parents=True)
            (folder / "python.exe").touch()
            (folder.parent / "pyvenv.cfg").touch()
        return int(self.failing in command)


def run_script(unpacked: Path, action: str, pc: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(setup_fho, "__file__", str(unpacked / "setup_fho.py"))
    variables = {"LOCALAPPDATA": str(pc), "ProgramFiles": str(pc / "Program Files")}
    return setup_fho.main([action], variables, commands)


def test_the_script_makes_an_environment_and_installs_into_it_offline(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, pc = Commands(), tmp_path / "Søren Å"
    assert run_script(unpacked, "install", pc, commands, monkeypatch) == 0
    folder = pc / "FHO" / "python"
    python = str(folder / "Scripts" / "python.exe")
    venv, pip, fho = commands.ran
    assert venv == [sys.executable, "-I", "-m", "venv", "--without-pip", str(folder)]
    # Not what this machine tells pip, and not what else a folder holds: files by name.
    assert pip[:6] == [python, "-I", "-c", setup_fho._PIP, "--isolated", "install"]
    assert pip[7:9] == ["--no-index", "--no-deps"]
    assert pip[9:] == sorted(str(one) for one in (unpacked / "wheels").iterdir())
    assert fho == [
        python, "-m", "xl_addin.cli.main", "install", "excel", "--source", str(unpacked / "workbooks"),
    ]  # fmt: skip


def whole_installation(unpacked: Path, pc: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation, with a file by which it is known again."""
    assert run_script(unpacked, "install", pc, Commands(), monkeypatch) == 0
    mark = pc / "FHO" / "python" / "Lib" / "numpy.py"
    mark.parent.mkdir()
    mark.write_text("works")
    return mark


@pytest.mark.parametrize(("failing", "ran"), [("venv", 1), (setup_fho._PIP, 2), ("excel", 3)])
def test_the_script_stops_at_the_first_failure_and_what_stood_there_stands_again(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, failing: str, ran: int
) -> None:
    mark = whole_installation(unpacked, tmp_path / "pc", monkeypatch)
    before = sorted((tmp_path / "pc").rglob("*"))
    commands = Commands(failing)
    assert run_script(unpacked, "install", tmp_path / "pc", commands, monkeypatch) == 2
    assert len(commands.ran) == ran
    assert "could not be" in capsys.readouterr().err
    assert mark.read_text() == "works"
    assert sorted((tmp_path / "pc").rglob("*")) == before


def test_a_first_installation_that_fails_leaves_nothing(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_script(unpacked, "install", tmp_path / "pc", Commands("excel"), monkeypatch) == 2
    assert list((tmp_path / "pc" / "FHO").iterdir()) == []


@pytest.mark.parametrize("action", ["install", "uninstall"])
def test_an_installation_in_use_is_not_touched(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, action: str
) -> None:
    """Windows renames no folder from which a program runs, and keeps loaded files: half of it would be left."""
    mark = whole_installation(unpacked, tmp_path / "pc", monkeypatch)

    def in_use(source: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(source))

    monkeypatch.setattr(os, "rename", in_use)
    commands = Commands()
    assert run_script(unpacked, action, tmp_path / "pc", commands, monkeypatch) == 2
    assert commands.ran == []
    assert "close Excel" in capsys.readouterr().err
    assert mark.read_text() == "works"


@pytest.mark.parametrize("half_made", [False, True])
def test_what_an_interrupted_run_left_is_where_the_next_one_begins(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half_made: bool
) -> None:
    """The power went before the new environment was begun, or while it was made."""
    mark = whole_installation(unpacked, tmp_path / "pc", monkeypatch)
    folder = tmp_path / "pc" / "FHO" / "python"
    folder.rename(folder.with_name("python-forrige"))
    if half_made:
        (folder / "Scripts").mkdir(parents=True)
        (folder / "pyvenv.cfg").touch()
    assert run_script(unpacked, "install", tmp_path / "pc", Commands(setup_fho._PIP), monkeypatch) == 2
    assert mark.read_text() == "works"
    assert not folder.with_name("python-forrige").exists()


def test_what_an_ended_run_could_not_delete_is_no_installation(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = whole_installation(unpacked, tmp_path / "pc", monkeypatch)
    rest = tmp_path / "pc" / "FHO" / "python-forrige"
    rest.mkdir()
    assert run_script(unpacked, "install", tmp_path / "pc", Commands(setup_fho._PIP), monkeypatch) == 2
    assert mark.read_text() == "works"
    assert not rest.exists()


def test_for_all_users_one_users_own_python_will_not_do(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    commands = Commands()
    monkeypatch.setattr(setup_fho, "__file__", str(unpacked / "setup_fho.py"))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "Søren" / "AppData" / "Local" / "Programs" / "Python"))
    variables = {"ProgramFiles": str(tmp_path / "pf"), "USERPROFILE": str(tmp_path / "Søren")}
    assert setup_fho.main(["install-for-all"], variables, commands) == 2
    assert commands.ran == []
    assert "for all users" in capsys.readouterr().err


def test_for_all_users_the_environment_lies_below_program_files(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Where AppLocker's own rules allow programs; the add-in is each user's own."""
    commands, pc = Commands(), tmp_path / "pc"
    assert run_script(unpacked, "install-for-all", pc, commands, monkeypatch) == 0
    folder = pc / "Program Files" / "FHO" / "python"
    assert commands.ran[0][-1] == str(folder)
    assert len(commands.ran) == 2
    assert "fho.exe" in capsys.readouterr().out
    assert run_script(unpacked, "uninstall-for-all", pc, Commands(), monkeypatch) == 0
    assert not folder.parent.exists()
    assert run_script(unpacked, "uninstall-for-all", pc, Commands(), monkeypatch) == 2


def test_the_script_refuses_a_kit_that_was_changed(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def refused() -> str:
        commands = Commands()
        assert run_script(unpacked, "install", tmp_path / "pc", commands, monkeypatch) == 2
        assert commands.ran == []
        return str(capsys.readouterr().err)

    addin = unpacked / "workbooks" / "FHO.xlam"
    content = addin.read_bytes()
    addin.write_bytes(content + b"!")
    assert "workbooks/FHO.xlam is not the file" in refused()
    addin.unlink()
    assert "workbooks/FHO.xlam is missing" in refused()
    addin.write_bytes(content)
    make_wheel(unpacked / "wheels", "evil", "1.0")
    assert "evil-1.0-py3-none-any.whl is not the file" in refused()


def test_the_script_takes_everything_out_again(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    pc = tmp_path / "pc"
    assert run_script(unpacked, "uninstall", pc, Commands(), monkeypatch) == 2
    assert "nothing is installed" in capsys.readouterr().err
    run_script(unpacked, "install", pc, Commands(), monkeypatch)
    # The installed Python is what may be broken: the kit's own code does it.
    (pc / "FHO" / "python" / "Scripts" / "python.exe").unlink()
    commands = Commands()
    assert run_script(unpacked, "uninstall", pc, commands, monkeypatch) == 0
    [command] = commands.ran
    assert command[:3] == [sys.executable, "-I", "-c"]
    assert command[4] == str(unpacked / "wheels" / f"xl_addin_fho-{__version__}-py3-none-any.whl")
    assert not (pc / "FHO").exists()


def test_the_code_that_takes_the_add_in_out_runs_from_the_wheel_alone(tmp_path: Path) -> None:
    """No Windows here, and it says so: it was imported from a zip by a Python that has none of our packages."""
    wheel = tmp_path / "xl_addin_fho.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in (kit_files.CHECKOUT / "xl_addin").rglob("*.py"):
            archive.write(path, path.relative_to(kit_files.CHECKOUT))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", setup_fho._TAKE_OUT, str(wheel)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (
        2, "fho uninstall excel: this is not Windows: run it on the PC with Excel",
    )  # fmt: skip


def test_an_environment_stays_while_the_add_in_cannot_be_taken_out(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_script(unpacked, "install", tmp_path / "pc", Commands(), monkeypatch)
    assert run_script(unpacked, "uninstall", tmp_path / "pc", Commands("-c"), monkeypatch) == 2
    assert (tmp_path / "pc" / "FHO" / "python" / "Scripts" / "python.exe").exists()


def test_the_script_explains_itself(capsys: Any) -> None:
    assert setup_fho.main([]) == 2
    assert "install" in capsys.readouterr().out
