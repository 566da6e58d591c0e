"""Which changes to the rules the tests notice.

``python -m tests.mutants.hunt`` tries a sample of 40; ``--all`` every change, ``--sample N --seed N`` another sample,
``--room rules`` one room, ``--thorough`` with the slower tests too. Survivors are listed; exit status 1 when more
survive than one in twenty. Those of `equivalent.toml` change nothing that anybody can see, and are not tried.

A sample is drawn by what a change is, not by where it stands: it stays the same when other lines move.
"""

from __future__ import annotations

import os

# Forks and numpy's threads do not go together, and looking for pytest's plugins takes longer than many a trial.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

import argparse
import hashlib
import time
import tomllib
from collections import Counter
from pathlib import Path

from tests.mutants.changes import ROOMS, ROOT, Change, changes
from tests.mutants.trial import survivors

ALLOWED = 0.05


def main() -> int:
    """Try the changes, list the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--room", choices=ROOMS)
    parser.add_argument("--thorough", action="store_true", help="the slower tests too")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    known = tomllib.loads((Path(__file__).with_name("equivalent.toml")).read_text("utf-8"))["same"]
    found = changes()
    if gone := known.keys() - {key(change) for change in found}:
        print("no longer there, to be taken out of equivalent.toml:", *gone, sep="\n")
    every = [one for one in found if key(one) not in known and given.room in (None, one.file.parent.name)]
    tried = every if given.all else _drawn(every, given.sample, given.seed)
    unchanged = Change(found[0].file, found[0].file.read_text("utf-8"), 0, "nothing")
    if not list(survivors([unchanged], 1, given.thorough)):
        print("the tests fail with nothing changed")
        return 2
    start, lived = time.monotonic(), 0
    for change in survivors(tried, given.processes, given.thorough):
        lived += 1
        print(key(change), flush=True)
    killed, took = len(tried) - lived, time.monotonic() - start
    print(f"{killed} of {len(tried)} changes noticed ({100 * killed / len(tried):.1f} %), of {len(every)} there are")
    print(f"seed {given.seed}, {sum(os.times()[:4]):.0f} s of processor time, {took:.0f} s")
    return int(lived > ALLOWED * len(tried))


def _drawn(every: list[Change], number: int, seed: int) -> list[Change]:
    """Some of the changes, by the hash of what each is."""
    seen: Counter[str] = Counter()

    def lot(change: Change) -> bytes:
        seen[key(change)] += 1
        return hashlib.sha256(f"{seed} {key(change)} {seen[key(change)]}".encode()).digest()

    return sorted(every, key=lot)[:number]


def key(change: Change) -> str:
    """A change by its file and the line that it is in, which survives lines moving."""
    line = change.file.read_text("utf-8").splitlines()[change.line - 1].strip() if change.line else ""
    return f"{change.file.relative_to(ROOT / 'xl_addin')}: {change.what}: {line}"


if __name__ == "__main__":
    raise SystemExit(main())
