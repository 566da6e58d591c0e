"""The Python that the add-in starts: found, checked by asking it, and what keeps it from working."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xl_addin.hosts.excel.machine import Machine, Problem

MODULE: Final = "xl_addin.hosts.excel.udfs"
"""The module whose functions are called."""

# The add-in's own way to start Python, less the server: -P keeps the current folder out.
_QUESTION: Final = (
    "import json, sys, xlwings, pythoncom, win32com.client, xl_addin, xl_addin.hosts.excel.udfs as f; "
    "from xl_addin.functions.catalogue import catalogue; catalogue(); "
    "print('FHO' + json.dumps({'python': sys.version.split()[0], 'xlwings': xlwings.__version__, "
    "'xl_addin': xl_addin.__version__, 'answer': f.fho_regionsandel(1.5)}))"
)

# Windows' own numbers for a program that a policy does not allow.
_BLOCKED: Final = ("WinError 1260", "WinError 4551", "WinError 786")

# xlwings' DLL builds the command line in 2,048 signs.
_LONGEST_PATH: Final = 1800


@dataclass(frozen=True)
class Python:
    """What an interpreter said of itself."""

    python: str
    xlwings: str
    xl_addin: str


def without_console(interpreter: Path) -> Path:
    """``pythonw.exe`` beside ``python.exe``, where there is one: it opens no window."""
    quiet = interpreter.with_name("pythonw.exe")
    return quiet if quiet.exists() else interpreter


def with_console(interpreter: Path) -> Path:
    """``python.exe`` beside ``pythonw.exe``: it can print."""
    loud = interpreter.with_name("python.exe")
    return loud if interpreter.name.lower() == "pythonw.exe" and loud.exists() else interpreter


def check_path(machine: Machine, interpreter: Path) -> None:
    """Raise Problem where VBA or the DLL could not start the interpreter."""
    text = str(interpreter)
    if not interpreter.exists():
        raise Problem(f"there is no {text}", "install Python again, or name its python.exe with --python")
    if "windowsapps" in text.lower():
        raise Problem(
            f"{text} is the Python of Microsoft Store, which Excel cannot start",
            "install Python from python.org and name its python.exe with --python",
        )
    if not machine.is_in_code_page(interpreter):
        raise Problem(
            f"{text} has letters that VBA cannot read",
            "put Python in a folder whose name has Western European letters only",
        )
    if '"' in text or "$(" in text or "%" in text or len(text) > _LONGEST_PATH:
        raise Problem(f"{text} has signs that cannot stand in a command, or is too long", "move Python")


def check_dll(interpreter: Path, version: str) -> None:
    """Raise Problem where xlwings' DLLs of the version that the add-in loads are not beside the interpreter."""
    names = [f"xlwings{bits}-{version}.dll" for bits in (64, 32)]
    folders = (interpreter.parent, interpreter.parent.parent)
    missing = [name for name in names if not any((folder / name).exists() for folder in folders)]
    if missing:
        raise Problem(
            f"{', '.join(missing)} not found beside {interpreter}",
            f"install FHO again from the kit, which has no pip; elsewhere: python -m pip install xlwings=={version}",
        )


def ask(machine: Machine, interpreter: Path) -> Python:
    """Start the interpreter and let it import the functions and compute; Problem where it cannot."""
    outcome = machine.run([str(with_console(interpreter)), "-B", "-P", "-c", _QUESTION])
    for line in outcome.text.splitlines():
        if line.startswith("FHO{"):
            said = json.loads(line.removeprefix("FHO"))
            if said.pop("answer") != 1.01:
                raise Problem(f"{interpreter} computes wrongly: FHO_REGIONSANDEL(1,50) is not 1,01", "install again")
            return Python(**said)
    said = _last_line(outcome.text)
    if any(number in outcome.text for number in _BLOCKED):
        raise Problem(
            f"the rules for programs on this PC (AppLocker or App Control) block {interpreter}",
            "IT: install it below Program Files with setup_fho.py install-for-all, or allow its folder",
        )
    raise Problem(f"{interpreter} cannot import the functions ({said})", _advice(said, outcome.text))


def _last_line(text: str) -> str:
    """The last line, which names the error: a traceback of Python 3.13 also quotes our question."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def _advice(said: str, everything: str) -> str:
    for missing in ("pythoncom", "win32", "pywintypes"):
        if missing in said:
            return "install FHO again from the kit, which has no pip; elsewhere: python -m pip install pywin32"
    # Python says this before it says where its help is.
    if "unknown option -P" in everything.replace("Unknown option: -P", "unknown option -P"):
        return "Python 3.11 or newer is needed"
    return "install FHO into this Python from the kit (setup_fho.py install) or from a checkout of the project"
