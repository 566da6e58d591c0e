"""``fho check``: what the rules can tell about a workbook."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from xl_addin.cli.shared import FINDINGS, refuse

_ABOUT = """Check a workbook (.xlsx or .xlsm) that uses the FHO_ functions: what is wrong in it, and what a person
should look at, with the cell, the reason and the source. The list is in Danish, for the staff who keep the workbook.
The workbook is only read. A CPR number is named by its cell, never shown.
"""
_EXAMPLES = """examples:
  fho check workbooks/regionsregnskab.xlsx
  fho check regnskab.xlsx --json > findings.json

exit status: 0 nothing found; 1 findings; 2 the workbook could not be checked
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "check",
        help="list what is wrong or worth a look in a workbook",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the .xlsx or .xlsm to check")
    parser.add_argument("--json", action="store_true", help="write the findings as JSON")
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day deadlines are held against (today)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check and print; exit status 1 with findings, 2 when it could not be done."""
    from xl_addin.check import findings
    from xl_addin.check.book import read_book
    from xl_addin.check.report import as_json, as_text
    from xl_addin.engine import WorkbookError

    try:
        book = read_book(arguments.workbook, arguments.today or dt.date.today())
    except WorkbookError as error:
        return refuse("check", error)
    found = findings(book)
    if arguments.json:
        print(as_json(found))
    else:
        for line in as_text(found):
            print(line)
    if not book.calls:
        print("fho check: no formula in the workbook calls an FHO_ function", file=sys.stderr)
    return FINDINGS if found else 0
