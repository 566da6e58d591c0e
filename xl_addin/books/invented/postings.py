"""Invented postings: what each arrangement cost, September 2015 to December 2016."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import numpy as np

from xl_addin.agreement.parameters import midtjylland
from xl_addin.books.invented.ledger import Arrangement, Posting
from xl_addin.books.words import CENTRE, MUNICIPALITY, NO, REGION, YES
from xl_addin.rules.joint_financing import start_date

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_OPENS = date(2015, 9, 1)
_CLOSES = date(2016, 12, 31)
_DAY = timedelta(days=1)
_GRANT_SECTIONS = ("95", "95 stk. 3", "96")

_OTHER_ARTS = (
    ("vikar", 0.72, 0.02, 0.07, "Vikarbureau"),
    ("sygefravær", 0.55, 0.01, 0.05, "Sygeløn"),
    ("fælles", 0.22, 0.003, 0.012, "Kørsel, telefon og værnemidler"),
    ("faglighed", 0.10, 0.01, 0.03, "Tillæg for højere faglighed"),
    ("arbejdsmiljø", 0.08, 0.004, 0.02, "Lift og arbejdspladsvurdering"),
)
"""Arts beside wages: how often a month, and how much of the month's wages at least and at most."""


def postings(found: tuple[Arrangement, ...], random: Random) -> tuple[Posting, ...]:
    """All postings in the order they would be entered: by the last day of their period.

    After a move the paying municipality is left blank, so that the workbook finds it; once it is not the
    one that the rule gives.
    """
    made = [posting for item in found for posting in _of(item, random)]
    moved = {item.case: item for item in found if item.moved}
    for place, posting in enumerate(made):
        item = moved.get(posting.arrangement)
        if item and item.moved and posting.first >= item.moved:
            made[place] = replace(posting, municipality=None)
    agreed = next(
        place for place, posting in enumerate(made) if posting.municipality is None and posting.art == "fælles"
    )
    other = moved[made[agreed].arrangement]
    by_rule = paying_municipality(other, made[agreed].first)
    named = other.new_municipality if by_rule == other.municipality else other.municipality
    made[agreed] = replace(
        made[agreed], municipality=named, text="Kørsel ved flytningen, afregnes efter aftale med den anden kommune"
    )
    made.sort(key=lambda posting: (posting.last or posting.first, posting.arrangement))
    return tuple(made)


def joint_start(item: Arrangement) -> date | None:
    """The first day of joint financing, as the rules have it."""
    if item.start_by_hand or item.discharged is None:
        return item.start_by_hand
    trained = (
        None if item.trained_resp is None or item.trained_sel is None else max(item.trained_resp, item.trained_sel)
    )
    days = [np.array([day], dtype="datetime64[D]") for day in (item.discharged, trained, None)]
    start: date = start_date(days[0], days[1], days[2], midtjylland())[0].item()
    return start


def _of(item: Arrangement, random: Random) -> Iterator[Posting]:
    if item.municipality == "Aalborg":  # outside the agreement: nothing to settle
        return
    joint = item.start_by_hand is not None or (
        item.resp_hours > 0 and item.sel_hours > 0 and item.same_helpers == YES and item.section not in ("118", "ÆL")
    )
    if not joint:
        yield from _each_its_own(item, random)
        return
    yield from _before_start(item, random)
    for first, last in _months(max(_OPENS, joint_start(item) or _OPENS), min(_CLOSES, item.ended or _CLOSES)):
        # Wages are paid by the calendar month, so the first and the last may lie partly outside.
        for part_first, part_last in _split_at_moves(item, first, last):
            yield from _month(item, part_first, part_last, random)
    yield from _rare(item, random)


def _month(item: Arrangement, first: date, last: date, random: Random) -> Iterator[Posting]:
    wages = _wages(item, first, last, random)
    yield _post(item, first, last, "løn", wages, f"Løn, faste hjælpere, {_name(first)}")
    for art, often, least, most, text in _OTHER_ARTS:
        if random.random() < often:
            yield _post(item, first, last, art, _part(wages, random, least, most), f"{text}, {_name(first)}")
    if first.month % 3 == 0:
        yield _post(
            item, first, last, "administration", _part(wages, random, 0.01, 0.02), f"Lønadministration, {_name(first)}"
        )
    if first.month == 1:
        yield _post(
            item, first, None, "forsikring", _part(wages, random, 0.02, 0.05), f"Arbejdsskadeforsikring {first.year}"
        )
    yield from _extra(item, first, last, random)
    if random.random() < 0.012:
        back = -_part(wages, random, 0.02, 0.2)
        yield _post(item, first, last, "løn", back, f"Kreditnota: for meget afregnet, {_name(first)}")


