"""``fho install`` and ``fho uninstall``: the cell functions in a spreadsheet program of this machine."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xl_addin.cli.shared import add_command, refuse


@dataclass(frozen=True)
class Target:
    """A program to install into: its options, and how it is done. Both ways say what they did; 2 when they cannot."""

    name: str
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    install: Callable[[argparse.Namespace], int]
    uninstall: Callable[[argparse.Namespace], int]


def excel_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``fho install excel``."""
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="the python.exe to use (this one)")
    parser.add_argument("--source", type=Path, default=None, help="the folder with FHO.xlam and ny-ordning.xlsx")


def _no_options(parser: argparse.ArgumentParser) -> None:
    """A program that is found without being told where."""


def _into_excel(arguments: argparse.Namespace) -> int:
    from xl_addin.hosts.excel.installing import run_install

    return run_install(arguments)


def _out_of_excel(arguments: argparse.Namespace) -> int:
    from xl_addin.hosts.excel.installing import run_uninstall

    return run_uninstall(arguments)


def _in_libreoffice(command: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        from xl_addin.hosts.libreoffice import extension_install as libreoffice
        from xl_addin.hosts.libreoffice.program import NoLibreOffice

        try:
            did = libreoffice.install() if command == "install" else libreoffice.uninstall()
        except (NoLibreOffice, libreoffice.CannotInstall) as refusal:
            return refuse(f"{command} libreoffice", refusal)
        print(did or "The cell functions are not installed in libreoffice.")
        return 0

    return run


TARGETS: Final = (
    Target(
        "excel",
        "Excel on Windows, for this user; no administrator rights",
        excel_options,
        _into_excel,
        _out_of_excel,
    ),
    Target(
        "libreoffice",
        "LibreOffice Calc, for this user, or for all users when run as root",
        _no_options,
        _in_libreoffice("install"),
        _in_libreoffice("uninstall"),
    ),
)

_EXAMPLES: Final = """examples:
  fho install excel              use the cell functions in Excel on Windows
  fho install libreoffice        use them in LibreOffice Calc
  fho uninstall libreoffice      remove them again
"""


def add_parser(subparsers: Any) -> None:
    """Add both commands to the command line."""
    for command, short, what in (
        ("install", "installér funktionerne i Excel eller LibreOffice", "Install the cell functions in"),
        ("uninstall", "fjern dem igen", "Remove the cell functions from"),
    ):
        about = f"{what} a spreadsheet program of this machine."
        parser = add_command(subparsers, command, None, short=short, about=about, examples=_EXAMPLES, english=True)
        programs = parser.add_subparsers(metavar="PROGRAM", required=True)
        for target in TARGETS:
            program = programs.add_parser(target.name, help=target.help, description=target.help, english=True)
            if command == "install":
                target.add_options(program)
            program.set_defaults(run=target.install if command == "install" else target.uninstall)
