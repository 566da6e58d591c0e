"""Regnskabet: the settlement of a whole ledger of postings over arrangements in time, a row a posting.

Source: A Økonomi ("regionen afholder 67 % af udgifterne og kommunen 33 %"), Fakturering ("Betalingen varetages af den
part, som er ansættende myndighed af hjælperholdet. Herefter opkræves den anden parts andel"); V 7.1-7.3, 8.3. The
division by days, and what becomes of days that are not joint, is [ours].
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import NOTHING, REGION
from xl_addin.rules.arrangement_in_time import BEGINNING, END, Pairs
from xl_addin.rules.cost_sharing_key import key_times_days
from xl_addin.rules.division import CODES, Division, is_treated, put_without_key
from xl_addin.rules.joint_financing import JointPeriod, days_between
from xl_addin.rules.money import Ore, part_of
from xl_addin.rules.paying_municipality import Residences, paying_municipality
from xl_addin.rules.refund import expected_refund


@dataclass(frozen=True)
class Stretches:
    """The jointly financed stretch of each period, ``first``..``last``; ``last`` is before ``first`` where none is.

    ``is_joint`` tells whether the period's status gives joint financing at all; ``share`` is the region's share agreed
    for it, NaN where the agreement's key applies.
    """

    first: Dates
    last: Dates
    is_joint: NDArray[np.bool_]
    share: NDArray[np.float64]


@dataclass(frozen=True)
class LedgerPostings:
    """Postings as columns of one length: what is divided, who paid, and the municipality entered (or ``NOTHING``).

    ``first`` and ``last`` may be NaT where the cost type needs no days.
    """

    amount: Ore
    cost_type: NDArray[np.intp]
    first: Dates
    last: Dates
    assessed_by: NDArray[np.intp]
    granted: NDArray[np.bool_]
    paid_by: NDArray[np.intp]
    entered: NDArray[np.intp]

    def at(self, indices: NDArray[np.intp]) -> "LedgerPostings":
        """Some of them."""
        return LedgerPostings(*(getattr(self, one.name)[indices] for one in fields(self)))


@dataclass(frozen=True)
class Settlement:
    """Each posting settled; it must be split where its days span a change of payer (``payer_changes``), or two
    municipalities would refund it (``two_refund``).

    ``by_rule`` is the municipality that pays by the rule, ``settled_with`` the one entered or else that; words are
    indices in ``MUNICIPALITIES`` (``NOTHING``: none). ``joint_days`` are the posting's days in joint financing,
    ``refund_days`` those of the ``counted_days`` for which the share is refunded.
    """

    divided: Division
    joint_days: NDArray[np.int64]
    by_rule: NDArray[np.intp]
    settled_with: NDArray[np.intp]
    region_collects: Ore
    municipality_collects: Ore
    refund: Ore
    refunded_by: NDArray[np.intp]
    refund_days: NDArray[np.int64]
    counted_days: NDArray[np.int64]
    payer_changes: NDArray[np.bool_]
    two_refund: NDArray[np.bool_]


def settle(
    postings: LedgerPostings, pairs: Pairs, stretches: Stretches, homes: Residences, agreement: Agreement
) -> Settlement:
    """Settle every posting with its case: what is shared, with whom it is settled, what is collected and refunded.

    Parameters: ``postings`` that are in order; ``pairs`` of them with the periods of ``stretches`` and ``homes``.

    Returns: øre, days and indices of the postings' length; what must be split has no meaning.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.vocabulary import COST_TYPES
    >>> from xl_addin.rules.arrangement_in_time import cases, pairs
    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> none, always = np.array([NOTHING]), day("9999-12-31")
    >>> march = LedgerPostings(
    ...     np.array([310_000_00]), np.array([COST_TYPES.index("løn")]), day("2016-03-01"), day("2016-03-31"), none,
    ...     np.array([False]), np.array([REGION]), none,
    ... )
    >>> joint = Stretches(day("2016-03-11"), always, np.array([True]), np.array([np.nan]))
    >>> home = Residences(day("1900-01-01"), always, np.array([7]), np.array([7]), day("1899-12-31"))
    >>> one = pairs(np.array([0]), cases(np.array([0]), 1))
    >>> done = settle(march, one, joint, home, midtjylland())
    >>> CODES[done.divided.code[0]], done.joint_days, done.divided.region, done.region_collects
    ('DELVIS', array([21]), array([14070000]), array([6930000]))
    """
    joint = joint_parts(postings, pairs, stretches)
    joint_days = pairs.total(joint.days)
    divided = _divide(postings, pairs, joint, joint_days, stretches, agreement)
    # Without days it is enough that nothing about who pays ever changes.
    first = np.where(np.isnat(postings.first), BEGINNING, postings.first)
    last = np.where(np.isnat(postings.first), END, postings.last)
    pays = paying_municipality(first, last, pairs, homes)
    by_key = is_treated(postings.cost_type, "key")
    counted_first = np.where(by_key[pairs.posting], joint.first, first[pairs.posting])
    counted_last = np.where(by_key[pairs.posting], joint.last, last[pairs.posting])
    counted_days = np.where(by_key, joint_days, days_between(first, last))
    settled_with = np.where(postings.entered == NOTHING, pays.municipality, postings.entered)
    share = np.where(settled_with == pays.municipality, divided.municipality, 0)
    refund = expected_refund(share, counted_first, counted_last, counted_days, pairs, homes)
    by_region = postings.paid_by == REGION
    return Settlement(
        divided,
        joint_days,
        pays.municipality,
        settled_with,
        np.where(by_region, divided.municipality, 0),
        np.where(by_region, 0, divided.region),
        refund.amount,
        refund.municipality,
        refund.days,
        counted_days,
        pays.changes,
        refund.is_split & ~pays.changes,
    )


def joint_parts(postings: LedgerPostings, pairs: Pairs, stretches: Stretches) -> JointPeriod:
    """For each pair the posting's days in the period's jointly financed stretch.

    Parameters: ``postings``, ``pairs`` of them with the periods of ``stretches``.

    Returns: a ``JointPeriod`` of the pairs' length, without days where the posting has none (NaT).

    >>> from xl_addin.rules.arrangement_in_time import cases, pairs
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> none = np.array([NOTHING])
    >>> march = LedgerPostings(none, none, day("2016-03-01"), day("2016-03-31"), none, none > 0, none, none)
    >>> joint = Stretches(day("2016-03-11"), day("9999-12-31"), np.array([True]), np.array([np.nan]))
    >>> joint_parts(march, pairs(np.array([0]), cases(np.array([0]), 1)), joint).days
    array([21])
    """
    first = np.maximum(postings.first[pairs.posting], stretches.first[pairs.period])
    last = np.minimum(postings.last[pairs.posting], stretches.last[pairs.period])
    no_days = np.isnat(first)
    return JointPeriod(np.where(no_days, END, first), np.where(no_days, BEGINNING, last))


def _divide(
    postings: LedgerPostings,
    pairs: Pairs,
    joint: JointPeriod,
    joint_days: NDArray[np.int64],
    stretches: Stretches,
    agreement: Agreement,
) -> Division:
    """The amount's joint days by the key, the other days unallocated; then what the key does not touch."""
    all_days = np.maximum(np.where(np.isnat(postings.first), 1, days_between(postings.first, postings.last)), 1)
    amount = part_of(postings.amount, joint_days, all_days)
    region = part_of(amount, *weighted_key(pairs, joint, stretches, agreement))
    code = _codes(postings, pairs, joint_days, all_days, stretches, agreement)
    divided = Division(region, amount - region, np.zeros_like(amount), postings.amount - amount, code)
    put_without_key(postings.amount, postings.cost_type, postings.assessed_by, postings.granted, divided)
    return divided


