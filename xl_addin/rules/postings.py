"""Postings (posteringer): the whole agreement applied to a ledger, a row a posting.

Source: A Økonomi, Principper for fordelingsnøglen, Ved forskellige kompetencekrav, ferie og indlæggelse;
V 7.1-7.3, 8.1. For every posting region + municipality + citizen + unallocated is the amount, to the øre.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import REGION, TREATMENTS
from xl_addin.rules import extra_helper, holiday
from xl_addin.rules.cost_sharing_key import region_share_of_period
from xl_addin.rules.joint_financing import days_between, ends_before_it_starts, joint_period
from xl_addin.rules.money import Ore, part_of

CODES: Final = (
    "NØGLE", "DELVIS", "FØR-AFTALE", "FØR-START", "EFTER-SLUT",
    "RESP", "SEL", "EKSTRA-R", "EKSTRA-K", "FERIE-K", "FERIE-B",
)  # fmt: skip
"""What became of a posting; ``FHO_KILDE`` tells the source of each."""


@dataclass(frozen=True)
class Postings:
    """Postings as columns of one length.

    ``art`` and ``assessed_by`` are places in ``vocabulary.ARTS`` and ``PARTIES``; a period is
    ``first``..``last``, both included; the arrangement is joint from ``start`` to ``end`` (NaT: goes on).
    What an art does not use may be NaT or ``NOTHING``.
    """

    amount: Ore
    art: NDArray[np.intp]
    first: Dates
    last: Dates
    start: Dates
    end: Dates
    assessed_by: NDArray[np.intp]
    granted: NDArray[np.bool_]


@dataclass(frozen=True)
class Division:
    """Each posting's amount divided; ``code`` is a place in ``CODES``."""

    region: Ore
    municipality: Ore
    citizen: Ore
    unallocated: Ore
    code: NDArray[np.intp]


def is_treated(art: NDArray[np.intp], treatment: str) -> NDArray[np.bool_]:
    """Where an art of cost is treated in a way (see ``arts.toml``)."""
    return np.array([treatment == one for one in TREATMENTS])[art]


def is_impossible(postings: Postings) -> NDArray[np.bool_]:
    """Where a posting's period, or its arrangement, ends before it starts."""
    return ends_before_it_starts(postings.first, postings.last, postings.start, postings.end)


def divide(postings: Postings, agreement: Agreement) -> Division:
    """Divide every posting between region, municipality and citizen; the rest is unallocated (ufordelt)."""
    divided = _by_key(postings, agreement)
    if not is_treated(postings.art, "key").all():
        _without_key(postings, divided)
    return divided


def _by_key(postings: Postings, agreement: Agreement) -> Division:
    """Joint costs: the amount's joint days by the key, the other days unallocated [ours]."""
    period = joint_period(postings.first, postings.last, postings.start, postings.end, agreement)
    joint_days = period.days
    all_days = np.maximum(days_between(postings.first, postings.last), 1)
    joint = part_of(postings.amount, joint_days, all_days)
    region = region_share_of_period(joint, period, agreement)
    code = np.select(
        [
            joint_days == all_days,
            joint_days > 0,
            postings.last < agreement.first_day,
            postings.last < postings.start,
        ],
        [CODES.index(found) for found in ("NØGLE", "DELVIS", "FØR-AFTALE", "FØR-START")],
        default=CODES.index("EFTER-SLUT"),
    )
    return Division(region, joint - region, np.zeros_like(joint), postings.amount - joint, code)


def _without_key(postings: Postings, divided: Division) -> None:
    """Put the costs that the key does not touch in place of what the key would make of them."""
    by_region = postings.assessed_by == REGION
    extra_region, extra_municipality = extra_helper.split(postings.amount, postings.assessed_by)
    holiday_municipality, citizen = holiday.split(postings.amount, postings.granted)
    nothing = np.zeros_like(postings.amount)
    for treatment, region, municipality, own, code in (
        ("region", postings.amount, nothing, nothing, CODES.index("RESP")),
        ("municipality", nothing, postings.amount, nothing, CODES.index("SEL")),
        ("assessor", extra_region, extra_municipality, nothing, np.where(by_region, *_places("EKSTRA-R", "EKSTRA-K"))),
        ("holiday", nothing, holiday_municipality, citizen, np.where(postings.granted, *_places("FERIE-K", "FERIE-B"))),
    ):
        rows = is_treated(postings.art, treatment)
        for column, values in (
            (divided.region, region),
            (divided.municipality, municipality),
            (divided.citizen, own),
            (divided.unallocated, nothing),
            (divided.code, np.broadcast_to(code, rows.shape)),
        ):
            column[rows] = values[rows]


def _places(*codes: str) -> tuple[int, ...]:
    return tuple(CODES.index(code) for code in codes)
