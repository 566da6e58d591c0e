"""``fho install`` and ``fho uninstall``: the cell functions in a spreadsheet program of this machine."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from xl_addin.hosts.libreoffice import install as libreoffice
from xl_addin.hosts.libreoffice.program import NoLibreOffice


@dataclass(frozen=True)
class Target:
    """A program to install into: what it is, and how it is done. Both ways say what they did."""

    name: str
    help: str
    install: Callable[[], str]
    uninstall: Callable[[], str | None]
    refusals: tuple[type[Exception], ...]


TARGETS: Final = (
    Target(
        "libreoffice",
        "LibreOffice Calc, for this user, or for all users when run as root",
        libreoffice.install,
        libreoffice.uninstall,
        (NoLibreOffice, libreoffice.CannotInstall),
    ),
)

_EXAMPLES: Final = """examples:
  fho install libreoffice        use the cell functions in LibreOffice Calc
  fho uninstall libreoffice      remove them again
"""


def add_parser(subparsers: Any) -> None:
    """Add both commands to the command line."""
    commands = {"install": "install the cell functions in", "uninstall": "remove the cell functions from"}
    for command, what in commands.items():
        parser = subparsers.add_parser(
            command,
            help=f"{what} a spreadsheet program",
            description=f"{what.capitalize()} a spreadsheet program of this machine.",
            epilog=_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        programs = parser.add_subparsers(metavar="PROGRAM", required=True)
        for target in TARGETS:
            programs.add_parser(target.name, help=target.help, description=target.help).set_defaults(
                run=run, command=command, target=target
            )


def run(arguments: argparse.Namespace) -> int:
    """Install or remove; 2 when it could not be done."""
    target: Target = arguments.target
    try:
        done = target.install() if arguments.command == "install" else target.uninstall()
    except target.refusals as refusal:
        print(f"fho {arguments.command} {target.name}: {refusal}", file=sys.stderr)
        return 2
    print(done or f"The cell functions are not installed in {target.name}.")
    return 0
