"""The mapping: which column is which field, what is the same in all rows, what foreign words mean."""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from xl_addin.adopt.header import EXACT, Header, find_header, named_by, read_header
from xl_addin.adopt.posting_fields import Value, as_amount, as_month, fields, label, meaning, reads, tried
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.totals import says_total
from xl_addin.adopt.units import is_unit, says_unit, unit_in, unit_of_sheet
from xl_addin.cells.cpr import holds_cpr
from xl_addin.cells.text import fold
from xl_addin.refusal import Refusal
from xl_addin.tables.headings import TableField

_SAMPLED: Final = 400
_LEAST_SCORE: Final = 5.0
_SURE: Final = EXACT - 1
_TRANSLATED: Final = ("art", "betalt_af", "udmaalt_af", "bevilget", "kommune")
"""Fields whose words can be given a meaning."""

VARYING: Final = frozenset({"beloeb", "debet", "kredit", "fortegn", "bilag"})
"""Fields that cannot be the same in all rows."""

MONEY: Final = ("beloeb", "debet", "kredit")
NEEDED: Final = (MONEY, ("art",), ("fra", "periode", "bogfoert"), ("ordning",), ("betalt_af",))
"""Of each of these groups a posting sheet must have one, as a column or the same in all rows."""

MONTHS: Final = "måneder"
"""Named like a field: one column a month holds the amounts."""

COST: Final = "udgift"
INCOME: Final = "indtægt"
"""What an amount with a minus is."""

Month = tuple[dt.date, dt.date]


class MappingError(Refusal):
    """A mapping that cannot be used; the message says why."""


@dataclass
class Mapping:
    """Field to column, field to what all rows have, and per field the meaning of foreign words (by folded word)."""

    sheet: str
    header: tuple[int, int]
    columns: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    unit: str | None = None
    """What the amounts are in; None: kroner."""
    said: str | None = None
    """What the sheet said that they are in, when a person looked."""
    minus: str | None = None
    """What a person has said that an amount with a minus is, where the amounts add up to no more than nought."""
    accumulated: str | None = None
    """``nej`` where a person has said that amounts which grow from month to month are each month's own."""
    months: dict[int, Month | None] = field(default_factory=dict)
    """The columns that hold a month's amounts each; None: nobody has said which month."""
    unused: set[int] = field(default_factory=set)
    """The columns that a person has said hold nothing of use."""
    unread: set[str] = field(default_factory=set)
    """The sheets that a person has said are not to be read."""
    rows: dict[str, str] = field(default_factory=dict)
    """What a person has said that a row is, by its mark."""
    doubtful: set[str] = field(default_factory=set)
    """The fields of a proposal that a person should look at."""

    def missing(self) -> list[str]:
        """What the mapping still lacks, such as ``Fra eller Periode``."""
        given = self.columns.keys() | self.fixed.keys() | ({"beloeb", "fra"} if self.months else set())
        lacking = [" eller ".join(map(label, group)) for group in NEEDED if not given & set(group)]
        if "til" in given and not given & {"fra", "periode"}:
            lacking.append("Fra (der er en sidste dag, men ingen første)")
        return lacking

    def word(self, name: str, value: Value) -> Value:
        """A cell's content with its meaning in place of a foreign word."""
        return self.words.get(name, {}).get(fold(value), value) if isinstance(value, str) else value

    def year(self, cells: dict[int, Value]) -> Value:
        """The year that stands beside a month."""
        return cells.get(self.columns.get("aar", 0), self.fixed.get("aar"))

    @property
    def money(self) -> list[int]:
        """The columns with amounts."""
        return [self.columns[name] for name in MONEY if name in self.columns] or list(self.months)

    @property
    def used(self) -> set[int]:
        """The columns that are read."""
        return {*self.columns.values(), *self.months}


def header_of(sheet: SourceSheet, mapping: Mapping) -> Header:
    """The header that a mapping names."""
    return read_header(sheet, *mapping.header)


