"""What users do to the regional workbook: every posting is counted, or an error can be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.libreoffice.workbook import WORKBOOKS
from xl_addin.hosts.libreoffice.session import Session

FIRST = 6
CAPACITY = 5000
LAST = FIRST + CAPACITY - 1
FINE = "Alt stemmer"
NEW = ["90001", "RM-2009-001", 42500, 42510, "løn", 12345.67, "Regionen", "", "", "", "Ny postering"]


class Book:
    """The regional workbook, open in LibreOffice."""

    def __init__(self, office: Session) -> None:
        self.office = office

    def do(self, command: str, **options: Any) -> None:
        self.office.call("do", command=command, **options)

    def go_to(self, address: str, sheet: str = "Udgifter") -> None:
        self.office.call("go_to", sheet=sheet, address=address)

    def amounts(self) -> list[float]:
        """The amounts of the postings as they stand on the sheet where they are entered."""
        rows = self.office.call("cells", address=f"F{FIRST}:F{LAST + 20}", sheet="Udgifter")
        return [row[0] for row in rows if row[0] not in ("", "Beløb")]

    def last(self) -> int:
        """The row of the last posting."""
        rows = self.office.call("cells", address=f"F{FIRST}:F{LAST + 20}", sheet="Udgifter")
        return FIRST + max(number for number, row in enumerate(rows) if row[0] != "")

    def shown(self) -> tuple[str, Any, Any]:
        """What the front page says: whether all is well, how many postings, and their sum."""
        ((verdict,),) = self.office.call("cells", address="C6", sheet="Forside")
        ((count,),) = self.office.call("cells", address="C13", sheet="Forside")
        ((total,),) = self.office.call("cells", address="C16", sheet="Forside")
        return verdict, count, total

    def settlement(self) -> list[Any]:
        """The total row of the offsetting: what each party has to get, and the net."""
        return list(self.office.call("cells", address="D31:L31", sheet="Modregning")[0])

    def counts_every_posting(self) -> bool:
        amounts = self.amounts()
        return self.shown() == (FINE, len(amounts), round(sum(amounts), 2))

    def shows_an_error(self) -> bool:
        verdict, count, total = self.shown()
        errors = (isinstance(count, str) and count.startswith("#"), isinstance(total, str) and total.startswith("#"))
        return verdict != FINE and all(errors) and all(str(one).startswith("#") for one in self.settlement())

    def put(self, row: int, posting: list[Any]) -> None:
        self.office.call("put_rows", address=f"A{row}:K{row}", rows=[posting], sheet="Udgifter")


@contextmanager
def opened(office: Session, folder: Path) -> Iterator[Book]:
    copy = folder / "regionsregnskab.xlsx"
    copy.write_bytes((WORKBOOKS / copy.name).read_bytes())
    assert office.call("open_workbook", timeout=120, path=str(copy))["modified"] is False
    book = Book(office)
    assert book.counts_every_posting()
    yield book
    office.call("close")


@pytest.fixture
def book(office: Session, tmp_path: Path) -> Iterator[Book]:
    with opened(office, tmp_path) as book:
        yield book


@pytest.fixture(scope="class")
def shared_book(office: Session, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """For tests that leave it as it was: opening takes long."""
    with opened(office, tmp_path_factory.mktemp("shared")) as book:
        yield book


def test_insert_a_row_in_the_middle(book: Book) -> None:
    before = book.amounts()
    book.go_to("A1000")
    book.do("InsertRowsBefore")
    assert book.counts_every_posting()
    assert book.amounts() == before
    book.put(1000, NEW)
    assert len(book.amounts()) == len(before) + 1
    assert book.counts_every_posting()


def test_insert_rows_above_the_first(book: Book) -> None:
    book.go_to(f"A{FIRST}:A{FIRST + 2}")
    book.do("InsertRowsBefore")
    book.put(FIRST, NEW)
    assert book.counts_every_posting()


def test_insert_rows_above_the_headings(book: Book) -> None:
    """The names are counted from where the headings stand, so nothing is lost."""
    settlement = book.settlement()
    book.go_to("A4:A4")
    book.do("InsertRowsBefore")
    ((heading,),) = book.office.call("cells", address="F6", sheet="Udgifter")
    assert heading == "Beløb"
    assert book.counts_every_posting()
    assert book.settlement() == settlement
    book.put(book.last() + 1, NEW)
    assert book.counts_every_posting()
    assert book.settlement() != settlement


def test_insert_a_column(book: Book) -> None:
    """Columns are found by their headings."""
    settlement = book.settlement()
    book.go_to("C1:C1")
    book.do("InsertColumnsBefore")
    assert book.shown()[0] == FINE
    assert book.settlement() == settlement


def test_a_heading_that_is_gone_is_seen(book: Book) -> None:
    book.go_to("F5")
    book.do("EnterString", StringName="Kroner")
    assert book.shows_an_error()


@pytest.mark.parametrize(("sheet", "column"), [("Udgifter", "J"), ("Udgifter", "H"), ("Opkrævet", "G")])
def test_a_column_that_may_be_missing_is_missed(book: Book, sheet: str, column: str) -> None:
    """Without it the postings would settle as if nothing had stood there, and all would seem well."""
    book.go_to(f"{column}1", sheet=sheet)
    book.do("DeleteColumns")
    assert book.shows_an_error()
    book.do("Undo")
    assert book.counts_every_posting()


@pytest.mark.parametrize(("sheet", "cell"), [("Udgifter", "J5"), ("Ordninger", "C5"), ("Indlæggelser", "D5")])
def test_a_heading_that_is_changed_is_missed(shared_book: Book, sheet: str, cell: str) -> None:
    shared_book.go_to(cell, sheet=sheet)
    shared_book.do("EnterString", StringName="Noget andet")
    assert shared_book.shows_an_error()
    shared_book.do("Undo")
    assert shared_book.counts_every_posting()


def test_one_bad_posting_hides_one_municipality(book: Book) -> None:
    """And Kontrol names its row."""
    lines = book.office.call("cells", address="A6:J24", sheet="Modregning")
    ((case,),) = book.office.call("cells", address="B100", sheet="Udgifter")
    book.office.call("put", cells={"E100": "lønn"}, sheet="Udgifter")
    after = book.office.call("cells", address="A6:J24", sheet="Modregning")
    hidden = [row[0] for row in after if str(row[9]).startswith("#")]
    assert len(hidden) == 1
    assert [row for row in after if row[0] not in hidden] == [row for row in lines if row[0] not in hidden]
    ((_, why, row, _, named, municipality),) = book.office.call("cells", address="A55:F55", sheet="Kontrol")
    assert (row, named, municipality) == (100, case, hidden[0])
    assert "lønn" in why or "art" in why.lower()


def test_delete_rows(book: Book) -> None:
    amounts = book.amounts()
    for address, first, count in (("A100", 100, 1), ("A6:A15", 6, 10)):
        book.go_to(address)
        book.do("DeleteRows")
        del amounts[first - FIRST : first - FIRST + count]
        assert book.amounts() == amounts
        assert book.counts_every_posting()


def test_append(book: Book) -> None:
    last = book.last()
    before = book.settlement()
    book.put(last + 1, NEW)
    assert book.counts_every_posting()
    assert book.settlement() != before


def test_append_below_a_gap(book: Book) -> None:
    book.put(book.last() + 100, NEW)
    assert book.counts_every_posting()


def test_sort(book: Book) -> None:
    settlement = book.settlement()
    address = f"A{FIRST}:K{book.last()}"
    for column, descending in ((5, True), (1, False), (0, True)):
        amounts = book.amounts()
        book.office.call("sort", sheet="Udgifter", address=address, column=column, descending=descending)
        assert book.amounts() != amounts
        assert sorted(book.amounts()) == sorted(amounts)
        assert book.counts_every_posting()
        assert book.settlement() == settlement


def test_paste_over(book: Book) -> None:
    book.office.call("overwrite_without_asking")
    amounts = book.amounts()
    book.go_to("A6:K8")
    book.do("Copy")
    book.go_to("A20")
    book.do("Paste")
    assert book.amounts() == [*amounts[:14], *amounts[:3], *amounts[17:]]
    assert book.counts_every_posting()
    book.go_to("F50")
    book.do("Copy")
    book.go_to("F60:F80")
    book.do("Paste")
    assert book.amounts()[54:75] == [book.amounts()[44]] * 21
    assert book.counts_every_posting()


def test_cut_and_paste_elsewhere(book: Book) -> None:
    amounts = book.amounts()
    book.go_to("A100:K100")
    book.do("Cut")
    book.go_to(f"A{book.last() + 5}")
    book.do("Paste")
    assert sorted(book.amounts()) == sorted(amounts)
    assert book.counts_every_posting()


def test_clear_a_row(book: Book) -> None:
    book.go_to("A100:K100")
    book.do("ClearContents")
    assert book.counts_every_posting()


def test_up_to_the_capacity_and_past_it(book: Book) -> None:
    last = book.last()
    rows = [NEW] * (LAST - last)
    book.office.call("put_rows", address=f"A{last + 1}:K{LAST}", rows=rows, sheet="Udgifter")
    assert len(book.amounts()) == CAPACITY
    assert book.counts_every_posting()
    book.put(LAST + 1, NEW)
    assert book.shows_an_error()
    book.go_to(f"A{LAST + 1}:K{LAST + 1}")
    book.do("ClearContents")
    assert book.counts_every_posting()


def test_inserting_past_the_capacity(book: Book) -> None:
    book.put(LAST, NEW)
    assert book.counts_every_posting()
    book.go_to("A50")
    book.do("InsertRowsBefore")
    assert book.shows_an_error()


class TestABadPosting:
    """One cell of one posting is wrong, then right again."""

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("B", "RM-1999-999"),
            ("E", "lønn"),
            ("F", "=NA()"),
            ("F", "=1/0"),
            ("G", ""),
            ("C", "12-31-2016"),
            ("F", "abc"),
        ],
    )
    def test_is_seen_in_the_totals(self, shared_book: Book, column: str, value: str) -> None:
        office, address, settlement = shared_book.office, f"{column}100", shared_book.settlement()
        ((before,),) = office.call("cells", address=address, sheet="Udgifter")
        if value:
            office.call("put", cells={address: value}, sheet="Udgifter")
        else:
            shared_book.go_to(address)
            shared_book.do("ClearContents")
        assert shared_book.shows_an_error()
        good = [row for row in office.call("cells", address="M101:Q110", sheet="Fordeling") if row[4] != ""]
        assert good
        assert all(isinstance(cell, float) for row in good for cell in row[:4])
        office.call("put", cells={address: before}, sheet="Udgifter")
        assert shared_book.counts_every_posting()
        assert shared_book.settlement() == settlement


def test_undo_brings_everything_back(book: Book) -> None:
    amounts, settlement = book.amounts(), book.settlement()
    book.go_to("A1000:A1002")
    book.do("DeleteRows")
    book.go_to("A500")
    book.do("InsertRowsBefore")
    book.go_to("F600")
    book.do("EnterString", StringName="999999")
    assert book.settlement() != settlement
    for _ in range(3):
        book.do("Undo")
    assert book.amounts() == amounts
    assert book.settlement() == settlement
    assert book.counts_every_posting()
    assert book.office.call("state")["undo"] == []


def test_the_formulas_cannot_be_spoilt_by_accident(book: Book) -> None:
    before = book.office.call("formulas", address="M100:Q100", sheet="Fordeling")
    book.go_to("A100", sheet="Fordeling")
    book.do("DeleteRows")
    book.go_to("M100", sheet="Fordeling")
    book.do("EnterString", StringName="0")
    assert book.office.call("formulas", address="M100:Q100", sheet="Fordeling") == before
    assert book.counts_every_posting()


def test_an_arrangement_that_changes_changes_its_postings(book: Book) -> None:
    before = book.settlement()
    book.office.call("put", cells={"C6": 42400}, sheet="Ordninger")
    assert book.counts_every_posting()
    assert book.settlement() != before


def test_saved_and_opened_again_it_is_the_same(book: Book, tmp_path: Path) -> None:
    shown, settlement = book.shown(), book.settlement()
    saved = tmp_path / "gemt.xlsx"
    book.office.call("save", path=str(saved), timeout=120)
    book.office.call("open_workbook", path=str(saved), timeout=120)
    book.office.call("recalculate", timeout=120)
    assert (book.shown(), book.settlement()) == (shown, settlement)
