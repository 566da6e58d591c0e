"""The offline kit: which wheels, what else, and the script that installs it, on a simulated PC."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.hosts.excel.kit import build, setup_fho
from xl_addin.hosts.excel.kit.wheels import gather, missing_requirements
from xl_addin.hosts.excel.machine import Problem

FOLDER = f"FHO-{__version__}"


def make_wheel(folder: Path, name: str, version: str, *needs: str) -> Path:
    """A wheel with nothing in it but what it needs."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {need}" for need in needs]
        archive.writestr(zipfile.ZipInfo(f"{name}-{version}.dist-info/METADATA"), "\n".join(lines))
    return path


class Index:
    """A package index as pip on Linux uses it: it leaves out what is only for Windows."""

    def __init__(self, has: dict[str, tuple[str, ...]]) -> None:
        self.has = has
        self.asked: list[list[str]] = []

    def __call__(self, requirements: Sequence[str], folder: Path) -> None:
        self.asked.append(list(requirements))
        for one in requirements:
            if one.endswith(".whl"):
                shutil.copy(one, folder)
                continue
            name, _, version = one.partition("==")
            if name in self.has:
                make_wheel(folder, name, version or "1.0", *self.has[name])


def test_what_is_only_for_windows_is_found_and_what_is_not_for_it_is_left_out(tmp_path: Path) -> None:
    project = make_wheel(tmp_path, "xl_addin_fho", "0.1", "xlwings>=0.3", 'evdev; sys_platform == "linux"')
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    index = Index({"xlwings": ('pywin32>=1 ; sys_platform == "win32"', 'psutil; extra == "all"'), "pywin32": ()})
    index.has["pywin32"] = ('old; python_version < "3.12"',)
    make_wheel(wheels, "xlwings", "0.37.8", *index.has["xlwings"])
    assert missing_requirements(wheels, "3.12") == {"pywin32>=1"}

    def fetch(requirements: Sequence[str], folder: Path) -> None:
        index([one.partition(">")[0] for one in requirements], folder)

    gather(project, ["xlwings==0.37.8"], "3.12", wheels, fetch)
    assert sorted(one.name.partition("-")[0] for one in wheels.iterdir()) == ["pywin32", "xl_addin_fho", "xlwings"]
    assert index.asked[1] == ["pywin32", "xlwings==0.37.8"]


def test_a_wheel_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    project = make_wheel(tmp_path, "xl_addin_fho", "0.1", "nowhere>=2")
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with pytest.raises(LookupError, match="nowhere>=2"):
        gather(project, [], "3.12", wheels, Index({}))


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    shutil.copy(ADDIN, folder)
    for name in ("ny-ordning.xlsx", "regionsregnskab.xlsx"):
        (folder / name).write_bytes(name.encode())
    return folder


def kit(target: Path, books: Path, installer: Path | None = None) -> list[str]:
    index = Index({"xlwings": (), "pywin32": ()})
    needs = ("xlwings>=0.37.8", "pywin32")
    return build.build_kit(
        target, "3.12", books, index, lambda folder: make_wheel(folder, "xl_addin_fho", __version__, *needs), installer
    )


@pytest.fixture
def unpacked(tmp_path: Path, books: Path) -> Path:
    kit(tmp_path / "kit.zip", books)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        archive.extractall(tmp_path / "pakke æøå")
    return tmp_path / "pakke æøå" / FOLDER


