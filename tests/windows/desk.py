"""The desk of Søren Å: a user's PC under Wine, seen from outside: folders, programs, a session of Excel without Excel.

Where Wine 8 falls short of Windows:
- a folder can be renamed while programs run from it, unless it is a program's own current folder: so a session here is
  at home in the folder that must not be touched;
- ``tasklist`` lists nothing: the refusal while Excel runs is tested elsewhere;
- the class of a server that was ended stays registered, so none starts again in the same session: on Windows it does.
"""

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from tests.windows.python import DRIVE, TESTS, USER, finish, wine

CHECKOUT = Path(__file__).parents[2]
HOME = DRIVE / "users" / USER
LOCAL, ROAMING = HOME / "AppData" / "Local", HOME / "AppData" / "Roaming"
PROGRAM_FILES = DRIVE / "Program Files"
SETTINGS = HOME / ".fho" / "fho.conf"
ADDIN = ROAMING / "Microsoft" / "Excel" / "XLSTART" / "FHO.xlam"


class Said(NamedTuple):
    """How a program ended, and what it printed."""

    status: int
    text: str


def windows(path: Path) -> str:
    """A path as Windows names it."""
    if path.is_relative_to(DRIVE):
        return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")
    return "Z:" + str(path).replace("/", "\\")


def run(program: Path, *arguments: str, page: str = "cp1252", **more: str) -> Said:
    """Run a program of Windows to its end, its output redirected."""
    status, printed = finish(wine([windows(program), *arguments], more))
    return Said(status, printed.decode(page))


def tests_python(*arguments: str, page: str = "cp1252", **more: str) -> Said:  # noqa: PT028 (no test)
    """Run the tests' own Python with the checkout's code."""
    python = DRIVE / TESTS.removeprefix("C:\\").replace("\\", "/")
    return run(python, *arguments, page=page, PYTHONPATH=windows(CHECKOUT), **more)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def processes(command: str) -> list[int]:
    """The ids of this desk's programs whose command line begins so."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            given = place.read_bytes().replace(b"\0", b" ").decode()
            ours = str(DRIVE.parent).encode() in (place.parent / "environ").read_bytes()
        except (OSError, UnicodeDecodeError):
            continue
        if ours and given.startswith(command):
            found.append(int(place.parent.name))
    return found


class Session:
    """An Excel that has the add-in's settings: calls go through xlwings' DLL, ``pythonw`` and COM."""

    def __init__(
        self, dll: str, folder: Path | None = None, settings: Path = SETTINGS, code: Path | None = None
    ) -> None:
        """At home in ``folder``; ``code`` is a checkout that the server takes in place of what is installed."""
        command = [TESTS, "-m", "tests.windows.session", windows(settings), dll]
        more = {"PYTHONPATH": windows(CHECKOUT), "FHO_CODE": windows(code) if code else ""}
        self._excel = wine(command, more, folder, subprocess.PIPE)

    def call(self, function: str, *arguments: Any) -> dict[str, Any]:
        """The answer or the failure, and the seconds that it took."""
        assert self._excel.stdin is not None
        assert self._excel.stdout is not None
        self._excel.stdin.write(json.dumps([function, arguments]).encode() + b"\n")
        self._excel.stdin.flush()
        for line in self._excel.stdout:
            if line.startswith(b'{"'):  # else the server said something of its own
                return dict(json.loads(line))
        raise AssertionError("the session ended")

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *failure: object) -> None:
        assert self._excel.stdin is not None
        self._excel.stdin.close()
        self._excel.wait(60)
