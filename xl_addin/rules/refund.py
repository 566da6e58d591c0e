"""Refusion: what a former municipality that goes on paying after a move can expect back.

Source: V 8.3: "Den hidtidige opholdskommune har i disse tilfælde ret til refusion, jf. servicelovens § 96 b, stk. 2."
Counted by days from the move, of the municipality's share: joint days for a cost under the key, all days for others
[ours].
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates
from xl_addin.agreement.vocabulary import NOTHING
from xl_addin.rules.arrangement_in_time import Pairs
from xl_addin.rules.joint_financing import days_between
from xl_addin.rules.money import Ore, part_of
from xl_addin.rules.paying_municipality import Residences


@dataclass(frozen=True)
class Refund:
    """What is refunded of each posting, for how many days, and by which municipality (``NOTHING`` where nothing is).

    ``is_split`` where two municipalities would refund, so that the posting must be split.
    """

    amount: Ore
    days: NDArray[np.int64]
    municipality: NDArray[np.intp]
    is_split: NDArray[np.bool_]


def expected_refund(
    share: Ore, first: Dates, last: Dates, days: NDArray[np.int64], pairs: Pairs, homes: Residences
) -> Refund:
    """The part of the municipality's ``share`` for days on which the citizen already lives in another municipality.

    Parameters: ``first``..``last``, for each pair of a posting and a period, the days that count (``last`` before
    ``first``: none); ``days`` how many of them each posting has; ``share`` in øre.

    Returns: øre and days of the postings' length.

    >>> from xl_addin.rules.arrangement_in_time import cases, pairs
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> homes = Residences(
    ...     day("1900-01-01", "2016-03-15"), day("2016-03-14", "9999-12-31"), np.array([7, 8]), np.array([7, 7]),
    ...     day("1899-12-31", "9999-12-31"),
    ... )
    >>> march = pairs(np.array([0]), cases(np.array([0, 0]), 1))
    >>> ends = day("2016-03-01", "2016-03-01"), day("2016-03-31", "2016-03-31")
    >>> found = expected_refund(np.array([102_300_00]), *ends, np.array([31]), march, homes)
    >>> found.days, found.amount, found.municipality
    (array([17]), array([5610000]), array([8]))
    """
    index = pairs.period
    begin = np.maximum(first, homes.first[index])
    end = np.minimum(np.minimum(last, homes.until[index]), homes.former_until[index])
    counted = np.where(homes.former[index] == homes.residence[index], 0, days_between(begin, end))
    refund_days = pairs.total(counted)
    amount = part_of(share, refund_days, np.maximum(days, 1))
    lives = homes.residence[index]
    least = pairs.least(np.where(counted > 0, lives, np.iinfo(np.intp).max))
    greatest = pairs.greatest(np.where(counted > 0, lives, NOTHING))
    return Refund(amount, refund_days, np.where(amount == 0, NOTHING, greatest), (amount != 0) & (least != greatest))
