"""Postings (posteringer): the whole agreement applied to a ledger, a row a posting.

Source: A Økonomi, Principper for fordelingsnøglen, Ved forskellige kompetencekrav, ferie og indlæggelse;
V 7.1-7.3, 8.1. For every posting region + municipality + citizen + unallocated is the amount, to the øre.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import REGION
from xl_addin.agreement.vocabulary import is_treated as is_treated
from xl_addin.rules.cost_sharing_key import region_share_of_period
from xl_addin.rules.extra_helper import extra_helper_shares
from xl_addin.rules.holiday import holiday_shares
from xl_addin.rules.joint_financing import days_between, ends_before_it_starts, joint_period
from xl_addin.rules.money import Ore, part_of
from xl_addin.rules.shares import Shares, shares_of

CODES: Final = (
    "NØGLE", "DELVIS", "FØR-AFTALE", "FØR-START", "EFTER-SLUT",
    "RESP", "SEL", "EKSTRA-R", "EKSTRA-K", "FERIE-K", "FERIE-B", "PAUSE", "IKKE-FÆLLES",
)  # fmt: skip
"""What became of a posting; ``FHO_KILDE`` tells the source of each."""


@dataclass(frozen=True)
class Postings:
    """Postings as columns of one length.

    ``cost_type`` and ``assessed_by`` are indices in ``vocabulary.COST_TYPES`` and ``PARTIES``; a period is
    ``first``..``last``, both included; the arrangement is joint from ``start`` to ``end`` (NaT: goes on).
    What a cost type does not use may be NaT or ``NOTHING``. ``agreed`` is the region's share that the parties have
    agreed for a voluntary arrangement, in place of the agreement's key; NaN where there is none.
    """

    amount: Ore
    cost_type: NDArray[np.intp]
    first: Dates
    last: Dates
    start: Dates
    end: Dates
    assessed_by: NDArray[np.intp]
    granted: NDArray[np.bool_]
    agreed: NDArray[np.float64]


@dataclass(frozen=True)
class Division(Shares):
    """Each posting's amount divided; ``code`` is an index in ``CODES``."""

    code: NDArray[np.intp]


def is_impossible(postings: Postings) -> NDArray[np.bool_]:
    """Where a posting's period, or its arrangement, ends before it starts.

    Parameters: ``postings``, columns of one length; a day that is not given (NaT) is not compared.

    Returns: a flag for each posting.

    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> none, backwards = np.array([-1]), (day("2016-03-31"), day("2016-03-01"))
    >>> joint = day("2016-01-01"), day("NaT")
    >>> is_impossible(Postings(np.array([100]), none, *backwards, *joint, none, none > 0, np.array([np.nan]))).tolist()
    [True]
    """
    return ends_before_it_starts(postings.first, postings.last, postings.start, postings.end)


def divide(postings: Postings, agreement: Agreement) -> Division:
    """Divide every posting between region, municipality and citizen; the rest is unallocated (ufordelt).

    *regionen afholder 67 % af udgifterne og kommunen 33 %* (A Økonomi). *Det er således ikke kun de 12 overlappende
    timer, der skal fordeles* (V 7.1). A period that is partly joint is divided by calendar days [ours].

    Parameters: ``postings`` that are not impossible.

    Returns: øre of the postings' length.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.vocabulary import COST_TYPES
    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> march = Postings(
    ...     np.array([310_000_00]), np.array([COST_TYPES.index("løn")]), day("2016-03-01"), day("2016-03-31"),
    ...     day("2016-03-11"), day("NaT"), np.array([-1]), np.array([False]), np.array([np.nan]),
    ... )
    >>> found = divide(march, midtjylland())
    >>> found.region, found.municipality, found.unallocated, CODES[found.code[0]]
    (array([14070000]), array([6930000]), array([10000000]), 'DELVIS')
    """
    divided = _by_key(postings, agreement)
    if not is_treated(postings.cost_type, "key").all():
        put_without_key(postings.amount, postings.cost_type, postings.assessed_by, postings.granted, divided)
    return divided


def _by_key(postings: Postings, agreement: Agreement) -> Division:
    """Joint costs: the amount's joint days by the key, the other days unallocated [ours]."""
    period = joint_period(postings.first, postings.last, postings.start, postings.end, agreement)
    joint_days = period.days
    all_days = np.maximum(days_between(postings.first, postings.last), 1)
    joint = part_of(postings.amount, joint_days, all_days)
    region = region_share_of_period(joint, period, postings.agreed, agreement)
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


def put_without_key(
    amount: Ore,
    cost_type: NDArray[np.intp],
    assessed_by: NDArray[np.intp],
    granted: NDArray[np.bool_],
    divided: Division,
) -> None:
    """Put the costs that the key does not touch in place of what the key would make of them.

    Parameters: ``amount`` in øre; ``cost_type`` and ``assessed_by``, indices in ``vocabulary.COST_TYPES`` and
    ``PARTIES``; ``granted``, whether a holiday is; ``divided``, of the same length, as the key has it.

    Returns: nothing; ``divided`` is changed in its own arrays.

    >>> from xl_addin.agreement.vocabulary import COST_TYPES
    >>> amount, none = np.array([2500]), np.array([-1])
    >>> by_key = Division(np.array([1675]), np.array([825]), np.array([0]), np.array([0]), np.array([0]))
    >>> put_without_key(amount, np.array([COST_TYPES.index("servicelov")]), none, none > 0, by_key)
    >>> by_key.region, by_key.municipality, CODES[by_key.code[0]]
    (array([0]), array([2500]), 'SEL')
    """
    for treatment, shares_and_code in _WITHOUT_KEY.items():
        rows = np.flatnonzero(is_treated(cost_type, treatment))
        shares, divided.code[rows] = shares_and_code(amount[rows], assessed_by[rows], granted[rows])
        for part in fields(Shares):
            getattr(divided, part.name)[rows] = getattr(shares, part.name)


_SharesAndCode = tuple[Shares, NDArray[np.intp] | int]


def _respiration(amount: Ore, assessed_by: NDArray[np.intp], granted: NDArray[np.bool_]) -> _SharesAndCode:
    """*Regionen har finansieringsansvaret for respirationsbehandling* (A Økonomi)."""
    return shares_of(amount, region=amount), CODES.index("RESP")


def _social_services(amount: Ore, assessed_by: NDArray[np.intp], granted: NDArray[np.bool_]) -> _SharesAndCode:
    """*kommunen har finansieringsansvaret for hjælp efter serviceloven* (A Økonomi)."""
    return shares_of(amount, municipality=amount), CODES.index("SEL")


def _extra_helper(amount: Ore, assessed_by: NDArray[np.intp], granted: NDArray[np.bool_]) -> _SharesAndCode:
    """A helper beyond the common one is paid by whoever assessed the need."""
    return extra_helper_shares(amount, assessed_by), np.where(assessed_by == REGION, *_codes("EKSTRA-R", "EKSTRA-K"))


def _holiday(amount: Ore, assessed_by: NDArray[np.intp], granted: NDArray[np.bool_]) -> _SharesAndCode:
    """The extra cost of a holiday is the municipality's where it is granted, else the citizen's."""
    return holiday_shares(amount, granted), np.where(granted, *_codes("FERIE-K", "FERIE-B"))


def _codes(*codes: str) -> tuple[int, ...]:
    return tuple(CODES.index(code) for code in codes)


_WITHOUT_KEY: Final = {
    "region": _respiration,
    "municipality": _social_services,
    "assessor": _extra_helper,
    "holiday": _holiday,
}
"""How the costs that the key does not touch are divided, by their treatment in ``cost_types.toml``."""
