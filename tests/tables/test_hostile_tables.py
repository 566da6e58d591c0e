"""Whatever a sheet holds: an answer of the right shape, no text too long, no exception; bad records spoil no others."""

import datetime
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.calling import functions
from tests.tables import random_tables as draw
from tests.tables import test_follow_up as example

LONGEST_TEXT = 255
COLUMNS = {"fho_ordninger": 9, "fho_regnskab": 11, "fho_indlaeggelser": 5, "fho_opfoelgning": 18}
GARBAGE: list[Any] = [
    None, "", " ", "\u200b", "x" * 3000, "=1+1", "#REF!", "#NOGET!", True, False, 0, -1, 1.5, 1e300, -1e300, 10**400,
    float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), -2146826273, -2147352572, b"x", object, {},
    {"type": "Error"},
    {"type": "Error", "errorType": "Ref"}, datetime.date(1, 1, 1), datetime.datetime.max, datetime.time(1), 1j, [], (),
    np.float64(3), np.int8(4), np.str_("løn"), "æøå", "83; 192", "95 stk. 3; ; 96", "\ud800", "31-12-9999", 2958465, 61,
    "60 %", "101 %", "Viborg", "region", "løn", "ja",
]  # fmt: skip


def spoil(random: Random, table: list[list[Any]], cells: int) -> list[list[Any]]:
    changed = [list(row) for row in table]
    for _ in range(cells):
        row = random.choice(changed[1:])
        row[random.randrange(len(row))] = random.choice(GARBAGE)
    return changed


def check(name: str, result: Any, records: int) -> None:
    assert isinstance(result, list)
    assert len(result) == max(records, 1)
    for row in result:
        assert len(row) == COLUMNS[name]
        for cell in row:
            assert cell is not None
            assert not (isinstance(cell, str) and len(cell) > LONGEST_TEXT)
            assert not isinstance(cell, np.generic)


@pytest.mark.parametrize("seed", range(60))
def test_garbage_in_cells(seed: int) -> None:
    random = Random(seed)
    table = spoil(random, draw.table("ordninger", draw.arrangements(random)), random.randrange(20))
    given = spoil(random, draw.table("posteringer", draw.postings(random)), random.randrange(40))
    agreement, day = random.choice([*GARBAGE, [["gyldig_fra", random.choice(GARBAGE)]]]), random.choice(GARBAGE)
    for aftale in (None, agreement):
        check("fho_regnskab", functions.fho_regnskab(given, table, aftale), len(given) - 1)
        if not isinstance(day, list | tuple):
            check("fho_ordninger", functions.fho_ordninger(table, aftale, day), len(table) - 1)


@pytest.mark.parametrize("seed", range(60))
def test_garbage_in_stays_and_follow_up(seed: int) -> None:
    random = Random(seed)
    table = spoil(random, example.ORDNINGER, random.randrange(8))
    stays = spoil(random, example.STAYS, random.randrange(8))
    given = spoil(random, example.POSTINGS, random.randrange(8))
    day = random.choice([one for one in GARBAGE if not isinstance(one, list | tuple)])
    result = functions.fho_indlaeggelser(stays, table, None, day, given)
    check("fho_indlaeggelser", result, len(stays) - 1)
    check("fho_opfoelgning", functions.fho_opfoelgning(table, stays, given, None, day), len(table) - 1)


@pytest.mark.parametrize("seed", range(60))
def test_garbage_in_headings(seed: int) -> None:
    random = Random(seed)
    table, given = draw.table("ordninger", draw.arrangements(random)), draw.table("posteringer", draw.postings(random))
    spoilt = random.choice([table, given])
    spoilt[0][random.randrange(len(spoilt[0]))] = random.choice(GARBAGE)
    check("fho_regnskab", functions.fho_regnskab(given, table), len(given) - 1)
    check("fho_ordninger", functions.fho_ordninger(table), len(table) - 1)


@pytest.mark.parametrize("seed", range(40))
def test_a_bad_record_spoils_no_other_case(seed: int) -> None:
    random = Random(seed)
    records, postings = draw.arrangements(random), draw.postings(random)
    table, given = draw.table("ordninger", records), draw.table("posteringer", postings)
    before = functions.fho_regnskab(given, table)
    bad = random.randrange(len(postings))
    given[1 + bad] = [random.choice(GARBAGE) for _ in given[0]]
    after = functions.fho_regnskab(given, table)
    assert [row for place, row in enumerate(after) if place != bad] == [
        row for place, row in enumerate(before) if place != bad
    ]


@pytest.mark.parametrize("ragged", [[["A", "B"], ["C"]], [["A"], ["B", "C"]], [[]], [], [["A"], 7], [["A"], "B"]])
def test_what_is_no_rectangle_is_one_error(ragged: Any) -> None:
    table = draw.table("ordninger", draw.arrangements(Random(1)))
    assert functions.fho_regnskab(ragged, table) == "#VALUE!"
    assert functions.fho_regnskab(table, ragged) == "#VALUE!"
    assert functions.fho_ordninger(ragged) == "#VALUE!"
