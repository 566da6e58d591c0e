"""``fho kit``: an offline kit with which IT installs FHO on PCs with Excel and no internet."""

import argparse
import re
from pathlib import Path
from typing import Any

from xl_addin.cli.shared import add_command, check_out, not_written
from xl_addin.hosts.excel.installing import shipped_folder
from xl_addin.hosts.excel.kit.installer_package import build_msi, check_tools
from xl_addin.hosts.excel.kit.kit_files import build_kit, locked_versions, own_wheel, pip_fetch
from xl_addin.refusal import Refusal

_EXAMPLES = """examples:
  fho kit fho.zip                                        wheels for Windows and Python 3.12
  fho kit fho.zip --python-version 3.13
  fho kit fho.zip --python-installer python-3.12.10-amd64.exe     with the Python that IT supplies
  fho kit fho.zip --msi fho.msi --python-embeddable python-3.12.10-embed-amd64.zip     an MSI too, for all users of a PC
Can be run on any machine that reaches PyPI. Python itself is not fetched: LAESMIG.txt in the kit says which
one is needed and how it is checked.
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    about = "Build a zip with everything that a PC with Excel and no internet needs, except Python itself."
    parser = add_command(subparsers, "kit", run, about=about, examples=_EXAMPLES, english=True)
    parser.add_argument("target", type=Path, metavar="OUT.zip", help="the kit to write")
    parser.add_argument("--python-version", default="3.12", metavar="N.N", help="the Python on the PCs (3.12)")
    parser.add_argument(
        "--python-installer", type=Path, metavar="FILE", help="an installer of Python to put into the kit"
    )
    parser.add_argument(
        "--msi", type=Path, metavar="OUT.msi", help="write an MSI too (needs wixl: msitools; --python-embeddable)"
    )
    parser.add_argument(
        "--python-embeddable",
        type=Path,
        metavar="ZIP",
        help="the Python that the MSI carries: python.org's embeddable one",
    )
    parser.add_argument("--force", action="store_true", help="write over an existing file")


def run(arguments: argparse.Namespace) -> int:
    """Build the kit."""
    version, target, msi = arguments.python_version, arguments.target, arguments.msi
    if not re.fullmatch(r"3\.1[1-9]", version):
        raise Refusal(f"{version} is no version of Python from 3.11 on, such as 3.12")
    try:
        check_out(None, target, arguments.force, target.suffix)
        if msi is not None:
            check_out(None, msi, arguments.force, ".msi")
            if arguments.python_embeddable is None:
                raise Refusal("name python.org's embeddable Python (64 bit) for the MSI with --python-embeddable")
            check_tools(version)
        installer = arguments.python_installer
        lock = locked_versions()
        for line in build_kit(target, version, shipped_folder(), lock, pip_fetch(version), own_wheel, installer):
            print(line)
        if msi is not None:
            build_msi(target, arguments.python_embeddable, version, msi)
            print(f"{msi}: written")
    except OSError as error:
        raise not_written(error, target) from None
    return 0
