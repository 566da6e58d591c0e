"""No posting leaves the settlement silently: whatever goes wrong, the totals become errors."""

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.computing import Values
from tests.books.conftest import ROOM, small_ledger
from xl_addin.xlsx.sheet import CellError

POSTINGS, ARRANGEMENTS, DIVISION = ROOM.postings, ROOM.arrangements, ROOM.division
FIRST = POSTINGS.first_row
USED = len(small_ledger().postings)

Compute = Callable[[Workbook], Values]


def enter(workbook: Workbook, key: str, value: object, row: int = FIRST + 2) -> None:
    """Type something in a column of Udgifter."""
    cell = workbook["Udgifter"].cell(row, POSTINGS.number(key))
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str) and value.startswith("#"):
        cell.data_type = "e"


def row_of(art: str) -> int:
    return FIRST + next(place for place, one in enumerate(small_ledger().postings) if one.art == art)


def arrangement_row(place: int = 0) -> int:
    """The row on Ordninger of the arrangement that a posting belongs to."""
    case = small_ledger().postings[place].arrangement
    return ARRANGEMENTS.first_row + [item.case for item in small_ledger().arrangements].index(case)


def copy_row(sheet: Worksheet, row: int, to: int) -> None:
    for column in range(1, 11):
        sheet.cell(to, column).value = sheet.cell(row, column).value


def move_below_capacity(workbook: Workbook) -> None:
    sheet = workbook["Udgifter"]
    copy_row(sheet, FIRST, POSTINGS.last_row + 1)
    for column in range(1, 11):
        sheet.cell(FIRST, column).value = None


def add_cancelling_amounts(workbook: Workbook) -> None:
    for row, amount in ((POSTINGS.last_row + 4, 100), (POSTINGS.last_row + 5, -100)):
        enter(workbook, "beløb", amount, row)


def push_below_capacity(workbook: Workbook) -> None:
    workbook["Udgifter"].insert_rows(FIRST + 5, POSTINGS.rows - USED + 1)


def clear_arrangement(workbook: Workbook) -> None:
    for column in range(1, ARRANGEMENTS.number("note") + 1):
        workbook["Ordninger"].cell(arrangement_row(), column).value = None


def repeat_case(workbook: Workbook) -> None:
    sheet = workbook["Ordninger"]
    sheet.cell(ARRANGEMENTS.first_row + 1, 1).value = sheet.cell(ARRANGEMENTS.first_row, 1).value


def overwrite(sheet: str, row: int, column: int, value: object) -> Callable[[Workbook], None]:
    def edit(workbook: Workbook) -> None:
        workbook[sheet].cell(row, column).value = value  # type: ignore[assignment]

    return edit


