"""How the time of ``fho calc`` grows with the postings: 3,000, 10,000 and 30,000, each in a process of its own.

Run it with ``python -m tests.benchmarks.bench_calc``. Each workbook has two look-ups a posting (array formulas), one
FHO_FORDEL over all postings, FHO_MODREGNING per municipality, and ordinary formulas beside every posting.
Exit status 1 when 30,000 postings take 12 times the time of 3,000 or more, or 2 GB of memory or more.
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from xl_addin.engine import calculate, write_calculated

SIZES = (3_000, 10_000, 30_000)
MUNICIPALITIES = ("Aarhus", "Randers", "Viborg", "Herning", "Horsens")


def build(path: Path, postings: int) -> None:
    """A ledger with so many postings."""
    book = openpyxl.Workbook(write_only=False)
    arrangements = book.active
    assert arrangements is not None
    arrangements.title = "Ordninger"
    arrangements.append(["ordning", "kommune", "startdato"])
    for number in range(1, 301):
        start = dt.date(2015, 8, 31) + dt.timedelta(days=number)
        arrangements.append([f"O-{number:03}", MUNICIPALITIES[number % 5], start])
    sheet = book.create_sheet("Udgifter")
    last = postings + 1
    sheet.append(["ordning", "fra", "art", "beløb", "betalt af"])
    for row in range(2, last + 1):
        day = dt.date(2016, 1, 1) + dt.timedelta(days=row % 366)
        sheet.append([f"O-{row % 300 + 1:03}", day, "løn", row * 1.37 % 9000, ("region", "kommune")[row % 2]])
        sheet.cell(row, 14).value = f"=ROUND(D{row}-G{row}-H{row}-I{row}-J{row},2)"
    for column, source in (("F", "C"), ("L", "B")):
        found = f"INDEX(Ordninger!{source}$2:{source}$301,MATCH(A2:A{last},Ordninger!A$2:A$301,0))"
        sheet[f"{column}2"] = ArrayFormula(f"{column}2:{column}{last}", f'=IF(A2:A{last}="","",{found})')
    sheet["G2"] = ArrayFormula(f"G2:K{last}", f"=FHO_FORDEL(D2:D{last},C2:C{last},B2:B{last},,F2:F{last})")
    settled = book.create_sheet("Modregning")
    for row, name in enumerate(MUNICIPALITIES, 2):
        settled.cell(row, 1).value = name
    columns = ",".join(f"Udgifter!{letter}2:{letter}{last}" for letter in "LEGH")
    settled["B2"] = ArrayFormula("B2:E6", f"=FHO_MODREGNING(A2:A6,{columns})")
    settled["G2"] = f"=SUM(Udgifter!N2:N{last})"
    book.save(path)


def measure(path: Path) -> None:
    """Compute once in this process, and print seconds of processor time and megabytes."""
    start = time.process_time()  # it runs on one core: other work on the machine does not count
    write_calculated(calculate(path), path.with_name("beregnet.xlsx"))
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    """Measure all sizes in turn three times, and take the best of each."""
    seconds: dict[int, list[float]] = {postings: [] for postings in SIZES}
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for postings in SIZES:
            build(Path(folder) / f"{postings}.xlsx", postings)
        for _ in range(3):
            for postings in SIZES:
                command = [sys.executable, "-m", __spec__.name, str(Path(folder) / f"{postings}.xlsx")]
                answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
                seconds[postings].append(float(answer[0]))
                memory[postings] = float(answer[1])
    best = {postings: min(runs) for postings, runs in seconds.items()}
    for postings in SIZES:
        print(f"{postings:>6} postings: {best[postings]:6.2f} s of processor time, {memory[postings]:5.0f} MB")
    ratio = best[SIZES[-1]] / best[SIZES[0]]
    print(f"{SIZES[-1]} postings take {ratio:.1f} times the time of {SIZES[0]}")
    return int(ratio >= 12 or max(memory.values()) >= 2048)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        raise SystemExit(main())
