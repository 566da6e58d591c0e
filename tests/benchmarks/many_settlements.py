"""Whole ledgers settled by FHO_REGNSKAB, cells in and cells out, 200,000 postings at a time: that no øre is lost.

Run it with ``python -m tests.benchmarks.many_settlements [NUMBER] [SEED]``. Each ledger has arrangements of its own:
periods, moves, pauses, agreed shares, an agreement in versions. Checked by integers of this file's own: the four parts
of every posting are its amount; what is collected is the other party's share of what one party paid, and nothing else;
a refund is a part of what the municipality bears; what FHO_MODREGNING says that each municipality owes is the sum of
its claims; a posting in error shows no number. Inside, every column of øre and of days is asked for its type. Exit
status 1 when anything is not so.
"""

import sys
import time
from collections import Counter
from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.tables.random_tables import case, own_agreement, table
from xl_addin.functions import settling, whole_tables
from xl_addin.rules.ledger import Settlement
from xl_addin.rules.money import LARGEST_ORE
from xl_addin.tables.settled_ledger import settled_ledger

CHUNK, CASES, TELL = 200_000, 200, 10_000_000
HEADINGS = ["Ordning", "Fra", "Til", "Art", "Beløb", "Betalt af", "Afregnes med", "Udmålt af", "Bevilget"]
ARTS = ["løn"] * 4 + ["vikar", "indlæggelse", "oplæring", "midlertidigt hold"]
ARTS += ["respiration", "servicelov", "ekstra", "ferie"]
FIRST_DAY = (date(2015, 7, 1) - date(1899, 12, 30)).days

Ore, Table = NDArray[np.int64], list[list[Any]]


def ledger(number: int, random: Random, chance: np.random.Generator) -> tuple[Ore, Table, Table, Any]:
    """The amounts in øre, the two tables, and an agreement."""

    def some(words: list[Any]) -> list[Any]:
        chosen: list[Any] = np.array(words, dtype=object)[chance.integers(0, len(words), number)].tolist()
        return chosen

    arrangements = [record for one in range(CASES) for record in case(random, str(one))]
    ore = chance.integers(-LARGEST_ORE, LARGEST_ORE, number, endpoint=True) // 10 ** chance.integers(3, 14, number)
    first = FIRST_DAY + chance.integers(0, 800, number)
    last = first + chance.choice([0, 1, 6, 27, 29, 30, 30, 59, 200], number)
    columns = [
        chance.integers(0, CASES, number).astype(float).tolist(), first.astype(float).tolist(),
        last.astype(float).tolist(), some(ARTS), (ore / 100).tolist(), some(["region", "kommunen"]),
        some([None] * 9 + ["Viborg"]), some(["region", "kommune"]), some(["ja", "nej", None]),
    ]  # fmt: skip
    postings = [HEADINGS, *map(list, zip(*columns, strict=True))]
    agreement = random.choice(["Midtjylland", "Bekendtgørelsen", own_agreement(random), own_agreement(random)])
    return ore, postings, table("ordninger", arrangements), agreement


def faults(number: int, random: Random, chance: np.random.Generator, codes: Counter[str]) -> list[str]:
    """Settle one ledger; tell what is wrong."""
    amount, postings, arrangements, agreement = ledger(number, random, chance)
    rows = whole_tables.fho_regnskab(postings, arrangements, agreement)
    columns = list(zip(*rows, strict=True))
    codes.update(columns[4])
    is_good = np.array([not str(code).startswith("#") for code in columns[4]])
    is_error = np.array([all(str(cell).startswith("#") for cell in row[:10]) for row in rows])
    good = np.flatnonzero(is_good).tolist()

    def ore(place: int) -> Ore:
        return np.rint(np.array([columns[place][row] for row in good], dtype=float) * 100).astype(np.int64)

    region, municipality, citizen, unallocated, by_region, by_municipality, refund = map(ore, (0, 1, 2, 3, 6, 7, 8))
    paid_by_region = np.array([postings[row + 1][5] == "region" for row in good])
    found = {
        "neither settled nor an error": is_good == is_error,
        "not whole": region + municipality + citizen + unallocated != amount[is_good],
        "claim of the region": by_region != np.where(paid_by_region, municipality, 0),
        "claim of the municipality": by_municipality != np.where(paid_by_region, 0, region),
        "refund": (np.abs(refund) > np.abs(municipality))
        | (np.sign(refund) == -np.sign(amount[is_good])) & (refund != 0),
    }
    settled_with = [columns[5][row] for row in good]
    owed: Counter[str] = Counter()
    for name, claim in zip(settled_with, (by_region - by_municipality).tolist(), strict=True):
        owed[name] += claim
    names = sorted(owed)
    shares = [[[columns[place][row]] for row in good] for place in (0, 1)]
    payers, places = [[postings[row + 1][5]] for row in good], [[name] for name in settled_with]
    balance = settling.fho_modregning([[name] for name in names], places, payers, *shares)
    told = [round(row[2] * 100) if isinstance(row[2], float) else None for row in balance]
    found["balance"] = np.array([told[place] != owed[name] for place, name in enumerate(names)])
    return [what for what, where in found.items() if where.any()]


def wrong_types(kept: list[Settlement]) -> list[str]:
    """Columns of øre or days that are not ``int64``."""
    ore = [(one.name, getattr(done, one.name)) for done in kept for one in fields(done) if one.name != "divided"]
    ore += [(one.name, getattr(done.divided, one.name)) for done in kept for one in fields(done.divided)]
    return sorted({name for name, values in ore if values.dtype not in (np.int64, np.bool_)})


def main(number: int, seed: int) -> int:
    """Settle, add up, tell."""
    kept: list[Settlement] = []

    def settled(*given: Any) -> Any:
        found = settled_ledger(*given)
        kept.append(found.settlement)
        return found

    whole_tables.settled_ledger = settled
    start, chance, wrong, codes = time.process_time(), np.random.default_rng(seed), Counter[str](), Counter[str]()
    for done in range(0, number, CHUNK):
        wrong.update(faults(min(CHUNK, number - done), Random(seed + done), chance, codes))
        wrong.update(wrong_types(kept))
        kept.clear()
        if not (done + CHUNK) % TELL or done + CHUNK >= number:
            count_settled = sum(count for code, count in codes.items() if not code.startswith("#"))
            took = time.process_time() - start
            print(f"{codes.total():,} postings, {count_settled:,} settled, seed {seed}: ", end="")
            print(f"wrong: {dict(wrong)}; {took:.0f} s of processor time", flush=True)
    print(dict(codes.most_common()))
    return int(bool(wrong))


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    raise SystemExit(main(*given, *(100_000_000, 20261124)[len(given) :]))
