"""No posting leaves the settlement silently: whatever goes wrong, the totals become errors, and the row is named."""

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.computing import Values
from tests.books.conftest import ROOM, copy_of, fifty_postings, moved_cases, small_ledger
from xl_addin.books import regional
from xl_addin.books.invented import CLOSED
from xl_addin.xlsx.sheet import CellError

POSTINGS, ARRANGEMENTS, CLAIMS = ROOM.postings, ROOM.arrangements, ROOM.claims
FIRST = POSTINGS.first_row
LEDGER = small_ledger()["Udgifter"]
USED = len(LEDGER)

Compute = Callable[[Workbook], Values]


def nets(found: Values) -> dict[str, object]:
    """The net of each municipality's line on Modregning."""
    lines = zip(found.named("mod_kommune"), found.named("mod_netto"), strict=True)
    return {name: net for name, net in lines if name}


Edit = Callable[[Workbook], None]

TYPED = "Beløb og datoer på Opkrævet er tal og datoer"
NOT_SETTLED = "Posteringer, der ikke kan afregnes"
NOT_READ = "Hvert afsnit på Ordninger kan læses"
NOT_ALL_READ = "Posteringer på Udgifter = posteringer læst"


def with_claims() -> Workbook:
    return regional.build({**small_ledger(), "Opkrævet": fifty_postings()["Opkrævet"]}, ROOM, CLOSED)


