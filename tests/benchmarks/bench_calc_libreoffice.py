"""What the functions cost in LibreOffice Calc: beside native formulas by hand, and beside an earlier checkout.

    python -m tests.benchmarks.bench_calc_libreoffice [POSTINGS ...] [--before CHECKOUT]

**Beside native formulas**: the same postings stand on the same sheet of several workbooks. With their start and end
dates as values: eight native formulas a row, one FHO_FORDEL over all rows, one FHO_FORDEL in each row. And with the
arrangements on a sheet of their own: native formulas a row for the look-ups, the split, the municipality and the
claims, and one FHO_REGNSKAB, which gives these columns and more. Each is computed anew, and one amount is changed.

**Beside a checkout**, which has a ``.venv`` of its own: the regional workbook as it ships in both, each in a
LibreOffice with its own extension: one amount changed, everything computed anew, opened, saved.

All in turn, the least and the median of the processor time of LibreOffice itself; a ratio below 1 is faster.
"""

import argparse
import itertools
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import openpyxl

from tests.hosts.libreoffice.native_ledger import (
    ARRANGEMENT,
    NATIVE_ARRANGEMENT,
    NATIVE_CLAIMS,
    NATIVE_LOOK_UPS,
    NATIVE_MUNICIPALITY,
    NATIVE_SPLIT,
    OUR_SPLIT,
    OUR_WHOLE,
    POSTING,
    arrangements,
    per_row,
    postings,
    start,
    whole,
)
from xl_addin.hosts.libreoffice.session import Session

HERE: Final = Path(__file__).parents[2]
COMMANDS: Final = HERE / "tests" / "hosts" / "libreoffice" / "commands.py"
SIZES: Final = (2_000, 5_000, 20_000)
TIMES: Final = 5
WORKBOOK: Final = "regionsregnskab.xlsx"
SECONDS: Final = 3_600.0
A_ROW: Final = "=FHO_FORDEL(F{r},E{r},C{r},D{r},K{r},L{r},H{r},I{r})"

Builder = Callable[[Any, int], None]
Times = Mapping[str, list[float]]


def native_split(sheet: Any, count: int) -> None:
    """Eight formulas a row."""
    per_row(sheet, NATIVE_SPLIT, count, 0)


def our_split(sheet: Any, count: int) -> None:
    """One FHO_FORDEL."""
    whole(sheet, "Y:AC", OUR_SPLIT.replace("{W}", "{K}").replace("{X}", "{L}"), count, 0)


def a_call_a_row(sheet: Any, count: int) -> None:
    """An FHO_FORDEL in each row."""
    per_row(sheet, {"Y": A_ROW}, count, 0)


def native_ledger(sheet: Any, count: int) -> None:
    """Formulas a row for all that native formulas say of a posting, and of an arrangement."""
    ordered = _add_arrangements(sheet)
    per_row(sheet.parent["Ordninger"], NATIVE_ARRANGEMENT, ordered, 0)
    for formulas in (NATIVE_LOOK_UPS, NATIVE_SPLIT, NATIVE_MUNICIPALITY, NATIVE_CLAIMS):
        per_row(sheet, formulas, count, ordered)


def our_ledger(sheet: Any, count: int) -> None:
    """One FHO_REGNSKAB."""
    whole(sheet, "AK:AU", OUR_WHOLE.replace("{last}", str(count + 1)), count, _add_arrangements(sheet))


def _add_arrangements(sheet: Any) -> int:
    rows = arrangements()
    start(rows, "Ordninger", sheet.parent, ARRANGEMENT)
    return len(rows)


SPLIT: Final[dict[str, Builder]] = {"native": native_split, "FHO_FORDEL": our_split, "a call a row": a_call_a_row}
LEDGER: Final[dict[str, Builder]] = {"native": native_ledger, "FHO_REGNSKAB": our_ledger}
FEW: Final = 2_000
"""Of a call a row only so many: more take minutes."""


def build(builder: Builder, count: int, path: Path) -> None:
    """A workbook with this many postings; start and end dates beside them."""
    dates = {row[0]: (max(42247, row[6] + 28) if row[6] else "", row[9] or "") for row in arrangements()}
    rows = [
        [*posting, None, *dates.get(posting[0], ("", ""))]
        for posting in itertools.islice(itertools.cycle(postings()), count)
    ]
    book = openpyxl.Workbook()
    book.remove(book.active)
    builder(start(rows, "Udgifter", book, (*POSTING, "", "Start", "Slut")), count)
    book.save(path)


