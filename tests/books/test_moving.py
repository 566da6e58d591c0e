"""Which municipality a posting settles with, when the citizen has moved."""

from collections.abc import Callable

from openpyxl.workbook import Workbook

from tests.books.computing import Values
from tests.books.conftest import ROOM, small_ledger
from xl_addin.books.invented.postings import paying_municipality

POSTINGS = ROOM.postings
ARRANGEMENTS = {item.case: item for item in small_ledger().arrangements}
Compute = Callable[[Workbook], Values]


def test_a_blank_municipality_is_found_by_the_rule_on_moving(small: Workbook, values: Compute) -> None:
    settled = values(small).named("post_afregnes")
    blank = [place for place, posting in enumerate(small_ledger().postings) if posting.municipality is None]
    assert len(blank) >= 10
    for place in blank:
        posting = small_ledger().postings[place]
        assert settled[place] == paying_municipality(ARRANGEMENTS[posting.arrangement], posting.first)


def test_a_municipality_that_the_rule_does_not_give_is_said(small: Workbook, values: Compute) -> None:
    posting = small_ledger().postings[0]
    other = "Samsø" if posting.municipality != "Samsø" else "Odder"
    small["Udgifter"].cell(POSTINGS.first_row, POSTINGS.number("kommune")).value = other
    found = values(small)
    assert found.named("post_afregnes")[0] == other
    assert found.named("post_kommunekontrol")[0] == f"Afviger: efter reglen {posting.municipality}"


def test_a_period_across_the_move_is_to_be_divided(small: Workbook, values: Compute) -> None:
    place = next(place for place, one in enumerate(small_ledger().postings) if one.municipality is None)
    moved = ARRANGEMENTS[small_ledger().postings[place].arrangement]
    last = moved.decided or moved.moved
    row = POSTINGS.first_row + place
    assert moved.moved is not None
    assert last is not None
    small["Udgifter"].cell(row, POSTINGS.number("fra")).value = moved.moved.replace(day=1, month=1)
    small["Udgifter"].cell(row, POSTINGS.number("til")).value = last.replace(month=12, day=31)
    if moved.section in ("95", "95 stk. 3", "96") and moved.decided is None:
        small["Ordninger"].cell(
            ROOM.arrangements.first_row + list(ARRANGEMENTS).index(moved.case),
            ROOM.arrangements.number("afgjort"),
        ).value = last
    assert values(small).named("post_kommunekontrol")[place] == "Perioden går hen over flytningen: del posteringen"
