"""The ledger in LibreOffice Calc: one formula of ours, native formulas by hand, and one call a row, side by side.

    python -m tests.benchmarks.bench_calc_libreoffice [POSTINGS ...]

The same postings stand on the same sheet of three workbooks, with their start and end dates as values: eight native
formulas a row, one FHO_FORDEL over all rows, one FHO_FORDEL in each row. Each is computed anew three times in one
LibreOffice, and one amount is changed; the best time counts. A ratio below 1 is faster than the native formulas.
"""

import itertools
import sys
import tempfile
from pathlib import Path
from typing import Final

import openpyxl

from tests.hosts.libreoffice.native_ledger import NATIVE_SPLIT, OUR_SPLIT, arrangements, per_row, postings, start, whole
from xl_addin.hosts.libreoffice.session import Session

COMMANDS: Final = Path(__file__).parents[1] / "hosts" / "libreoffice" / "commands.py"
SIZES: Final = (2_000, 20_000, 100_000)
A_ROW: Final = "=FHO_FORDEL(F{r},E{r},C{r},D{r},K{r},L{r},H{r},I{r})"
SECONDS: Final = 3_600.0


def build(kind: str, count: int, path: Path) -> None:
    """A workbook of this kind with this many postings."""
    dates = {row[0]: (max(42247, row[6] + 28) if row[6] else "", row[9] or "") for row in arrangements()}
    rows = [
        [*posting, None, *dates.get(posting[0], ("", ""))]
        for posting in itertools.islice(itertools.cycle(postings()), count)
    ]
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = start(rows, "Udgifter", book)
    if kind == "native":
        per_row(sheet, NATIVE_SPLIT, count, 0)
    elif kind == "ours":
        whole(sheet, "Y:AC", OUR_SPLIT.replace("{W}", "{K}").replace("{X}", "{L}"), count, 0)
    else:
        per_row(sheet, {"Y": A_ROW}, count, 0)
    book.save(path)


def measure(session: Session, path: Path) -> tuple[float, float]:
    """Seconds to compute a workbook anew, and to change one amount."""
    session.call("open_workbook", timeout=SECONDS, path=str(path))
    computed = min(session.call("time_recalculation", timeout=SECONDS) for _ in range(3))
    changed = min(session.call("time_change", timeout=SECONDS, address="F100", sheet="Udgifter") for _ in range(3))
    session.call("close")
    return computed, changed


def main() -> None:
    """Print a line for each size and kind."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    print("postings  kind       compute s  ratio   change s  ratio")
    with tempfile.TemporaryDirectory() as folder, Session(script=COMMANDS) as session:
        for count in sizes:
            native = (0.0, 0.0)
            for kind in ("native", "ours", "a call a row"):
                path = Path(folder) / f"{kind.replace(' ', '-')}-{count}.xlsx"
                build(kind, count, path)
                times = measure(session, path)
                native = native if any(native) else times
                cells = "  ".join(f"{one:9.3f}  {one / other:5.2f}" for one, other in zip(times, native, strict=True))
                print(f"{count:8,}  {kind:12} {cells}", flush=True)


if __name__ == "__main__":
    main()
