"""What must hold of the whole tables on any input, without an oracle."""

import datetime
from random import Random
from typing import Any

import pytest

from tests.calling import functions
from tests.tables import random_tables as draw

SEEDS = range(60)


def tables(seed: int) -> tuple[draw.Records, draw.Records]:
    random = Random(seed)
    return draw.arrangements(random), draw.postings(random, 20)


def settled(records: draw.Records, postings: draw.Records, **how: Any) -> list[list[Any]]:
    found: list[list[Any]] = functions.fho_regnskab(
        draw.table("posteringer", postings, **how), draw.table("ordninger", records)
    )
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_to_the_oere_and_only_the_payer_collects(seed: int) -> None:
    records, postings = tables(seed)
    for posting, row in zip(postings, settled(records, postings), strict=True):
        if isinstance(row[0], str):
            continue
        region, kommune, borger, ufordelt, _, _, by_region, by_kommune, refund = (
            round(cell * 100) if isinstance(cell, float) else cell for cell in row[:9]
        )
        assert region + kommune + borger + ufordelt == round(posting["beloeb"] * 100)
        paid = posting["betalt_af"] == "region"
        assert (by_region, by_kommune) == ((kommune, 0) if paid else (0, region))
        assert abs(refund) <= abs(kommune)
        assert (refund == 0) == (row[9] == "")
        assert row[9] != row[5]


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_rows_and_columns_and_the_language_of_the_headings_do_not_matter(seed: int) -> None:
    records, postings = tables(seed)
    expected = settled(records, postings)
    random = Random(seed + 1)
    order = random.sample(range(len(postings)), len(postings))
    shuffled = random.sample(records, len(records))
    for english in (False, True):
        columns, others = list(postings[0]), list(records[0])
        random.shuffle(columns)
        random.shuffle(others)
        given = draw.table("posteringer", [postings[place] for place in order], english, columns)
        table = draw.table("ordninger", shuffled, english, others)
        assert [row[:10] for row in functions.fho_regnskab(given, table)] == [expected[place][:10] for place in order]
        by_record = {id(record): row for record, row in zip(records, ordninger(records), strict=True)}
        rows = functions.fho_ordninger(table)
        assert [row[:7] for row in rows] == [by_record[id(record)][:7] for record in shuffled]


def ordninger(records: draw.Records) -> list[list[Any]]:
    found: list[list[Any]] = functions.fho_ordninger(draw.table("ordninger", records))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_foreign_columns_and_blank_rows_change_nothing(seed: int) -> None:
    records, postings = tables(seed)
    expected = settled(records, postings)
    plain, table = draw.table("posteringer", postings), draw.table("ordninger", records)
    given = [[cell for pair in zip(["Konto", *["x"] * 9], row, strict=True) for cell in pair] for row in plain]
    given.insert(1, [None] * 20)
    given.append(["", *[None] * 19])
    table = [["Note", *table[0]], *([7, *row] for row in table[1:]), [None] * 20]
    assert functions.fho_regnskab(given, table) == [[""] * 11, *expected, [""] * 11]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_posting_alone_is_settled_as_in_the_whole_ledger(seed: int) -> None:
    records, postings = tables(seed)
    expected = settled(records, postings)
    for posting, row in zip(postings[:5], expected, strict=False):
        assert settled(records, [posting]) == [row]


def one_case(**changes: Any) -> list[dict[str, Any]]:
    case = dict.fromkeys(draw.ORDNINGER) | {
        "sag": "A", "kommune": "Viborg", "paragraf": "96", "resp": 24.0, "sel": 12.0, "samme": "ja",
        "udskrevet": datetime.date(2016, 1, 1),
    }  # fmt: skip
    return [case | changes]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_posting_of_a_case_with_one_period_is_divided_as_fho_fordel_divides_it(seed: int) -> None:
    random = Random(seed)
    ends = draw._sometimes(random, 0.5, datetime.date(2016, 2, 1) + datetime.timedelta(random.randrange(300)))
    voluntary = random.random() < 0.5
    agreed = {"paragraf": "97", "aftalt_start": datetime.date(2016, 2, 1), "aftalt_andel": 0.6} if voluntary else {}
    records = one_case(
        til=ends, oplaert_resp=datetime.date(2016, 1, 5), oplaert_sel=datetime.date(2016, 1, 9), **agreed
    )
    [(_, start, end, *_)] = ordninger(records)
    for posting in draw.postings(random, 20):
        posting |= {"ordning": "A", "betalt_af": "region", "udmaalt_af": "region"}
        [row] = settled(records, [posting])
        keys = ("beloeb", "art", "fra", "til")
        share = 0.6 if voluntary else None
        division = functions.fho_fordel(
            *(posting[key] for key in keys), start, end, posting["udmaalt_af"], posting["bevilget"], None, share
        )
        assert [row[:5]] == division


def test_whole_columns_are_read_to_the_end_and_give_blanks() -> None:
    given = draw.table("posteringer", [draw.posting(Random(1)) | {"ordning": "A", "fra": datetime.date(2016, 3, 1)}])
    table = draw.table("ordninger", one_case())
    rows = functions.fho_regnskab(given + [[None] * 10] * 5000, table + [[None] * 19] * 5000)
    assert len(rows) == 5001
    assert rows[1:] == [[""] * 11] * 5000
    assert rows[0] == functions.fho_regnskab(given, table)[0]


@pytest.mark.parametrize("argument", [None, "", "Ordning", 7.0, [["Ordning"], ["A"]], [["A", "B"], ["C"]], []])
def test_what_is_no_table_is_an_error_that_says_so(argument: Any) -> None:
    result = functions.fho_regnskab(argument, draw.table("ordninger", one_case()))
    if isinstance(result, list):
        assert result[0][:10] == ["#N/A"] * 10
        assert result[0][10].startswith("Fejl: Kolonnen ")
    else:
        assert result == "#VALUE!"


def test_a_table_of_nothing_but_headings_gives_one_blank_row() -> None:
    empty = draw.table("posteringer", [])
    assert functions.fho_regnskab(empty, draw.table("ordninger", [])) == [[""] * 11]
    assert functions.fho_ordninger(draw.table("ordninger", [])) == [[""] * 9]
