"""Random postings divided, a million at a time: that no øre is lost among a hundred million of them.

Run it with ``python -m tests.benchmarks.many_postings [NUMBER] [SEED]``. Exit status 1 when the four parts of a posting
are not its amount.
"""

import sys
import time

import numpy as np

from xl_addin.agreement.parameters import midtjylland
from xl_addin.agreement.vocabulary import COST_TYPES
from xl_addin.rules.division import Postings, divide
from xl_addin.rules.money import LARGEST_ORE

CHUNK = 1_000_000
FIRST_DAY, LAST_DAY = (np.datetime64(day, "D").astype(int) for day in ("2015-01-01", "2030-12-31"))


def postings(number: int, chance: np.random.Generator) -> Postings:
    """Amounts of every size and sign, every art, periods of up to 400 days, some without start or end."""
    amount = chance.integers(-LARGEST_ORE, LARGEST_ORE, number) // 10 ** chance.integers(0, 14, number)
    first = chance.integers(FIRST_DAY, LAST_DAY, number).astype("datetime64[D]")
    start = chance.integers(FIRST_DAY, LAST_DAY, number).astype("datetime64[D]")
    end = start + chance.integers(0, 3000, number)
    nowhere = np.datetime64("NaT")
    return Postings(
        amount=amount,
        cost_type=chance.integers(0, len(COST_TYPES), number),
        first=first,
        last=first + chance.integers(0, 400, number),
        start=start,
        end=np.where(chance.random(number) < 0.5, nowhere, end),
        assessed_by=chance.integers(0, 3, number),
        granted=chance.random(number) < 0.5,
        agreed=np.where(chance.random(number) < 0.1, chance.random(number), np.nan),
    )


def main(number: int, seed: int) -> int:
    """Divide, add up, tell."""
    start, lost, chance = time.process_time(), 0, np.random.default_rng(seed)
    for done in range(0, number, CHUNK):
        given = postings(min(CHUNK, number - done), chance)
        parts = divide(given, midtjylland())
        assert parts.region.dtype == parts.municipality.dtype == np.int64
        whole = parts.region + parts.municipality + parts.citizen + parts.unallocated
        lost += int(np.count_nonzero(whole != given.amount))
    print(f"{number:,} postings, seed {seed}: {lost} not whole, {time.process_time() - start:.0f} s of processor time")
    return int(lost > 0)


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    raise SystemExit(main(*given, *(100_000_000, 20261124)[len(given) :]))
