"""``fho explain``: one function call from the shell, with its result and the source behind it."""

import argparse
from typing import Any

from xl_addin.cli.shared import FINDINGS, add_command
from xl_addin.functions.catalogue import CellFunction, function_named
from xl_addin.functions.explanation import notes, result_in_words
from xl_addin.refusal import Refusal

_ABOUT = """Regn en FHO-funktion ud for én række: felterne, resultatet, regnestykket, reglen og kilden."""
_EXAMPLES = """eksempler:
  fho explain FHO_REGIONSANDEL 1.234,50
  fho explain FHO_FORDEL 310000 fælles 01-03-2016 31-03-2016 11-03-2016
  fho explain FHO_STATUS 24 "§ 96" 12 ja Viborg
Felterne skrives, som en dansk celle viser dem; "" er en tom celle. fho functions viser funktionerne.

status: 0 regnet; 1 resultatet er en fejl; 2 funktionen kan ikke kaldes sådan; 3 fejl i programmet
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "explain", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument("name", metavar="FUNKTION", help="funktionen, for eksempel FHO_FORDEL")
    # REMAINDER: a credit such as -1.234,50 is an argument, not an option.
    parser.add_argument("cells", nargs=argparse.REMAINDER, metavar="FELT", help="funktionens felter i rækkefølge")


def run(arguments: argparse.Namespace) -> int:
    """Call the function; exit status 1 when the result is an error."""
    function = function_named(arguments.name)
    if function is None:
        raise Refusal(f"{arguments.name} findes ikke; fho functions viser funktionerne")
    needed = sum(not argument.optional for argument in function.arguments)
    if not needed <= len(arguments.cells) <= len(function.arguments):
        raise Refusal(f"andre felter, end funktionen tager: {function.syntax}")
    row = _row(function, arguments.cells)
    for argument, cell in zip(function.arguments, arguments.cells, strict=False):
        print(f"{argument.name} = {cell}")
    print()
    for column, value in zip(function.columns, row, strict=True):
        print(f"{column}: {result_in_words(value, column)}")
    print(f"\n{function.help}")
    for note in notes(function, arguments.cells, row):
        print(note)
    return FINDINGS if any(isinstance(value, str) and value.startswith("#") for value in row) else 0


def _row(function: CellFunction, cells: list[str]) -> list[Any]:
    result = function.call(*cells)
    row: list[Any] = result[0] if isinstance(result, list) else [result] * len(function.columns)
    return row
