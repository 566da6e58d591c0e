"""The rules, one function a cell function, on values already read. Money is whole øre until it goes out."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from tests.oracle import texts
from tests.oracle.agreements import COUNTS, ESTABLISHED, MIDTJYLLANDS, Agreement, counted
from tests.oracle.cells import OTHER_LAWS, SHARED_ARTS, half_away, to_oere
from tests.oracle.errors import NA, NUM, CellError
from tests.oracle.municipalities import Municipality

Date = datetime.date
# The regions began (kommunalreformen); before it there is none to name.
FIRST_REGIONS = Date(2007, 1, 1)


def kroner(oere: int) -> Fraction:
    return Fraction(oere, 100)


def needs(also: Callable[[dict[str, Any]], set[str]]) -> Callable[..., Any]:
    """What is needed besides the unbracketed arguments, from the values read."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        function.needs = also  # type: ignore[attr-defined]
        return function

    return mark


def domain(condition: bool) -> None:
    if not condition:
        raise CellError(NUM)


def in_order(first: Date | None, last: Date | None) -> None:
    domain(first is None or last is None or first <= last)


# Who and when -----------------------------------------------------------------------------------------


def status(
    resp_timer: Fraction, paragraf: tuple[str, ...], sel_timer: Fraction, samme_hjaelpere: bool,
    kommune: Municipality | None, aftale: Agreement,
) -> str:  # fmt: skip
    """RULES 1, tried from the top."""
    version = aftale.newest
    if resp_timer == 0 or sel_timer == 0:
        return "Ikke målgruppe"
    if any(law_of(one) and not taken_in(one, aftale) for one in paragraf):
        return "Kræver afklaring"
    if not samme_hjaelpere:
        return "Ikke fælles"
    if kommune and version.municipalities and kommune.name not in version.municipalities:
        return "Uden for regionen"
    sections = counted(paragraf)
    if sections & set(version.mandatory):
        return "Fælles ordning"
    if sections & set(version.voluntary) or any(taken_in(one, aftale) for one in paragraf):
        return "Frivillig aftale"
    return "Kræver afklaring"


def law_of(section: str) -> str:
    """The other law that a section is of; empty for the Social Services Act."""
    law = section.partition(" ")[0]
    return law if law in OTHER_LAWS else ""


def taken_in(section: str, aftale: Agreement) -> bool:
    return section in aftale.newest.taken_in or law_of(section) in aftale.newest.taken_in


def omfattet(**row: Any) -> bool:
    return status(**row) == "Fælles ordning"


def begrundelse(**row: Any) -> str:
    return texts.reason(status(**row))


_BY_AUTHORITY: dict[str, list[object]] = {
    "region": [True, "Kommunen", "Regionen"],
    "kommune": [True, "Respirationscentret", "Kommunen"],
}
_FREE_CHOICE: list[object] = [True, "Respirationscentret", "Kommunen"]
_TO_CLARIFY: dict[str, list[object]] = {key: ["Kræver afklaring", "", ""] for key in _BY_AUTHORITY}
_EMPLOYERS: dict[str, dict[str, list[object]]] = {
    **{section: {**_BY_AUTHORITY, "privat": _FREE_CHOICE} for section in ("83", "83/44")},
    **{section: dict(_BY_AUTHORITY) for section in ("85", "84 stk. 1", "97")},
    **{
        section: {**_TO_CLARIFY, **dict.fromkeys(("borger", "nærtstående", "forening", "privat"), _FREE_CHOICE)}
        for section in ("95", "96")
    },
    "95 stk. 3": {**_TO_CLARIFY, **dict.fromkeys(("nærtstående", "forening", "privat"), _FREE_CHOICE)},
    "42": {},
    "118": {},
}


def arbejdsgiver(
    paragraf: tuple[str, ...], arbejdsgiver: str, plejebolig: bool | None, aftale: Agreement
) -> list[object]:
    """RULES 7; of several sections the first named."""
    first = paragraf[0]
    if law_of(first):
        raise CellError(NA)
    if plejebolig and first in {"83", "83/44"} and arbejdsgiver == "privat":
        return [False, "", ""]
    by_employer = _EMPLOYERS[first if first in _EMPLOYERS else COUNTS[first]]
    allowed, trains, pays = by_employer.get(arbejdsgiver, [False, "", ""])
    return [allowed, trains, pays if aftale is MIDTJYLLANDS else ""]


