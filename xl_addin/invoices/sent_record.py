"""The sheet Opkrævet: what was claimed, when, and whether it was paid; the facts that the next claim builds on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from xl_addin.agreement.vocabulary import MUNICIPALITIES
from xl_addin.cells.cpr import holds_cpr
from xl_addin.cells.errors import BLANK, OK
from xl_addin.cells.text import fold
from xl_addin.check.book import Book
from xl_addin.invoices.book_cells import as_text, ore_of
from xl_addin.invoices.claim import ClaimError, Direction, SentClaim
from xl_addin.tables.headings import recognise
from xl_addin.tables.typed_table import CaseNumbers, TypedTable, read_table

SENT: Final = "Opkrævet"
"""The sheet's name."""

_HEADINGS_WITHIN: Final = 30  # rows


@dataclass(frozen=True)
class SentRecord:
    """The table on the sheet Opkrævet: where it stands, and how it is read."""

    sheet: int
    rows: tuple[int, ...]
    cells: tuple[Sequence[Any], ...]
    table: TypedTable


def sent_record(book: Book) -> SentRecord:
    """Find and read the table on the sheet Opkrævet."""
    name = book.package.path.name
    sheets = [number for number, sheet in enumerate(book.package.sheets) if fold(sheet.name) == fold(SENT)]
    if not sheets:
        raise ClaimError(f"{name}: arket {SENT} mangler, så det vides ikke, hvad der er opkrævet før")
    rows = _rows(book, sheets[0])
    tops = [at for at, (_, cells) in enumerate(rows[:_HEADINGS_WITHIN]) if not recognise("opkraevet", cells).missing]
    if not tops:
        raise ClaimError(f"{name}: arket {SENT} har ikke overskrifterne Dato, Nummer, Kommune, Retning og Beløb")
    found = rows[tops[0] :]
    table = read_table([cells for _, cells in found], "opkraevet", CaseNumbers())
    if table.recognised.twice:
        raise ClaimError(f"{name}: arket {SENT} har {table.recognised.twice[0].title} i to overskrifter")
    return SentRecord(sheets[0], tuple(row for row, _ in found[1:]), tuple(cells for _, cells in found[1:]), table)


def sent_claims(book: Book) -> Iterator[SentClaim]:
    """What was claimed, row by row."""
    record = sent_record(book)
    for index, (row, cells) in enumerate(zip(record.rows, record.cells, strict=True)):
        if not record.table.blank[index]:
            yield _sent_row(record.table, index, row, cells)


def _rows(book: Book, sheet: int) -> list[tuple[int, list[Any]]]:
    """A sheet's rows that hold something, each as wide as the widest."""
    values = book.values[sheet]
    width = max((column for _, column in values), default=0)
    used = sorted({row for row, _ in values})
    return [(row, [values.get((row, column)) for column in range(1, width + 1)]) for row in used]


def _sent_row(table: TypedTable, index: int, row: int, cells: Sequence[Any]) -> SentClaim:
    for key, column in table.columns.items():
        needed = key in _NEEDED
        if column.status[index] not in (OK, BLANK) or (needed and not as_text(_cell(table, cells, key))):
            raise ClaimError(f"{SENT} række {row}: {table.title(key)} mangler eller kan ikke læses")
    if holds_cpr(as_text(_cell(table, cells, "nummer"))):
        raise ClaimError(f"{SENT} række {row}: Nummer ligner et CPR-nummer")
    direction = next((one for one in Direction if one.value == fold(as_text(_cell(table, cells, "retning")))), None)
    if direction is None:
        words = " eller ".join(one.value for one in Direction)
        raise ClaimError(f"{SENT} række {row}: Retning skal være {words}")
    month = table.values("maaned")[index]
    paid = table.values("betalt")[index]
    return SentClaim(
        row=row,
        date=table.values("dato")[index].item(),
        number=as_text(_cell(table, cells, "nummer")),
        municipality=MUNICIPALITIES[table.values("kommune")[index]],
        month=None if np.isnat(month) else month.item().replace(day=1),
        direction=direction,
        amount=ore_of(table.values("beloeb")[index]),
        paid_on=None if np.isnat(paid) else paid.item(),
        reference=as_text(_cell(table, cells, "reference")),
    )


_NEEDED: Final = ("dato", "nummer", "kommune", "retning", "beloeb")


def _cell(table: TypedTable, cells: Sequence[Any], key: str) -> Any:
    index = table.recognised.column.get(key)
    return None if index is None else cells[index]
