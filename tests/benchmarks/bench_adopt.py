"""What ``fho adopt`` of 50,000 postings takes beside openpyxl merely loading the same file: processor time and memory.

Run it with ``python -m tests.benchmarks.bench_adopt``. Both run in turn, each in a process of its own.
Exit status 1 when adopt takes 3 times the processor time or more.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from tests.adopt.shapes import many
from tests.adopt.test_shapes import MANY
from xl_addin.cli.main import main as fho


def measure(what: str, folder: Path) -> None:
    """Do it once in this process, and print seconds of processor time and megabytes."""
    source, mapping = folder / "many.xlsx", folder / f"{os.getpid()}.toml"
    mapping.write_text(MANY, "utf-8")
    start = time.process_time()
    if what == "adopt":
        assert fho(["adopt", str(source), "--mapping", str(mapping), "-o", str(mapping.with_suffix(".xlsx"))]) < 2
    else:
        openpyxl.load_workbook(source)
    print("measured", time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    """Measure both in turn twice, and take the best of each."""
    seconds: dict[str, float] = {}
    memory: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        many(Path(folder) / "many.xlsx")
        for what in ("openpyxl", "adopt") * 2:
            command = [sys.executable, "-m", __spec__.name, what, folder]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("measured")[1]
            taken, memory[what] = map(float, answer.split())
            seconds[what] = min(taken, seconds.get(what, taken))
    for what, taken in seconds.items():
        print(f"{what:>8}: {taken:6.2f} s of processor time, {memory[what]:5.0f} MB")
    ratio = seconds["adopt"] / seconds["openpyxl"]
    print(f"adopt takes {ratio:.2f} times the processor time of loading")
    return int(ratio >= 3)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        raise SystemExit(main())
