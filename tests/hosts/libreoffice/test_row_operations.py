"""What users do to rows and columns where they type: the settlement stays right, or is visibly in error.

On small workbooks, the region's and a municipality's, so that much can be tried; *Udgifter* of the shipped one has a
walk of its own (``test_user_walk``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.books.conftest import fifty_postings
from xl_addin.books import regional
from xl_addin.books.bookfile import written
from xl_addin.books.invented import CLOSED, invented_ledger_of
from xl_addin.books.layout import SheetTable
from xl_addin.books.regional.areas import ADMISSIONS, CLAIMED, Areas, Records, areas
from xl_addin.books.regional.book_side import BookSide
from xl_addin.hosts.libreoffice.session import Session

FINE = "Alt stemmer"
OWN = "Viborg"

Step = tuple[str, dict[str, Any]]


def region() -> tuple[Records, Areas]:
    return fifty_postings(), areas(postings=70, arrangements=90, months=2, claims=20, refunds=30)


def municipality() -> tuple[Records, Areas]:
    ledger = dict(invented_ledger_of(OWN))
    ledger["Udgifter"] = ledger["Udgifter"][:50]
    ledger[CLAIMED] = ledger[CLAIMED][:12]
    room = areas(postings=70, arrangements=50, months=2, claims=20, refunds=30, side=BookSide(OWN))
    return ledger, room


class Ledger:
    """A small workbook, open in LibreOffice."""

    def __init__(self, office: Session, records: Records, room: Areas) -> None:
        self.office, self.records, self.room = office, records, room
        self.before = self.seen()

    def cells(self, sheet: str, address: str) -> list[list[Any]]:
        found: list[list[Any]] = self.office.call("cells", sheet=sheet, address=address)
        return found

    def run(self, *steps: Step) -> int:
        """Do what a user does, and give how many steps can be undone."""
        before = len(self.office.call("state")["undo"])
        for command, options in steps:
            self.office.call(command, **options)
        return len(self.office.call("state")["undo"]) - before

    @contextmanager
    def doing(self, *steps: Step) -> Iterator[int]:
        """What a user does, and then undoes: all is as it was."""
        done = self.run(*steps)
        try:
            yield done
        finally:
            for _ in range(done):
                self.office.call("do", command="Undo")
        assert self.seen() == self.before

    @property
    def is_right_or_in_error(self) -> bool:
        return self.adds_up() or self.shows_an_error()

    def settlement(self) -> dict[str, list[Any]]:
        """Modregning by municipality, and its totals."""
        lines, balance = self.room.municipalities, self.room.balance
        place = f"A{lines.first_row}:{balance.letter('bemærkning')}{lines.last_row + 1}"
        return {str(row[0]): row[3:] for row in self.cells(lines.sheet, place) if row[0]}

    def seen(self) -> tuple[Any, ...]:
        """What the front page says: whether all is well, how many postings and their sum; and the settlement."""
        front = self.cells("Forside", "C6:C16")
        return front[0][0], front[7][0], front[10][0], self.settlement()

    def typed(self, table: SheetTable) -> list[dict[str, Any]]:
        """What stands in a sheet now, wherever its headings are, by its headings."""
        rows = self.cells(table.sheet, f"A1:AD{table.last_row + 10}")
        top = next(row for row, line in enumerate(rows) if table.columns[-1].header in line)
        return [dict(zip(rows[top], line, strict=True)) for line in rows[top + 1 :]]

    def adds_up(self) -> bool:
        """Every posting and every paid claim that stands there now is counted, by a calculation of the test's own."""
        amounts = [row["Beløb"] for row in self.typed(self.room.postings) if row["Beløb"] != ""]
        verdict, count, total, settlement = self.seen()
        claims = [row for row in self.typed(self.room.claims) if row["Beløb"] != "" and row["Betalt den"] != ""]
        keys = [column.key for column in self.room.balance.columns]
        paid = {
            key: round(sum(row["Beløb"] for row in claims if row["Retning"] == direction), 2)
            for key, direction in (("til_regionen", "regionen opkræver"), ("til_kommunen", "kommunen opkræver"))
        }
        sums = {key: settlement["I alt"][keys.index(key)] for key in paid}
        return (verdict, count, total, sums) == (FINE, len(amounts), round(sum(amounts), 2), paid)

    def shows_an_error(self) -> bool:
        verdict, _, total, settlement = self.seen()
        return verdict != FINE and str(total).startswith("#") and str(settlement["I alt"][0]).startswith("#")