def _start_rule(udskrevet: Date | None, oplaert: Date | None, aftale: Agreement) -> str:
    """The start rule of the version in force on the day of discharge, without one on the day trained."""
    day = udskrevet or oplaert
    return aftale.at(day).start_rule if day else aftale.versions[0].start_rule


def _start_needs(values: dict[str, Any]) -> set[str]:
    if "aftale" not in values:
        return set()
    rule = _start_rule(values.get("udskrevet"), values.get("oplaert"), values["aftale"])
    return {"oplaert"} if rule == ESTABLISHED else {"udskrevet"}


@needs(_start_needs)
def startdato(udskrevet: Date | None, oplaert: Date | None, aftale: Agreement, begge_fra: Date | None) -> Date:
    """RULES 2."""
    if _start_rule(udskrevet, oplaert, aftale) == ESTABLISHED:
        assert oplaert
        start = oplaert
    else:
        assert udskrevet
        days = aftale.at(udskrevet).deadline_days
        in_time = oplaert is not None and (oplaert - udskrevet).days <= days
        start = max(udskrevet, oplaert) if oplaert and in_time else after(udskrevet, days)
    return max(start, aftale.first_day, begge_fra or start)


def after(day: Date, days: int) -> Date:
    domain(day.toordinal() + days <= Date.max.toordinal())
    return day + datetime.timedelta(days)


def timer(resp_timer: Fraction, sel_timer: Fraction, overlap: Fraction | None) -> Fraction:
    """RULES 3: the union of both kinds of help, at most 24 hours a day."""
    shared = overlap or Fraction(0)
    domain(shared <= min(resp_timer, sel_timer))
    return min(Fraction(24), resp_timer + sel_timer - shared)


def joint_days(fra: Date, til: Date, startdato: Date, slutdato: Date | None, aftale: Agreement) -> range:
    """The calendar days of the period inside joint financing, ends included, as ordinals."""
    in_order(fra, til)
    in_order(startdato, slutdato)
    first = max(fra, startdato, aftale.first_day).toordinal()
    last = min(til, slutdato or til).toordinal()
    return range(first, last + 1)


def dage(fra: Date, til: Date, startdato: Date, slutdato: Date | None, aftale: Agreement) -> int:
    return len(joint_days(fra, til, startdato, slutdato, aftale))


def vurdering(indlagt: Date, udskrevet: Date | None, aftale: Agreement) -> Date | str:
    """RULES 3: after 4 weeks in hospital the two decide together (A only)."""
    in_order(indlagt, udskrevet)
    days = aftale.at(indlagt).review_days
    if not days or (udskrevet and (udskrevet - indlagt).days <= days):
        return ""
    return after(indlagt, days)


def flytning(
    dato: Date, flyttedato: Date, fra_kommune: Municipality, til_kommune: Municipality,
    paragraf: tuple[str, ...], afgoerelsesdato: Date | None,
) -> str:  # fmt: skip
    """RULES 9; of several sections the first named."""
    if law_of(paragraf[0]):
        raise CellError(NA)  # as in FHO_ARBEJDSGIVER: never guess
    if dato < flyttedato:
        return fra_kommune.name
    waits = COUNTS.get(paragraf[0], paragraf[0]) in {"95", "96"} and (afgoerelsesdato is None or dato < afgoerelsesdato)
    return fra_kommune.name if waits else til_kommune.name


def kommune(kommune: Municipality, felt: str | None, dato: Date | None) -> str:
    domain(felt != "region" or dato is None or dato >= FIRST_REGIONS)
    return {"kode": kommune.code, "region": kommune.region_on(dato)}.get(felt or "navn", kommune.name)


# How much ---------------------------------------------------------------------------------------------


def key_on(aftale: Agreement, dato: Date | None) -> Fraction:
    version = aftale.newest if dato is None else aftale.on(dato)
    if version is None:
        raise CellError(NUM)
    return version.region_key


def noegle(part: str, dato: Date | None, aftale: Agreement) -> Fraction:
    key = key_on(aftale, dato)
    return key if part == "region" else 1 - key


def regionsandel(beloeb: int, dato: Date | None, aftale: Agreement) -> Fraction:
    return kroner(half_away(beloeb * key_on(aftale, dato)))


def kommuneandel(beloeb: int, dato: Date | None, aftale: Agreement) -> Fraction:
    return kroner(beloeb) - regionsandel(beloeb, dato, aftale)


def ekstrahjaelper(timer: Fraction, timepris: Fraction, udmaalt_af: str) -> list[Fraction]:
    """RULES 5: whoever assessed the need pays all of it. Only the product is rounded."""
    cost = kroner(to_oere(timer * timepris))
    return [cost, Fraction(0)] if udmaalt_af == "region" else [Fraction(0), cost]


