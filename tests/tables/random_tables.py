"""Random arrangements in time and random ledgers: periods, moves, pauses, agreed shares, decisions, credit notes.

Drawn from a seeded generator rather than by hypothesis, whose preference for simple values leaves hardly a posting
jointly financed.
"""

import datetime
from random import Random
from typing import Any

from tests.oracle.ledger import ORDNINGER, POSTERINGER

Date = datetime.date
Records = list[dict[str, Any]]

_BEGINNING = Date(2015, 6, 1)
_HOMES = ("Viborg", "Aarhus", "Skive", "Silkeborg", "Viborg", "Aarhus", "Odense")
_SECTIONS = ("96", "95", "96", "95 stk. 3", "96; 85", "83", "85", "97", "97; 83", "42", "83; 96", "BL § 90")
_ARTS = ("løn", "løn", "løn", "vikar", "indlæggelse", "oplæring", "respiration", "servicelov", "ekstra", "ferie")
_SPOILT = ("#REF!", "#N/A", "#DIV/0!", "måske", None, True, -1, 25.0, "1.234", "31-02-2016")


def _after(first: Date, days: int) -> Date:
    return first + datetime.timedelta(days)


_EARLIEST = Date(2015, 7, 1)


def _day(random: Random, first: Date = _EARLIEST, days: int = 700) -> Date:
    return _after(first, random.randrange(days))


def _sometimes(random: Random, part: float, value: Any) -> Any:
    """The value in a part of the cases, else nothing."""
    return value if random.random() < part else None


def case(random: Random, number: str) -> Records:
    """The records of one case, in order of time."""
    firsts = sorted({_day(random, Date(2015, 9, 1)) for _ in range(random.randrange(4))})
    found: Records = []
    for place, first in enumerate([_sometimes(random, 0.5, _BEGINNING), *firsts]):
        following = firsts[place] if place < len(firsts) else None
        begins = first or _BEGINNING
        room = (following - begins).days if following else 600
        later = place > 0
        part = 0.3 if later else 1.0
        section = _sometimes(random, part, random.choice(_SECTIONS))
        agreed = section in ("97", "42") or random.random() < 0.03
        found.append(
            {
                "sag": number,
                "kommune": _sometimes(random, 0.6 if later else 1, random.choice(_HOMES)),
                "paragraf": section,
                "resp": _sometimes(
                    random,
                    0.1 if later else 1,
                    random.choice((24.0, 24.0, 24.0, 12.0, 0.0) if later else (24.0, 24.0, 18.5)),
                ),
                "sel": _sometimes(random, part, random.choice((12.0, 10.0, 8.5))),
                "samme": _sometimes(
                    random, 0.1 if later else 1, random.choice(("ja", "nej") if later else ("ja",) * 9 + ("nej",))
                ),
                "udskrevet": _sometimes(random, 0.1 if later else 0.95, _day(random, days=200)),
                "fra": first,
                "til": _sometimes(random, 0.3, _after(begins, random.randrange(max(room, 1)))),
                "overlap": _sometimes(random, 0.2, random.choice((6.0, 0.0, 8.0))),
                "plejebolig": _sometimes(random, 0.2, random.choice(("ja", "nej"))),
                "resp_fra": _sometimes(random, 0.3, _day(random, days=200)),
                "sel_fra": _sometimes(random, 0.2, _day(random, days=400)),
                "oplaert_resp": _sometimes(random, 0.7, _day(random, days=250)),
                "oplaert_sel": _sometimes(random, 0.7, _day(random, days=250)),
                "arbejdsgiver": random.choice(("borger", "region", "kommune", "privat", None)),
                "aftalt_start": _sometimes(random, 0.5, _day(random, days=400)),
                "aftalt_andel": random.choice((0.5, "60 %", 0.123, 1.0)) if agreed else None,
                "afgjort": _sometimes(random, 0.4, _day(random, Date(2015, 9, 1))),
            }
        )
    return found


def arrangements(random: Random) -> Records:
    """Several cases, their records in any order."""
    found = [record for number in range(1, 5) for record in case(random, f"RM-{number}")]
    random.shuffle(found)
    return found


def posting(random: Random) -> dict[str, Any]:
    """One posting, of a case that mostly exists."""
    first = _day(random)
    length = random.choice((None, 0, 1, 6, 27, 30, 30, 30, 60, 200))
    half = (100 * random.randint(-(10**5), 10**6) + 50) / 100
    return {
        "ordning": random.choice(("RM-1", "rm-1 ", "RM-2", "RM-3", "RM-4") * 3 + ("RM-5",)),
        "fra": _sometimes(random, 0.97, first),
        "art": random.choice(_ARTS),
        "beloeb": random.choice((half, random.randint(-(10**7), 10**8) / 100, random.randint(-99, 99) / 100)),
        "betalt_af": random.choice(("region", "kommunen") * 12 + ("Viborg", "Aarhus", None)),
        "til": None if length is None else _after(first, length),
        "afregnes": _sometimes(random, 0.15, random.choice(_HOMES)),
        "udmaalt_af": _sometimes(random, 0.9, random.choice(("respirationscentret", "kommune"))),
        "bevilget": random.choice(("ja", "nej", None)),
        "bilag": _sometimes(random, 0.5, float(random.randrange(99))),
    }


def postings(random: Random, count: int = 12) -> Records:
    """A ledger."""
    return [posting(random) for _ in range(count)]


def spoilt(random: Random, records: Records) -> Records:
    """Records with a few cells that are errors, unreadable, out of domain or blank."""
    changed = [dict(one) for one in records]
    for _ in range(random.randrange(4)):
        one = random.choice(changed)
        one[random.choice(sorted(one))] = random.choice(_SPOILT)
    return changed


def own_agreement(random: Random) -> list[list[object]]:
    """A region's own range: one to three versions, some of whose values are left out."""
    rows: list[list[object]] = [["navn", "Region Prøve"]]
    for first in sorted({_day(random, Date(2015, 8, 31), 600) for _ in range(random.randint(1, 3))}):
        rows += [["gyldig_fra", first], ["nøgle_region", random.choice((0.6, "55 %", 0.6789, 0.5))]]
        if random.random() < 0.5:
            rows += [["startregel", random.choice(("etablering", "oplært eller frist"))], ["frist_dage", 14]]
        if random.random() < 0.3:
            rows.append(["medtaget", random.choice(("97", "97; 42", "BL 90"))])
        if random.random() < 0.3:
            rows.append(["kommuner", "Viborg; Aarhus; Skive"])
    return rows


def agreement(random: Random) -> Any:
    """Mostly one that can be read."""
    return random.choice((None, None, "", "Midtjylland", "Bekendtgørelsen", own_agreement(random), "#REF!", "Fyn"))


def table(which: str, records: Records, english: bool = False, order: Any = None) -> list[list[Any]]:
    """Records as a range with headings; ``order``, the fields in the order of their columns."""
    known = ORDNINGER if which == "ordninger" else POSTERINGER
    keys = list(order or known)
    return [[known[key][english] for key in keys], *([one[key] for key in keys] for one in records)]
