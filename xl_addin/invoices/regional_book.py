"""What a regional workbook says: its postings as FHO_REGNSKAB settles them, and what was claimed before.

The figures are the workbook's own: the one call of FHO_REGNSKAB in it, computed anew with the tables and the agreement
that it is given there. Nothing is settled a second time in here.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING
from xl_addin.check.book import Book, read_book
from xl_addin.engine import CalledFunction, WorkbookError
from xl_addin.functions.catalogue import by_name
from xl_addin.invoices.book_cells import as_text, day_of, municipality_named, named_area, named_cell, ore_of
from xl_addin.invoices.claim import ClaimError, Direction, SentClaim
from xl_addin.invoices.sent_record import sent_claims
from xl_addin.tables.typed_table import CaseNumbers, read_table
from xl_addin.xlsx.sheet import CellError
from xl_addin.xlsx.tree import Area

_SETTLES, _ARRANGES = "FHO_REGNSKAB", "FHO_ORDNINGER"
_CUT_OFF, _REGION = "aftale_skæringsdag", "regionens_navn"
MUNICIPALITIES_LISTED: Final = "mod_kommune"
"""The name of the municipalities on Modregning; beside each stands what was left from the year before."""
OPENING: Final = {Direction.REGION: "mod_primo_region", Direction.MUNICIPALITY: "mod_primo_kommune"}
_CODE, _WITH, _REGION_COLLECTS, _MUNICIPALITY_COLLECTS, _REMARK = 4, 5, 6, 7, 10


@dataclass(frozen=True)
class SettledPosting:
    """A posting and what follows from it; money in øre, ``joint_days`` of its days in joint financing."""

    row: int
    voucher: str
    case: str
    cost_type: str
    first_day: dt.date
    last_day: dt.date
    amount: int
    code: str
    municipality: str
    collected: dict[Direction, int]
    joint_days: int


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
    postings, faults = _Settled(book, call).split()
    return RegionalBook(
        name=book.package.path.name,
        opening=dict(_opening(book)),
        region=str(named_cell(book, _REGION) or "Region Midtjylland"),
        cut_off=day_of(named_cell(book, _CUT_OFF)) or dt.date.min,
        postings=tuple(postings),
        faults=tuple(faults),
        sent=tuple(sent_claims(book)),
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


class _Settled:
    """The postings of a call beside what came out of it."""

    def __init__(self, book: Book, call: CalledFunction) -> None:
        self._call = call
        area = call.areas[0]
        assert area is not None
        self._area: Area = area
        self._sheet = book.package.sheets[area.sheet].name
        cases = CaseNumbers()
        self._table = read_table(call.arguments[0], "posteringer", cases)
        self._arrangements = read_table(call.arguments[1], "ordninger", cases)
        self._joint = self._joint_days()

    def split(self) -> tuple[list[SettledPosting], list[PostingFault]]:
        """What is settled, and what cannot be."""
        settled, faults = [], []
        rows = list(zip(self._call.arguments[0][1:], self._call.result, strict=False))  # type: ignore[index]
        if len(self._call.result) < len(self._table) and not all(self._table.blank):
            raise ClaimError(f"{self._sheet}: {_SETTLES} har ikke plads til alle posteringer")
        for index, (cells, found) in enumerate(rows):
            if self._table.blank[index]:
                continue
            if isinstance(found[_CODE], CellError):
                faults.append(self._fault(index, str(found[_REMARK])))
            else:
                settled.append(self._posting(index, cells, found))
        return settled, faults

    def _row(self, index: int) -> int:
        return self._area.top + 1 + index

    def _fault(self, index: int, why: str) -> PostingFault:
        entered = int(self._table.values("kommune")[index])
        if entered != NOTHING:
            whose = frozenset({MUNICIPALITIES[entered]})
        else:
            same = self._arrangements.values("sag") == self._table.values("ordning")[index]
            named = self._arrangements.values("kommune")[same]
            whose = frozenset(MUNICIPALITIES[one] for one in named if one != NOTHING)
        return PostingFault(self._sheet, self._row(index), why, whose)

    def _posting(self, index: int, cells: Sequence[Any], found: Sequence[Any]) -> SettledPosting:
        table = self._table
        first = table.values("fra")[index]
        last = table.values("til")[index]
        last = first if np.isnat(last) else last
        return SettledPosting(
            row=self._row(index),
            voucher=self._text(cells, "bilag"),
            case=self._text(cells, "ordning"),
            cost_type=self._text(cells, "art"),
            first_day=first.item(),
            last_day=last.item(),
            amount=ore_of(table.values("beloeb")[index]),
            code=str(found[_CODE]),
            municipality=str(found[_WITH]),
            collected={
                Direction.REGION: ore_of(found[_REGION_COLLECTS]),
                Direction.MUNICIPALITY: ore_of(found[_MUNICIPALITY_COLLECTS]),
            },
            joint_days=sum(
                max(0, int((min(last, until) - max(first, since)).astype(int)) + 1)
                for since, until in self._joint.get(int(table.values("ordning")[index]), ())
            ),
        )

    def _text(self, cells: Sequence[Any], key: str) -> str:
        index = self._table.recognised.column.get(key)
        return as_text(cells[index]) if index is not None else ""

    def _joint_days(self) -> dict[int, list[tuple[np.datetime64, np.datetime64]]]:
        """The stretches of joint financing of each case."""
        found: dict[int, list[tuple[np.datetime64, np.datetime64]]] = {}
        answers = by_name()[_ARRANGES].call(*self._call.arguments[1:3])
        for case, answer in zip(self._arrangements.values("sag"), answers, strict=False):
            since, until = day_of(answer[1]), day_of(answer[2])
            if since:
                stretch = np.datetime64(since, "D"), np.datetime64(until or dt.date.max, "D")
                found.setdefault(int(case), []).append(stretch)
        return found


def _opening(book: Book) -> Iterator[tuple[tuple[str, Direction], int]]:
    """What was left from the year before: beside the municipalities on Modregning."""
    listed = named_area(book, MUNICIPALITIES_LISTED)
    for direction, name in OPENING.items():
        area = named_area(book, name)
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