def ferie(merudgift: int, bevilget: bool | None) -> list[Fraction]:
    cost, nothing = kroner(merudgift), Fraction(0)
    return [nothing, cost, nothing] if bevilget else [nothing, nothing, cost]


def region_share(oere: int, days: range, aftale: Agreement) -> int:
    """The region's part of a joint amount: the key weighted by day, rounded once."""
    weighted = Fraction(0)
    for version, newer in zip_longest(aftale.versions, aftale.versions[1:]):
        first = max(days.start, version.first.toordinal())
        stop = min(days.stop, newer.first.toordinal()) if newer else days.stop
        weighted += version.region_key * len(range(first, stop))
    return half_away(oere * weighted / len(days))


def budget(
    timer: Fraction, timepris: Fraction, fra: Date, til: Date, startdato: Date, slutdato: Date | None,
    aftale: Agreement,
) -> list[Fraction]:  # fmt: skip
    days = joint_days(fra, til, startdato, slutdato, aftale)
    total = to_oere(timer * timepris * len(days))
    region = region_share(total, days, aftale) if days else 0
    return [kroner(total), kroner(region), kroner(total - region)]


def _posting_needs(values: dict[str, Any]) -> set[str]:
    art = values.get("art")
    if art in SHARED_ARTS:
        return {"fra", "startdato"}
    return {"udmaalt_af"} if art == "ekstra" else set()


@needs(_posting_needs)
def fordel(
    beloeb: int, art: str, fra: Date | None, til: Date | None, startdato: Date | None,
    slutdato: Date | None, udmaalt_af: str | None, bevilget: bool | None, aftale: Agreement,
    regionsandel: Fraction | None,
) -> list[object]:  # fmt: skip
    """RULES 3 to 6: region, kommune, borger, ufordelt, kode."""
    in_order(fra, til)
    in_order(startdato, slutdato)
    whole, nothing = kroner(beloeb), Fraction(0)
    if art == "respiration":
        return [whole, nothing, nothing, nothing, "RESP"]
    if art == "servicelov":
        return [nothing, whole, nothing, nothing, "SEL"]
    if art == "ekstra":
        if udmaalt_af == "region":
            return [whole, nothing, nothing, nothing, "EKSTRA-R"]
        return [nothing, whole, nothing, nothing, "EKSTRA-K"]
    if art == "ferie":
        if bevilget:
            return [nothing, whole, nothing, nothing, "FERIE-K"]
        return [nothing, nothing, whole, nothing, "FERIE-B"]
    assert fra
    assert startdato
    last = til or fra
    days = joint_days(fra, last, startdato, slutdato, aftale)
    if not days:
        return [nothing, nothing, nothing, whole, why_not_joint(last, startdato, aftale)]
    period = last.toordinal() - fra.toordinal() + 1
    joint = half_away(Fraction(beloeb * len(days), period))
    # V 5.2, 7.4.2, 8.3: a share agreed for a voluntary arrangement goes before the key.
    agreed = regionsandel is not None
    region = half_away(joint * regionsandel) if agreed else region_share(joint, days, aftale)  # type: ignore[operator]
    code = "NØGLE" if len(days) == period else "DELVIS"
    return [kroner(region), kroner(joint - region), nothing, kroner(beloeb - joint), code]


def why_not_joint(last: Date, startdato: Date, aftale: Agreement) -> str:
    if last < aftale.first_day:
        return "FØR-AFTALE"
    return "FØR-START" if last < startdato else "EFTER-SLUT"


@needs(_posting_needs)
def kontrol(shown: Fraction, **row: Any) -> str:
    """What the contract promises of FHO_KONTROL: see ``texts.verdict``."""
    code = str(fordel(**row)[4])
    if shown * 100 != row["beloeb"]:
        return "not:OK"
    fra, til, start = row["fra"], row["til"] or row["fra"], row["startdato"]
    dated = fra and start and joint_days(fra, til, start, row["slutdato"], row["aftale"])
    return texts.verdict(row, code, on_joint_days=bool(dated))


def kilde(kode: str, aftale: Agreement) -> str:
    return texts.source(kode, is_midtjyllands=aftale is MIDTJYLLANDS)


def opkraevning(betalt_af: str, region: int, kommune: int) -> Fraction:
    """A Fakturering: the payer collects the other party's share."""
    return kroner(kommune if betalt_af == "region" else region)
