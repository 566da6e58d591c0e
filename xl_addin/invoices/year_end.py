"""A new year: the old workbook's copy in which postings stay behind, and what goes on comes along.

* arrangements with a day in the new year come along, all their periods; admissions of theirs that have not ended
* claims that are not paid come along, for no month in particular: their month is closed in the old workbook
* what is owed and not paid comes along as an amount beside each municipality, both directions

The copy is the same file with other values in its typed cells: everything else of it stays as it was. It is computed,
and refused unless what each municipality is left to settle is the same before and after, to the øre.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from xl_addin.agreement.wording import kroner
from xl_addin.check.book import Book
from xl_addin.engine import CalledFunction
from xl_addin.engine.compute import calculate_package
from xl_addin.invoices.book_cells import as_text, day_of, municipality_named, ore_of
from xl_addin.invoices.claim import ClaimError, Direction
from xl_addin.invoices.claiming import months, standing
from xl_addin.invoices.danish_text import month_in_words
from xl_addin.invoices.regional_book import (
    MUNICIPALITIES_LISTED,
    OPENING,
    RegionalBook,
    opened,
    regional_book,
    settling,
)
from xl_addin.invoices.sent_record import sent_record
from xl_addin.tables.typed_table import CaseNumbers, read_table
from xl_addin.xlsx.package import read_package
from xl_addin.xlsx.patch import patched
from xl_addin.xlsx.sheet import CellValue
from xl_addin.xlsx.tree import Area

_NET: Final = "mod_netto"
_ADMISSIONS: Final = "Indlæggelser"

Cells = dict[tuple[int, int], CellValue]


@dataclass(frozen=True)
class NewYear:
    """The new workbook's file, its first year, and what to tell: the balances, and what was not claimed yet."""

    file: bytes
    year: int
    balances: dict[str, int]
    notes: tuple[str, ...]


def new_year(path: Path, today: dt.date, year: int | None = None) -> NewYear:
    """The workbook of the year after the latest posting, or of ``year``; `ClaimError` when it cannot be made."""
    book = opened(path, today)
    call = settling(book)
    old = regional_book(book, call)
    if old.faults:
        fault = old.faults[0]
        raise ClaimError(f"{fault.sheet} række {fault.row}: {fault.why} Ret den, før året afsluttes")
    first = dt.date(year or _year_after(old), 1, 1)
    edits: list[Cells] = [{} for _ in book.package.sheets]
    edits[_area(call, 0).sheet].update(_emptied(book, _area(call, 0)))
    going_on = _carry_arrangements(book, call, first, edits)
    _carry_claims(book, old, edits)
    _carry_admissions(book, going_on, first, edits)
    _carry_balances(book, old, edits)
    balances = _balances(old)
    file = _computed(book, edits, balances)
    return NewYear(file, first.year, balances, tuple(_notes(old)))


def _year_after(old: RegionalBook) -> int:
    if not old.postings:
        raise ClaimError(f"{old.name}: har ingen posteringer; skriv året med --aar")
    return max(one.last_day for one in old.postings).year + 1


def _area(call: CalledFunction, index: int) -> Area:
    area = call.areas[index]
    if area is None:
        raise ClaimError("ordningerne skal stå i et område, som FHO_REGNSKAB læser")
    return area


def _emptied(book: Book, area: Area) -> Cells:
    """Blanks for all that is typed below an area's headings."""
    return {
        (row, column): None
        for row, column in book.package.sheets[area.sheet].constants
        if area.top < row <= area.bottom and area.left <= column <= area.right
    }


def _moved_up(book: Book, area: Area, kept: Sequence[int]) -> Cells:
    """The typed cells of an area with only the rows that are kept, one below the other."""
    cells, constants = _emptied(book, area), book.package.sheets[area.sheet].constants
    for index, row in enumerate(kept, area.top + 1):
        for column in range(area.left, area.right + 1):
            if (row, column) in constants:
                cells[index, column] = constants[row, column]
    return cells


def _carry_arrangements(book: Book, call: CalledFunction, first: dt.date, edits: list[Cells]) -> frozenset[str]:
    """Keep all periods of the cases that have a day in the new year; their case numbers."""
    area = _area(call, 1)
    table = read_table(call.arguments[1], "ordninger", CaseNumbers())
    cases, until = table.values("sag"), table.values("til")
    latest: dict[int, int] = {}
    for at in np.argsort(table.values("fra").astype("int64"), kind="stable"):  # NaT, from the start, is the least
        if not table.blank[at]:
            latest[int(cases[at])] = int(at)
    goes_on = {case for case, at in latest.items() if np.isnat(until[at]) or until[at] >= np.datetime64(first, "D")}
    kept = [at for at, case in enumerate(cases) if case in goes_on and not table.blank[at]]
    edits[area.sheet].update(_moved_up(book, area, [area.top + 1 + at for at in kept]))
    column = area.left + table.recognised.column["sag"]
    return frozenset(as_text(book.values[area.sheet].get((area.top + 1 + at, column))) for at in kept)


