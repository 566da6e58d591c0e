"""``fho calc``: compute a workbook without a spreadsheet program."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin.cli.shared import FINDINGS, Refused, check_out, refuse

if TYPE_CHECKING:
    from xl_addin.engine import Result
    from xl_addin.xlsx.package import Package
    from xl_addin.xlsx.sheet import CellValue

_ABOUT = """Compute a workbook (.xlsx or .xlsm): our FHO_ functions and Excel's own, without Excel.

It writes a copy in which every formula keeps its formula and carries its value, and prints what the settlement
(FHO_MODREGNING) says per municipality and which cells are in error, with the reason. The workbook itself is
never touched. A function that is not known to compute as Excel does is refused, with its cell named.
"""
_EXAMPLES = """examples:
  fho calc workbooks/regionsregnskab.xlsx
  fho calc regnskab.xlsx -o computed/regnskab.xlsx --force

exit status: 0 computed; 1 computed, with cells in error; 2 not computed, and nothing written
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "calc",
        help="compute a workbook without a spreadsheet program",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK", help="the .xlsx or .xlsm to compute")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help="the copy to write (default: NAME-beregnet.xlsx in this folder)"
    )
    parser.add_argument("--force", action="store_true", help="write OUT even when it exists")
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="what TODAY() gives (default: today)"
    )
    parser.add_argument(
        "--engine",
        choices=("headless", "libreoffice"),
        default="headless",
        help="compute here (default), or in LibreOffice, which says nothing of the settlement",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compute and write; exit status 1 when cells are in error, 2 when nothing was written."""
    from xl_addin.cli.computed import count_errors, errors, settlement
    from xl_addin.engine import WorkbookError, write_calculated
    from xl_addin.engine.compute import calculate_package
    from xl_addin.functions.catalogue import by_name
    from xl_addin.xlsx.package import open_package

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
            raise WorkbookError(f"{source.name}: no formula in it calls an FHO_ function")
        write_calculated(result, out)
    except (WorkbookError, Refused) as error:
        progress.clear()
        return refuse("calc", error)
    progress.clear()
    for line in settlement(result):
        print(line)
    failed = count_errors(result)
    print(f"{out}: {sum(map(len, result.values))} cells computed, {failed} in error")
    for line in errors(result, functions):
        print(f"  {line}")
    return FINDINGS if failed else 0


def _in_libreoffice(package: "Package") -> "Result":
    """The workbook as LibreOffice computes it, with our functions in it: of the bytes that were read."""
    from openpyxl.utils.cell import coordinate_to_tuple

    from xl_addin.engine import Result
    from xl_addin.hosts.libreoffice import calculating
    from xl_addin.hosts.libreoffice.array_truths import array_truths
    from xl_addin.hosts.libreoffice.program import NoLibreOffice
    from xl_addin.hosts.libreoffice.session import SessionFailed

    try:
        found = calculating.calculate(package.file, package.path.suffix)
    except (NoLibreOffice, SessionFailed) as failure:
        raise Refused(f"{package.path.name}: LibreOffice did not compute it ({failure})") from None
    values: list[dict[tuple[int, int], CellValue]] = []
    truths = array_truths(package)
    for sheet in package.sheets:
        cells = {coordinate_to_tuple(address): value for address, value in found.get(sheet.name, {}).items()}
        values.append({at: _cell_value(value, at in truths[sheet.name]) for at, value in cells.items()})
    return Result(package, values)


def _cell_value(value: Any, is_truth: bool) -> "CellValue":
    from xl_addin.xlsx.sheet import CellError
    from xl_addin.xlsx.tree import ERRORS

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
            print(f"\rcomputing [{bar}] {100 * done // total} %", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
