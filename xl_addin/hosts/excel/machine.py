"""The Windows PC that the add-in is installed on, as far as it matters here: so that a test can stand in for it."""

import locale
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any, Final

from xl_addin.refusal import Refusal

_SECONDS: Final = 120
_LAST_WORDS: Final = 2


class Problem(Refusal):
    """Why something could not be done, and what to do about it, in plain words."""

    def __init__(self, reason: str, mend: str) -> None:
        """Keep both parts; as text they stand in one line."""
        super().__init__(f"{reason}: {mend}")
        self.reason = reason
        self.mend = mend


@dataclass(frozen=True)
class Outcome:
    """What a command gave: its exit status and what it printed."""

    status: int
    text: str


@dataclass(frozen=True)
class Machine:
    """A PC: its environment variables, the code page of its file names, its commands and its registry."""

    is_windows: bool
    variables: Mapping[str, str]
    code_page: str
    run: Callable[[Sequence[str]], Outcome]
    registry: Callable[[str], Mapping[str, object]]

    @classmethod
    def here(cls) -> "Machine":
        """This computer."""
        is_windows = sys.platform == "win32"
        code_page = "mbcs" if is_windows else locale.getpreferredencoding()
        return cls(is_windows, os.environ, code_page, _run, _registry if is_windows else lambda key: {})

    def folder(self, variable: str) -> Path:
        """The folder that an environment variable of Windows names."""
        if not self.is_windows:
            raise Problem("this is not Windows", "run it on the PC with Excel")
        if not self.variables.get(variable):
            raise Problem(
                f"the environment variable {variable} is not set", "log on to Windows as the user and run again"
            )
        return Path(self.variables[variable])

    def excel_is_running(self) -> bool:
        """Whether Excel runs, in the background too."""
        return "EXCEL.EXE" in self.run(["tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"]).text.upper()

    def is_in_code_page(self, path: Path) -> bool:
        """Whether VBA can read the path: it knows the signs of Windows' code page only."""
        try:
            str(path).encode(self.code_page)
        except UnicodeEncodeError:
            return False
        return True


@dataclass(frozen=True)
class Places:
    """Where the parts of the installation lie in the user's own folders."""

    addin: Path
    settings: Path
    folder: Path

    @classmethod
    def of(cls, machine: Machine) -> "Places":
        """The user's own folders: nothing needs an administrator."""
        return cls(
            machine.folder("APPDATA") / "Microsoft" / "Excel" / "XLSTART" / "FHO.xlam",
            machine.folder("USERPROFILE") / ".fho" / "fho.conf",
            machine.folder("LOCALAPPDATA") / "FHO",
        )

    @property
    def template(self) -> Path:
        """The workbook behind "Ny ordning"."""
        return self.folder / "ny-ordning.xlsx"

    @property
    def previous(self) -> Path:
        """The add-in that stood there before, to go back to. Not in XLSTART: Excel opens all that lies there."""
        return self.folder / "FHO-forrige.xlam"

    @property
    def log(self) -> Path:
        """Why cells show errors."""
        return self.folder / "fho.log"


def _run(command: Sequence[str]) -> Outcome:
    """Run a program to its end. What it starts may live on and hold its output open: nobody waits for that."""
    said: list[bytes] = []
    try:
        program = subprocess.Popen(
            list(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        reader = Thread(target=_read, args=(program.stdout, said), daemon=True)
        reader.start()
        status = program.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        program.kill()
        return Outcome(-1, str(error))
    except OSError as error:
        return Outcome(-1, str(error))
    reader.join(_LAST_WORDS)
    return Outcome(status, b"".join(said).decode(locale.getpreferredencoding(False), "replace"))


def _read(pipe: IO[bytes], said: list[bytes]) -> None:
    while chunk := os.read(pipe.fileno(), 65536):
        said.append(chunk)


def _registry(key: str) -> Mapping[str, object]:
    """The values of a key such as ``HKCU\\Software\\…``; none where it does not exist."""
    if sys.platform != "win32":
        return {}
    import winreg

    root, _, path = key.partition("\\")
    values: dict[str, Any] = {}
    try:
        with winreg.OpenKey({"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[root], path) as found:
            for place in range(winreg.QueryInfoKey(found)[1]):
                name, value, _ = winreg.EnumValue(found, place)
                values[name] = value
    except OSError:
        return {}
    return values
