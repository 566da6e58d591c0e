"""The account of rows: what each row of the source is, why, and that nothing is lost.

A row is a posting or plainly something else. What is neither is a question: it is asked about, or with a mapping the
sheet is refused; it is never booked on a guess.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xl_addin.adopt.header import Header, field_named
from xl_addin.adopt.mapping import COST, MONEY, Mapping, header_of
from xl_addin.adopt.posting_fields import Value, as_amount, as_date, as_month, as_sign, can, folded, tried
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.totals import (
    CREDIT,
    EXACT,
    RunningSums,
    is_marked,
    says_booked,
    says_reversed,
    says_total,
    strange_word,
)
from xl_addin.adopt.units import KRONER, in_kroner, is_unit
from xl_addin.agreement.wording import figures
from xl_addin.cells.columns import read_cells
from xl_addin.cells.cpr import without_cpr
from xl_addin.cells.errors import OK
from xl_addin.cells.kinds import AMOUNT
from xl_addin.cells.text import fold

POSTING: Final = "postering"
TOTAL: Final = "sum"
HEADER: Final = "overskrift"
TEXT: Final = "tekst"
BLANK: Final = "tom"
SEEN: Final = "overtaget før"
CLASSES: Final = (POSTING, TOTAL, HEADER, TEXT, BLANK, SEEN)
SAID: Final = (POSTING, TOTAL)
"""What a person can say that an uncertain row is."""

_PASSIVE: Final = ("bilag", "tekst", "aar", "fortegn")
"""Fields that a total's row may have without being a posting for it."""
_DAYS: Final = ("fra", "til", "periode", "bogfoert")
_GROUPS: Final = ("ordning", "kommune", "periode", "fra", "art", "betalt_af")
"""Fields whose values make groups that a sheet may sum."""


@dataclass(frozen=True)
class Row:
    """A row of the source: what it is, why, and the amount in whole øre that stands in it (None: none that reads)."""

    number: int
    kind: str
    why: str
    ore: int | None = None
    mark: str = ""
    """Where a person must say what the row is: the mark that the mapping knows the row by."""


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

    @property
    def uncertain(self) -> list[Row]:
        """The rows of which a person must say what they are."""
        return [row for row in self.rows if row.mark]


EMPHASISED: Final = "fremhævet"
NO_VOUCHER: Final = "uden bilag"
"""What a mapping may say of all rows that only their look, or a voucher that is not there, tells apart."""

DISAGREES: Final = "Summen stemmer ikke"


def amount_of(cells: dict[int, Value], mapping: Mapping) -> Value:
    """The amount in kroner: the cell with its sign, or debit less credit; text where it is unreadable."""
    if mapping.months:
        parts = [in_kroner_or_text(cells[column], mapping) for column in mapping.months if column in cells]
        return parts[0] if len(parts) == 1 else _added(parts, [1] * len(parts))
    if "beloeb" in mapping.columns:
        value = in_kroner_or_text(cells.get(mapping.columns["beloeb"]), mapping)
        return _signed(value, cells.get(mapping.columns["fortegn"])) if "fortegn" in mapping.columns else value
    sides = [in_kroner_or_text(cells.get(mapping.columns.get(name, 0)), mapping) for name in ("debet", "kredit")]
    if sides == [None, None]:
        return None
    return _added([0.0 if value is None else value for value in sides], [1, -1])


def in_kroner_or_text(value: Value, mapping: Mapping) -> Value:
    """A cell's amount in kroner; as it stands where it is none."""
    if isinstance(value, float) and mapping.unit in (None, KRONER) and mapping.minus != COST:
        return value
    if value is None:
        return None
    amount = tried(as_amount, value)
    if amount is None:
        return f"»{value}«" if isinstance(value, str) else str(value)
    return in_kroner(amount, mapping.unit or KRONER) * (-1 if mapping.minus == COST else 1)


