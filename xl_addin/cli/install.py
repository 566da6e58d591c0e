"""``fho install`` and ``fho uninstall``: the cell functions in a spreadsheet program of this machine."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from xl_addin.hosts.excel import install as excel
from xl_addin.hosts.libreoffice import install as libreoffice
from xl_addin.hosts.libreoffice.program import NoLibreOffice


def _no_options(parser: argparse.ArgumentParser) -> None:
    """A program that is found without being told where."""


def _in_libreoffice(command: str, do: Callable[[], str | None]) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        try:
            print(do() or "The cell functions are not installed in libreoffice.")
        except (NoLibreOffice, libreoffice.CannotInstall) as refusal:
            print(f"fho {command} libreoffice: {refusal}", file=sys.stderr)
            return 2
        return 0

    return run


@dataclass(frozen=True)
class Target:
    """A program to install into: its options, and how it is done. Both ways say what they did; 2 when they cannot."""

    name: str
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    install: Callable[[argparse.Namespace], int]
    uninstall: Callable[[argparse.Namespace], int]


TARGETS: Final = (
    Target(
        "excel",
        "Excel on Windows, for this user; no administrator rights",
        excel.add_install_arguments,
        excel.run_install,
        excel.run_uninstall,
    ),
    Target(
        "libreoffice",
        "LibreOffice Calc, for this user, or for all users when run as root",
        _no_options,
        _in_libreoffice("install", libreoffice.install),
        _in_libreoffice("uninstall", libreoffice.uninstall),
    ),
)

_EXAMPLES: Final = """examples:
  fho install excel              use the cell functions in Excel on Windows
  fho install libreoffice        use them in LibreOffice Calc
  fho uninstall libreoffice      remove them again
"""


def add_parser(subparsers: Any) -> None:
    """Add both commands to the command line."""
    for command, what in {"install": "install the cell functions in", "uninstall": "remove them from"}.items():
        parser = subparsers.add_parser(
            command,
            help=f"{what} a spreadsheet program",
            description=f"{what.capitalize()} a spreadsheet program of this machine.",
            epilog=_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        programs = parser.add_subparsers(metavar="PROGRAM", required=True)
        for target in TARGETS:
            program = programs.add_parser(target.name, help=target.help, description=target.help)
            if command == "install":
                target.add_options(program)
            program.set_defaults(run=target.install if command == "install" else target.uninstall)
