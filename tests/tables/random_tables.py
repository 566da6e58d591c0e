"""Random arrangements in time and random ledgers: periods, moves, pauses, agreed shares, decisions, credit notes."""

import datetime
from typing import Any

from hypothesis import strategies as st

from tests import strategies as cells
from tests.oracle.ledger import ORDNINGER, POSTERINGER

Date = datetime.date
ONE = datetime.timedelta(1)

DAYS = st.dates(Date(2015, 7, 1), Date(2017, 6, 30))
HOMES = st.sampled_from(["Viborg", "Aarhus", "Skive", "Silkeborg", "Viborg", "Odense"])
SECTIONS = st.sampled_from(["96", "95", "83", "85", "95 stk. 3", "97", "97; 83", "96; 85", "42", "83; 96", "BL § 90"])
EMPLOYERS = st.sampled_from(["borger", "region", "kommune", "privat", None])
ARTS = st.sampled_from(["løn", "fælles", "vikar", "oplæring", "respiration", "servicelov", "ekstra", "ferie", "løn"])


def sometimes(strategy: st.SearchStrategy[Any], out_of: int = 2) -> st.SearchStrategy[Any]:
    """A value, or nothing once in so many times."""
    return st.integers(1, out_of).flatmap(lambda n: st.none() if n == 1 else strategy)


@st.composite
def periods(draw: st.DrawFn, case: str) -> list[dict[str, Any]]:
    """The records of one case, in order of time."""
    firsts = sorted(draw(st.lists(DAYS, min_size=0, max_size=3, unique=True)))
    begins: list[Date | None] = [draw(sometimes(st.just(Date(2015, 6, 1)))), *firsts]
    found = []
    for number, first in enumerate(begins):
        following = begins[number + 1] if number + 1 < len(begins) else None
        room = (following - (first or Date(2015, 6, 1))).days - 1 if following else 600
        length = draw(sometimes(st.integers(0, max(room, 0))))
        later = number > 0
        found.append(
            {
                "sag": case,
                "kommune": draw(sometimes(HOMES)) if later else draw(HOMES),
                "paragraf": draw(sometimes(SECTIONS)) if later else draw(SECTIONS),
                "resp": None if later else draw(st.sampled_from([24.0, 24.0, 12.0, 0.0])),
                "sel": draw(sometimes(st.just(8.0))) if later else draw(st.sampled_from([12.0, 10.0])),
                "samme": draw(sometimes(st.sampled_from(["ja", "ja", "nej"]), 3)) if later else "ja",
                "udskrevet": draw(sometimes(DAYS)) if later else draw(sometimes(DAYS, 12)),
                "fra": first,
                "til": None if length is None else (first or Date(2015, 6, 1)) + length * ONE,
                "overlap": draw(sometimes(st.just(6.0))),
                "plejebolig": draw(sometimes(st.sampled_from(["ja", "nej"]))),
                "resp_fra": draw(sometimes(DAYS, 3)),
                "sel_fra": draw(sometimes(DAYS, 3)),
                "oplaert_resp": draw(sometimes(DAYS)),
                "oplaert_sel": draw(sometimes(DAYS)),
                "arbejdsgiver": draw(EMPLOYERS),
                "aftalt_start": draw(sometimes(DAYS)),
                "aftalt_andel": draw(st.sampled_from([None, None, None, 0.5, "60 %", 0.123, 1.0])),
                "afgjort": draw(sometimes(DAYS)),
            }
        )
    return found


def _without_shares_on_joint(records: list[dict[str, Any]], keep: bool) -> None:
    """Most cases are settled: an agreed share where it is an error is kept in some only."""
    for number, one in enumerate(records):
        section = next(
            (earlier["paragraf"] for earlier in reversed(records[: number + 1]) if earlier["paragraf"]), ""
        )  # fmt: skip
        if not keep and section not in ("97", "42"):
            one["aftalt_andel"] = None


@st.composite
def arrangements(draw: st.DrawFn, most: int = 4) -> list[dict[str, Any]]:
    """Several cases, their records shuffled."""
    found = []
    for number in range(draw(st.integers(1, most))):
        records = draw(periods(f"RM-{number + 1}"))
        _without_shares_on_joint(records, keep=draw(st.integers(0, 9)) == 0)
        found += records
    return list(draw(st.permutations(found)))


@st.composite
def posting(draw: st.DrawFn) -> dict[str, Any]:
    """One posting, of a case that mostly exists."""
    first = draw(DAYS)
    length = draw(sometimes(st.sampled_from([0, 1, 6, 27, 30, 30, 60, 364])))
    return {
        "ordning": draw(st.sampled_from(["RM-1", "rm-1 ", "RM-2", "RM-3", "RM-4"])),
        "fra": draw(sometimes(st.just(first), 8)),
        "art": draw(ARTS),
        "beloeb": draw(cells.oere(10**9)) / 100,
        "betalt_af": draw(st.sampled_from(["region", "kommunen", "region", "kommunen", "Viborg", None])),
        "til": None if length is None else first + length * ONE,
        "afregnes": draw(sometimes(HOMES, 2)) if draw(st.integers(0, 4)) == 0 else None,
        "udmaalt_af": draw(sometimes(st.sampled_from(["respirationscentret", "kommune"]), 3)),
        "bevilget": draw(sometimes(st.sampled_from(["ja", "nej"]))),
        "bilag": draw(sometimes(st.integers(1, 99).map(float))),
    }


postings = st.lists(posting(), min_size=1, max_size=6)


@st.composite
def spoilt(draw: st.DrawFn, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records with a few cells that are errors, unreadable, out of domain or blank."""
    changed = [dict(one) for one in records]
    for _ in range(draw(st.integers(0, 2))):
        one = draw(st.sampled_from(changed))
        key = draw(st.sampled_from(sorted(one)))
        one[key] = draw(st.sampled_from(["#REF!", "#N/A", "#DIV/0!", "måske", None, True, -1, 25.0, "1.234"]))
    return changed


def table(which: str, records: list[dict[str, Any]], english: bool = False, order: Any = None) -> list[list[Any]]:
    """Records as a range with headings; ``order``, the fields in the order of their columns."""
    known = ORDNINGER if which == "ordninger" else POSTERINGER
    keys = list(order or known)
    return [[known[key][english] for key in keys], *([one[key] for key in keys] for one in records)]
