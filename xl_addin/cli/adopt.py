"""``fho adopt``: take over a region's own posting sheet."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin.cli.shared import FINDINGS, Refused, check_out, not_written, refuse
from xl_addin.files import write_whole

if TYPE_CHECKING:
    from xl_addin.adopt.mapping import Mapping
    from xl_addin.adopt.source import SourceSheet

_ABOUT = """Take over a posting sheet that a region keeps itself: headers in any order and wording, Danish or English.

It proposes which column is which field and asks, or takes a small file that says so, and writes a NEW workbook with
the postings, what the FHO_ functions make of them, the settlement, an account of every row of the source, and the
findings of fho check. The workbook itself is only read: it stays the same byte for byte.
"""
_EXAMPLES = """examples:
  fho adopt udgifter.xlsx                               asks, then writes udgifter-fho.xlsx in this folder
  fho adopt udgifter.xlsx --propose udgifter.toml       writes what it would ask about, to look over and keep
  fho adopt udgifter.xlsx --mapping udgifter.toml       takes it over without a question

exit status: 0 taken over, nothing found; 1 taken over, with findings; 2 not taken over, and nothing written
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "adopt",
        help="take over a posting sheet of your own into a new workbook",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the .xlsx or .xlsm to take over")
    parser.add_argument("--sheet", metavar="NAME", help="the posting sheet (the one that looks most like it)")
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="the mapping to use, asking nothing")
    parser.add_argument("--propose", type=Path, metavar="FILE.toml", help="write the proposed mapping, and stop")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help="the workbook to write (default: NAME-fho.xlsx in this folder)"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day deadlines are held against (today)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Take over; exit status 1 with findings, 2 when nothing was written."""
    from xl_addin.adopt import adopt
    from xl_addin.adopt.account import CLASSES, POSTING, TOTAL
    from xl_addin.adopt.mapping import MappingError, to_toml
    from xl_addin.adopt.source import read_source
    from xl_addin.engine import WorkbookError
    from xl_addin.functions.explanation import figures

    source: Path = arguments.workbook
    out: Path = arguments.propose or arguments.out or Path(f"{source.stem}-fho.xlsx")
    try:
        check_out(source, out, arguments.force, ".toml" if arguments.propose else ".xlsx")
        sheets = read_source(source)
        mapping = _mapping(arguments, sheets)
        sheet = next(one for one in sheets if one.name == mapping.sheet)
        if arguments.propose:
            write_whole(out, to_toml(mapping, sheet).encode(), rights_of=source)
            print(
                f"{out}: written; look it over" + (f" (still needed: {_needed(mapping)})" if mapping.missing() else "")
            )
            return 0
        if mapping.missing():
            raise MappingError(f"{sheet.name}: the mapping lacks {_needed(mapping)}")
        adopted = adopt(source.name, sheets, mapping, arguments.today or dt.date.today())
        write_whole(out, adopted.file, rights_of=source)
    except (WorkbookError, MappingError, Refused) as error:
        return refuse("adopt", error)
    except OSError as error:
        return refuse("adopt", not_written(error, out))
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        return refuse("adopt", "stopped; nothing was written")
    rows = adopted.account
    for kind in CLASSES:
        amount = figures(rows.ore(kind) / 100, 2) if kind in (POSTING, TOTAL) else ""
        print(f"{rows.count(kind):>8}  {kind:<11} {amount}".rstrip())
    print(f"{len(rows.rows):>8}  rows in {sheet.name}, all accounted for")
    print(f"{out}: written, {len(adopted.found)} findings (sheet Fund)")
    return FINDINGS if adopted.found else 0


def _needed(mapping: "Mapping") -> str:
    return ", ".join(mapping.missing())


def _mapping(arguments: argparse.Namespace, sheets: "list[SourceSheet]") -> "Mapping":
    """The mapping from the file, or the proposal with a person's answers."""
    from xl_addin.adopt.ask import confirm
    from xl_addin.adopt.mapping import MappingError, best_sheet, from_toml, propose

    if arguments.mapping:
        return from_toml(arguments.mapping, sheets)
    named = [one for one in sheets if one.name == arguments.sheet] if arguments.sheet else [best_sheet(sheets)]
    if not named or named[0] is None:
        what = f"there is no sheet {arguments.sheet!r}" if arguments.sheet else "no sheet looks like postings"
        raise MappingError(f"{arguments.workbook.name}: {what}")
    proposal = propose(named[0])
    if arguments.propose:
        return proposal
    if not sys.stdin.isatty():
        raise MappingError(
            "no terminal to ask on: write a proposal with --propose FILE.toml, look it over, and give it with --mapping"
        )
    return confirm(proposal, named[0], input, print)
