"""``fho functions``: the cell functions with their help, as the function wizard shows them."""

import argparse
import textwrap
from typing import Any

from xl_addin.cli.shared import add_command
from xl_addin.functions.catalogue import CellFunction, by_name, catalogue
from xl_addin.functions.page import page
from xl_addin.functions.sources_page import sources_page
from xl_addin.refusal import Refusal

_EXAMPLES = """eksempler:
  fho functions                  alle funktionerne med deres hjælp
  fho functions FHO_FORDEL       én funktion med alle dens felter
  fho functions --page           siden xl_addin/functions/README.md
  fho functions --page agreement siden xl_addin/agreement/README.md
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "functions", run, about="Vis funktionerne med deres hjælp.", examples=_EXAMPLES)
    parser.add_argument("name", nargs="?", metavar="FUNKTION", help="vis kun denne, med dens felter")
    parser.add_argument(
        "--page", nargs="?", const="functions", choices=("functions", "agreement"), help="siden i Markdown"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the list, or one function."""
    if arguments.page:
        print({"functions": page, "agreement": sources_page}[arguments.page](), end="")
        return 0
    if arguments.name is None:
        for one in catalogue():
            print(f"{one.syntax}\n{_indented(one.help)}\n")
        return 0
    function = by_name().get(arguments.name.upper())
    if function is None:
        raise Refusal(f"{arguments.name} findes ikke; fho functions viser funktionerne")
    print(_described(function))
    return 0


def _described(function: CellFunction) -> str:
    lines = [function.syntax, _indented(function.help), ""]
    for argument in function.arguments:
        lines.append(f"  {argument.name}{' (valgfri)' if argument.optional else ''}")
        lines.append(_indented(argument.help, "      "))
    if len(function.columns) > 1:
        lines += ["", "  Resultat: " + ", ".join(function.columns)]
    return "\n".join(lines)


def _indented(text: str, indent: str = "  ") -> str:
    return textwrap.fill(text, 100, initial_indent=indent, subsequent_indent=indent)