def _carry_claims(book: Book, old: RegionalBook, edits: list[Cells]) -> None:
    """Keep the claims that are not paid, for no month; their month stands in the reference."""
    record = sent_record(book)
    column_of = {key: at + 1 for key, at in record.table.recognised.column.items()}
    used = [row for at, row in enumerate(record.rows) if not record.table.blank[at]]
    cells: Cells = {(row, column): None for row in used for column in column_of.values()}
    constants = book.package.sheets[record.sheet].constants
    for target, sent in zip(used, [one for one in old.sent if not one.paid_on], strict=False):
        for column in column_of.values():
            cells[target, column] = constants.get((sent.row, column))
        if sent.month and "maaned" in column_of:
            cells[target, column_of["maaned"]] = None
            if "reference" in column_of:
                about = f"Fra {month_in_words(sent.month)}"
                cells[target, column_of["reference"]] = f"{about}. {sent.reference}" if sent.reference else about
    edits[record.sheet].update(cells)


def _carry_admissions(book: Book, cases: frozenset[str], first: dt.date, edits: list[Cells]) -> None:
    """Keep the admissions of the cases that go on which have not ended."""
    area = book.named(_ADMISSIONS)
    if area is None:
        return
    values = book.values[area.sheet]
    headings = {as_text(values.get((area.top, column))): column for column in range(area.left, area.right + 1)}
    case, ended = headings.get("Ordning"), headings.get("Udskrevet")
    if case is None or ended is None:
        raise ClaimError(f"arket {_ADMISSIONS} mangler overskriften Ordning eller Udskrevet")
    kept = [
        row
        for row in range(area.top + 1, area.bottom + 1)
        if as_text(values.get((row, case))) in cases and (day_of(values.get((row, ended))) or first) >= first
    ]
    edits[area.sheet].update(_moved_up(book, area, kept))


def _carry_balances(book: Book, old: RegionalBook, edits: list[Cells]) -> None:
    """Write what is left in each direction beside the municipalities."""
    listed = _listed(book)
    for direction, name in OPENING.items():
        area = book.named(name)
        if area is None:
            raise ClaimError(
                f"{old.name}: er lavet med en ældre udgave: Modregning har ingen plads til saldi fra sidste år"
            )
        cells: Cells = {(area.top + offset, area.left): None for offset in range(area.bottom - area.top + 1)}
        for municipality in _municipalities(old):
            balance = old.balance(municipality, direction)
            if not balance:
                continue
            if municipality not in listed:
                raise ClaimError(f"Modregning: {municipality} mangler på listen")
            cells[area.top + listed[municipality], area.left] = balance / 100
        edits[area.sheet].update(cells)


def _listed(book: Book) -> dict[str, int]:
    """The municipalities on Modregning and which line of it each is."""
    area = book.named(MUNICIPALITIES_LISTED)
    if area is None:
        raise ClaimError(f"{book.package.path.name}: arket Modregning mangler")
    values = book.values[area.sheet]
    names = {
        offset: as_text(values.get((area.top + offset, area.left))) for offset in range(area.bottom - area.top + 1)
    }
    return {municipality_named(name): offset for offset, name in names.items() if name}


def _municipalities(old: RegionalBook) -> list[str]:
    named = {one.municipality for one in old.postings} | {one.municipality for one in old.sent}
    return sorted((named | {name for name, _ in old.opening}) - {""})


def _balances(old: RegionalBook) -> dict[str, int]:
    """What each municipality is left to settle: positive, it pays (A Ikrafttræden)."""
    net = {
        name: old.balance(name, Direction.REGION) - old.balance(name, Direction.MUNICIPALITY)
        for name in _municipalities(old)
    }
    return {name: ore for name, ore in net.items() if ore}


def _computed(book: Book, edits: list[Cells], balances: Mapping[str, int]) -> bytes:
    """The new workbook's file, computed; `ClaimError` unless what it leaves to settle is the same."""
    moved = read_package(book.package.path, patched(book.package, edits))
    computed = calculate_package(moved, today=book.today).values
    file = patched(moved, computed)
    found = dict(_settled_net(book, computed))
    for name in sorted({*found, *balances}):
        before, after = balances.get(name, 0), found.get(name)
        if before != (after or 0):
            shown = "en fejl" if after is None else f"{kroner(after)} kr."
            raise ClaimError(f"saldoen for {name} ville blive {shown} i stedet for {kroner(before)} kr.")
    return file


def _settled_net(
    book: Book, computed: Sequence[Mapping[tuple[int, int], CellValue]]
) -> Iterator[tuple[str, int | None]]:
    """What Modregning then says that each municipality is left to settle; None for an error."""
    area = book.named(_NET)
    if area is None:
        raise ClaimError("Modregning har ingen kolonne med det, der er tilbage at afregne")
    for name, offset in _listed(book).items():
        value = computed[area.sheet].get((area.top + offset, area.left))
        yield name, ore_of(value or 0) if isinstance(value, float | int | None) else None


def _notes(old: RegionalBook) -> Iterator[str]:
    """The months that are not claimed yet: that is done in the old workbook, which has their vouchers."""
    for municipality in _municipalities(old):
        for direction in Direction:
            for month in months(old, municipality, direction):
                left = standing(old, municipality, month, direction).to_claim
                if left:
                    about = f"{municipality}, {direction.value}, {month_in_words(month)}"
                    yield f"ikke opkrævet endnu: {about}: {kroner(left)} kr."
