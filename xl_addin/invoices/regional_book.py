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
from xl_addin.cells.dates import EPOCH
from xl_addin.cells.errors import BLANK, OK, Unreadable
from xl_addin.cells.text import fold
from xl_addin.cells.words import municipality as municipality_place
from xl_addin.check.book import Book, read_book
from xl_addin.engine import CalledFunction, WorkbookError
from xl_addin.functions.catalogue import by_name
from xl_addin.invoices.claim import ClaimError, Direction, SentClaim
from xl_addin.rules.money import to_ore
from xl_addin.tables.headings import recognise
from xl_addin.tables.typed_table import CaseNumbers, TypedTable, read_table
from xl_addin.xlsx.sheet import CellError
from xl_addin.xlsx.tree import Area, FormulaError, Name, Ref

SENT: Final = "Opkrævet"
"""The sheet with what was claimed."""

_SETTLES, _ARRANGES = "FHO_REGNSKAB", "FHO_ORDNINGER"
_CUT_OFF, _REGION = "aftale_skæringsdag", "regionens_navn"
_HEADINGS_WITHIN: Final = 30  # rows
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
    postings: tuple[SettledPosting, ...]
    faults: tuple[PostingFault, ...]
    sent: tuple[SentClaim, ...]

    def fault_of(self, municipality: str) -> PostingFault | None:
        """The first posting that keeps the municipality from being settled."""
        return next((one for one in self.faults if not one.municipalities or municipality in one.municipalities), None)


