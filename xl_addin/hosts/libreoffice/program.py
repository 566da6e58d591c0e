"""Finding LibreOffice on this machine: its programs, and the Python that it runs extensions with."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Final

_USUAL_PLACES: Final = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/snap/libreoffice/current/lib/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
)
_OWN_PYTHONS: Final = ("python.exe", "python", "../Resources/python")
_SYSTEM_PYTHONS: Final = ("/usr/bin/python3",)
_SECONDS: Final = 60
_TEST: Final = """import sys
assert sys.version_info >= (3, 11), "it is Python %d.%d, and 3.11 is needed" % sys.version_info[:2]
import numpy
"""


class NoLibreOffice(Exception):
    """LibreOffice, or something that it needs for the cell functions, is not there; says what to do."""


@dataclass(frozen=True)
class Program:
    """An installed LibreOffice."""

    folder: Path
    """Where its programs are."""

    python: Path
    """The Python that it runs extensions with."""

    @property
    def soffice(self) -> Path:
        """LibreOffice itself."""
        return _executable(self.folder, "soffice")

    @property
    def unopkg(self) -> Path:
        """Its manager of extensions."""
        return _executable(self.folder, "unopkg")


def find() -> Program:
    """The LibreOffice of this machine; raises ``NoLibreOffice``."""
    for folder in _folders():
        if _executable(folder, "soffice").is_file():
            return Program(folder, _python(folder))
    raise NoLibreOffice("LibreOffice is not installed here, or soffice is not on the PATH")


def _folders() -> list[Path]:
    found = shutil.which("soffice")
    folders = [Path(found).resolve().parent] if found else []
    for place in _USUAL_PLACES:
        folders += map(Path, sorted(glob(place), reverse=True))
    return folders


def _executable(folder: Path, name: str) -> Path:
    return folder / (f"{name}.exe" if os.name == "nt" else name)


def _python(folder: Path) -> Path:
    for candidate in [*((folder / one) for one in _OWN_PYTHONS), *map(Path, _SYSTEM_PYTHONS), Path(sys.executable)]:
        if candidate.is_file() and _imports(candidate, "uno"):
            return candidate
    raise NoLibreOffice("LibreOffice cannot run Python here; on Debian and Ubuntu: apt-get install python3-uno")


def _imports(python: Path, module: str) -> bool:
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, timeout=_SECONDS).returncode == 0


def require_numpy(program: Program) -> None:
    """Raise ``NoLibreOffice`` when LibreOffice's Python is too old or lacks NumPy."""
    asked = subprocess.run([program.python, "-c", _TEST], capture_output=True, text=True, timeout=_SECONDS)
    if asked.returncode:
        reason = (asked.stderr.strip().splitlines() or ["it does not start"])[-1].partition(": ")[2]
        raise NoLibreOffice(
            f"LibreOffice's Python ({program.python}) cannot run the functions: {reason}. For NumPy, on Debian "
            f"and Ubuntu: apt-get install python3-numpy; elsewhere: {program.python} -m pip install numpy"
        )
