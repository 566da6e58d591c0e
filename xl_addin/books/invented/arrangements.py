"""Invented arrangements: all 19 municipalities, every section, every status, starts, ends and moves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from xl_addin.agreement.employers import pairings
from xl_addin.agreement.parameters import midtjylland
from xl_addin.books.invented.ledger import Arrangement
from xl_addin.books.words import NO, YES, region_municipalities

_EXTRA = {
    "Aarhus": 10, "Randers": 6, "Silkeborg": 5, "Viborg": 4, "Horsens": 5, "Herning": 3, "Holstebro": 3,
    "Skanderborg": 2, "Hedensted": 1, "Ringkøbing-Skjern": 2, "Norddjurs": 1, "Syddjurs": 1, "Favrskov": 2,
    "Ikast-Brande": 1, "Skive": 2,
}  # fmt: skip
"""Arrangements of the larger municipalities beside the one that each has."""

_SECTIONS = ("96",) * 8 + ("83",) * 7 + ("85",) * 2 + ("95",) * 2 + ("83/44",) * 2 + ("95 stk. 3",)
_FIRST_DAY = date(2015, 8, 31)
_OLD = 48  # arrangements under way when the agreement took effect


def arrangements(random: Random) -> tuple[Arrangement, ...]:
    """All arrangements, numbered by the year of discharge."""
    joint = _with_situations(list(_joint(random)))
    return _numbered([*joint, *_other_statuses()])


def _joint(random: Random) -> Iterator[Arrangement]:
    names = [name for name in region_municipalities() for _ in range(1 + _EXTRA.get(name, 0))]
    random.shuffle(names)
    for place, name in enumerate(names):
        section = _SECTIONS[place % len(_SECTIONS)]
        employers = [employer for key, employer in pairings() if key == section]
        employer = "region" if "region" in employers and random.random() < 0.75 else random.choice(employers)
        old = place < _OLD
        resp, sel, overlap = _hours(random)
        discharged = _day(random, date(2009, 2, 1), date(2015, 5, 31)) if old else _new_discharge(random, place)
        trained_resp = discharged + timedelta(days=random.randint(-6, 20))
        trained_sel = discharged + timedelta(days=random.randint(-3, 24))
        yield Arrangement(
            case="",
            municipality=name,
            section=section,
            resp_hours=resp,
            sel_hours=sel,
            overlap=overlap,
            same_helpers=YES,
            discharged=discharged,
            trained_resp=trained_resp,
            trained_sel=trained_sel,
            employer=employer,
            rate=random.randint(164, 189),
        )


def _new_discharge(random: Random, place: int) -> date:
    """Discharges spread over the account, most of them inside a month."""
    months = (place - _OLD) % 14
    return date(2015 + (8 + months) // 12, (8 + months) % 12 + 1, random.randint(2, 26))


def _hours(random: Random) -> tuple[float, float, float]:
    """Hours of both kinds and their overlap; together 15 to 24 a day."""
    resp = random.choice([24.0, 24.0, 24.0, 18.0, 16.0, 12.0])
    sel = random.choice([6.0, 8.0, 10.5, 12.0, 16.0, 24.0])
    together = min(24.0, max(resp, sel, random.choice([16.0, 20.0, 24.0])))
    return resp, sel, max(0.0, min(resp, sel, resp + sel - together))


def _with_situations(joint: list[Arrangement]) -> list[Arrangement]:
    """Put the situations that need a date of their own on the first arrangements that fit."""
    first_new = _OLD
    late = joint[first_new]
    late_by = midtjylland().newest.deadline_days + 13
    joint[first_new] = replace(
        late, trained_sel=_plus(late.discharged, late_by), note="Oplæringen blev først færdig efter 4 uger."
    )
    early = joint[first_new + 1]
    joint[first_new + 1] = replace(
        early,
        trained_resp=_plus(early.discharged, -9),
        trained_sel=_plus(early.discharged, -4),
        note="Holdet var oplært før udskrivelsen.",
    )
    joint[-1] = replace(joint[-1], trained_sel=None, note="Holdet er endnu ikke oplært i hjælpen efter serviceloven.")

    ends = (
        date(2015, 11, 17),
        date(2016, 1, 31),
        date(2016, 4, 9),
        date(2016, 6, 30),
        date(2016, 9, 22),
        date(2016, 11, 14),
    )
    for place, end in zip(range(2, 2 + len(ends)), ends, strict=True):
        joint[place] = replace(joint[place], ended=end, note="Ordningen er ophørt.")

    def move(section: str, to: str, moved: date, decided: date | None, note: str) -> None:
        place = next(
            place
            for place, item in enumerate(joint[10:_OLD], 10)
            if item.section == section and item.moved is None and item.municipality != to
        )
        joint[place] = replace(joint[place], moved=moved, new_municipality=to, decided=decided, note=note)

    move("96", "Skanderborg", date(2016, 3, 15), date(2016, 5, 20), "Flyttet; ny kommunes afgørelse 20. maj 2016.")
    move("96", "Viborg", date(2016, 8, 1), None, "Flyttet; ny kommune har endnu ikke afgjort sagen.")
    move("83", "Syddjurs", date(2016, 6, 10), None, "Flyttet; ny kommune betaler fra flyttedagen.")
    move(
        "95",
        "Silkeborg",
        date(2016, 2, 1),
        date(2016, 1, 18),
        "Flyttet; ny kommune havde afgjort sagen før flytningen.",
    )
    away = next(place for place, item in enumerate(joint[10:_OLD], 10) if item.section == "85" and not item.moved)
    joint[away] = replace(
        joint[away], ended=date(2016, 7, 31), note="Flyttet ud af regionen 1. august 2016; ordningen er ophørt."
    )
    return joint


def _other_statuses() -> Iterator[Arrangement]:
    """Arrangements that are not joint, or only by agreement: one or two of each status."""

    def other(municipality: str, section: str, resp: float, sel: float, discharged: date, note: str) -> Arrangement:
        return Arrangement(
            "", municipality, section, resp, sel, None, YES, discharged, None, None, "kommune", note=note, rate=178
        )

    yield other("Horsens", "96", 0, 18, date(2014, 6, 11), "Har ikke længere respirationshjælp.")
    yield other("Lemvig", "85", 16, 0, date(2015, 10, 6), "Kommunen har endnu ikke bevilget hjælp efter serviceloven.")
    night = other("Skive", "83", 8, 3, date(2015, 9, 14), "Respirationshjælp om natten, kommunal hjælp om dagen.")
    yield replace(night, same_helpers=NO)
    evening = other("Herning", "83", 9, 4, date(2016, 2, 8), "Natholdet kan ikke give hjælpen om dagen.")
    yield replace(evening, same_helpers=NO)
    agreed = other("Favrskov", "84 stk. 1", 24, 6, date(2015, 12, 1), "Frivillig aftale; start aftalt 1. januar 2016.")
    yield replace(agreed, start_by_hand=date(2016, 1, 1), overlap=6.0)
    yield other("Odder", "118", 20, 4, date(2016, 4, 18), "Der er ikke indgået en frivillig aftale.")
    yield other(
        "Randers",
        "ÆL",
        24,
        5,
        date(2016, 5, 30),
        "Eksempel på en lov, som kilderne ikke nævner (den fandtes ikke i 2016).",
    )
    yield other(
        "Aalborg", "96", 24, 10, date(2016, 1, 25), "Borgeren bor uden for regionen; der er ikke indgået aftale."
    )


def _numbered(found: list[Arrangement]) -> tuple[Arrangement, ...]:
    """Case numbers RM-year-number, in the order of discharge."""
    found.sort(key=lambda item: (item.discharged or date.max, item.municipality))
    counted: dict[int, int] = {}
    numbered = []
    for item in found:
        year = (item.discharged or _FIRST_DAY).year
        counted[year] = counted.get(year, 0) + 1
        numbered.append(replace(item, case=f"RM-{year}-{counted[year]:03d}"))
    return tuple(_followed_up(item, place) for place, item in enumerate(numbered))


def _followed_up(item: Arrangement, place: int) -> Arrangement:
    """What the follow-up asks of an arrangement that began under the agreement; a few deadlines are missed."""
    if item.discharged is None or item.discharged < _FIRST_DAY or item.trained_resp is None:
        return item
    teams = (place * 7) % 4
    return replace(
        item,
        assessed=_plus(item.discharged, 3 if place % 9 == 4 else -(4 + place % 11)),
        had_help=YES if place % 3 else NO,
        training_began=_plus(item.discharged, 6 if place % 10 == 3 else 1),
        temporary_teams=teams or None,
        replaced_helpers=teams * (place % 3 + 1) or None,
    )


def _day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randint(0, (last - first).days))


def _plus(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)
