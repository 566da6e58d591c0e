"""What ``fho calc`` on the regional workbook costs, beside openpyxl merely loading it.

Run it with ``python -m tests.benchmarks.bench_load [WORKBOOK]``. Each is a process of its own, in turn, three times;
the least processor time of each counts, imports included. Exit status 1 when computing takes more than 1.5 times.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

WORKBOOK = Path(__file__).parents[2] / "workbooks" / "regionsregnskab.xlsx"
ALLOWED = 1.5


def seconds(command: Sequence[str]) -> float:
    """Processor time of one run that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(workbook: Path = WORKBOOK) -> int:
    """Measure, print, compare."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "beregnet.xlsx")
        commands = {
            "openpyxl loads": [sys.executable, "-c", f"import openpyxl; openpyxl.load_workbook({str(workbook)!r})"],
            "fho calc": [sys.executable, "-m", "xl_addin.cli.main", "calc", str(workbook), "-o", out, "--force"],
        }
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(3):
            for name, command in commands.items():
                best[name] = min(best[name], seconds(command))
    loading = best["openpyxl loads"]
    for name, least in best.items():
        print(f"{name:<14} {least:6.2f} s, {least / loading:4.2f} times openpyxl's loading")
    return int(best["fho calc"] > ALLOWED * loading)


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:])))