@pytest.fixture(scope="module")
def ledger(request: pytest.FixtureRequest, office: Session) -> Iterator[Ledger]:
    records, room = request.param()
    path = office.folder / "regnskab.xlsx"
    path.write_bytes(written(regional.build(records, room, CLOSED)))
    office.call("open_workbook", timeout=120, path=str(path))
    office.call("overwrite_without_asking")
    opened = Ledger(office, records, room)
    assert opened.adds_up()
    yield opened
    office.call("close")


def go(sheet: str, address: str) -> Step:
    return "go_to", {"sheet": sheet, "address": address}


def do(command: str, **options: Any) -> Step:
    return "do", {"command": command, **options}


PLACES = [*((region, sheet) for sheet in ("Ordninger", "Udgifter", CLAIMED, ADMISSIONS)), (municipality, "Udgifter")]
"""Where each thing is tried."""

everywhere = pytest.mark.parametrize(("ledger", "sheet"), PLACES, indirect=["ledger"])
where_money_stands = pytest.mark.parametrize(
    ("ledger", "sheet"), [(region, "Udgifter"), (region, CLAIMED), (municipality, "Udgifter")], indirect=["ledger"]
)
in_both_books = pytest.mark.parametrize("ledger", [region, municipality], indirect=True)

KEEPS = {
    "insert a row above the headings": ("A4:A4", "InsertRowsBefore"),
    "insert a row at the top": ("A1:A1", "InsertRowsBefore"),
    "insert a row": ("A8:A8", "InsertRowsBefore"),
    "insert a column": ("B1:B1", "InsertColumnsBefore"),
    "delete a row above the headings": ("A4:A4", "DeleteRows"),
}
"""What changes no amount, or is refused: the settlement stays as it was."""


@everywhere
@pytest.mark.parametrize("what", KEEPS)
def test_the_settlement_stays(ledger: Ledger, sheet: str, what: str) -> None:
    address, command = KEEPS[what]
    with ledger.doing(go(sheet, address), do(command)):
        assert ledger.seen() == ledger.before
        assert ledger.adds_up()


@everywhere
def test_a_column_inserted_first(ledger: Ledger, sheet: str) -> None:
    with ledger.doing(go(sheet, "A1:A1"), do("InsertColumnsBefore")):
        assert ledger.is_right_or_in_error


def width_of(ledger: Ledger, sheet: str) -> str:
    table = next(one for one in ledger.room.typed if one.sheet == sheet)
    return table.letter(table.columns[-1].key)


def last_of(ledger: Ledger, sheet: str) -> int:
    return 5 + len(ledger.records[sheet])


@everywhere
@pytest.mark.parametrize(("column", "descending"), [(0, True), (1, True)])
def test_sort(ledger: Ledger, sheet: str, column: int, descending: bool) -> None:
    address = f"A6:{width_of(ledger, sheet)}{last_of(ledger, sheet)}"
    with ledger.doing(("sort", {"sheet": sheet, "address": address, "column": column, "descending": descending})):
        assert ledger.seen() == ledger.before


@everywhere
@pytest.mark.parametrize("row", [6, 8])
def test_cut_and_paste_a_row_below(ledger: Ledger, sheet: str, row: int) -> None:
    right = width_of(ledger, sheet)
    cut = go(sheet, f"A{row}:{right}{row}"), do("Cut")
    with ledger.doing(*cut, go(sheet, f"A{last_of(ledger, sheet) + 2}"), do("Paste")) as steps:
        assert steps
        assert ledger.seen() == ledger.before


@everywhere
def test_the_headings_moved_away_are_missed_and_come_back_by_undo(ledger: Ledger, sheet: str) -> None:
    right = width_of(ledger, sheet)
    below = f"A{last_of(ledger, sheet) + 3}"
    with ledger.doing(go(sheet, f"A5:{right}5"), do("Cut"), go(sheet, below), do("Paste")) as steps:
        assert steps
        # Admissions are no part of the settlement: without their rows it is the same.
        assert ledger.adds_up() if sheet == ADMISSIONS else ledger.shows_an_error()