def best_sheet(sheets: list[SourceSheet]) -> SourceSheet | None:
    """The sheet that looks most like postings: the most rows below a header that can be read."""
    usable = [(sheet, header) for sheet in sheets if (header := find_header(sheet))]
    return max(usable, key=lambda pair: pair[0].last_row - pair[1].last)[0] if usable else None


def propose(sheet: SourceSheet, header: Header | None = None) -> Mapping:
    """A mapping from the headers and the contents; ``MappingError`` when no header is found."""
    header = header or find_header(sheet)
    if header is None:
        raise MappingError(f"{sheet.name}: ingen række nævner mindst tre af felterne")
    samples = {column: sample_of(sheet, header, column) for column in header.texts}
    scores = [
        (score, name, column)
        for name, one in fields().items()
        for column, text in header.texts.items()
        if (score := _score(one, text, samples[column])) >= _LEAST_SCORE
    ]
    mapping = Mapping(sheet.name, (header.first, header.last))
    for score, name, column in sorted(scores, key=lambda one: -one[0]):
        if name in mapping.columns or column in mapping.columns.values():
            continue
        mapping.columns[name] = column
        rivals = [other for other, rival, _ in scores if rival == name and score - other < 1.5]
        if named_by(name, header.texts[column]) < _SURE or len(rivals) > 1:
            mapping.doubtful.add(name)
    _take_months(mapping, sheet, header, samples)
    _choose(mapping)
    if "fortegn" in mapping.columns and both_signs(sheet, mapping):
        mapping.columns.pop("fortegn")
    mapping.columns = {name: mapping.columns[name] for name in fields() if name in mapping.columns}
    mapping.unit = mapping.said = said_unit(sheet, mapping)
    for name in _TRANSLATED:
        if name in mapping.columns:
            mapping.words[name] = _meanings(fields()[name], sheet, header, mapping.columns[name])
    return mapping


