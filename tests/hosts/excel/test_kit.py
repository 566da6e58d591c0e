"""The offline kit: which wheels, what else, and the script that installs it, on a simulated PC."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.hosts.excel.kit import bill_of_materials, kit_files, setup_fho
from xl_addin.hosts.excel.kit.wheels import gather, locked
from xl_addin.hosts.excel.machine import Problem

FOLDER = f"FHO-{__version__}"


# As the real wheels say it: an expression, classifiers, free text, nothing.
LICENCES = {
    "xl_addin_fho": ["License-Expression: BSD-3-Clause", "License-File: LICENSE"],
    "xlwings": ["License: BSD 3-clause", "License-File: LICENSE.txt", "License-File: LICENSE_PRO.txt"],
    "et_xmlfile": ["License: MIT", "Classifier: License :: OSI Approved :: MIT License"],
}


def make_wheel(folder: Path, name: str, version: str, *needs: str) -> Path:
    """A wheel with nothing in it but what it needs."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {need}" for need in needs] + LICENCES.get(name, [])
        archive.writestr(zipfile.ZipInfo(f"{name}-{version}.dist-info/METADATA"), "\n".join(lines))
    return path


LOCK = """
# a comment
et-xmlfile==2.0.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
appscript==1.5.0 ; sys_platform == 'darwin' \\
    --hash=sha256:cc
old==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
pywin32==312 ; sys_platform == 'win32' \\
    --hash=sha256:ee
xlwings==0.37.8 \\
    --hash=sha256:ff
"""
NEEDS = ("xlwings==0.37.8", "et-xmlfile", 'pywin32>=300 ; sys_platform == "win32"', 'evdev; sys_platform == "linux"')


