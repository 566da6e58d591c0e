"""What every command does when something goes wrong: one line and a status, in a process started as a user does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xl_addin.cli import functions
from xl_addin.cli.main import main

FHO = str(Path(sys.executable).with_name("fho"))
BARE = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
"""An environment with nothing in it that a user would not have."""


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", command.replace("fho ", f"{FHO} ", 1)], env=BARE | variables, capture_output=True, timeout=60
    )


def test_a_fault_of_ours_is_one_line_without_what_stands_in_a_cell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> int:
        raise KeyError("010190-1234")

    monkeypatch.setattr(functions, "run", fails)
    assert main(["functions"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("fho functions: en fejl i programmet, ikke i filen: KeyError i test_guard.py, linje ")
    assert said.count("\n") == 1
    assert "010190" not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "der er ikke hukommelse nok"),
        (OSError(28, "No space left on device", "x.tmp"), "x.tmp: No space left on device"),
        (RecursionError("maximum"), "en fejl i programmet, ikke i filen: RecursionError i test_guard.py, linje"),
    ],
)
def test_a_fault_of_the_machine(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> int:
        raise error

    monkeypatch.setattr(functions, "run", fails)
    assert main(["functions"]) == 3
    assert capsys.readouterr().err.startswith(f"fho functions: {said}")


def test_a_person_stops_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stops(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(functions, "run", stops)
    assert main(["functions"]) == 130
    assert capsys.readouterr().err == "\nfho functions: stoppet\n"


def test_a_reader_that_has_seen_enough() -> None:
    done = shell("fho functions | true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", ["functions", "--help", "explain FHO_VERSION"])
def test_a_full_disk_behind_the_output(command: str) -> None:
    done = shell(f"fho {command} > /dev/full")
    assert done.returncode == 3
    assert done.stderr.endswith(b"No space left on device\n")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("page", ["ascii", "cp437", "cp850", "cp1252", "latin-1", "utf-8", "utf-16"])
@pytest.mark.parametrize("command", ["functions", "explain FHO_FORDEL 310000 fælles 01-03-2016 31-03-2016 11-03-2016"])
def test_any_code_page_takes_the_output(page: str, command: str) -> None:
    done = shell(f"fho {command}", PYTHONIOENCODING=page)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "FHO" in done.stdout.decode(page)


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("--help", ("numpy", "openpyxl", "xlwings", "ironcalc", "xml", "zipfile")),
        ("explain FHO_VERSION", ("openpyxl", "xlwings", "ironcalc", "xml")),
    ],
)
def test_a_command_imports_what_it_uses(command: str, heavy: tuple[str, ...]) -> None:
    code = (
        "import sys; from xl_addin.cli.main import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()], capture_output=True, text=True, check=True, env=BARE
    )
    assert not set(heavy) & set(done.stderr.split())
