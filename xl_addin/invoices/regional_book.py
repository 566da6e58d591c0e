"""What a regional workbook says: its postings as FHO_REGNSKAB settles them, and what was claimed before.

The figures are the workbook's own: the one call of FHO_REGNSKAB in it, computed anew with the tables and the agreement
that it is given there, in whole øre.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING
from xl_addin.check.book import Book, read_book
from xl_addin.engine import CalledFunction, WorkbookError
from xl_addin.functions.catalogue import by_name
from xl_addin.invoices.book_cells import as_text, day_of, municipality_named, named_cell, ore_of
from xl_addin.invoices.claim import ClaimError, Direction, SentClaim, SettledPosting
from xl_addin.invoices.sent_record import sent_claims
from xl_addin.rules.division import CODES
from xl_addin.rules.sentences import fitted
from xl_addin.tables.case_book import case_book
from xl_addin.tables.settled_ledger import SettledLedger, settled_ledger
from xl_addin.tables.table_call import tables_of
from xl_addin.tables.typed_table import TypedTable

_SETTLES = "FHO_REGNSKAB"
_CUT_OFF, _REGION = "aftale_skæringsdag", "regionens_navn"
MUNICIPALITIES_LISTED: Final = "mod_kommune"
"""The name of the municipalities on Modregning; beside each stands what was left from the year before."""
OPENING: Final = {Direction.REGION: "mod_primo_region", Direction.MUNICIPALITY: "mod_primo_kommune"}
_REMARK = 10
_NO_MONTH: Final = "Fejl: Fra mangler, så posteringen hører ikke til nogen måned."


@dataclass(frozen=True)
class PostingFault:
    """A posting that cannot be settled, why, and whose it may be (nobody named: anybody's)."""

    sheet: str
    row: int
    why: str
    municipalities: frozenset[str]


@dataclass(frozen=True)
class RegionalBook:
    """A regional workbook, as far as claims need it."""

    name: str
    region: str
    cut_off: dt.date
    opening: dict[tuple[str, Direction], int]
    """What was left from the year before, by municipality and direction (Modregning); nothing where it is nought."""
    postings: tuple[SettledPosting, ...]
    faults: tuple[PostingFault, ...]
    sent: tuple[SentClaim, ...]
    agreement: Agreement

    def fault_of(self, municipality: str) -> PostingFault | None:
        """The first posting that keeps the municipality from being settled."""
        return next((one for one in self.faults if not one.municipalities or municipality in one.municipalities), None)

    def balance(self, municipality: str, direction: Direction) -> int:
        """What is owed in one direction and not paid yet."""
        own = municipality, direction
        owed = sum(one.collected[direction] for one in self.postings if one.municipality == municipality)
        paid = sum(one.amount for one in self.sent if (one.municipality, one.direction) == own and one.paid_on)
        return self.opening.get(own, 0) + owed - paid


def read_regional_book(path: Path, today: dt.date) -> RegionalBook:
    """Read and settle a workbook; `ClaimError` when it is not one of ours."""
    book = opened(path, today)
    return regional_book(book, settling(book))


def opened(path: Path, today: dt.date) -> Book:
    """A workbook whose own functions are computed anew; `ClaimError` when it cannot be."""
    try:
        return read_book(path, today)
    except (WorkbookError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ClaimError(f"{path.name}: kan ikke læses som regneark ({reason})") from None


def regional_book(book: Book, call: CalledFunction) -> RegionalBook:
    """What a workbook says whose settlement is this call."""
    postings, faults, agreement = _settled(book, call)
    return RegionalBook(
        name=book.package.path.name,
        opening=dict(_opening(book)),
        region=str(named_cell(book, _REGION) or "Region Midtjylland"),
        cut_off=day_of(named_cell(book, _CUT_OFF)) or dt.date.min,
        postings=tuple(postings),
        faults=tuple(faults),
        sent=tuple(sent_claims(book)),
        agreement=agreement,
    )


def settling(book: Book) -> CalledFunction:
    """The one call that settles the workbook's postings; `ClaimError` when it has none, or several."""
    calls = [call for call in book.calls if call.name == _SETTLES]
    if len(calls) != 1 or calls[0].areas[0] is None:
        raise ClaimError(
            f"{book.package.path.name}: er ikke et regionsregnskab: "
            f"{_SETTLES} skal stå i netop én formel og læse et område"
        )
    return calls[0]


def _settled(book: Book, call: CalledFunction) -> tuple[list[SettledPosting], list[PostingFault], Agreement]:
    """What is settled of the postings of a call, what cannot be, and the agreement that it is settled under."""
    area = call.areas[0]
    assert area is not None
    sheet = book.package.sheets[area.sheet].name
    tables = tables_of(by_name()[_SETTLES].call, *call.arguments)
    if tables is None:
        raise ClaimError(f"{sheet}: {call.result[0][_REMARK]}")
    table, arrangements = tables["posteringer"], tables["ordninger"]
    if len(call.result) < len(table) and not all(table.blank):
        raise ClaimError(f"{sheet}: {_SETTLES} har ikke plads til alle posteringer")
    found = settled_ledger(table, case_book(arrangements, tables["aftale"], table.values("ordning")), tables["aftale"])
    without_day = found.rows[np.isnat(found.postings.first)].tolist()
    wrong = dict.fromkeys(without_day, _NO_MONTH) | {
        row: fitted(found.troubles.said(row)) for row in np.flatnonzero(found.troubles.found & ~table.blank).tolist()
    }
    first = area.top + 1
    faults = [
        PostingFault(sheet, first + row, why, _whose(table, arrangements, row)) for row, why in sorted(wrong.items())
    ]
    cells: Sequence[Sequence[Any]] = call.arguments[0][1:]  # type: ignore[index]  # tables_of has read them
    settled = [
        _posting(table, found, index, cells[row], first + row)
        for index, row in enumerate(found.rows.tolist())
        if row not in wrong
    ]
    return settled, faults, tables["aftale"]


def _whose(table: TypedTable, arrangements: TypedTable, row: int) -> frozenset[str]:
    """The municipality entered for a posting, else those of its arrangement."""
    entered = table.values("kommune")[[row]]
    same = arrangements.values("sag") == table.values("ordning")[row]
    named = arrangements.values("kommune")[same] if entered[0] == NOTHING else entered
    return frozenset(MUNICIPALITIES[one] for one in named if one != NOTHING)


def _posting(
    table: TypedTable, found: SettledLedger, index: int, cells: Sequence[Any], sheet_row: int
) -> SettledPosting:
    def text(key: str) -> str:
        column = table.recognised.column.get(key)
        return "" if column is None else as_text(cells[column])

    done, postings = found.settlement, found.postings
    return SettledPosting(
        row=sheet_row,
        voucher=text("bilag"),
        case=text("ordning"),
        cost_type=text("art"),
        first_day=postings.first[index].item(),
        last_day=postings.last[index].item(),
        amount=int(postings.amount[index]),
        code=CODES[done.divided.code[index]],
        municipality=MUNICIPALITIES[done.settled_with[index]],
        collected={
            Direction.REGION: int(done.region_collects[index]),
            Direction.MUNICIPALITY: int(done.municipality_collects[index]),
        },
        joint_days=int(done.joint_days[index]),
    )


def _opening(book: Book) -> Iterator[tuple[tuple[str, Direction], int]]:
    """What was left from the year before: beside the municipalities on Modregning."""
    listed = book.named(MUNICIPALITIES_LISTED)
    for direction, name in OPENING.items():
        area = book.named(name)
        if area is None or listed is None:
            continue
        for offset in range(area.bottom - area.top + 1):
            kroner = book.values[area.sheet].get((area.top + offset, area.left))
            if kroner in (None, "", 0):
                continue
            if not isinstance(kroner, float | int):
                sheet = book.package.sheets[area.sheet].name
                raise ClaimError(f"{sheet} række {area.top + offset}: beløbet fra sidste år kan ikke læses")
            who = as_text(book.values[listed.sheet].get((listed.top + offset, listed.left)))
            yield (municipality_named(who), direction), ore_of(kroner)