def overwrite(sheet: str, row: int, column: int, value: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        cell = workbook[sheet].cell(row, column)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"

    return edit


def enter(key: str, value: object, row: int = FIRST + 2) -> Edit:
    """Type something in a column of Udgifter."""
    return overwrite("Udgifter", row, POSTINGS.number(key), value)


def row_of(art: str) -> int:
    return FIRST + next(place for place, one in enumerate(LEDGER) if one["art"] == art)


def arrangement_row(place: int = 0) -> int:
    """The row on Ordninger of the arrangement that a posting belongs to."""
    cases = [period["sag"] for period in small_ledger()["Ordninger"]]
    return ARRANGEMENTS.first_row + cases.index(LEDGER[place]["ordning"])


def period(key: str, value: object) -> Edit:
    return overwrite("Ordninger", arrangement_row(), ARRANGEMENTS.number(key), value)


def move_below_capacity(workbook: Workbook) -> None:
    sheet = workbook["Udgifter"]
    for column in range(1, 11):
        sheet.cell(POSTINGS.last_row + 1, column).value = sheet.cell(FIRST, column).value
        sheet.cell(FIRST, column).value = None


def add_cancelling_amounts(workbook: Workbook) -> None:
    for row, amount in ((POSTINGS.last_row + 4, 100), (POSTINGS.last_row + 5, -100)):
        enter("beløb", amount, row)(workbook)


def push_below_capacity(workbook: Workbook) -> None:
    workbook["Udgifter"].insert_rows(FIRST + 5, POSTINGS.rows - USED + 1)


def clear_arrangement(workbook: Workbook) -> None:
    for column in range(1, ARRANGEMENTS.last_column + 1):
        workbook["Ordninger"].cell(arrangement_row(), column).value = None


def repeat_case(workbook: Workbook) -> None:
    sheet, row = workbook["Ordninger"], ARRANGEMENTS.first_row + len(small_ledger()["Ordninger"])
    for column in range(1, ARRANGEMENTS.last_column + 1):
        sheet.cell(row, column).value = sheet.cell(arrangement_row(), column).value


def move_below_arrangements(workbook: Workbook) -> None:
    for key, value in (("sag", LEDGER[0]["ordning"]), ("fra", date(2016, 3, 15)), ("kommune", "Skive")):
        overwrite("Ordninger", ARRANGEMENTS.last_row + 1, ARRANGEMENTS.number(key), value)(workbook)


FAULTS: dict[str, tuple[Edit, str]] = {
    "a posting below the capacity": (move_below_capacity, NOT_ALL_READ),
    "postings pushed below the capacity": (push_below_capacity, NOT_ALL_READ),
    "two amounts that cancel, below the capacity": (add_cancelling_amounts, NOT_ALL_READ),
    "only a case number below the capacity": (
        enter("ordning", "RM-2015-001", POSTINGS.last_row + 7),
        "Udfyldte felter på Udgifter = udfyldte felter læst",
    ),
    "a total below the postings": (
        enter("beløb", f"=SUM(F{FIRST}:F{POSTINGS.last_row})", POSTINGS.last_row + 2),
        "Beløb på Udgifter = beløb læst",
    ),
    "the settlement cleared": (
        overwrite("Fordeling", FIRST, ROOM.division.number("region"), None),
        "Posteringer indtastet = posteringer fordelt",
    ),
    "a heading of Udgifter overwritten": (enter("beløb", "Kroner", POSTINGS.header_row), NOT_SETTLED),
    "a heading of Ordninger overwritten": (
        overwrite("Ordninger", ARRANGEMENTS.header_row, ARRANGEMENTS.number("paragraf"), "Hvad"),
        NOT_SETTLED,
    ),
    "a heading overwritten that may be missing": (
        enter("bevilget", "Noget andet", POSTINGS.header_row),
        "Overskrifter på Udgifter, Ordninger og Indlæggelser",
    ),
    "a deleted arrangement": (clear_arrangement, NOT_SETTLED),
    "two periods at once": (repeat_case, NOT_READ),
    "a move typed below the arrangements": (
        move_below_arrangements,
        "Udfyldte felter på Ordninger = udfyldte felter læst",
    ),
    "a discharge typed as text": (period("udskrevet", "engang i maj"), NOT_READ),
    "an unknown section": (period("paragraf", "27"), NOT_READ),
    "an agreed share on a joint arrangement": (period("aftalt_andel", 0.5), NOT_READ),
    "an unknown art": (enter("art", "gave"), NOT_SETTLED),
    "no art": (enter("art", None), NOT_SETTLED),
    "no amount": (enter("beløb", None), NOT_SETTLED),
    "an error in an amount": (enter("beløb", "#REF!"), NOT_SETTLED),
    "an amount as text": (enter("beløb", "1.234,50"), NOT_SETTLED),
    "an amount as text, the English way": (enter("beløb", "69,930.88"), NOT_SETTLED),
    "a date as text": (enter("fra", "01-03-2016"), NOT_SETTLED),
    "no first day": (enter("fra", None, row_of("løn")), NOT_SETTLED),
    "no payer": (enter("betalt_af", None), NOT_SETTLED),
    "an unknown payer": (enter("betalt_af", "staten"), NOT_SETTLED),
    "another municipality as payer": (enter("betalt_af", "Bornholm"), NOT_SETTLED),
    "no arrangement": (enter("ordning", None), NOT_SETTLED),
    "an extra helper that nobody assessed": (enter("udmålt_af", None, row_of("ekstra")), NOT_SETTLED),
    "a municipality that does not exist": (enter("afregnes", "Atlantis"), NOT_SETTLED),
    "a municipality that is not settled with": (
        enter("afregnes", "Aalborg"),
        "Posteringer i alt = posteringer fordelt på kommuner",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_every_total_into_an_error(fault: str, small: Workbook, values: Compute) -> None:
    edit, control = FAULTS[fault]
    edit(small)
    found = values(small)
    assert found.statuses()[control] == "FEJL"
    assert all(isinstance(total, CellError) for total in found.totals())
    assert found.at("Forside", 6, 3) == "Fejl: se Kontrol"


CLAIM_FAULTS: dict[str, tuple[Edit, str]] = {
    "an amount as text": (overwrite("Opkrævet", 7, CLAIMS.number("beløb"), "1.000"), TYPED),
    "an amount as text, the English way": (overwrite("Opkrævet", 7, CLAIMS.number("beløb"), "1,000.50"), TYPED),
    "a day of payment as text": (overwrite("Opkrævet", 7, CLAIMS.number("betalt"), "20-04-2016"), TYPED),
    "a month as text": (overwrite("Opkrævet", 7, CLAIMS.number("måned"), "2016-03"), TYPED),
    "no direction": (overwrite("Opkrævet", 7, CLAIMS.number("retning"), None), "Hver opkrævning har en retning"),
    "a municipality that is not settled with": (
        overwrite("Opkrævet", 7, CLAIMS.number("kommune"), "Aalborg"),
        "Opkrævet i alt = opkrævet fordelt på kommuner og måneder",
    ),
    "a claim below the capacity": (
        overwrite("Opkrævet", CLAIMS.last_row + 3, CLAIMS.number("beløb"), 5),
        "Opkrævninger på Opkrævet = opkrævninger læst",
    ),
}


@pytest.mark.parametrize("fault", CLAIM_FAULTS)
def test_a_claim_that_cannot_be_counted_turns_every_total_into_an_error(fault: str, values: Compute) -> None:
    workbook = copy_of(with_claims)
    edit, control = CLAIM_FAULTS[fault]
    edit(workbook)
    found = values(workbook)
    assert found.statuses()[control] == "FEJL"
    assert all(isinstance(total, CellError) for total in found.totals())


@pytest.mark.parametrize("fault", ["a posting below the capacity", "postings pushed below the capacity"])
def test_a_posting_left_out_stops_every_line_of_the_settlement(fault: str, small: Workbook, values: Compute) -> None:
    FAULTS[fault][0](small)
    assert all(isinstance(net, CellError) for net in nets(values(small)).values())


@pytest.mark.parametrize(("key", "value"), [("art", "gave"), ("beløb", "#REF!"), ("betalt_af", None), ("fra", "i maj")])
@pytest.mark.parametrize("entered", [True, False])
def test_a_bad_posting_hides_its_own_municipality_and_no_other_and_is_named(
    key: str, value: object, entered: bool, small: Workbook, values: Compute
) -> None:
    """Whether the municipality is entered with the posting, or is that of its arrangement."""
    stayed = [place for place, one in enumerate(LEDGER) if one["ordning"] not in moved_cases() and one["art"] == "løn"]
    place = stayed[0]
    row, case = FIRST + place, LEDGER[place]["ordning"]
    own = next(period["kommune"] for period in small_ledger()["Ordninger"] if period["sag"] == case)
    if entered:
        enter("afregnes", own, row)(small)
    enter(key, value, row)(small)
    found = values(small)
    lines = nets(found)
    assert isinstance(lines.pop(own), CellError)
    assert not [net for net in lines.values() if isinstance(net, CellError)]
    (named,) = found.faults()
    assert (named["række"], named["bilag"], named["kommune"]) == (row, LEDGER[place]["bilag"], own)
    assert len(named["hvad"]) > 10


def test_a_bad_posting_that_may_be_anybodys_hides_every_municipality(small: Workbook, values: Compute) -> None:
    enter("ordning", "RM-1999-999")(small)
    found = values(small)
    assert all(isinstance(net, CellError) for net in nets(found).values())
    (named,) = found.faults()
    assert (named["række"], named["kommune"]) == (FIRST + 2, "?")
    assert "RM-1999-999" in named["hvad"] or "findes ikke" in named["hvad"] or "ordning" in named["hvad"].lower()


def test_more_bad_postings_than_can_be_named_hide_every_municipality(small: Workbook, values: Compute) -> None:
    for row in range(FIRST, FIRST + 30):
        enter("art", "gave", row)(small)
    found = values(small)
    assert len(found.faults()) == 25
    assert all(isinstance(net, CellError) for net in nets(found).values())


def test_the_small_workbook_agrees_with_itself(untouched: Values) -> None:
    found = untouched
    assert set(found.statuses().values()) == {"OK"}
    assert found.errors() == {sheet: set() for sheet in found.errors()}
    assert len(found.statuses()) == 20
    assert found.faults() == []


def insert_blank(place: int) -> Callable[[Worksheet], None]:
    return lambda sheet: sheet.insert_rows(place, 2)


def reverse(sheet: Worksheet) -> None:
    rows = [[sheet.cell(row, column).value for column in range(1, 12)] for row in range(FIRST, FIRST + USED)]
    for row, cells in enumerate(reversed(rows), FIRST):
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = value


HARMLESS = {
    "rows inserted under the header": insert_blank(FIRST),
    "rows inserted in the middle": insert_blank(FIRST + 30),
    "rows inserted at the end": insert_blank(POSTINGS.last_row),
    "a blank row deleted": lambda sheet: sheet.delete_rows(POSTINGS.last_row - 3),
    "the postings sorted": reverse,
}


@pytest.mark.parametrize("change", HARMLESS)
def test_inserting_and_sorting_change_no_total(
    change: str, small: Workbook, values: Compute, untouched: Values
) -> None:
    before = untouched.totals()
    HARMLESS[change](small["Udgifter"])
    after = values(small)
    assert after.totals() == pytest.approx(before, abs=0.001)
    assert set(after.statuses().values()) == {"OK"}


def test_a_deleted_posting_is_gone_from_both_sides(small: Workbook, values: Compute, untouched: Values) -> None:
    amount = small["Udgifter"].cell(FIRST, POSTINGS.number("beløb")).value
    before = untouched.at("Forside", 16, 3)
    small["Udgifter"].delete_rows(FIRST)
    after = values(small)
    assert after.at("Forside", 16, 3) == pytest.approx(before - amount, abs=0.001)
    assert set(after.statuses().values()) == {"OK"}


def test_a_posting_of_another_municipality_settles_once_it_is_listed(small: Workbook, values: Compute) -> None:
    enter("afregnes", "Aalborg Kommune")(small)
    overwrite("Modregning", 26, 1, "Aalborg")(small)
    found = values(small)
    assert set(found.statuses().values()) == {"OK"}
    assert found.line("Aalborg")["antal"] == 1


def test_a_claim_number_is_counted_as_it_is_written(values: Compute) -> None:
    """`2016-01` is no day and `FHO-*` no pattern: only a number that stands twice is worth a look."""
    workbook = copy_of(with_claims)
    for row, number in enumerate(["2016-01", "2016-01-01", "FHO-*", "2016-01", "0017", "17"], CLAIMS.first_row):
        overwrite("Opkrævet", row, CLAIMS.number("nummer"), number)(workbook)
    found = values(workbook)
    rows = range(1, workbook["Kontrol"].max_row + 1)
    text = "Opkrævninger med et nummer, der står to gange"
    assert [found.at("Kontrol", row, 3) for row in rows if found.at("Kontrol", row, 2) == text] == [2]
