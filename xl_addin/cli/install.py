"""``fho install`` and ``fho uninstall``: the cell functions in a spreadsheet program of this machine."""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from xl_addin.cli.shared import add_command, refuse
from xl_addin.hosts.excel.installing import run_install, run_uninstall
from xl_addin.hosts.libreoffice import extension_install
from xl_addin.hosts.libreoffice.program import NoLibreOffice

_EXCEL: Final = "Excel on Windows, for this user; no administrator rights"
_LIBREOFFICE: Final = "LibreOffice Calc, for this user, or for all users when run as root"

_EXAMPLES: Final = """examples:
  fho install excel              use the cell functions in Excel on Windows
  fho install libreoffice        use them in LibreOffice Calc
  fho uninstall libreoffice      remove them again
"""


def add_parser(subparsers: Any) -> None:
    """Add both commands to the command line."""
    for command, what in {"install": "Install the cell functions in", "uninstall": "Remove them from"}.items():
        about = f"{what} a spreadsheet program of this machine."
        parser = add_command(subparsers, command, None, about=about, examples=_EXAMPLES, english=True)
        programs = parser.add_subparsers(metavar="PROGRAM", required=True)
        excel = programs.add_parser("excel", help=_EXCEL, description=_EXCEL, english=True)
        libreoffice = programs.add_parser("libreoffice", help=_LIBREOFFICE, description=_LIBREOFFICE, english=True)
        libreoffice.set_defaults(run=_in_libreoffice, command=command)
        excel.set_defaults(run=run_install if command == "install" else run_uninstall)
        if command == "install":
            excel_options(excel)


def excel_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``fho install excel``."""
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="the python.exe to use (this one)")
    parser.add_argument("--source", type=Path, default=None, help="the folder with FHO.xlam and ny-ordning.xlsx")


def _in_libreoffice(arguments: argparse.Namespace) -> int:
    act = extension_install.install if arguments.command == "install" else extension_install.uninstall
    try:
        print(act() or "The cell functions are not installed in libreoffice.")
    except (NoLibreOffice, extension_install.CannotInstall) as refusal:
        return refuse(f"{arguments.command} libreoffice", refusal)
    return 0