def _extra(item: Arrangement, first: date, last: date, random: Random) -> Iterator[Posting]:
    """Helpers beyond the common one: every seventh arrangement by the centre, every ninth by the municipality."""
    number = int(item.case[-3:])
    hours = Decimal(random.randint(18, 64))
    if number % 7 == 2:
        text = f"Ekstra hjælper ved sugning, {hours} timer, {_name(first)}"
        yield replace(_post(item, first, last, "ekstra", hours * item.rate, text), assessed_by=CENTRE)
    if number % 9 == 4:
        text = f"Ekstra hjælper ved bad og forflytning, {hours} timer, {_name(first)}"
        yield replace(_post(item, first, last, "ekstra", hours * item.rate, text), assessed_by=MUNICIPALITY)


def _before_start(item: Arrangement, random: Random) -> Iterator[Posting]:
    """From discharge to the start each party holds its own cost; a few costs of both are still to be divided."""
    start = joint_start(item)
    if start is None or item.discharged is None:
        return
    if item.discharged < _OPENS:
        yield from _before_the_agreement(item, random)
        return
    last = start - _DAY
    if last < item.discharged:
        return
    days = (last - item.discharged).days + 1
    night = _wages(replace(item, sel_hours=0.0, overlap=None), item.discharged, last, random)
    help_ = _wages(replace(item, resp_hours=0.0, overlap=None), item.discharged, last, random)
    yield replace(
        _post(item, item.discharged, last, "respiration", night, "Midlertidigt vikarhold før start"), paid_by=REGION
    )
    paid = REGION if days % 3 == 0 else MUNICIPALITY
    yield replace(_post(item, item.discharged, last, "servicelov", help_, "Kommunal hjælp før start"), paid_by=paid)
    if days > 9:
        yield _post(
            item,
            item.discharged,
            item.discharged + 6 * _DAY,
            "oplæring",
            _part(night, random, 0.1, 0.2),
            "Løn under oplæring, uge 1",
        )


def _before_the_agreement(item: Arrangement, random: Random) -> Iterator[Posting]:
    number = int(item.case[-3:])
    if number % 8 == 1:
        first, last = date(2015, 8, 1), date(2015, 8, 30)
        yield _post(item, first, last, "løn", _wages(item, first, last, random), "Efterregulering, løn august 2015")
    if number % 9 == 2:
        first, last = date(2015, 8, 17), date(2015, 9, 13)
        yield _post(
            item,
            first,
            last,
            "midlertidigt hold",
            Decimal(random.randint(900_000, 2_600_000)) / 100,
            "Vikarbureau, 4-ugersperiode",
        )
    if number % 6 == 3:
        first, last = date(2015, 8, 3), date(2015, 8, 28)
        amount = Decimal(random.randint(3_000_000, 9_000_000)) / 100
        yield replace(_post(item, first, last, "respiration", amount, "Respirationshjælp, august 2015"), paid_by=REGION)


def _rare(item: Arrangement, random: Random) -> Iterator[Posting]:
    """Holidays, admissions, costs after the end: a few a year."""
    number = int(item.case[-3:])
    in_summer = (item.ended or _CLOSES) > date(2016, 8, 1) and (joint_start(item) or _CLOSES) < date(2016, 6, 1)
    if in_summer and number % 3 == 1:
        yield from _holiday(item, number, random)
    if number % 5 == 0 or item.note.startswith("Oplæringen"):
        yield from _admission(item, number, random)
    if item.ended and item.ended < _CLOSES - 40 * _DAY:
        first, last = item.ended + _DAY, item.ended + 14 * _DAY
        amount = _part(_wages(item, first, last, random), random, 0.2, 0.4)
        yield _post(item, first, last, "løn", amount, "Løn i opsigelsesperiode")
    if number % 13 == 6:
        amount = Decimal(random.randint(400_000, 1_500_000)) / 100
        yield replace(
            _post(
                item,
                date(2016, 4, 4),
                date(2016, 4, 10),
                "respiration",
                amount,
                "Regningen ligger på en dag i fælles finansiering: se efter",
            ),
            paid_by=REGION,
        )


