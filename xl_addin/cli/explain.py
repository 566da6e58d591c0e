"""``fho explain``: one function call from the shell, with its result and the source behind it."""

import argparse
from typing import TYPE_CHECKING, Any

from xl_addin.cli.shared import FINDINGS, refuse

if TYPE_CHECKING:
    from xl_addin.functions.catalogue import CellFunction

_EXAMPLES = """examples:
  fho explain FHO_REGIONSANDEL 1.234,50
  fho explain FHO_FORDEL 310000 fælles 01-03-2016 31-03-2016 11-03-2016
  fho explain FHO_STATUS 24 "§ 96" 12 ja Viborg
Arguments are written as a Danish cell shows them; "" is a blank cell.
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "explain",
        help="call one cell function: arguments in, result and source out",
        description="Call one cell function with the arguments of one row.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", help="the function, such as FHO_FORDEL")
    # REMAINDER: a credit such as -1.234,50 is an argument, not an option.
    parser.add_argument(
        "cells", nargs=argparse.REMAINDER, metavar="ARGUMENT", help="the function's arguments, in order"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Call the function; exit status 1 when the result is an error."""
    from xl_addin.functions.catalogue import by_name
    from xl_addin.functions.explanation import notes, shown_result

    function = by_name().get(arguments.name.upper())
    if function is None:
        return refuse("explain", f"there is no function {arguments.name}; fho functions lists them")
    needed = sum(not argument.optional for argument in function.arguments)
    if not needed <= len(arguments.cells) <= len(function.arguments):
        return refuse("explain", f"{function.syntax} takes other arguments than these")
    row = _row(function, arguments.cells)
    for argument, cell in zip(function.arguments, arguments.cells, strict=False):
        print(f"{argument.name} = {cell}")
    print()
    for column, value in zip(function.columns, row, strict=True):
        print(f"{column}: {shown_result(value, column)}")
    print(f"\n{function.help}")
    for note in notes(function, arguments.cells, row):
        print(note)
    return FINDINGS if any(isinstance(value, str) and value.startswith("#") for value in row) else 0


def _row(function: "CellFunction", cells: list[str]) -> list[Any]:
    result = function.call(*cells)
    row: list[Any] = result[0] if isinstance(result, list) else [result] * len(function.columns)
    return row
