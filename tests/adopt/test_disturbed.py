"""A clean ledger, disturbed at random: the sum that is taken over never changes, or the ledger is refused."""

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.adopt import postings_of
from xl_addin.adopt.account import POSTING
from xl_addin.adopt.mapping import Mapping, MappingError, propose
from xl_addin.adopt.source import SourceSheet

HEADINGS = ["Bilag", "Ordning", "Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Tekst"]
WORDS = [
    "Resultat",
    "Samlet resultat",
    "I alt",
    "Delsum",
    "Mellemtotal",
    "Subtotal",
    "*",
    "**",
    "Summe",
    "Gesamtergebnis",
    "",
]
POSTING_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A-1", "A-2", "A-3"]), st.integers(-2_000_000, 9_000_000), st.sampled_from(["løn", "vikar"])
    ),
    min_size=3,
    max_size=14,
)
SUMS = st.tuples(
    st.integers(0, 99),  # after which posting
    st.sampled_from(["all", "since", "case"]),
    st.sampled_from(WORDS),
    st.sampled_from([0, 1, 8]),  # the column of the word
    st.sampled_from(["bare", "full"]),
)
DISTURBANCES = st.tuples(
    st.lists(SUMS, max_size=5),
    st.sets(st.integers(0, 99), max_size=3),  # headings repeated after these postings
    st.sets(st.integers(2, 30), max_size=5),  # hidden rows
    st.sampled_from(["", "same", "other"]),  # a column in another currency
    st.sampled_from(["", "letters", "unknown"]),  # the sign in a column of its own
)


def row_of(number: int, posting: tuple[str, int, str]) -> list[Any]:
    case, ore, art = posting
    place = "Viborg" if case == "A-1" else "Aarhus"
    return [
        str(4000 + number),
        case,
        place,
        dt.date(2016, 10, 1),
        dt.date(2016, 10, 31),
        art,
        ore / 100,
        "regionen",
        "tekst",
    ]


def disturbed(postings: list[tuple[str, int, str]], disturbances: Any) -> SourceSheet:
    """The ledger as a sheet."""
    sums, repeated, hidden, currency, sign = disturbances
    rows: list[list[Any]] = [list(HEADINGS)]
    since: list[tuple[str, int, str]] = []
    for number, posting in enumerate(postings):
        rows.append(row_of(number, posting))
        since.append(posting)
        for after, of_what, word, column, shape in sums:
            if after % len(postings) == number:
                passed = {
                    "all": postings[: number + 1],
                    "since": since,
                    "case": [one for one in postings[: number + 1] if one[0] == posting[0]],
                }
                row = row_of(number, posting) if shape == "full" else [None] * len(HEADINGS)
                row[6] = sum(one[1] for one in passed[of_what]) / 100
                row[column] = word or row[column]
                rows.append(row)
                since = []
        if number in repeated:
            rows.append(list(HEADINGS))
    if currency:
        for row in rows:
            is_number = isinstance(row[6], float)
            row.append((row[6] if currency == "same" else round(row[6] / 7.44, 2)) if is_number else "Beløb i valuta")
    if sign:
        for row in rows:
            is_number = isinstance(row[6], float)
            row.append(("K" if row[6] < 0 else "D") if is_number else {"letters": "D/K", "unknown": "Kz"}[sign])
            row[6] = abs(row[6]) if is_number else row[6]
    cells = {
        number: {place: cell for place, cell in enumerate(row, 1) if cell is not None}
        for number, row in enumerate(rows, 1)
    }
    return SourceSheet("Ark", cells, frozenset(hidden), frozenset())


def taken_over(sheet: SourceSheet) -> int | None:
    """The sum in øre; None where it is refused."""
    try:
        mapping: Mapping = propose(sheet)
        _, _, account, taken = postings_of("ark", [sheet], mapping)
    except MappingError:
        return None
    assert round(sum(float(str(row["beloeb"])) for row in taken) * 100) == account.ore(POSTING)
    return account.ore(POSTING)


@settings(max_examples=300, deadline=None)
@given(POSTING_ROWS, DISTURBANCES)
def test_the_sum_never_changes_or_it_is_refused(postings: list[tuple[str, int, str]], disturbances: Any) -> None:
    assert taken_over(disturbed(postings, disturbances)) in (sum(one[1] for one in postings), None)


def test_what_is_plain_is_taken_over() -> None:
    """Refusing everything would be no feat: sums that say what they are, headings and hidden rows are no reason to."""
    postings = [("A-1", 10025, "løn"), ("A-1", 20050, "vikar"), ("A-2", 5075, "løn")]
    sums = [(1, "since", "Resultat", 8, "full"), (2, "since", "*", 0, "full"), (2, "all", "I alt", 1, "bare")]
    assert taken_over(disturbed(postings, (sums, {0}, {3}, "same", "letters"))) == 35150
