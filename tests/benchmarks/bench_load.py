"""What ``fho calc`` on the regional workbook costs, beside openpyxl merely loading it.

Run it with ``python -m tests.benchmarks.bench_load [WORKBOOK]``: the least processor time of three. Exit status 1 when
computing takes more than 1.2 times.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.processor_time import least_seconds

WORKBOOK = Path(__file__).parents[2] / "workbooks" / "regionsregnskab.xlsx"
ALLOWED = 1.2


def main(workbook: Path = WORKBOOK) -> int:
    """Measure, print, compare."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "beregnet.xlsx")
        commands = {
            "openpyxl loads": [sys.executable, "-c", f"import openpyxl; openpyxl.load_workbook({str(workbook)!r})"],
            "fho calc": [sys.executable, "-m", "xl_addin.cli.main", "calc", str(workbook), "-o", out, "--force"],
        }
        best = least_seconds(commands, 3)
    loading = best["openpyxl loads"]
    for name, least in best.items():
        print(f"{name:<14} {least:6.2f} s, {least / loading:4.2f} times openpyxl's loading")
    return int(best["fho calc"] > ALLOWED * loading)


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:])))
