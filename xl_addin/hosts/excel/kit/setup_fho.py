"""Installs FHO for the user who runs it, from the folder in which this file lies. No internet, no administrator.

    python setup_fho.py install      check the kit, make a Python environment of its own, install the add-in
    python setup_fho.py uninstall    take the add-in and the environment out again

Nothing but Python's standard library is used, so that the file can be read and checked by itself.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SUMS = "SHA256SUMS.txt"
OLDEST_PYTHON = (3, 11)

Run = Callable[[Sequence[str]], int]


class Refused(Exception):
    """Why the kit is not installed."""


def check(kit: Path) -> int:
    """Compare every file of the kit with its checksum; how many there are. Refused where one differs or is new."""
    listed: dict[str, str] = {}
    for line in (kit / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_file() and path.name != SUMS}
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            raise Refused(f"{name} is missing from the kit")
        if listed.get(name) != hashlib.sha256(found[name].read_bytes()).hexdigest():
            raise Refused(f"{name} is not the file that the kit was made with")
    return len(found)


def environment(variables: Mapping[str, str]) -> Path:
    """The folder of the Python environment, below the user's own data on this PC."""
    return Path(variables["LOCALAPPDATA"]) / "FHO" / "python"


def python_of(folder: Path) -> str:
    """The interpreter of an environment."""
    return str(folder / "Scripts" / "python.exe")


def install(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Check the kit, make the environment, install the wheels into it and the add-in into Excel."""
    if sys.version_info < OLDEST_PYTHON:
        raise Refused(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed")
    print(f"{check(kit)} files checked")
    folder = environment(variables)
    _do(run, [sys.executable, "-m", "venv", "--clear", str(folder)], "the Python environment could not be made")
    _do(
        run,
        [
            *(python_of(folder), "-m", "pip", "install", "--disable-pip-version-check"),
            *("--no-index", "--find-links", str(kit / "wheels"), "xl-addin-fho", "pywin32"),
        ],
        "the wheels could not be installed: they are for one version of Python, see LAESMIG.txt",
    )
    _do(
        run,
        [python_of(folder), "-m", "xl_addin.cli.main", "install", "excel", "--source", str(kit / "workbooks")],
        "the add-in could not be installed",
    )


def uninstall(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Take the add-in out of Excel, then the environment."""
    folder = environment(variables)
    if not Path(python_of(folder)).exists():
        raise Refused(f"nothing is installed in {folder}")
    _do(run, [python_of(folder), "-m", "xl_addin.cli.main", "uninstall", "excel"], "the add-in could not be taken out")
    shutil.rmtree(folder)
    if not any(folder.parent.iterdir()):
        folder.parent.rmdir()
    print(f"{folder}: removed")


def _do(run: Run, command: Sequence[str], failure: str) -> None:
    if run(command) != 0:
        raise Refused(failure)


def main(arguments: Sequence[str], variables: Mapping[str, str] = os.environ, run: Run = subprocess.call) -> int:
    """Do what is asked; 0 when it is done, 2 when not."""
    asked = {"install": install, "uninstall": uninstall}.get(arguments[0] if len(arguments) == 1 else "")
    if asked is None:
        print(__doc__)
        return 2
    try:
        asked(Path(__file__).resolve().parent, variables, run)
    except (Refused, OSError) as refused:
        print(f"FHO: {refused}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
