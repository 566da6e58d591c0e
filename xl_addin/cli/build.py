"""``fho build``: the shipped workbooks, built by code with their computed values inside."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from openpyxl.workbook import Workbook

from xl_addin.agreement.vocabulary import MUNICIPALITIES
from xl_addin.books.bookfile import differing
from xl_addin.books.regional.areas import ROOM_FOR_ARRANGEMENTS, ROOM_FOR_POSTINGS
from xl_addin.books.shipped import EMPTY, SHIPPED, computed, empty, municipality_book, municipality_file
from xl_addin.cells.errors import Unreadable
from xl_addin.cells.words import municipality
from xl_addin.cli.shared import DONE, FINDINGS, add_command, not_written
from xl_addin.files import write_whole
from xl_addin.refusal import Refusal
from xl_addin.xlsx.call_spelling import Spelling, spelled

_EXAMPLES = """examples:
  fho build                      write the workbooks to the folder workbooks
  fho build --folder /tmp/books  write them somewhere else
  fho build --check              write nothing; exit status 1 when a file is not what would be built
  fho build --formulas web --folder /tmp/web
                                 for Excel with functions from a server
  fho build --postings 30000 --folder /tmp/large
                                 write only regionsregnskab-tom.xlsx, with room for 30,000 postings
  fho build --part kommune --kommune Viborg --folder /tmp/viborg
                                 write only kommuneregnskab-viborg.xlsx, Viborg's own workbook
"""

ADDIN: Final = "FHO.xlam"

_MOST_POSTINGS, _MOST_ARRANGEMENTS = 100_000, 10_000


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    about = "Build the shipped workbooks (invented data, computed values) and FHO.xlam, always the same."
    parser = add_command(subparsers, "build", run, about=about, examples=_EXAMPLES, english=True)
    parser.add_argument("--folder", type=Path, default=Path("workbooks"), help="where they stand (workbooks)")
    parser.add_argument("--check", action="store_true", help="compare with what stands there, part by part")
    parser.add_argument("--postings", type=int, help="room for so many postings in the regional workbook without data")
    parser.add_argument("--arrangements", type=int, help="room for so many arrangements in it")
    parser.add_argument("--part", choices=("kommune",), help="only one municipality's own workbook; --kommune names it")
    parser.add_argument("--kommune", metavar="NAVN", help="the municipality whose workbook is built, without data")
    parser.add_argument("--data", action="store_true", help="with the invented data of the municipality")
    parser.add_argument(
        "--formulas",
        choices=("plain", "addin", "web"),
        default="addin",
        help="how calls stand in the files: for FHO.xlam, as shipped (addin), for functions from a server (web), "
        "or by their plain names (plain)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Build or check; exit status 1 when a file differs."""
    folder: Path = arguments.folder
    builders, status = _builders(arguments), DONE
    try:
        for name, build in builders.items():
            path, file = folder / name, build()
            if not arguments.check:
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(path, file)
                print(f"{path}: written")
                continue
            found = differing(path.read_bytes(), file) if path.exists() else ["the file is missing"]
            print(f"{path}: " + (", ".join(found) + " not as built; run fho build" if found else "as built"))
            status = FINDINGS if found else status
    except OSError as error:
        raise not_written(error, folder) from None
    except ModuleNotFoundError as error:
        raise Refusal(f"{ADDIN} needs the extra build ({error.name} is missing)") from None
    return status


def _builders(arguments: argparse.Namespace) -> dict[str, Callable[[], bytes]]:
    """What is to be built, by file name; `Refusal` for what is asked in a way that makes no sense."""
    formulas: str = arguments.formulas
    sized = arguments.postings is not None or arguments.arrangements is not None
    if sized:
        _check_room(arguments)
    room = arguments.postings or ROOM_FOR_POSTINGS, arguments.arrangements or ROOM_FOR_ARRANGEMENTS
    if arguments.part or arguments.kommune or arguments.data:
        own = _municipality(arguments)
        name = municipality_file(own, example=arguments.data)
        if (arguments.folder / name).exists():
            raise Refusal(f"{arguments.folder / name}: findes allerede og overskrives ikke; vælg en anden --folder")
        return {name: partial(_computed, partial(municipality_book, own, *room, example=arguments.data), formulas)}
    if sized:
        return {EMPTY: partial(_computed, partial(empty, *room), formulas)}
    # The add-in first: where what it needs is missing, nothing is written.
    return {ADDIN: _addin} | {name: partial(_computed, build, formulas) for name, build in SHIPPED.items()}


def _municipality(arguments: argparse.Namespace) -> str:
    """The municipality asked for; `Refusal` when there is none of that name, or something else is asked too."""
    if not (arguments.part and arguments.kommune) or arguments.check:
        raise Refusal("skriv både --part kommune og --kommune NAVN, og ikke --check")
    try:
        return MUNICIPALITIES[municipality(arguments.kommune)]
    except Unreadable:
        raise Refusal(f"kender ikke kommunen {arguments.kommune!r}") from None


def _computed(build: Callable[[], Workbook], formulas: str) -> bytes:
    return spelled(computed(build()), Spelling(formulas))


def _addin() -> bytes:
    from xl_addin.hosts.excel.addin import addin_bytes  # needs the extra build

    return addin_bytes()


def _check_room(arguments: argparse.Namespace) -> None:
    """Refuse room that cannot be given."""
    if arguments.check or arguments.folder == Path("workbooks"):
        raise Refusal(
            "--postings and --arrangements build a workbook of your own: give a --folder for it, and no --check"
        )
    for name, most in (("postings", _MOST_POSTINGS), ("arrangements", _MOST_ARRANGEMENTS)):
        value = getattr(arguments, name)
        if value is not None and not 1 <= value <= most:
            raise Refusal(f"--{name} takes a whole number from 1 to {most}")