def weighted_key(
    pairs: Pairs, joint: JointPeriod, stretches: Stretches, agreement: Agreement
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The region's part of each posting's joint days: the mean of the key over them [ours], as fractions.

    Parameters: ``joint``, for each pair the posting's joint days in the period (see ``joint_parts``).

    Returns: two columns of the postings' length, ``int64``, or Python's integers where that would not hold them.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.rules.arrangement_in_time import cases, pairs
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> joint = Stretches(day("2016-03-11"), day("9999-12-31"), np.array([True]), np.array([np.nan]))
    >>> one = pairs(np.array([0]), cases(np.array([0]), 1))
    >>> weighted_key(one, JointPeriod(day("2016-03-11"), day("2016-03-31")), joint, midtjylland())
    (array([1407]), array([2100]))
    """
    added_up, denominator = key_times_days(joint, stretches.share[pairs.period], agreement)
    days = np.maximum(pairs.total(joint.days), 1).astype(added_up.dtype)
    return pairs.total(added_up), denominator * days


def _codes(
    postings: LedgerPostings,
    pairs: Pairs,
    joint_days: NDArray[np.int64],
    all_days: NDArray[np.int64],
    stretches: Stretches,
    agreement: Agreement,
) -> NDArray[np.intp]:
    """What becomes of a cost under the key, as an index in ``CODES``."""
    has_days = stretches.is_joint & (stretches.first <= stretches.last)
    index = pairs.period
    first_start = pairs.least(np.where(has_days, stretches.first, END)[index])
    first_planned = pairs.least(np.where(stretches.is_joint, stretches.first, END)[index])
    last_end = pairs.greatest(np.where(has_days, stretches.last, BEGINNING)[index])
    is_never = ~pairs.greatest(stretches.is_joint[index])
    starts = np.where(last_end == BEGINNING, first_planned, first_start)
    return np.select(
        [
            joint_days == all_days,
            joint_days > 0,
            postings.last < agreement.first_day,
            is_never,
            postings.last < starts,
            postings.first > last_end,
        ],
        [CODES.index(code) for code in ("NØGLE", "DELVIS", "FØR-AFTALE", "IKKE-FÆLLES", "FØR-START", "EFTER-SLUT")],
        default=CODES.index("PAUSE"),
    )
