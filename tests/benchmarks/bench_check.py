"""What ``fho check`` costs on 50,000 postings, beside openpyxl merely loading the workbook, and the memory of both.

Run it with ``python -m tests.benchmarks.bench_check``. Two workbooks of a region's own making: one settled by
FHO_REGNSKAB, one divided by FHO_FORDEL with look-ups by FHO_OPSLAG, both saved with their values as Excel saves them.
Each is checked and loaded in a process of its own, in turn, three times; the least processor time counts. Exit status 1
when a check takes more than three times the processor time of the loading.
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from tests.check.test_tables import ledger

POSTINGS: Final = 50_000
AT_MOST: Final = 3
TODAY: Final = dt.date(2017, 1, 15)
_TIMES: Final = 3


def settled() -> openpyxl.Workbook:
    """The small ledger of the tests, with many postings."""
    book = ledger()
    sheet = book["Udgifter"]
    last = POSTINGS + 1
    for row in range(2, last + 1):
        _posting(sheet, row)
    sheet["K2"] = ArrayFormula(f"K2:U{last}", f"=FHO_REGNSKAB(A1:H{last},Ordninger!A1:K9)")
    sheet[f"F{last + 1}"] = f"=SUM(F2:F{last})"
    return book


def divided() -> openpyxl.Workbook:
    """The same postings, divided by FHO_FORDEL with the dates looked up."""
    book = settled()
    sheet, last = book["Udgifter"], POSTINGS + 1
    book["Ordninger"]["Y1"] = "Start"
    for row in (2, 3):
        book["Ordninger"][f"Y{row}"] = f"=FHO_STARTDATO(G{row},J{row})"
    looked_up = f"FHO_OPSLAG(B2:B{last},Ordninger!A2:A3,Ordninger!Y2:Y3)"
    sheet["J2"] = ArrayFormula(f"J2:J{last}", f"={looked_up}")
    sheet["K2"] = ArrayFormula(f"K2:O{last}", f"=FHO_FORDEL(F2:F{last},E2:E{last},C2:C{last},D2:D{last},J2:J{last})")
    return book


def _posting(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int) -> None:
    first = dt.date(2016, 3, 1) + dt.timedelta(days=row % 200)
    values = [row, ("A-1", "A-2")[row % 2], first, first + dt.timedelta(days=row % 20), "løn", row + 0.25]
    for column, value in enumerate([*values, ("Kommunen", "Regionen")[row % 2], "Løn"], 1):
        sheet.cell(row, column, value)


def load(path: Path) -> None:
    """Openpyxl merely loading it."""
    openpyxl.load_workbook(path)


def check(path: Path) -> None:
    """All that ``fho check`` does."""
    from xl_addin.check import check as checked

    assert len(checked(path, TODAY)) < 100


TASKS: Final[dict[str, Callable[[Path], None]]] = {"load": load, "check": check}


def measure(task: str, path: Path) -> None:
    """Do it once in this process, and print seconds of processor time and megabytes."""
    TASKS[task](path)
    print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(path: Path) -> dict[str, tuple[float, float]]:
    """Seconds and megabytes of each task, the best of three."""
    runs: dict[str, list[tuple[float, float]]] = {task: [] for task in TASKS}
    for _ in range(_TIMES):
        for task, found in runs.items():
            command = [sys.executable, "-m", __spec__.name, task, str(path)]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            found.append((float(answer[0]), float(answer[1])))
    return {task: min(found) for task, found in runs.items()}


def main() -> int:
    """Build, compute, measure."""
    from xl_addin.engine import calculate, write_calculated

    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for build in (settled, divided):
            source, path = Path(folder) / "a.xlsx", Path(folder) / f"{build.__name__}.xlsx"
            book = build()
            book.calculation.fullCalcOnLoad = False
            book.save(source)
            write_calculated(calculate(source), path)
            found = measured(path)
            ratio = found["check"][0] / found["load"][0]
            worst = max(worst, ratio)
            for task, (seconds, megabytes) in found.items():
                print(f"{build.__name__}, {task:5}: {seconds:6.2f} s of processor time, {megabytes:5.0f} MB")
            print(f"{build.__name__}: checking takes {ratio:.2f} times the loading", flush=True)
    return int(worst > AT_MOST)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        raise SystemExit(main())