def test_the_kit_has_everything_with_its_checksum(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert names == {
        "LAESMIG.txt", "SHA256SUMS.txt", "install.ps1", "setup_fho.py",
        "wheels/pywin32-1.0-py3-none-any.whl", f"wheels/xl_addin_fho-{__version__}-py3-none-any.whl",
        "wheels/xlwings-0.37.8-py3-none-any.whl",
        "workbooks/FHO.xlam", "workbooks/ny-ordning.xlsx", "workbooks/regionsregnskab.xlsx",
    }  # fmt: skip
    for line in (unpacked / "SHA256SUMS.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest
    assert setup_fho.check(unpacked) == len(names) - 1


def test_the_kit_is_built_the_same_every_time_and_says_its_checksum(tmp_path: Path, books: Path) -> None:
    said = kit(tmp_path / "one.zip", books)
    kit(tmp_path / "two.zip", books)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        sums = archive.read(f"{FOLDER}/SHA256SUMS.txt")
    assert said[-1].endswith(hashlib.sha256(sums).hexdigest())


def test_the_python_that_it_supplies_goes_along(tmp_path: Path, books: Path) -> None:
    installer = tmp_path / "python-3.12.10-amd64.exe"
    installer.write_bytes(b"MZ")
    assert f"python/{installer.name}" in kit(tmp_path / "kit.zip", books, installer)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert installer.name in archive.read(f"{FOLDER}/LAESMIG.txt").decode("utf-8-sig")
    with pytest.raises(Problem, match="--python-installer"):
        kit(tmp_path / "kit.zip", books, tmp_path / "none.exe")


def test_the_page_and_the_script_are_readable_on_windows(unpacked: Path) -> None:
    page = (unpacked / "LAESMIG.txt").read_bytes().decode("utf-8-sig")
    assert "{{" not in page
    assert "Python 3.12 (64 bit)" in page
    assert f"FHO {__version__}" in page
    script = (unpacked / "install.ps1").read_bytes().decode("ascii")
    assert "was not run where it was made" in script
    # It only calls Python.
    assert [line.split()[1] for line in script.splitlines() if line.lstrip().startswith("&")] == ["py", "$Python"]


def test_an_add_in_that_is_missing_damaged_or_old_is_refused(tmp_path: Path, books: Path) -> None:
    (books / "FHO.xlam").write_bytes(b"PK")
    with pytest.raises(Problem, match="run: fho build"):
        kit(tmp_path / "kit.zip", books)
    with zipfile.ZipFile(books / "FHO.xlam", "w") as archive:
        archive.writestr(
            "docProps/core.xml", "<dc:title>FHO.xlam 0.0.1</dc:title><dc:description>xlwings 0.37.8</dc:description>"
        )
    with pytest.raises(Problem, match=r"is version 0\.0\.1"):
        kit(tmp_path / "kit.zip", books)
    assert not (tmp_path / "kit.zip").exists()


def test_wheels_that_cannot_be_had_leave_no_kit(tmp_path: Path, books: Path) -> None:
    with pytest.raises(Problem, match="could not be gathered"):
        build.build_kit(
            tmp_path / "kit.zip", "3.12", books, Index({}),
            lambda folder: make_wheel(folder, "xl_addin_fho", __version__, "nowhere"), None,
        )  # fmt: skip
    assert not (tmp_path / "kit.zip").exists()


def test_pip_is_asked_for_windows_and_the_chosen_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, check: commands.append(command))
    build.pip_fetch("3.13")(["xlwings==0.37.8"], tmp_path)
    text = " ".join(commands[0])
    assert "--platform win_amd64 --implementation cp --python-version 3.13" in text
    assert "--only-binary=:all:" in text
    assert text.endswith(f"--dest {tmp_path} xlwings==0.37.8")


def test_our_own_wheel_is_built_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout, scratch = tmp_path / "checkout", tmp_path / "scratch"
    for name in ("xl_addin/__init__.py", "workbooks/FHO.xlam", "pyproject.toml", "README.md", "LICENSE"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(name)
    scratch.mkdir()

    def pip(command: list[str], check: bool) -> None:
        assert command[-1] == str(scratch / "source")
        assert (scratch / "source" / "workbooks" / "FHO.xlam").exists()
        make_wheel(scratch / "own", "xl_addin_fho", __version__)

    monkeypatch.setattr(subprocess, "run", pip)
    monkeypatch.setattr(build, "CHECKOUT", checkout)
    assert build.own_wheel(scratch).name.startswith("xl_addin_fho")
    monkeypatch.setattr(build, "CHECKOUT", tmp_path)
    with pytest.raises(Problem, match="checkout"):
        build.own_wheel(scratch)


# The script of the kit


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
        return int(bool(self.failing) and self.failing in command)


def run_script(unpacked: Path, action: str, pc: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(setup_fho, "__file__", str(unpacked / "setup_fho.py"))
    return setup_fho.main([action], {"LOCALAPPDATA": str(pc)}, commands)


def test_the_script_makes_an_environment_and_installs_into_it_offline(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands, pc = Commands(), tmp_path / "Søren Å"
    assert run_script(unpacked, "install", pc, commands, monkeypatch) == 0
    folder = pc / "FHO" / "python"
    python = str(folder / "Scripts" / "python.exe")
    venv, pip, fho = commands.ran
    assert venv == [sys.executable, "-m", "venv", "--clear", str(folder)]
    assert pip[:4] == [python, "-m", "pip", "install"]
    assert ["--no-index", "--find-links", str(unpacked / "wheels")] == pip[5:8]
    assert pip[8:] == ["xl-addin-fho", "pywin32"]
    assert fho == [
        python, "-m", "xl_addin.cli.main", "install", "excel", "--source", str(unpacked / "workbooks"),
    ]  # fmt: skip


@pytest.mark.parametrize(("failing", "ran"), [("venv", 1), ("pip", 2), ("excel", 3)])
def test_the_script_stops_at_the_first_failure(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, failing: str, ran: int
) -> None:
    commands = Commands(failing)
    assert run_script(unpacked, "install", tmp_path / "pc", commands, monkeypatch) == 2
    assert len(commands.ran) == ran
    assert "could not be" in capsys.readouterr().err


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
    commands = Commands()
    assert run_script(unpacked, "uninstall", pc, commands, monkeypatch) == 0
    assert commands.ran[0][-2:] == ["uninstall", "excel"]
    assert not (pc / "FHO").exists()


def test_an_environment_stays_while_the_add_in_cannot_be_taken_out(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_script(unpacked, "install", tmp_path / "pc", Commands(), monkeypatch)
    assert run_script(unpacked, "uninstall", tmp_path / "pc", Commands("uninstall"), monkeypatch) == 2
    assert (tmp_path / "pc" / "FHO" / "python" / "Scripts" / "python.exe").exists()


def test_the_script_explains_itself(capsys: Any) -> None:
    assert setup_fho.main([]) == 2
    assert "install" in capsys.readouterr().out