def sample_of(sheet: SourceSheet, header: Header, column: int) -> list[Value]:
    """Some of the cells of a column below the header, from all of its length."""
    values = sheet.below(header.last, column)
    return values[:: max(1, len(values) // _SAMPLED)]


def _score(one: TableField, text: str, sample: list[Value]) -> float:
    """How well a column fits a field: its header first, then whether its cells can be read."""
    score = named_by(one.key, text)
    if not score or not sample:
        return score / 2
    if one.kind in ("text", "case"):
        # A person's number is no arrangement's.
        return 0 if one.key == "ordning" and any(map(holds_cpr, sample)) else score
    if one.kind == "cost_type":  # foreign words are to be expected, amounts and dates are not
        return score - 8 * sum(isinstance(value, dt.date) or is_fraction(value) for value in sample) / len(sample)
    readable = sum(reads(one, value) or meaning(one, value) is not None for value in sample) / len(sample)
    return score + 2 * readable - 6 * (readable < 0.5)


def is_fraction(value: Value) -> bool:
    """Whether a cell is a number with decimals."""
    return isinstance(value, float) and not value.is_integer()


def _choose(mapping: Mapping) -> None:
    """One way to give the amount and one for the period: the plainer first, the service before the posting date."""
    columns = mapping.columns
    if "beloeb" in columns:
        columns.pop("debet", None)
        columns.pop("kredit", None)
    if "fra" in columns:
        columns.pop("periode", None)
    if columns.keys() & {"fra", "periode", "til"} or mapping.months:
        columns.pop("bogfoert", None)
    if "bogfoert" in columns:
        mapping.doubtful.add("bogfoert")
    if "periode" not in columns:
        columns.pop("aar", None)
    mapping.doubtful &= columns.keys()


def month_columns(header: Header, samples: dict[int, list[Value]]) -> dict[int, Month | None]:
    """The columns whose headings are months and whose cells are amounts, where there are at least two."""
    found: dict[int, Month | None] = {}
    for column, text in header.texts.items():
        if samples[column] and all(reads(fields()["beloeb"], value) for value in samples[column]):
            month = month_of(text)
            if month or month_of(f"{text} 2016"):
                found[column] = month
    return found if len(found) > 1 else {}


def _take_months(mapping: Mapping, sheet: SourceSheet, header: Header, samples: dict[int, list[Value]]) -> None:
    """Columns a month instead of one column of amounts, where that one is not there or only their total."""
    months = month_columns(header, samples)
    free = {column: month for column, month in months.items() if column not in mapping.columns.values()}
    total = mapping.columns.get("beloeb")
    if len(free) > 1 and (total is None or repeats(sheet, header, total, list(free))):
        for name in MONEY:
            mapping.columns.pop(name, None)
        mapping.months = free


def repeats(sheet: SourceSheet, header: Header, column: int, money: list[int]) -> bool:
    """Whether a column only says again what other columns add up to in each row, with any sign."""
    same = 0
    for number, row in sheet.rows.items():
        if number <= header.last or column not in row:
            continue
        here, there = amount_or_nan(row[column]), sum(amount_or_nan(row[one]) for one in money if one in row)
        if math.isnan(here) and math.isnan(there):  # the heading again
            continue
        if not abs(abs(here) - abs(there)) < 0.005:
            return False
        same += 1
    return same > 0


def both_signs(sheet: SourceSheet, mapping: Mapping) -> bool:
    """Whether the amounts read are of both signs."""
    amounts = [
        amount_or_nan(row.get(column))
        for number, row in sheet.rows.items()
        if number > mapping.header[1] and ("fortegn" not in mapping.columns or mapping.columns["fortegn"] in row)
        for column in mapping.money
    ]  # fmt: skip
    return any(one < 0 for one in amounts) and any(one > 0 for one in amounts)


def amount_or_nan(value: Value) -> float:
    """An amount, or not a number where it cannot be read."""
    return float(tried(as_amount, value, math.nan))


def month_of(text: str) -> Month | None:
    """The month that a text is; None where it is none."""
    found: Month | None = tried(as_month, text)
    return found


def said_unit(sheet: SourceSheet, mapping: Mapping) -> str | None:
    """The unit that the headings of the amounts, the row below, the lines around or the sheet's name tell; or None."""
    header = header_of(sheet, mapping)
    above = (value for row in range(1, header.first) for value in sheet.rows.get(row, {}).values())
    below = (sheet.rows.get(header.last + 1, {}).get(column) for column in mapping.money)
    texts = [
        *(header.texts.get(column, "") for column in mapping.money),
        *(one for one in below if isinstance(one, str) and is_unit(one)),
        *(one for one in above if isinstance(one, str)),
        *(
            one
            for row in sheet.rows.values()
            if len(row) == 1
            for one in row.values()
            if isinstance(one, str) and says_unit(one)
        ),
    ]
    return unit_in(texts) or unit_of_sheet(sheet.name)


def _meanings(one: TableField, sheet: SourceSheet, header: Header, column: int) -> dict[str, str]:
    """The foreign words of a column with the meaning that is known, empty where none is."""
    found: dict[str, str] = {}
    for value, _ in foreign_words(one, sheet, header, column):
        found[fold(value)] = meaning(one, value) or ""
    return found


def foreign_words(one: TableField, sheet: SourceSheet, header: Header, column: int) -> list[tuple[str, int]]:
    """The words of a column that cannot be read as they stand, and how often each is there."""
    headers = {fold(header.texts.get(column, "")), *fold(header.texts.get(column, "")).split()[-1:]}
    counted = Counter(
        _as_word(value)
        for value in sheet.below(header.last, column)
        if isinstance(value, str) or (isinstance(value, float) and one.key == "art")
    )
    return [
        (word, count) for word, count in counted.most_common()
        if word and fold(word) not in headers
        and not says_total([word]) and not reads(one, word) and not holds_cpr(word)
    ]  # fmt: skip


def _as_word(value: Value) -> str:
    """A word as it is written; an account's number is one too."""
    return f"{value:.15g}" if isinstance(value, float) else " ".join(str(value).split())