def _signed(value: Value, sign: Value) -> Value:
    """An amount with the sign that stands beside it; text where there is none, or two."""
    if not isinstance(value, float) or not value:
        return value
    found = tried(as_sign, sign)
    return f"»{value}« uden debet/kredit" if found is None else found * value


def _added(parts: Sequence[Value], signs: Sequence[int]) -> Value:
    if not parts:
        return None
    ore = ore_of(parts)
    if any(one is None for one in ore):
        return " og ".join(str(one) for one in parts)
    return sum(sign * (one or 0) for sign, one in zip(signs, ore, strict=True)) / 100


def ore_of(amounts: Sequence[Value]) -> list[int | None]:
    """Amounts in whole øre; None for what cannot be read or is too large."""
    column = read_cells(list(amounts), AMOUNT)
    return [int(ore) if status == OK else None for ore, status in zip(column.values, column.status, strict=True)]


def account(sheet: SourceSheet, mapping: Mapping) -> Account:
    """Say of every row what it is."""
    numbers = range(1, sheet.last_row + 1)
    written = [amount_of(sheet.rows.get(number, {}), mapping) for number in numbers]
    reader = _RowReader(sheet, mapping)
    rows = reader.with_sums_above(list(reader.rows(numbers, written)))
    assert len(rows) == sheet.last_row
    return Account(rows)


