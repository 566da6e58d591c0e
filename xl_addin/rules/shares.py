"""Hvem betaler hvad: the one shape of every division of an amount between the parties."""

from dataclasses import dataclass

import numpy as np

from xl_addin.rules.money import Ore


@dataclass(frozen=True)
class Shares:
    """What the region, the municipality and the citizen bear of each amount, and what is unallocated (ufordelt).

    Each is øre, ``int64``, of one length. The four always add up to the amount, to the øre.
    """

    region: Ore
    municipality: Ore
    citizen: Ore
    unallocated: Ore


def shares_of(amount: Ore, region: Ore | int = 0, municipality: Ore | int = 0, citizen: Ore | int = 0) -> Shares:
    """The amounts as shares: the parts given, and the rest unallocated.

    Parameters: øre, ``int64``, of one length; 0 for a party that bears nothing.

    Returns: ``Shares`` of the same length.

    >>> shares_of(np.array([100]), region=np.array([67]), municipality=np.array([23])).unallocated
    array([10])
    """
    none = np.zeros_like(amount)
    parts = (none + region, none + municipality, none + citizen)
    return Shares(*parts, amount - sum(parts))
