"""The kernel on a million postings handed over as Python lists, beside an honest row-by-row ``Decimal``.

``python -m tests.benchmarks.bench_kernel [postings] [rounds]``: one run, the competitors taking turns, medians, a
table in Markdown. The results are compared cell by cell before anything is timed.
"""

import gc
import inspect
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from tests.benchmarks import by_row
from tests.calling import functions
from xl_addin.cells.call import argument_specs
from xl_addin.cells.rows import Rows, read_rows, values_of
from xl_addin.rules import division

Columns = list[list[list[Any]]]

SHARED = ("fælles", "løn", "vikar", "sygefravær", "forsikring", "arbejdsmiljø", "administration")
MONTHS = (42186, 42217, 42248, 42278, 42309, 42339, 42370, 42401, 42430, 42461, 42491, 42522, 42552)


def ledger(rows: int, seed: int = 987) -> Columns:
    """Postings as a workbook holds them: mostly floats and words, 2 % written as text, 1 % blank, 1 % bad."""
    pick = random.Random(seed)
    table = []
    for _ in range(rows):
        month = pick.randrange(len(MONTHS) - 1)
        amount: Any = round(pick.uniform(-20_000, 90_000), 2)
        fra, til = float(MONTHS[month]), float(MONTHS[month + 1] - 1)
        start, end = float(pick.randint(42186, 42522)), pick.choice([None, None, None, 42600.0])
        row = [amount, pick.choice(SHARED), fra, til, start, end, None, None]
        chance = pick.random()
        if chance < 0.01:
            row = [None] * 8
        elif chance < 0.02:
            row[pick.randrange(6)] = pick.choice(["#N/A", "abc", "", -1.0])
        elif chance < 0.04:
            row[0] = f"{abs(amount):.2f}-".replace(".", ",")
        elif chance < 0.08:
            row[1] = pick.choice(["respiration", "servicelov"])
        elif chance < 0.12:
            row[1], row[6] = "ekstra", pick.choice(["region", "kommune", "RCV"])
        elif chance < 0.16:
            row[1], row[7] = "ferie", pick.choice(["ja", "nej", None])
        table.append(row)
    return [[[row[number]] for row in table] for number in range(8)]


def read(columns: Columns) -> Rows:
    """Only read the cells, as the function does before it computes."""
    signature = inspect.signature(functions.fho_fordel)
    bound = signature.bind(*columns)
    bound.apply_defaults()
    return read_rows(bound.arguments, argument_specs(signature), rectangles=False)


def touch(columns: Columns) -> list[list[Any]]:
    """Only take every cell out of its row."""
    return [[cell for (cell,) in column] for column in columns]


def typed(columns: Columns) -> Callable[[], object]:
    """The rule on NumPy columns that are already typed; bad rows left out."""
    rows = read(columns)
    good = ~rows.blank
    for column in rows.columns.values():
        good &= column.status <= 1
    for name in ("beloeb", "art", "fra", "startdato"):
        good &= rows.is_read(name)
    values = values_of(rows, good)
    ready = division.Postings(
        values["beloeb"], values["art"], values["fra"], values["til"], values["startdato"], values["slutdato"],
        values["udmaalt_af"], values["bevilget"], values["regionsandel"],
    )  # fmt: skip
    return lambda: division.divide(ready, rows.agreement)


def seconds(job: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    job()
    return time.process_time() - begun


def without_memory(job: Callable[[], object]) -> Callable[[], object]:
    """The opponent as one writes it first: every cell is read, also where an equal one was read before."""
    cached = {name: function for name, function in vars(by_row).items() if hasattr(function, "cache_clear")}

    def plain() -> object:
        vars(by_row).update({name: function.__wrapped__ for name, function in cached.items()})
        try:
            return job()
        finally:
            vars(by_row).update(cached)

    return plain


def peak_memory(job: Callable[[], object]) -> int:
    """The most memory that a job holds at once, its result included, in MiB."""
    tracemalloc.start()
    kept = job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak // 2**20


def main(rows: int = 1_000_000, rounds: int = 5) -> None:
    columns = ledger(rows)
    gc.freeze()
    if not functions.fho_fordel(*columns) == by_row.fordel(*columns) == by_row.fordel_in_order(*columns):
        raise SystemExit("They do not give the same rows.")
    jobs: dict[str, Callable[[], object]] = {
        "row by row, `Decimal`, in the contract's order": without_memory(lambda: by_row.fordel_in_order(*columns)),
        "the same with short cuts, each text read once": lambda: by_row.fordel(*columns),
        "`fho_fordel` on Python lists": lambda: functions.fho_fordel(*columns),
        "of which reading the cells": lambda: read(columns),
        "limit: taking every cell out of its row": lambda: touch(columns),
        "the rule on typed NumPy columns": typed(columns),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(seconds(job))
    first, *_ = jobs
    slow = statistics.median(times[first])
    print(f"{rows:,} postings, median of {rounds} rounds taken in turns\n")
    print("| | processor seconds | times faster | peak memory, MiB |\n| --- | ---: | ---: | ---: |")
    for name, job in jobs.items():
        median = statistics.median(times[name])
        ratios = [row_by_row / own for row_by_row, own in zip(times[first], times[name], strict=True)]
        spread = f"{slow / median:.1f} ({min(ratios):.1f}–{max(ratios):.1f})"
        print(f"| {name} | {median:.2f} | {spread} | {peak_memory(job)} |", flush=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