FAULTS: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "a posting below the capacity": (move_below_capacity, "Posteringer på Udgifter = posteringer læst på Fordeling"),
    "postings pushed below the capacity": (
        push_below_capacity,
        "Posteringer på Udgifter = posteringer læst på Fordeling",
    ),
    "only a case number below the capacity": (
        overwrite("Udgifter", POSTINGS.last_row + 7, POSTINGS.number("ordning"), "RM-2015-001"),
        "Udfyldte felter på Udgifter = udfyldte felter læst på Fordeling",
    ),
    "two amounts that cancel, below the capacity": (
        add_cancelling_amounts,
        "Posteringer på Udgifter = posteringer læst på Fordeling",
    ),
    "a total below the postings": (
        overwrite("Udgifter", POSTINGS.last_row + 2, POSTINGS.number("beløb"), f"=SUM(G{FIRST}:G{POSTINGS.last_row})"),
        "Beløb på Udgifter = beløb læst på Fordeling",
    ),
    "a formula of Fordeling overwritten": (
        overwrite("Fordeling", FIRST + 1, DIVISION.number("beløb"), 1),
        "Beløb på Udgifter = beløb læst på Fordeling",
    ),
    "a formula of Fordeling cleared": (
        overwrite("Fordeling", FIRST + 1, DIVISION.number("betalt_af"), None),
        "Udfyldte felter på Udgifter = udfyldte felter læst på Fordeling",
    ),
    "a deleted arrangement": (clear_arrangement, "Hver postering hører til en ordning, der findes én gang"),
    "a case number twice": (repeat_case, "Intet sagsnummer står to gange på Ordninger"),
    "an arrangement without a discharge typed as text": (
        overwrite("Ordninger", arrangement_row(), ARRANGEMENTS.number("udskrevet"), "engang i maj"),
        "Datoer på Ordninger er datoer, og intet beregnet felt er i fejl",
    ),
    "an unknown section": (
        overwrite("Ordninger", arrangement_row(), ARRANGEMENTS.number("paragraf"), "27"),
        "Hver række på Ordninger har et sagsnummer og en status",
    ),
    "an unknown art": (lambda book: enter(book, "art", "gave"), "Posteringer indtastet = posteringer fordelt"),
    "no art": (lambda book: enter(book, "art", None), "Posteringer indtastet = posteringer fordelt"),
    "no amount": (
        lambda book: enter(book, "beløb", None),
        "Beløb indtastet = fordelt på region, kommune, borger og ufordelt",
    ),
    "an error in an amount": (
        lambda book: enter(book, "beløb", "#REF!"),
        "Posteringer indtastet = posteringer fordelt",
    ),
    "an amount as text": (
        lambda book: enter(book, "beløb", "1.234,50"),
        "Beløb og datoer på Udgifter er tal, ikke tekst",
    ),
    "a date as text": (lambda book: enter(book, "fra", "01-03-2016"), "Beløb og datoer på Udgifter er tal, ikke tekst"),
    "no first day": (
        lambda book: enter(book, "fra", None, row_of("løn")),
        "Posteringer indtastet = posteringer fordelt",
    ),
    "no payer": (lambda book: enter(book, "betalt_af", None), "Hver postering har en betaler"),
    "an unknown payer": (lambda book: enter(book, "betalt_af", "staten"), "Hver postering har en betaler"),
    "no arrangement": (
        lambda book: enter(book, "ordning", None),
        "Hver postering hører til en ordning, der findes én gang",
    ),
    "an extra helper that nobody assessed": (
        lambda book: enter(book, "udmålt_af", None, row_of("ekstra")),
        "Posteringer indtastet = posteringer fordelt",
    ),
    "a municipality that is not settled with": (
        lambda book: enter(book, "kommune", "Aalborg"),
        "Posteringer i alt = posteringer fordelt på kommuner",
    ),
    "a municipality that does not exist": (
        lambda book: enter(book, "kommune", "Atlantis"),
        "Posteringer i alt = posteringer fordelt på kommuner",
    ),
    "a settled amount as text": (
        overwrite("Modregning", 6, 2, "1.000"),
        "Netto = regionens tilgodehavende − kommunernes − allerede afregnet",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_turns_every_total_into_an_error(fault: str, small: Workbook, values: Compute) -> None:
    edit, control = FAULTS[fault]
    edit(small)
    found = values(small)
    assert found.statuses()[control] == "FEJL"
    assert all(isinstance(total, CellError) for total in found.totals())
    assert found.at("Forside", 6, 3) == "Fejl: se Kontrol"


@pytest.mark.parametrize("fault", ["a posting below the capacity", "postings pushed below the capacity"])
def test_a_posting_left_out_stops_every_line_of_the_settlement(fault: str, small: Workbook, values: Compute) -> None:
    FAULTS[fault][0](small)
    assert all(isinstance(value, CellError) for value in values(small).named("mod_netto"))


@pytest.mark.parametrize(("key", "value"), [("art", "gave"), ("beløb", "#REF!"), ("betalt_af", None)])
def test_a_bad_posting_leaves_the_other_municipalities_standing(
    key: str, value: object, small: Workbook, values: Compute
) -> None:
    row = FIRST + 2
    enter(small, key, value, row)
    bad = small["Udgifter"].cell(row, POSTINGS.number("kommune")).value
    found = values(small)
    lines = dict(zip(found.named("mod_kommune"), found.named("mod_netto"), strict=True))
    assert isinstance(lines.pop(bad), CellError)
    assert not [value for value in lines.values() if isinstance(value, CellError)]


def test_the_small_workbook_agrees_with_itself(small: Workbook, values: Compute) -> None:
    found = values(small)
    assert set(found.statuses().values()) == {"OK"}
    assert found.errors() == {sheet: set() for sheet in found.errors()}
    assert len(found.statuses()) == 18


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
def test_inserting_and_sorting_change_no_total(change: str, small: Workbook, values: Compute) -> None:
    before = values(small).totals()
    HARMLESS[change](small["Udgifter"])
    after = values(small)
    assert after.totals() == pytest.approx(before, abs=0.001)
    assert set(after.statuses().values()) == {"OK"}


def test_a_deleted_posting_is_gone_from_both_sides(small: Workbook, values: Compute) -> None:
    amount = small["Udgifter"].cell(FIRST, POSTINGS.number("beløb")).value
    before = values(small).at("Kontrol", 8, 3)
    small["Udgifter"].delete_rows(FIRST)
    after = values(small)
    assert after.at("Kontrol", 8, 3) == pytest.approx(before - amount, abs=0.001)
    assert set(after.statuses().values()) == {"OK"}


def test_a_posting_of_another_municipality_settles_once_it_is_listed(small: Workbook, values: Compute) -> None:
    enter(small, "kommune", "Aalborg Kommune")
    overwrite("Modregning", 26, 1, "Aalborg")(small)
    found = values(small)
    assert set(found.statuses().values()) == {"OK"}
    assert found.at("Modregning", 26, 7) == 1