def beside_native(count: int, builders: Mapping[str, Builder], folder: Path) -> None:
    """Measure and print what these kinds of formula take over so many postings."""
    with ExitStack() as stack:
        sessions = {}
        for name, builder in builders.items():
            if builder is a_call_a_row and count > FEW:
                continue
            path = folder / f"{builder.__name__}-{count}.xlsx"
            build(builder, count, path)
            sessions[name] = stack.enter_context(Session(script=COMMANDS))
            sessions[name].call("open_workbook", timeout=SECONDS, path=str(path))
        for title, call in (("computed anew", recalculate), ("one amount changed", change)):
            show(f"{count:,} postings, {title}", in_turn(sessions, call))


def recalculate(_: str, session: Session) -> float:
    """All formulas computed anew."""
    return float(session.call("time_recalculation", timeout=SECONDS))


def change(_: str, session: Session) -> float:
    """One amount changed, everything that follows computed."""
    return float(session.call("time_change", timeout=SECONDS, address="F100", sheet="Udgifter"))


class OfACheckout(Session):
    """A LibreOffice with the extension of a checkout, which has a ``.venv``."""

    def __init__(self, checkout: Path) -> None:
        """Start it."""
        self._checkout = checkout
        super().__init__(script=COMMANDS)

    def build_extension(self, package: Path) -> None:
        """Build it with the checkout's own Python and package."""
        code = (
            "import sys, pathlib; from xl_addin.hosts.libreoffice.extension import build; "
            "build(pathlib.Path(sys.argv[1]))"
        )
        subprocess.run([self._checkout / ".venv/bin/python", "-c", code, package], cwd=self._checkout, check=True)


def beside_checkout(before: Path, folder: Path) -> None:
    """Measure and print what the regional workbook of a checkout, and ours, take."""
    books = {}
    amounts = {}
    with ExitStack() as stack:
        sessions = {}
        for name, checkout in (("before", before), ("now", HERE)):
            (folder / name).mkdir()
            books[name] = shutil.copy(checkout / "workbooks" / WORKBOOK, folder / name)
            amounts[name] = amount_in(books[name])
            sessions[name] = stack.enter_context(OfACheckout(checkout))
        measures: dict[str, Callable[[str, Session], float]] = {
            "opened": lambda name, session: session.call("time_opening", timeout=SECONDS, path=books[name]),
            "one amount changed": lambda name, session: session.call(
                "time_change", timeout=SECONDS, address=amounts[name], sheet="Udgifter"
            ),
            "computed anew": recalculate,
            "saved": lambda name, session: session.call(
                "time_saving", timeout=SECONDS, path=f"{folder}/{name}/gemt.xlsx"
            ),
        }
        for title, measure in measures.items():
            show(f"{WORKBOOK}, {title}", in_turn(sessions, measure))


def amount_in(book: str) -> str:
    """Where the amount of one of the postings stands."""
    sheet = openpyxl.load_workbook(book, read_only=True)["Udgifter"]
    headings = next(row for row in sheet.iter_rows() if any(cell.value == "Beløb" for cell in row))
    column = next(cell.column_letter for cell in headings if cell.value == "Beløb")
    return f"{column}{headings[0].row + 100}"


def in_turn(sessions: Mapping[str, Session], measure: Callable[[str, Session], float]) -> Times:
    """What each session takes, several times, one after the other; the first time, which warms up, does not count."""
    times: dict[str, list[float]] = {name: [] for name in sessions}
    for number in range(TIMES + 1):
        for name, session in sessions.items():
            taken = measure(name, session)
            if number:
                times[name].append(taken)
    return times


def show(title: str, times: Times) -> None:
    """Print a line for each, with its ratio to the first."""
    print(title)
    first = next(iter(times.values()))
    for name, found in times.items():
        least, median = (f"{of(found):8.3f} s {of(found) / of(first):6.2f}" for of in (min, statistics.median))
        print(f"    {name:14} least {least}   median {median}", flush=True)


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("postings", nargs="*", type=int)
    asked.add_argument("--before", type=Path, metavar="CHECKOUT")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in given.postings or ([] if given.before else SIZES):
            beside_native(count, SPLIT, Path(folder))
            beside_native(count, LEDGER, Path(folder))
        if given.before:
            beside_checkout(given.before.resolve(), Path(folder))


if __name__ == "__main__":
    main()
