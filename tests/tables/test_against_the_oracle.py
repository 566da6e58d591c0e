"""FHO_ORDNINGER and FHO_REGNSKAB against the slow calculation of RULES 12, over random cases in time."""

from random import Random
from typing import Any

import pytest

from tests.calling import functions
from tests.oracle import ledger
from tests.tables import random_tables as draw

LONGEST_TEXT = 255
SEEDS = [range(start, start + 40) for start in range(0, 1600, 40)]


def agree(result: list[list[Any]], expected: list[list[Any]], texts: int) -> None:
    """Every row but its last ``texts`` columns is as expected; the texts say what they must."""
    assert len(result) == len(expected)
    for row, wanted in zip(result, expected, strict=True):
        assert row[:-texts] == wanted[:-1], (row, wanted)
        assert all(type(one) is type(other) for one, other in zip(row[:-texts], wanted[:-1], strict=True)), row
        for text in row[-texts:]:
            assert isinstance(text, str)
            assert len(text) <= LONGEST_TEXT
            assert (text == "") == (wanted[0] == "")
            assert text.startswith("Fejl:") == (wanted[-1] == ledger.EXPLAINS)


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_ledgers_settled_under_an_agreement(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        records, postings, aftale = draw.arrangements(random), draw.postings(random), draw.agreement(random)
        table, given = draw.table("ordninger", records), draw.table("posteringer", postings)
        agree(functions.fho_ordninger(table, aftale), ledger.ordninger(table, aftale), 2)
        agree(functions.fho_regnskab(given, table, aftale), ledger.regnskab(given, table, aftale), 1)


@pytest.mark.parametrize("seeds", SEEDS[:20], ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_ledgers_with_bad_cells(seeds: range) -> None:
    for seed in seeds:
        random = Random(seed)
        table = draw.table("ordninger", draw.spoilt(random, draw.arrangements(random)))
        given = draw.table("posteringer", draw.spoilt(random, draw.postings(random)))
        agree(functions.fho_ordninger(table), ledger.ordninger(table), 2)
        agree(functions.fho_regnskab(given, table), ledger.regnskab(given, table), 1)


def test_the_random_ledgers_hold_everything_that_can_become_of_a_posting() -> None:
    codes: dict[object, int] = {}
    refunds = 0
    for seed in range(400):
        random = Random(seed)
        records, postings = draw.arrangements(random), draw.postings(random)
        for row in ledger.regnskab(draw.table("posteringer", postings), draw.table("ordninger", records)):
            codes[row[4]] = codes.get(row[4], 0) + 1
            refunds += isinstance(row[8], float) and row[8] != 0
    assert min(codes.values()) > 30
    assert {"NØGLE", "DELVIS", "PAUSE", "IKKE-FÆLLES", "FØR-AFTALE", "FØR-START", "EFTER-SLUT", "FERIE-K"} <= set(codes)
    assert refunds > 30
