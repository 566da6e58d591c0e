"""``fho check``: what the rules can tell about a workbook."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from xl_addin.check import findings
from xl_addin.check.book import read_book
from xl_addin.check.report import NOTHING_OF_OURS, as_json, as_text
from xl_addin.cli.shared import FINDINGS, add_command, add_today

_ABOUT = """Se en projektmappe (.xlsx eller .xlsm), der bruger FHO-funktionerne, igennem: hvad der er forkert i den, og
hvad en person bør se efter, med cellen, grunden og kilden. Det er de samme fund, som Excels bånd og opgaveruden viser.

Mappen bliver kun læst. Et CPR-nummer nævnes ved sin celle og vises aldrig.
"""
_EXAMPLES = """eksempler:
  fho check workbooks/regionsregnskab.xlsx
  fho check regnskab.xlsx --json > fund.json

status: 0 intet fundet; 1 fund; 2 mappen kunne ikke kontrolleres; 3 fejl i programmet
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "check", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument("workbook", type=Path, metavar="MAPPE", help="mappen (.xlsx eller .xlsm)")
    parser.add_argument("--json", action="store_true", help="skriv fundene som JSON")
    add_today(parser, "dagen, frister regnes fra (i dag)")


def run(arguments: argparse.Namespace) -> int:
    """Check and print; exit status 1 with findings."""
    book = read_book(arguments.workbook, arguments.today or dt.date.today())
    found = findings(book)
    if arguments.json:
        print(as_json(found))
    else:
        for line in as_text(found):
            print(line)
    if not book.calls:
        print(f"fho check: {NOTHING_OF_OURS}", file=sys.stderr)
    return FINDINGS if found else 0
