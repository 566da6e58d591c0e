"""``fho calc``: compute a workbook without a spreadsheet program."""

import argparse
import sys
from pathlib import Path
from typing import Any

from xl_addin.agreement.wording import counted
from xl_addin.cells.errors import ERRORS
from xl_addin.cli.computed import count_errors, errors, settlement
from xl_addin.cli.shared import FINDINGS, add_command, add_today, check_out
from xl_addin.collecting import uncollected
from xl_addin.engine import Result, WorkbookError, write_calculated
from xl_addin.engine.compute import calculate_package
from xl_addin.functions.catalogue import by_name
from xl_addin.refusal import Refusal
from xl_addin.xlsx.package import Package, open_package
from xl_addin.xlsx.sheet import CellError, CellValue

_ABOUT = """Beregn en projektmappe (.xlsx eller .xlsm) uden Excel: FHO-funktionerne og Excels egne.

Den skriver en kopi, hvor hver formel er beholdt og har sin værdi, og viser afregningen med hver kommune og de celler,
der er i fejl, med grunden. Mappen selv ændres aldrig. En funktion, der ikke er vist at regne som Excel, afvises, og
dens celle nævnes.
"""
_EXAMPLES = """eksempler:
  fho calc workbooks/regionsregnskab.xlsx
  fho calc regnskab.xlsx -o beregnet/regnskab.xlsx --force

status: 0 beregnet; 1 beregnet, med celler i fejl; 2 ikke beregnet, og intet skrevet; 3 fejl i programmet
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "calc", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument("workbook", type=Path, metavar="MAPPE", help="mappen (.xlsx eller .xlsm)")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="NY", help="kopien (ellers MAPPE-beregnet.xlsx i denne mappe)"
    )
    parser.add_argument("--force", action="store_true", help="skriv over en fil, der findes")
    add_today(parser, "hvad IDAG() giver (i dag)")
    parser.add_argument(
        "--engine",
        choices=("headless", "libreoffice"),
        default="headless",
        help="regn her (headless), eller i LibreOffice, der ikke viser afregningen",
    )


@uncollected()
def run(arguments: argparse.Namespace) -> int:
    """Compute and write; exit status 1 when cells are in error."""
    source: Path = arguments.workbook
    out: Path = arguments.out or Path(f"{source.stem}-beregnet{source.suffix}")
    progress = _Progress()
    try:
        check_out(source, out, arguments.force, source.suffix)
        package = open_package(source)
        functions = {name: function.call for name, function in by_name().items()}
        if arguments.engine == "libreoffice":
            result = _in_libreoffice(package)
        else:
            result = calculate_package(package, functions, today=arguments.today, progress=progress)
        if not result.calls and arguments.engine == "headless":
            raise WorkbookError(f"{source.name}: ingen formel i den bruger en FHO-funktion")
        write_calculated(result, out)
    finally:
        progress.clear()
    for line in settlement(result):
        print(line)
    failed = count_errors(result)
    print(f"{out}: {counted(sum(map(len, result.values)), 'celle')} beregnet, {failed} i fejl")
    for line in errors(result):
        print(f"  {line}")
    return FINDINGS if failed else 0


def _in_libreoffice(package: Package) -> Result:
    """The workbook as LibreOffice computes it, with our functions in it: of the bytes that were read."""
    # Only here: openpyxl takes as long to import as all that calc needs otherwise.
    from openpyxl.utils.cell import coordinate_to_tuple

    from xl_addin.hosts.libreoffice import calculating
    from xl_addin.hosts.libreoffice.array_truths import array_truths
    from xl_addin.hosts.libreoffice.program import NoLibreOffice
    from xl_addin.hosts.libreoffice.session import SessionFailed

    try:
        found = calculating.calculate(package.file, package.path.suffix)
    except (NoLibreOffice, SessionFailed) as failure:
        raise Refusal(f"{package.path.name}: LibreOffice kunne ikke beregne den ({failure})") from None
    values: list[dict[tuple[int, int], CellValue]] = []
    truths = array_truths(package)
    for sheet in package.sheets:
        cells = {coordinate_to_tuple(address): value for address, value in found.get(sheet.name, {}).items()}
        values.append({at: _cell_value(value, at in truths[sheet.name]) for at, value in cells.items()})
    return Result(package, values)


def _cell_value(value: Any, is_truth: bool) -> CellValue:
    if is_truth and value in (0, 1):
        return bool(value)
    is_error = isinstance(value, str) and value in ERRORS
    return CellError(value) if is_error else value


class _Progress:
    """A bar on the terminal while a long calculation runs; nothing where errors go to a file."""

    _WIDTH = 30

    def __init__(self) -> None:
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = self._WIDTH * done // total
            bar = "#" * filled + "-" * (self._WIDTH - filled)
            print(f"\rberegner [{bar}] {100 * done // total} %", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
