"""Ferie: the extra cost of holidays (merudgifter til ferie) is never shared and never the region's.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse; V 8.1. Ordinary wages on a holiday stay
shared [ours]; what the municipality has not granted is the citizen's [ours].
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.rules.money import Ore


def split(extra_cost: Ore, granted: NDArray[np.bool_]) -> tuple[Ore, Ore]:
    """The municipality's and the citizen's part of the extra cost of a holiday.

    Parameters: ``granted``, whether the municipality has granted it for what is attributable to the
    Social Services Act. A partly granted cost is two postings.
    """
    return np.where(granted, extra_cost, 0), np.where(granted, 0, extra_cost)
