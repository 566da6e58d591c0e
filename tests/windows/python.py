"""Runs the real Windows Python under Wine: ``python.py [--base] ARGUMENTS``.

Without ``--base`` it is the tests' own environment. Output goes through a pipe, for Python 3.12 under Wine 8 cannot
print to a plain file. Who runs it is called Søren Å: Wine takes the user's name, and with it the user's folders, from
outside each time that it starts.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL
from threading import Thread

ROOT = Path(os.environ.get("FHO_WINDOWS", "") or Path.home() / ".cache" / "fho-windows")
DRIVE = ROOT / "prefix" / "drive_c"
BASE = r"C:\Program Files\Python312\python.exe"
TESTS = r"C:\t\Scripts\python.exe"
USER = "Søren Å"


def variables() -> dict[str, str]:
    """What Wine is told from outside."""
    return {
        **os.environ, "WINEPREFIX": str(ROOT / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "LC_ALL": "C.UTF-8",  # else file names with æøå are lost
        "USER": USER, "LOGNAME": USER,
    }  # fmt: skip


def wine(
    command: Sequence[str], more: Mapping[str, str] | None = None, folder: Path | None = None, stdin: int = DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a program of Windows."""
    return subprocess.Popen(
        ["wine", *command],
        env={**variables(), **(more or {})}, cwd=folder, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def finish(child: subprocess.Popen[bytes], seconds: float = 900) -> tuple[int, bytes]:
    """Its exit status and what it printed. What it started may hold the pipe open, so nobody waits for its end."""
    said: list[bytes] = []

    def read() -> None:
        assert child.stdout is not None
        while chunk := os.read(child.stdout.fileno(), 65536):
            said.append(chunk)

    reader = Thread(target=read, daemon=True)
    reader.start()
    status = child.wait(seconds)
    reader.join(1.0)
    return status, b"".join(said)


def main(arguments: Sequence[str]) -> int:
    base = arguments[:1] == ["--base"]
    child = wine([BASE if base else TESTS, *arguments[base:]])

    def copy() -> None:
        assert child.stdout is not None
        while chunk := os.read(child.stdout.fileno(), 65536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()

    reader = Thread(target=copy, daemon=True)
    reader.start()
    status = child.wait()
    reader.join(1.0)
    sys.stdout.flush()
    return status


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)
