"""Putting FHO.xlam into the user's Excel, and taking it out again. No administrator rights, no registry."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from xl_addin.files import write_whole
from xl_addin.hosts.excel import interpreter as python
from xl_addin.hosts.excel import settings
from xl_addin.hosts.excel.addin_version import ReadAddin, read_addin
from xl_addin.hosts.excel.machine import Machine, Places, Problem

ADDIN: Final = "FHO.xlam"
TEMPLATE: Final = "ny-ordning.xlsx"


def shipped_folder() -> Path:
    """Where FHO.xlam and the template lie: beside the package (a checkout), or where pip put them."""
    checkout = Path(__file__).parents[3] / "workbooks"
    return checkout if (checkout / ADDIN).exists() else Path(sys.prefix) / "share" / "fho"


def install(machine: Machine, source: Path, interpreter: Path) -> list[str]:
    """Install or renew the add-in from the folder ``source``; what was done, line by line.

    Everything is checked before the first file is written; a write that fails undoes the others.
    Raises Problem, with nothing changed.
    """
    places = Places.of(machine)
    addin, about = _addin(source)
    _refuse_while_excel_runs(machine)
    quiet = python.without_console(interpreter)
    python.check_path(machine, quiet)
    python.check_dll(quiet, about.xlwings)
    said = python.ask(machine, quiet)
    values = {settings.INTERPRETER: str(quiet), settings.MODULE: python.MODULE}
    files: dict[Path, bytes] = {}
    if (source / TEMPLATE).exists():
        files[places.template] = (source / TEMPLATE).read_bytes()
        if machine.is_in_code_page(places.template):
            values[settings.TEMPLATE] = str(places.template)
    lines = [f"{quiet}: Python {said.python} imports the functions (xl_addin {said.xl_addin}, xlwings {said.xlwings})"]
    if places.addin.exists() and places.addin.read_bytes() != addin:
        files[places.previous] = places.addin.read_bytes()
        old = read_addin(places.addin)
        lines.append(f"FHO.xlam {old.version if old else '(unknown)'} is kept as {places.previous}")
    files[places.addin] = addin
    files[places.settings] = settings.changed(places.settings, machine.code_page, values)
    written = _write(files)
    lines += [f"{path}: {'written' if path in written else 'already as it should be'}" for path in files]
    return [*lines, f"FHO.xlam {about.version} is installed: start Excel and look for the tab FHO"]


def uninstall(machine: Machine) -> list[str]:
    """Take the add-in out; what was done, line by line. Settings that are not ours stay."""
    places = Places.of(machine)
    _refuse_while_excel_runs(machine)
    lines = []
    rest = settings.changed(places.settings, machine.code_page, {})
    if rest and places.settings.exists() and rest != places.settings.read_bytes():
        _write({places.settings: rest})
        lines.append(f"{places.settings}: our settings taken out, the others kept")
    gone = [places.addin, places.template, places.previous, places.log]
    if not rest:
        gone.append(places.settings)
    try:
        for path in gone:
            if path.exists():
                path.unlink()
                lines.append(f"{path}: removed")
        for folder in (places.settings.parent, places.folder):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise _no_rights(error) from None
    if places.folder.is_dir():
        lines.append(f"{places.folder} is kept: something else lies there, such as the Python of the kit")
    return lines or ["nothing was installed"]


def _addin(source: Path) -> tuple[bytes, ReadAddin]:
    file = source / ADDIN
    if not file.exists():
        raise Problem(f"there is no {file}", "name the folder with FHO.xlam with --source")
    about = read_addin(file)
    if about is None:
        raise Problem(f"{file} is damaged or not ours", "fetch it again")
    return file.read_bytes(), about


def _refuse_while_excel_runs(machine: Machine) -> None:
    if machine.excel_is_running():
        raise Problem("Excel is running, perhaps in the background (see the Task Manager)", "close it and run again")


def _write(files: dict[Path, bytes]) -> set[Path]:
    """Write what differs, each file in one step; undo all where one fails."""
    undo: list[Callable[[], object]] = []
    written = set()
    try:
        for path, content in files.items():
            before = path.read_bytes() if path.exists() else None
            if before == content:
                continue
            for folder in [one for one in reversed(path.parents) if not one.exists()]:
                folder.mkdir()
                undo.append(folder.rmdir)
            undo.append(lambda path=path, before=before: _put(path, before))  # type: ignore[misc]
            _put(path, content)
            written.add(path)
    except OSError as error:
        for step in reversed(undo):
            try:
                step()
            except OSError:
                continue
        raise _no_rights(error) from None
    return written


def _put(path: Path, content: bytes | None) -> None:
    """Put a file in place at once: Excel never meets half a file."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    write_whole(path, content)


def _no_rights(error: OSError) -> Problem:
    return Problem(
        f"cannot write {error.filename} ({error.strerror})", "close Excel, or ask IT for access, and run again"
    )


def run_install(arguments: argparse.Namespace) -> int:
    """``fho install excel``; exit status 2 when it could not be done."""
    source = arguments.source or shipped_folder()
    return _told("install", lambda machine: install(machine, source, arguments.python))


def run_uninstall(arguments: Any = None) -> int:
    """``fho uninstall excel``; exit status 2 when it could not be done."""
    return _told("uninstall", uninstall)


def _told(command: str, do: Callable[[Machine], list[str]]) -> int:
    try:
        for line in do(Machine.here()):
            print(line)
    except Problem as problem:
        print(f"fho {command} excel: {problem}", file=sys.stderr)
        return 2
    return 0
