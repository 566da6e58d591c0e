"""What the commands have in common: how they are asked, the meaning of their exit status, refusing what must not be."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from xl_addin.refusal import Refusal

DONE: Final = 0
FINDINGS: Final = 1
"""Done, and there is something to look at."""
REFUSED: Final = 2
"""Not done, for a reason that the user can mend; nothing was written."""
FAULT: Final = 3
"""Not done, and it is not the user's doing."""

_HEADINGS: Final = {"positional arguments": "felter", "options": "valg"}

_SAID: Final = (
    (r"^argument (.+?): ", r"\1: "),
    (r"the following arguments are required: ", "der mangler: "),
    (r"unrecognized arguments: ", "ukendt: "),
    (r"invalid choice: (.+?) \(choose from (.+)\)", r"\1 findes ikke; vælg mellem \2"),
    (r"invalid int value: (.+)", r"\1 er ikke et helt tal"),
    (r"invalid fromisoformat value: (.+)", r"\1 er ikke en dag (åååå-mm-dd)"),
    (r"expected (one|at least one) argument", "mangler sin værdi"),
    (r"not allowed with argument (.+)", r"kan ikke bruges sammen med \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 kan betyde \2"),
    (r"ignored explicit argument (.+)", r"tager ingen værdi, heller ikke \1"),
)
"""What argparse says about a call that it cannot take, and the same in Danish."""


class _DanishHelp(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "brug: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


class CommandParser(argparse.ArgumentParser):
    """The arguments of ``fho`` or a command of it; argparse's own words are Danish, too.

    ``english`` for the commands whose readers are developers and operations.
    """

    def __init__(self, *, english: bool = False, **named: Any) -> None:
        """Take what ``ArgumentParser`` takes."""
        formatter = argparse.RawDescriptionHelpFormatter if english else _DanishHelp
        super().__init__(formatter_class=formatter, add_help=english, **named)
        self._english = english
        if not english:
            self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def error(self, message: str) -> NoReturn:
        """End with how the command is called and why this is no call of it."""
        if self._english:
            super().error(message)
        for english, danish in _SAID:
            message = re.sub(english, danish, message)
        self.exit(REFUSED, f"{self.format_usage()}{self.prog}: {message}\n")


def add_command(
    subparsers: Any,
    name: str,
    run: Callable[[argparse.Namespace], int] | None,
    *,
    about: str,
    examples: str,
    english: bool = False,
) -> CommandParser:
    """Add a command to the command line.

    Parameters: ``run`` gives the exit status, or raises `Refusal` (None: the command has commands of its own).
    """
    parser: CommandParser = subparsers.add_parser(name, description=about, epilog=examples, english=english)
    if run:
        parser.set_defaults(run=partial(_refusing, name, run))
    return parser


def _refusing(name: str, run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """The exit status of a command, also where it refuses."""
    try:
        return run(arguments)
    except Refusal as why:
        return refuse(name, why)


def add_today(parser: argparse.ArgumentParser, help: str) -> None:
    """Add ``--today``, for a day other than this one."""
    parser.add_argument("--today", type=dt.date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help=help)


def refuse(command: str, reason: object) -> int:
    """Say in one line why a command did nothing; the exit status for it."""
    print(f"fho {command}: {' '.join(str(reason).split())}", file=sys.stderr)  # a sheet's name may hold line breaks
    return REFUSED


def not_written(error: OSError, out: Path) -> Refusal:
    """Why a file could not be written."""
    return Refusal(f"{error.filename or out}: kan ikke skrives ({error.strerror})")


def check_out(source: Path | None, out: Path, force: bool, suffix: str) -> None:
    """Refuse what must not be written, before the work: `Refusal`."""
    if out.exists():
        if source is not None and source.exists() and out.samefile(source):
            raise Refusal(f"{out}: mappen selv overskrives aldrig; giv et andet navn med -o")
        if out.is_dir():
            raise Refusal(f"{out}: er en mappe")
        if not force:
            raise Refusal(f"{out}: findes allerede; --force skriver over den")
        if not out.is_file():
            raise Refusal(f"{out}: er ingen almindelig fil")
    if out.suffix.lower() != suffix.lower():
        raise Refusal(f"{out}: skal ende på {suffix}" if suffix else f"{out}: skal være uden endelse")
    folder = out.absolute().parent
    if not folder.is_dir():
        raise Refusal(f"{out}: mappen {out.parent} findes ikke")
    if not os.access(folder, os.W_OK):
        raise Refusal(f"{out}: der kan ikke skrives i mappen")
