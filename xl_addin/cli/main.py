"""``fho``: the agreement's cell functions without Excel, and their installation in it."""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from xl_addin import __version__
from xl_addin.cli import adopt, build, calc, check, doctor, explain, functions, install, kit, serve

COMMANDS: Final = (calc, check, adopt, functions, explain, install, doctor, kit, serve, build)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 with findings, 2 when it could not be done."""
    parser = argparse.ArgumentParser(prog="fho", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    parsed = parser.parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except BrokenPipeError:
        # The reader of our output (``fho functions | head``) has seen enough.
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