class Index:
    """A package index that has what is locked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, requirements: Sequence[str], folder: Path) -> None:
        self.asked += requirements
        for one in requirements:
            name, _, version = one.split()[0].partition("==")
            make_wheel(folder, name.replace("-", "_"), version)


def test_exactly_what_is_locked_for_windows_is_fetched_by_its_hashes(tmp_path: Path) -> None:
    assert locked(LOCK, "3.12") == [
        "et-xmlfile==2.0.0 --hash=sha256:aa --hash=sha256:bb", "pywin32==312 --hash=sha256:ee",
        "xlwings==0.37.8 --hash=sha256:ff",
    ]  # fmt: skip
    assert "old==1.0 --hash=sha256:dd" in locked(LOCK, "3.11")
    index, wheels = Index(), tmp_path / "wheels"
    gather(LOCK, make_wheel(tmp_path, "xl_addin_fho", "0.1", *NEEDS), "3.12", wheels, index)
    assert index.asked == locked(LOCK, "3.12")
    assert sorted(one.name.partition("-")[0] for one in wheels.iterdir()) == [
        "et_xmlfile", "pywin32", "xl_addin_fho", "xlwings",
    ]  # fmt: skip


def test_the_projects_own_lock_has_all_that_it_needs_on_windows() -> None:
    names = [one.partition("==")[0] for one in locked(kit_files.locked_versions(), "3.12")]
    assert {"numpy", "openpyxl", "pywin32", "xlwings"} <= set(names)
    assert "appscript" not in names


def test_what_the_lock_lacks_is_named(tmp_path: Path) -> None:
    project = make_wheel(tmp_path, "xl_addin_fho", "0.1", "nowhere>=2", "xlwings>=0.40")
    with pytest.raises(LookupError, match=r"nowhere>=2, xlwings>=0\.40"):
        gather(LOCK, project, "3.12", tmp_path / "wheels", Index())


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    shutil.copy(ADDIN, folder)
    for name in ("ny-ordning.xlsx", "regionsregnskab.xlsx"):
        (folder / name).write_bytes(name.encode())
    return folder


def kit(target: Path, books: Path, installer: Path | None = None) -> list[str]:
    return kit_files.build_kit(
        target, "3.12", books, LOCK, Index(), lambda folder: make_wheel(folder, "xl_addin_fho", __version__, *NEEDS),
        installer,
    )  # fmt: skip


@pytest.fixture
def unpacked(tmp_path: Path, books: Path) -> Path:
    kit(tmp_path / "kit.zip", books)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        archive.extractall(tmp_path / "pakke æøå")
    return tmp_path / "pakke æøå" / FOLDER


def test_the_kit_has_everything_with_its_checksum(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert names == {
        "LAESMIG.txt", "LICENSER.txt", "SBOM.cdx.json", "SHA256SUMS.txt", "install.ps1", "setup_fho.py",
        "wheels/et_xmlfile-2.0.0-py3-none-any.whl", "wheels/pywin32-312-py3-none-any.whl",
        f"wheels/xl_addin_fho-{__version__}-py3-none-any.whl",
        "wheels/xlwings-0.37.8-py3-none-any.whl",
        "workbooks/FHO.xlam", "workbooks/ny-ordning.xlsx", "workbooks/regionsregnskab.xlsx",
    }  # fmt: skip
    for line in (unpacked / "SHA256SUMS.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest
    assert setup_fho.check(unpacked) == len(names) - 1


def test_the_sbom_is_valid_and_has_each_wheel_and_workbook(unpacked: Path) -> None:
    text = (unpacked / "SBOM.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bom = json.loads(text)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps({**bom, "components": [{}]})) is not None
    found = {one["bom-ref"]: one for one in bom["components"]}
    shipped = [*(unpacked / "wheels").iterdir(), *(unpacked / "workbooks").iterdir()]
    assert {ref: one["hashes"] for ref, one in found.items()} == {
        path.relative_to(unpacked).as_posix(): [
            {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
        ]
        for path in shipped
    }
    said = {
        (one["name"], one["version"], json.dumps(one.get("licenses")).partition(": {")[2].strip("{}]"))
        for one in found.values()
    }
    assert said == {
        ("et_xmlfile", "2.0.0", '"name": "MIT License"'),
        ("pywin32", "312", ""),
        ("xl_addin_fho", __version__, '"id": "BSD-3-Clause"'),
        ("xlwings", "0.37.8", '"name": "BSD 3-clause"'),
        *((one.name, __version__, '"id": "BSD-3-Clause"') for one in (unpacked / "workbooks").iterdir()),
    }
    assert found["wheels/et_xmlfile-2.0.0-py3-none-any.whl"]["purl"] == "pkg:pypi/et-xmlfile@2.0.0"


def test_the_page_of_licences_has_every_wheel(unpacked: Path) -> None:
    page = (unpacked / "LICENSER.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert page.split("\n\n")[2:] == [
        "et_xmlfile 2.0.0\n    licens: MIT License",
        "pywin32 312\n    licens: ikke oplyst",
        f"xl_addin_fho {__version__}\n    licens: BSD-3-Clause\n    tekst i hjulet: LICENSE",
        "xlwings 0.37.8\n    licens: BSD 3-clause\n    tekst i hjulet: LICENSE.txt, LICENSE_PRO.txt",
        "workbooks/FHO.xlam, workbooks/ny-ordning.xlsx, workbooks/regionsregnskab.xlsx\n    licens: BSD-3-Clause\n",
    ]


def test_our_own_licence_is_the_one_of_the_project() -> None:
    assert f'license = "{bill_of_materials.OWN_LICENCE}"' in (kit_files.CHECKOUT / "pyproject.toml").read_text(
        encoding="utf-8"
    )


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
    # A PowerShell that found no Python would end with 0.
    assert script.count("exit 2") == 2
    # It only calls Python.
    assert [line.split()[1] for line in script.splitlines() if line.lstrip().startswith("&")] == ["py", "$Python"]


def test_the_page_says_what_the_script_can_do_and_what_the_page_for_it_says_lies_where(unpacked: Path) -> None:
    page = (unpacked / "LAESMIG.txt").read_bytes().decode("utf-8-sig")
    table = Path(kit_files.__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
    places = re.findall(r"^\| `(%[^`]+)` \|", table, re.MULTILINE)
    assert len(places) > 5
    assert [one for one in places if one not in page] == []
    assert [one for one in setup_fho.ACTIONS if not re.search(rf"setup_fho\.py {one}\b(?!-)", page)] == []
    named = {path.name for path in unpacked.iterdir() if path.is_file()} - {"LAESMIG.txt"}
    assert [one for one in named if one not in page] == []


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
        kit_files.build_kit(
            tmp_path / "kit.zip", "3.12", books, LOCK, Index(),
            lambda folder: make_wheel(folder, "xl_addin_fho", __version__, "nowhere"), None,
        )  # fmt: skip
    assert not (tmp_path / "kit.zip").exists()


def test_pip_is_asked_for_windows_the_chosen_python_and_the_locked_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    listed: list[str] = []

    def pip(command: list[str], check: bool) -> None:
        commands.append(command)
        listed.append(Path(command[-1]).read_text())

    monkeypatch.setattr(subprocess, "run", pip)
    kit_files.pip_fetch("3.13")(["xlwings==0.37.8 --hash=sha256:ff", "numpy==2 --hash=sha256:aa"], tmp_path)
    text = " ".join(commands[0])
    assert "--platform win_amd64 --implementation cp --python-version 3.13" in text
    assert "--no-deps --require-hashes --only-binary=:all:" in text
    assert listed == ["xlwings==0.37.8 --hash=sha256:ff\nnumpy==2 --hash=sha256:aa"]


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
    monkeypatch.setattr(kit_files, "CHECKOUT", checkout)
    assert kit_files.own_wheel(scratch).name.startswith("xl_addin_fho")
    monkeypatch.setattr(kit_files, "CHECKOUT", tmp_path)
    with pytest.raises(Problem, match="checkout"):
        kit_files.own_wheel(scratch)


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
