"""FHO_ORDNINGER and FHO_REGNSKAB against the slow calculation of RULES 12, over random cases in time."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies as cells
from tests.calling import functions
from tests.oracle import ledger
from tests.tables import random_tables as draw

LONGEST_TEXT = 255

settings.register_profile("proof", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("proof")


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


@settings(max_examples=400)
@given(data=st.data(), records=draw.arrangements(), aftale=st.one_of(st.none(), cells.agreements))
def test_arrangements(data: st.DataObject, records: list[dict[str, Any]], aftale: Any) -> None:
    table = draw.table("ordninger", data.draw(draw.spoilt(records)))
    agree(functions.fho_ordninger(table, aftale), ledger.ordninger(table, aftale), 2)


@settings(max_examples=600)
@given(records=draw.arrangements(), postings=draw.postings, aftale=st.one_of(st.none(), cells.agreements))
def test_ledgers(records: list[dict[str, Any]], postings: list[dict[str, Any]], aftale: Any) -> None:
    table, given_postings = draw.table("ordninger", records), draw.table("posteringer", postings)
    agree(functions.fho_regnskab(given_postings, table, aftale), ledger.regnskab(given_postings, table, aftale), 1)


@settings(max_examples=300)
@given(data=st.data(), records=draw.arrangements(), postings=draw.postings)
def test_spoilt_ledgers(data: st.DataObject, records: list[dict[str, Any]], postings: list[dict[str, Any]]) -> None:
    table = draw.table("ordninger", data.draw(draw.spoilt(records)))
    given_postings = draw.table("posteringer", data.draw(draw.spoilt(postings)))
    agree(functions.fho_regnskab(given_postings, table), ledger.regnskab(given_postings, table), 1)
