"""What ``fho --help`` and ``fho explain`` cost before they do anything, beside importing numpy.

Run it with ``python -m tests.benchmarks.bench_start``: the least processor time of nine. Exit status 1 when one takes
more than 1.5 times importing numpy.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.processor_time import least_seconds

FHO = str(Path(sys.executable).with_name("fho"))
COMMANDS: dict[str, Sequence[str]] = {
    "import numpy": [sys.executable, "-c", "import numpy"],
    "fho --help": [FHO, "--help"],
    "fho explain": [FHO, "explain", "FHO_FORDEL", "310000", "løn", "01-03-2016"],
}
ALLOWED = 1.5


def main() -> int:
    """Measure, print, compare."""
    best = least_seconds(COMMANDS, 9)
    numpy = best["import numpy"]
    for name, least in best.items():
        print(f"{name:<14} {least:5.3f} s, {least / numpy:4.2f} times importing numpy")
    return int(max(best.values()) > ALLOWED * numpy)


if __name__ == "__main__":
    raise SystemExit(main())
