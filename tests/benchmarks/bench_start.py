"""What ``fho --help`` and ``fho explain`` cost before they do anything, beside importing numpy.

Run it with ``python -m tests.benchmarks.bench_start``. Each is a process of its own, in turn, nine times; the least
processor time of each counts. Exit status 1 when one takes more than 1.5 times importing numpy.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FHO = str(Path(sys.executable).with_name("fho"))
COMMANDS: dict[str, Sequence[str]] = {
    "import numpy": [sys.executable, "-c", "import numpy"],
    "fho --help": [FHO, "--help"],
    "fho explain": [FHO, "explain", "FHO_FORDEL", "310000", "løn", "01-03-2016"],
}
ALLOWED = 1.5


def seconds(command: Sequence[str]) -> float:
    """Processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure, print, compare."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(9):
        for name, command in COMMANDS.items():
            best[name] = min(best[name], seconds(command))
    numpy = best["import numpy"]
    for name, least in best.items():
        print(f"{name:<14} {least:5.3f} s, {least / numpy:4.2f} times importing numpy")
    return int(max(best.values()) > ALLOWED * numpy)


if __name__ == "__main__":
    raise SystemExit(main())