@everywhere
def test_deleted_headings_are_missed(ledger: Ledger, sheet: str) -> None:
    with ledger.doing(go(sheet, "A5:A5"), do("DeleteRows")) as steps:
        assert ledger.shows_an_error() if steps else ledger.adds_up()


@everywhere
@pytest.mark.parametrize("row", [6, 8])
def test_a_deleted_or_emptied_row_is_gone_or_missed(ledger: Ledger, sheet: str, row: int) -> None:
    for address, command in (
        (f"A{row}:A{row}", "DeleteRows"),
        (f"A{row}:{width_of(ledger, sheet)}{row}", "ClearContents"),
    ):
        with ledger.doing(go(sheet, address), do(command)):
            assert ledger.is_right_or_in_error


@where_money_stands
def test_a_block_pasted_over_the_last_rows(ledger: Ledger, sheet: str) -> None:
    last, right = last_of(ledger, sheet), width_of(ledger, sheet)
    paste = go(sheet, f"A{last - 1}"), do("Paste")
    with ledger.doing(go(sheet, f"A6:{right}9"), do("Copy"), *paste) as steps:
        assert steps
        assert ledger.seen() != ledger.before
        assert ledger.is_right_or_in_error


@everywhere
def test_cells_pushed_down_in_one_column_only(ledger: Ledger, sheet: str) -> None:
    for address in ("B8:B8", f"A8:{width_of(ledger, sheet)}8"):
        with ledger.doing(go(sheet, address), do("InsertCellsDown")):
            assert ledger.is_right_or_in_error


@in_both_books
def test_rows_that_a_filter_shows_are_deleted(ledger: Ledger) -> None:
    table, last = ledger.room.postings, last_of(ledger, "Udgifter")
    place = f"A5:{width_of(ledger, 'Udgifter')}{last}"
    column = table.number("betalt_af") - 1
    wanted = {"sheet": "Udgifter", "address": place, "column": column, "text": "Kommunen"}
    with ledger.doing(("filter_rows", wanted), go("Udgifter", f"A6:A{last}"), do("DeleteRows")):
        left = [row["Betalt af"] for row in ledger.typed(table) if row["Betalt af"]]
        assert left == [one["betalt_af"] for one in ledger.records["Udgifter"] if one["betalt_af"] != "Kommunen"]
        assert ledger.adds_up()


@pytest.mark.parametrize("ledger", [region], indirect=True)
@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("F6", "12,345.67"),
        ("F6", "12.345,67"),
        ("F6", "1,5"),
        ("C6", "10/25/2016"),
        ("C6", "25-10-2016"),
        ("C6", "5/4/2016"),
    ],
)
def test_typed_the_english_and_the_danish_way_in_an_english_program(ledger: Ledger, cell: str, typed: str) -> None:
    """A date that is text is read as the Danish one that it is, or the posting is in error; never as another day."""
    with ledger.doing(go("Udgifter", cell), do("EnterString", StringName=typed)):
        ((value,),) = ledger.cells("Udgifter", f"{cell}:{cell}")
        if isinstance(value, float):
            english = {"12,345.67": 12345.67, "10/25/2016": 42668, "5/4/2016": 42494, "25-10-2016": 42668}
            assert value == english.get(typed)
            assert ledger.is_right_or_in_error
        else:
            assert value == typed
            assert ledger.shows_an_error()


@in_both_books
def test_saved_as_ods_and_back_as_xlsx_it_is_the_same(ledger: Ledger, tmp_path: Path) -> None:
    """Last, for the document is another one then."""
    for name, kind in (("gemt.ods", "calc8"), ("igen.xlsx", "Calc MS Excel 2007 XML")):
        path = str(tmp_path / name)
        ledger.office.call("save", path=path, kind=kind, timeout=120)
        ledger.office.call("open_workbook", path=path, timeout=120)
        ledger.office.call("recalculate", timeout=120)
        assert ledger.seen() == ledger.before
        assert ledger.adds_up()
        with ledger.doing(go("Udgifter", "F6"), do("EnterString", StringName="1")):
            assert ledger.seen() != ledger.before
            assert ledger.adds_up()
