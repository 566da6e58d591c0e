"""The account of rows: what each row of the source is, why, and that nothing is lost.

A row is a posting unless it plainly is something else. What only looks odd stays a posting, and the check of the new
workbook tells what is wrong with it: a row is never dropped to make the rest look right.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xl_addin.adopt.fields import Value, as_date, as_month
from xl_addin.adopt.header import Header
from xl_addin.adopt.mapping import Mapping, header_of
from xl_addin.adopt.source import SourceSheet
from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import OK, OutOfDomain, Unreadable
from xl_addin.cells.kinds import AMOUNT
from xl_addin.cells.text import fold
from xl_addin.check.phrasing import is_total
from xl_addin.functions.explanation import figures

POSTING: Final = "postering"
TOTAL: Final = "sum"
HEADER: Final = "overskrift"
TEXT: Final = "tekst"
BLANK: Final = "tom"
CLASSES: Final = (POSTING, TOTAL, HEADER, TEXT, BLANK)

_MONEY: Final = ("beloeb", "debet", "kredit")
_PASSIVE: Final = ("bilag", "tekst")
"""Fields that a total's row may have without being a posting for it."""


@dataclass(frozen=True)
class Row:
    """A row of the source: what it is, why, and the amount in whole øre that stands in it (None: none that reads)."""

    number: int
    kind: str
    why: str
    ore: int | None = None


@dataclass(frozen=True)
class Account:
    """All rows of the source down to the last with anything in it, in their order."""

    rows: tuple[Row, ...]

    def count(self, kind: str) -> int:
        """How many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)

    def ore(self, kind: str) -> int:
        """The amounts of the rows of a kind, in whole øre."""
        return sum(row.ore or 0 for row in self.rows if row.kind == kind)

    @property
    def postings(self) -> list[Row]:
        """The rows that are postings."""
        return [row for row in self.rows if row.kind == POSTING]

    @property
    def doubtful(self) -> list[Row]:
        """The totals of the source that do not agree with the postings above them."""
        return [row for row in self.rows if row.kind == TOTAL and row.why.startswith(DISAGREES)]


DISAGREES: Final = "Summen stemmer ikke"


def amount_of(cells: dict[int, Value], mapping: Mapping) -> Value:
    """What stands as the amount: the cell, or debit less credit; text where it cannot be read."""
    if "beloeb" in mapping.columns:
        return cells.get(mapping.columns["beloeb"])
    debit, credit = (cells.get(mapping.columns.get(name, 0)) for name in ("debet", "kredit"))
    if debit is None and credit is None:
        return None
    parts = ore_of([0.0 if value is None else value for value in (debit, credit)])
    if parts[0] is None or parts[1] is None:
        return f"{'' if debit is None else debit} − {'' if credit is None else credit}"
    return (parts[0] - parts[1]) / 100


def ore_of(amounts: Sequence[Value]) -> list[int | None]:
    """Amounts in whole øre; None for what cannot be read or is too large."""
    column = read_cells(list(amounts), AMOUNT)
    return [int(ore) if state == OK else None for ore, state in zip(column.values, column.state, strict=True)]


def account(sheet: SourceSheet, mapping: Mapping) -> Account:
    """Say of every row what it is."""
    header = header_of(sheet, mapping)
    totals = _Totals()
    numbers = range(1, sheet.last_row + 1)
    written = [amount_of(sheet.rows.get(number, {}), mapping) for number in numbers]
    found = []
    for number, amount, ore in zip(numbers, written, ore_of(written), strict=True):
        row = _row(number, sheet, mapping, header, (amount, ore), totals)
        found.append(row)
        if row.kind == POSTING and row.ore is not None:
            totals.add(row.ore)
    assert sum(Counter(row.kind for row in found).values()) == sheet.last_row
    return Account(tuple(found))


def _row(
    number: int,
    sheet: SourceSheet,
    mapping: Mapping,
    header: Header,
    amount: tuple[Value, int | None],
    totals: "_Totals",
) -> Row:
    cells = sheet.rows.get(number, {})
    if not any(not isinstance(value, str) or value.strip() for value in cells.values()):
        return Row(number, BLANK, "Rækken er tom.")
    if number < header.first:
        return Row(number, TEXT, "Rækken står over overskriften.")
    if number <= header.last:
        return Row(number, HEADER, "Arkets overskrift.")
    if _repeats(cells, header, mapping):
        return Row(number, HEADER, "Overskriften er gentaget.")
    written, ore = amount
    filled = [
        name for name, column in mapping.columns.items()
        if name not in (*_MONEY, *_PASSIVE) and column in cells and not _is_label_of_total(cells[column])
    ]  # fmt: skip
    dated = [
        name for name in ("fra", "til", "periode") if name in filled and _is_day(name, cells[mapping.columns[name]])
    ]
    if written is None:
        if len(filled) < 2 and "art" not in filled:
            return Row(number, TEXT, "Rækken har intet beløb og ingen oplysninger om en postering.")
        return Row(number, POSTING, "Posteringen mangler beløb.")
    says_total = is_total(cells.values())
    is_summed = any((number, mapping.columns[name]) in sheet.summed for name in _MONEY if name in mapping.columns)
    if ore is not None and not dated and "art" not in filled and (says_total or is_summed or not filled):
        agreed = totals.agrees(ore)
        if agreed:
            return Row(number, TOTAL, f"Summen stemmer: {agreed}.", ore)
        if says_total or is_summed:
            return Row(number, TOTAL, f"{DISAGREES} med posteringerne over den: {totals.expected()}.", ore)
    return Row(number, POSTING, "" if ore is not None else "Beløbet kan ikke læses.", ore)


def _repeats(cells: dict[int, Value], header: Header, mapping: Mapping) -> bool:
    """Whether a row says the same as the header in most of the mapped columns that it fills."""
    shared = [
        column for column in mapping.columns.values()
        if isinstance(value := cells.get(column), str) and column in header.texts
        and fold(value) in (fold(header.texts[column]), fold(header.texts[column]).split()[-1])
    ]  # fmt: skip
    filled = [column for column in mapping.columns.values() if column in cells]
    return len(shared) >= 2 and 2 * len(shared) > len(filled)


def _is_label_of_total(value: Value) -> bool:
    return is_total([value])


def _is_day(name: str, value: Value) -> bool:
    try:
        as_month(value) if name == "periode" else as_date(value)
    except (Unreadable, OutOfDomain):
        return False
    return True


class _Totals:
    """The sums that a total of the source may mean."""

    def __init__(self) -> None:
        self._all = self._since = self._postings = 0

    def add(self, ore: int) -> None:
        self._postings += 1
        self._all += ore
        self._since += ore

    def agrees(self, ore: int) -> str:
        """What a total is the sum of; empty where it is none of them."""
        meant = ""
        if not self._postings:
            return meant
        if ore == self._since and self._since != self._all:
            meant = "posteringerne siden den forrige sum"
        elif ore == self._all:
            meant = "alle posteringer over den"
        if meant:
            self._since = 0
        return meant

    def expected(self) -> str:
        """The sums that it could have been, in kroner."""
        shown = [figures(ore / 100, 2) for ore in (self._since, self._all)]
        self._since = 0
        return f"siden den forrige sum {shown[0]}, i alt {shown[1]}"
