"""``fho doctor``: why FHO functions do not answer in Excel on this PC, and how to mend it."""

import argparse
from typing import Any

from xl_addin import __version__
from xl_addin.cli.shared import FINDINGS, add_command
from xl_addin.hosts.excel.machine import Machine
from xl_addin.hosts.excel.obstacles import examine

_EXAMPLES = """examples:
  fho doctor      look at everything that usually stands in the way; changes nothing
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    about = "Find the usual causes of #NAME? and of a COM server that cannot be activated. Windows only."
    add_command(subparsers, "doctor", run, about=about, examples=_EXAMPLES, english=True)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; exit status 1 when something is wrong."""
    findings = examine(Machine.here(), __version__)
    for finding in findings:
        print(f"{'ok     ' if finding.well else 'PROBLEM'}  {finding.text}")
        if finding.mend:
            print(f"         -> {finding.mend}")
    return 0 if all(finding.well for finding in findings) else FINDINGS