def _holiday(item: Arrangement, number: int, random: Random) -> Iterator[Posting]:
    first = date(2016, 7, random.randint(2, 12))
    last = first + random.randint(6, 13) * _DAY
    extra = Decimal(random.randint(600_000, 3_400_000)) / 100
    municipal = replace(
        _post(item, first, last, "ferie", extra, "Merudgift til ferie, bevilget af kommunen"), granted=YES
    )
    if item.section in ("96", "83", "85") and number % 2:
        yield municipal
    if number % 4 == 0:
        yield replace(
            municipal, granted=NO, amount=_part(extra, random, 0.3, 0.8), text="Merudgift til ferie, ikke bevilget"
        )


def _admission(item: Arrangement, number: int, random: Random) -> Iterator[Posting]:
    """The helpers come along to hospital; every second stay is longer than four weeks."""
    start = joint_start(item) or _CLOSES
    first = max(date(2016, random.randint(1, 9), random.randint(1, 28)), start + 20 * _DAY)
    last = first + random.randint(*((30, 47) if number % 2 else (3, 17))) * _DAY
    if last > min(item.ended or _CLOSES, _CLOSES) or (item.moved and first <= item.moved <= last):
        return
    text = f"Hjælpere med under indlæggelse, {(last - first).days + 1} dage"
    yield _post(item, first, last, "indlæggelse", _part(_wages(item, first, last, random), random, 0.08, 0.25), text)


def _each_its_own(item: Arrangement, random: Random) -> Iterator[Posting]:
    """Not a joint arrangement: respiratory help and help under the Social Services Act are posted apart."""
    for first, last in _months(max(_OPENS, item.discharged or _OPENS), _CLOSES):
        if item.resp_hours and random.random() < 0.9:
            amount = _wages(replace(item, sel_hours=0.0, overlap=None), first, last, random)
            yield replace(
                _post(item, first, last, "respiration", amount, f"Respirationshjælp, {_name(first)}"), paid_by=REGION
            )
        if item.sel_hours and random.random() < 0.4:
            amount = _wages(replace(item, resp_hours=0.0, overlap=None), first, last, random)
            paid = REGION if random.random() < 0.2 else MUNICIPALITY
            yield replace(
                _post(item, first, last, "servicelov", amount, f"Hjælp efter serviceloven, {_name(first)}"),
                paid_by=paid,
            )


def _post(item: Arrangement, first: date, last: date | None, art: str, amount: Decimal, text: str) -> Posting:
    return Posting(item.case, paying_municipality(item, first), first, last, art, _ore(amount), item.payer, text=text)


def paying_municipality(item: Arrangement, day: date) -> str:
    """The municipality that holds the cost of a day after a move (V 8.3)."""
    if item.new_municipality is None or item.moved is None or day < item.moved:
        return item.municipality
    if item.section in _GRANT_SECTIONS and (item.decided is None or day < item.decided):
        return item.municipality
    return item.new_municipality


def _split_at_moves(item: Arrangement, first: date, last: date) -> Iterator[tuple[date, date]]:
    """A period in parts, so that one municipality holds each."""
    for day in sorted(day for day in (item.moved, item.decided) if day and item.new_municipality):
        if first < day <= last and paying_municipality(item, day) != paying_municipality(item, day - _DAY):
            yield first, day - _DAY
            first = day
    yield first, last


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The calendar months that touch ``first``..``last``, each whole."""
    day = first.replace(day=1)
    while day <= last:
        following = (day + 31 * _DAY).replace(day=1)
        yield day, following - _DAY
        day = following


def _wages(item: Arrangement, first: date, last: date, random: Random) -> Decimal:
    """Hours of the period at the arrangement's rate, give or take; most of what an arrangement costs."""
    days = (last - first).days + 1
    return _ore(Decimal(days) * Decimal(str(item.hours)) * item.rate * random.randint(8_700, 9_700) / 10_000)


def _part(amount: Decimal, random: Random, least: float, most: float) -> Decimal:
    return _ore(amount * random.randint(int(least * 10_000), int(most * 10_000)) / 10_000)


def _ore(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _name(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"
