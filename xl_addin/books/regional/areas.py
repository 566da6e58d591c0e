"""The tables of the regional workbook: which columns stand where. Their names and words are in ``columns.toml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xl_addin.books.captions import columns, read_words
from xl_addin.books.layout import SheetTable
from xl_addin.books.regional.book_side import REGIONS_OWN, BookSide

FRONT = "Forside"
ARRANGEMENTS = "Ordninger"
POSTINGS = "Udgifter"
DIVISION = "Fordeling"
SETTLEMENT = "Modregning"
CLAIMED = "Opkrævet"
CONTROL = "Kontrol"
ADMISSIONS = "Indlæggelser"
FOLLOW_UP = "Opfølgning"
REFUNDS = "Refusion"
INVOICE = "Opkrævning"
LINES = "Opkrævningslinjer"
FIGURES = "Nøgletal"
TERMS = "Aftale"

AGREEMENT = "aftale"
"""The name of the agreement as an argument: the one chosen on Aftale, or the region's own, typed there."""

TO_DATE = "opgjort_pr"
"""The day that deadlines are compared with; blank: they are not said to be passed."""

MONTHS = 18
"""Months that invoices and key figures show one by one; what lies outside is shown in three lines of its own."""

FIRST_MONTH = "opk_første_måned"
"""The name of the first month that is shown by itself; 0 in a workbook without postings."""

EARLIER, LATER, UNDATED = "tidligere", "senere", "uden dato"

ROOM_FOR_POSTINGS, ROOM_FOR_ARRANGEMENTS, ROOM_FOR_CLAIMS = 5000, 300, 1000

SHOWN_FAULTS = 25
"""Postings that cannot be settled are named one by one, up to so many; more hide every municipality."""

SHOWN_REFUNDS = 300

_HEADER = 5

_WORDS = read_words(__package__, "columns.toml")

Records = Mapping[str, Sequence[Mapping[str, Any]]]
"""What is typed in the workbook: the records of each sheet, by column key."""


@dataclass(frozen=True)
class Areas:
    """All tables of the workbook for a number of postings and of arrangements' periods."""

    postings: SheetTable
    division: SheetTable
    sorted_out: SheetTable
    arrangements: SheetTable
    status: SheetTable
    municipalities: SheetTable
    balance: SheetTable
    claims: SheetTable
    admissions: SheetTable
    stays: SheetTable
    follow_up: SheetTable
    refunds: SheetTable
    lines: SheetTable
    claim_places: SheetTable
    months: int
    side: BookSide = REGIONS_OWN

    @property
    def buckets(self) -> int:
        """Lines for each municipality on the list of claim lines: its months, earlier, later and undated."""
        return self.months + 3

    @property
    def typed(self) -> tuple[SheetTable, ...]:
        """The tables that users fill in, but for the list of municipalities."""
        return self.arrangements, self.postings, self.claims, self.admissions


def areas(
    postings: int = ROOM_FOR_POSTINGS,
    arrangements: int = ROOM_FOR_ARRANGEMENTS,
    municipalities: int = 25,
    months: int = MONTHS,
    claims: int = ROOM_FOR_CLAIMS,
    refunds: int = SHOWN_REFUNDS,
    side: BookSide = REGIONS_OWN,
) -> Areas:
    """The tables for a capacity; a municipality's own workbook has a line for that one alone."""
    municipalities = 1 if side.own else municipalities

    def table(sheet: str, prefix: str, words: str, rows: int, after: int = 0, whole: str = "") -> SheetTable:
        made = columns(_WORDS[words], typed=words.endswith("input"))
        return SheetTable(sheet, prefix, _HEADER, rows, made, after + 1, whole)

    entered = table(POSTINGS, "udg", "posting_input", postings, whole="Posteringer")
    case = table(ARRANGEMENTS, "ord", "arrangement_input", arrangements, whole="Ordninger")
    stay = table(ADMISSIONS, "indl", "admission_input", arrangements, whole="Indlæggelser")
    listed = table(SETTLEMENT, "mod", "municipality_input", municipalities)
    divided = table(DIVISION, "post", "settled", postings, entered.last_column + 1)
    lines = table(LINES, "opk", "claim_lines", municipalities * (months + 3))
    return Areas(
        postings=entered,
        division=divided,
        sorted_out=table(DIVISION, "post", "sorted_out", postings, divided.last_column + 1),
        arrangements=case,
        status=table(ARRANGEMENTS, "ord", "arrangement_computed", arrangements, case.last_column + 1),
        municipalities=listed,
        balance=table(SETTLEMENT, "mod", "balance", municipalities, listed.last_column),
        claims=table(CLAIMED, "opkr", "claim_input", claims, whole="Opkrævninger"),
        admissions=stay,
        stays=table(ADMISSIONS, "indl", "admission_computed", arrangements, stay.last_column + 1),
        follow_up=SheetTable(FOLLOW_UP, "opf", _HEADER + 5, arrangements, columns(_WORDS["follow_up"])),
        refunds=table(REFUNDS, "ref", "refunds", refunds),
        lines=lines,
        claim_places=table(LINES, "krav", "claim_places", claims, lines.last_column),
        months=months,
        side=side,
    )