class _RowReader:
    """What is the same for all rows, and the sums so far."""

    def __init__(self, sheet: SourceSheet, mapping: Mapping) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._header: Header = header_of(sheet, mapping)
        self._sums = RunningSums([mapping.columns[name] for name in _GROUPS if name in mapping.columns])
        self._headings = {
            column: (fold(text), fold(text).split(" ")[-1]) for column, text in self._header.texts.items()
        }
        self._groups = self._sums.groups
        read = {*mapping.used} - {mapping.columns.get("tekst")}
        self._marks = [
            (column, text)
            for column, text in self._header.texts.items()
            if column not in read and (says_reversed(text) or says_booked(text))
        ]
        self._looks = {EMPHASISED: sheet.emphasised, NO_VOUCHER: _without_voucher(sheet, mapping)}
        self._again = _repeated(sheet, mapping)
        self._last: dict[int, Value] = {}
        self._names = {column: name for name, column in mapping.columns.items()}
        self._telling = [(name, column) for name, column in mapping.columns.items() if name not in (*MONEY, *_PASSIVE)]

    def rows(self, numbers: Sequence[int], written: Sequence[Value]) -> Iterator[Row]:
        """What each row is, given the postings above it."""
        for number, amount, ore in zip(numbers, written, ore_of(written), strict=True):
            cells = self._sheet.rows.get(number, {})
            row = self._row(number, cells, amount, ore)
            if row.kind == POSTING and not row.mark:
                self._sums.add(row.ore or 0, cells)
                self._last = cells
            elif row.ore is not None:
                self._sums.mark()
            yield row

    def with_sums_above(self, rows: list[Row]) -> tuple[Row, ...]:
        """The rows, those among them uncertain that are the sums of postings below them: a report may sum on top."""
        sums = RunningSums(self._groups)
        for place in range(len(rows) - 1, -1, -1):
            row = rows[place]
            cells = self._sheet.rows.get(row.number, {})
            if row.kind != POSTING or row.ore is None:
                sums.mark()
            elif self._may_be_a_sum(row) and sums.is_like_a_sum(row.ore, cells):
                mark = self._mark(row.number)
                rows[place] = replace(row, why="Beløbet er summen af posteringer under den.", mark=mark)
                sums.mark()
            elif not row.mark:
                sums.add(row.ore, cells)
        return tuple(rows)

    def _may_be_a_sum(self, row: Row) -> bool:
        """Whether nobody has said what a posting is, and there is no better reason to ask."""
        return (not row.mark or row.number in self._looks[NO_VOUCHER]) and not self._said(row.number)

    def _row(self, number: int, cells: dict[int, Value], written: Value, ore: int | None) -> Row:
        if not any(not isinstance(value, str) or value.strip() for value in cells.values()):
            return Row(number, BLANK, "Rækken er tom.")
        if number < self._header.first:
            return Row(number, TEXT, "Rækken står over overskriften.")
        if number <= self._header.last:
            return Row(number, HEADER, "Arkets overskrift.")
        if number == self._header.last + 1 and all(isinstance(one, str) and is_unit(one) for one in cells.values()):
            return Row(number, HEADER, "Enheden under overskriften.")
        if self._repeats_header(cells):
            return Row(number, HEADER, "Overskriften er gentaget.")
        if self._is_another_header(cells):
            return Row(number, POSTING, "Rækken ligner overskriften på en anden tabel.", None, self._mark(number))
        said = self._said(number)
        if said:
            return Row(number, said, "Sagt i tilpasningen.", ore)
        words = self._words(cells)
        filled = [
            name for name, column in self._telling
            if column in cells and not (words and says_total([cells[column]]))
        ]  # fmt: skip
        bare = "art" not in filled and not any(self._is_day(name, cells) for name in _DAYS if name in filled)
        if written is None:
            if len(filled) < 2 and "art" not in filled:
                return Row(number, TEXT, "Rækken har intet beløb og ingen oplysninger om en postering.")
            return Row(number, POSTING, "Posteringen mangler beløb.")
        if ore is None:
            if words and bare:
                return Row(number, TOTAL, "En sum, hvis beløb ikke kan læses.")
            return Row(number, POSTING, "Beløbet kan ikke læses.", None, self._mark(number) if words else "")
        found = self._sum(number, cells, ore, (words, bare, len(filled)))
        strange = "" if found else self._strange(cells, ore) or self._looks_strange(number, cells)
        return found or Row(number, POSTING, strange, ore, self._mark(number) if strange else "")

    @staticmethod
    def _strange(cells: dict[int, Value], ore: int) -> str:
        """What a text of the row says against booking the amount as it stands."""
        for text in cells.values():
            if isinstance(text, str) and (said := strange_word(text)) and (said != CREDIT or ore > 0):
                return f"Der står »{text.strip()}«, " + (
                    "og beløbet er med plus." if said == CREDIT else "og rækken har et beløb."
                )
        return ""

    def _looks_strange(self, number: int, cells: dict[int, Value]) -> str:
        """What a mark in a column for it, or the row's look alone, says against booking the row."""
        for column, heading in self._marks:
            if column in cells and is_marked(cells[column]) == says_reversed(heading):
                said = "noget" if says_reversed(heading) else "nej"
                return f"Der står {said} under »{without_cpr(heading)}«."
        if number in self._looks[EMPHASISED]:
            return f'Rækken er fremhævet (fed, farvet eller overstreget). "{EMPHASISED}" svarer for alle, der er det.'
        if number in self._looks[NO_VOUCHER]:
            return f'Rækken har intet bilag; det har de fleste. "{NO_VOUCHER}" svarer for alle, der intet har.'
        return ""

    def _said(self, number: int) -> str | None:
        """What a person has said of this row, by its mark, or of all rows with such a text or look."""
        if not self._mapping.rows:
            return None
        texts = (folded(value) for value in self._sheet.rows[number].values() if isinstance(value, str))
        looks = (look for look, rows in self._looks.items() if number in rows)
        return next(filter(None, map(self._mapping.rows.get, (self._mark(number), *texts, *looks))), None)

    def _sum(self, number: int, cells: dict[int, Value], ore: int, about: tuple[int, bool, int]) -> Row | None:
        """A row with an amount that is a sum, or may be one; None where it is a posting."""
        words, bare, filled = about
        is_summed = any((number, column) in self._sheet.summed for column in self._mapping.money)
        agreed = self._sums.is_sum(ore, cells) if words or bare or is_summed else ""
        if agreed and ((bare and (words or is_summed or not filled)) or words == EXACT):
            return Row(number, TOTAL, f"Summen stemmer: {agreed}.", ore)
        if bare and (words or is_summed):
            since, whole = (figures(one / 100, 2) for one in self._sums.expected())
            return Row(
                number,
                TOTAL,
                f"{DISAGREES} med posteringerne over den: siden den forrige sum {since}, i alt {whole}.",
                ore,
            )
        if words or is_summed:
            why = "Rækken kalder sig en sum, men ligner en postering."
        elif bare and filled < 2 and not (agreed and filled):
            why = "Rækken har et beløb, men ingen oplysninger om en postering."
        elif (bare and agreed) or self._sums.is_like_a_sum(ore, cells):
            why = "Beløbet er summen af posteringer over den."
        elif ore and self._repeats(number, cells):
            why = "Rækken er den samme som en postering over den: en sum af den, eller den samme igen."
        else:
            return None
        return Row(number, POSTING, why, ore, self._mark(number))

    def _repeats(self, number: int, cells: dict[int, Value]) -> bool:
        """Whether a row says the same as the posting above, or it and its neighbour the same as postings before it."""
        if number in self._again and self._again.keys() & {number - 1, number + 1}:
            return True
        bilag = self._mapping.columns.get("bilag", 0)
        if not self._last or cells.get(bilag) not in (None, self._last.get(bilag)):
            return False
        return all(cells.get(column) == self._last.get(column) for column in self._mapping.used - {bilag})

    def _mark(self, number: int) -> str:
        """A row's mark, which tells nothing of what it holds; of rows that are the same each has its own."""
        told = f"{sorted(self._sheet.rows[number].items())}{self._again.get(number, '')}"
        return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()

    def _words(self, cells: dict[int, Value]) -> int:
        """How plainly the row calls itself a sum; an art of that name does not."""
        return says_total(value for column, value in cells.items() if self._names.get(column) != "betalt_af")

    def _is_day(self, name: str, cells: dict[int, Value]) -> bool:
        value = cells[self._mapping.columns[name]]
        if name == "periode":
            return can(lambda month: as_month(month, self._mapping.year(cells)), value)
        return can(as_date, value)

    def _repeats_header(self, cells: dict[int, Value]) -> bool:
        """Whether a row says the same as the header in most of the mapped columns that it fills."""
        filled = [column for column in self._mapping.used if column in cells]
        shared = [column for column in filled if self._is_heading(column, cells[column])]
        if len(shared) < 2:
            return False
        strange = [column for column in filled if column not in shared and field_named(str(cells[column]))]
        return 2 * len(shared) > len(filled) and not strange

    def _is_heading(self, column: int, value: Value) -> bool:
        return isinstance(value, str) and folded(value) in self._headings.get(column, ())

    def _is_another_header(self, cells: dict[int, Value]) -> bool:
        """Whether a row of texts names fields, in other columns than the header does."""
        if not all(isinstance(value, str) for value in cells.values()) or len(cells) < 3:
            return False
        return len({field_named(str(value)) for value in cells.values()} - {None}) >= 3


def _without_voucher(sheet: SourceSheet, mapping: Mapping) -> set[int]:
    """The rows with an amount and no voucher, where they are few: a sum, a budget or an estimate has none."""
    bilag = mapping.columns.get("bilag", 0)
    rows = [
        number for number, cells in sheet.rows.items() if number > mapping.header[1] and {*mapping.money} & cells.keys()
    ]
    found = {number for number in rows if bilag not in sheet.rows[number]}
    return found if 3 * len(found) < len(rows) else set()


def _repeated(sheet: SourceSheet, mapping: Mapping) -> dict[int, int]:
    """The rows that say the same as rows above them do in all columns that are read, each with how many they are."""
    counted: Counter[tuple[Value, ...]] = Counter()
    found = {}
    for number, cells in sheet.rows.items():
        told = tuple(map(cells.get, mapping.used))
        if number > mapping.header[1] and counted[told]:
            found[number] = counted[told]
        counted[told] += 1
    return found
