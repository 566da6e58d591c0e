"""The tables of the regional workbook: which columns stand where. Their names and words are in ``columns.toml``."""

from dataclasses import dataclass, replace

from xl_addin.books.data import columns, read_words
from xl_addin.books.layout import Block

ARRANGEMENTS = "Ordninger"
POSTINGS = "Udgifter"
DIVISION = "Fordeling"
SETTLEMENT = "Modregning"
CONTROL = "Kontrol"
ADMISSIONS = "Indlæggelser"
FOLLOW_UP = "Opfølgning"
REFUNDS = "Refusion"
INVOICE = "Opkrævning"
LINES = "Opkrævningslinjer"
FIGURES = "Nøgletal"
TERMS = "Aftale"

MONTHS = 18
"""Months that invoices and key figures show one by one; what lies outside is shown in three lines of its own."""

EARLIER, LATER, UNDATED = "tidligere", "senere", "uden dato"

ROOM_FOR_POSTINGS, ROOM_FOR_ARRANGEMENTS = 5000, 300

_HEADER = 5

_WORDS = read_words(__package__, "columns.toml")
_POSTING_INPUT = columns(_WORDS["posting_input"], typed=True)
_ARRANGEMENT_INPUT = columns(_WORDS["arrangement_input"], typed=True)
_SETTLEMENT_INPUT = columns(_WORDS["settlement_input"], typed=True)
_ADMISSION_INPUT = columns(_WORDS["admission_input"], typed=True)

READ = tuple(column for column in _POSTING_INPUT if column.key != "tekst")
"""The columns of Udgifter that Fordeling reads."""


@dataclass(frozen=True)
class Tables:
    """All tables of the workbook for a number of postings and of arrangements."""

    postings: Block
    division: Block
    arrangements: Block
    status: Block
    settlement: Block
    balance: Block
    admissions: Block
    stays: Block
    follow_up: Block
    refunds: Block
    lines: Block
    months: int

    @property
    def buckets(self) -> int:
        """Lines for each municipality on the list of invoice lines: its months, earlier, later and undated."""
        return self.months + 3


def tables(
    postings: int = ROOM_FOR_POSTINGS,
    arrangements: int = ROOM_FOR_ARRANGEMENTS,
    municipalities: int = 25,
    months: int = MONTHS,
) -> Tables:
    """The tables for a capacity."""
    row_number, *divided = columns(_WORDS["division"])
    read = tuple(replace(column, typed=False) for column in READ)
    return Tables(
        postings=Block(POSTINGS, "udg", _HEADER, postings, _POSTING_INPUT),
        division=Block(DIVISION, "post", _HEADER, postings, (row_number, *read, *divided)),
        arrangements=Block(ARRANGEMENTS, "ord", _HEADER, arrangements, _ARRANGEMENT_INPUT),
        # An empty column between, so that sorting the input leaves the array formulas out.
        status=Block(
            ARRANGEMENTS,
            "ord",
            _HEADER,
            arrangements,
            columns(_WORDS["arrangement_computed"]),
            len(_ARRANGEMENT_INPUT) + 2,
        ),
        settlement=Block(SETTLEMENT, "mod", _HEADER, municipalities, _SETTLEMENT_INPUT),
        balance=Block(
            SETTLEMENT,
            "mod",
            _HEADER,
            municipalities,
            columns(_WORDS["settlement_computed"]),
            len(_SETTLEMENT_INPUT) + 1,
        ),
        admissions=Block(ADMISSIONS, "indl", _HEADER, arrangements, _ADMISSION_INPUT),
        stays=Block(
            ADMISSIONS,
            "indl",
            _HEADER,
            arrangements,
            columns(_WORDS["admission_computed"]),
            len(_ADMISSION_INPUT) + 2,
        ),
        follow_up=Block(FOLLOW_UP, "opf", _HEADER + 7, arrangements, columns(_WORDS["follow_up"])),
        refunds=Block(REFUNDS, "ref", _HEADER, arrangements, columns(_WORDS["refunds"])),
        lines=Block(LINES, "opk", _HEADER, municipalities * (months + 3), columns(_WORDS["invoice_lines"])),
        months=months,
    )