def read_regional_book(path: Path, today: dt.date) -> RegionalBook:
    """Read and settle a workbook; `ClaimError` when it is not one of ours."""
    try:
        book = read_book(path, today)
    except (WorkbookError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ClaimError(f"{path.name}: kan ikke læses som regneark ({reason})") from None
    call = _settling(book, path)
    postings, faults = _Settled(book, call).split()
    return RegionalBook(
        name=path.name,
        region=str(_named(book, _REGION) or "Region Midtjylland"),
        cut_off=_day(_named(book, _CUT_OFF)) or dt.date.min,
        postings=tuple(postings),
        faults=tuple(faults),
        sent=tuple(_sent(book, path)),
    )


def _settling(book: Book, path: Path) -> CalledFunction:
    calls = [call for call in book.calls if call.name == _SETTLES]
    if len(calls) != 1 or calls[0].areas[0] is None:
        raise ClaimError(
            f"{path.name}: er ikke et regionsregnskab: {_SETTLES} skal stå i netop én formel og læse et område"
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
        for place, (cells, found) in enumerate(rows):
            if self._table.blank[place]:
                continue
            if isinstance(found[_CODE], CellError):
                faults.append(self._fault(place, str(found[_REMARK])))
            else:
                settled.append(self._posting(place, cells, found))
        return settled, faults

    def _row(self, place: int) -> int:
        return self._area.top + 1 + place

    def _fault(self, place: int, why: str) -> PostingFault:
        entered = int(self._table.values("kommune")[place])
        if entered != NOTHING:
            whose = frozenset({MUNICIPALITIES[entered]})
        else:
            same = self._arrangements.values("sag") == self._table.values("ordning")[place]
            named = self._arrangements.values("kommune")[same]
            whose = frozenset(MUNICIPALITIES[one] for one in named if one != NOTHING)
        return PostingFault(self._sheet, self._row(place), why, whose)

    def _posting(self, place: int, cells: Sequence[Any], found: Sequence[Any]) -> SettledPosting:
        table = self._table
        first = table.values("fra")[place]
        last = table.values("til")[place]
        last = first if np.isnat(last) else last
        return SettledPosting(
            row=self._row(place),
            voucher=self._text(cells, "bilag"),
            case=self._text(cells, "ordning"),
            cost_type=self._text(cells, "art"),
            first_day=first.item(),
            last_day=last.item(),
            amount=_ore(table.values("beloeb")[place]),
            code=str(found[_CODE]),
            municipality=str(found[_WITH]),
            collected={
                Direction.REGION: _ore(found[_REGION_COLLECTS]),
                Direction.MUNICIPALITY: _ore(found[_MUNICIPALITY_COLLECTS]),
            },
            joint_days=sum(
                max(0, int((min(last, until) - max(first, since)).astype(int)) + 1)
                for since, until in self._joint.get(int(table.values("ordning")[place]), ())
            ),
        )

    def _text(self, cells: Sequence[Any], key: str) -> str:
        place = self._table.recognised.column.get(key)
        return _as_text(cells[place]) if place is not None else ""

    def _joint_days(self) -> dict[int, list[tuple[np.datetime64, np.datetime64]]]:
        """The stretches of joint financing of each case."""
        found: dict[int, list[tuple[np.datetime64, np.datetime64]]] = {}
        answers = by_name()[_ARRANGES].call(*self._call.arguments[1:3])
        for case, answer in zip(self._arrangements.values("sag"), answers, strict=False):
            since, until = _day(answer[1]), _day(answer[2])
            if since:
                stretch = np.datetime64(since, "D"), np.datetime64(until or dt.date.max, "D")
                found.setdefault(int(case), []).append(stretch)
        return found


def _sent(book: Book, path: Path) -> Iterator[SentClaim]:
    """The rows of the sheet Opkrævet."""
    sheets = [number for number, sheet in enumerate(book.package.sheets) if fold(sheet.name) == fold(SENT)]
    if not sheets:
        raise ClaimError(f"{path.name}: arket {SENT} mangler, så det vides ikke, hvad der er opkrævet før")
    rows = _rows(book, sheets[0])
    top, headings = 0, list[Any]()
    for top, headings in rows[:_HEADINGS_WITHIN]:  # noqa: B007
        if not recognise("opkraevet", headings).missing:
            break
    else:
        raise ClaimError(f"{path.name}: arket {SENT} har ikke overskrifterne Dato, Nummer, Kommune, Retning og Beløb")
    below = [(row, cells) for row, cells in rows if row > top]
    table = read_table([headings, *(cells for _, cells in below)], "opkraevet", CaseNumbers())
    if table.recognised.twice:
        raise ClaimError(f"{path.name}: arket {SENT} har {table.recognised.twice[0].title} i to overskrifter")
    for place, (row, cells) in enumerate(below):
        if not table.blank[place]:
            yield _sent_row(table, place, row, cells)


def _rows(book: Book, sheet: int) -> list[tuple[int, list[Any]]]:
    """A sheet's rows that hold something, each as wide as the widest."""
    values = book.values[sheet]
    width = max((column for _, column in values), default=0)
    used = sorted({row for row, _ in values})
    return [(row, [values.get((row, column)) for column in range(1, width + 1)]) for row in used]


def _sent_row(table: TypedTable, place: int, row: int, cells: Sequence[Any]) -> SentClaim:
    for key, column in table.columns.items():
        needed = key in _NEEDED
        if column.state[place] not in (OK, BLANK) or (needed and not _as_text(_cell(table, cells, key))):
            raise ClaimError(f"{SENT} række {row}: {table.title(key)} mangler eller kan ikke læses")
    direction = next((one for one in Direction if one.value == fold(_as_text(_cell(table, cells, "retning")))), None)
    if direction is None:
        words = " eller ".join(one.value for one in Direction)
        raise ClaimError(f"{SENT} række {row}: Retning skal være {words}")
    month = table.values("maaned")[place]
    paid = table.values("betalt")[place]
    return SentClaim(
        row=row,
        date=table.values("dato")[place].item(),
        number=_as_text(_cell(table, cells, "nummer")),
        municipality=MUNICIPALITIES[table.values("kommune")[place]],
        month=None if np.isnat(month) else month.item().replace(day=1),
        direction=direction,
        amount=_ore(table.values("beloeb")[place]),
        paid_on=None if np.isnat(paid) else paid.item(),
        reference=_as_text(_cell(table, cells, "reference")),
    )


_NEEDED: Final = ("dato", "nummer", "kommune", "retning", "beloeb")


def _cell(table: TypedTable, cells: Sequence[Any], key: str) -> Any:
    place = table.recognised.column.get(key)
    return None if place is None else cells[place]


def municipality_named(text: str) -> str:
    """A municipality's name from what a person wrote; `ClaimError` when there is none."""
    try:
        return MUNICIPALITIES[municipality_place(text)]
    except Unreadable:
        raise ClaimError(f"kender ikke kommunen {text!r}") from None


def _named(book: Book, name: str) -> Any:
    """What a named cell holds; None where there is no such name."""
    try:
        ref = book.names.name(Name(None, name), 0)
        if not isinstance(ref, Ref):
            return None
        area = book.names.area(ref, 0, 1, 1)
    except FormulaError:
        return None
    return book.values[area.sheet].get((area.top, area.left))


def _as_text(cell: Any) -> str:
    """A cell as its reader sees it: a number without a point nought."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    return EPOCH + dt.timedelta(days=int(value)) if isinstance(value, float | int) else None


def _ore(kroner: Any) -> int:
    return int(to_ore(np.array([float(kroner)]))[0])
