"""Principper for fordelingsnøglen: a helper beyond the common one (ekstra hjælper).

Source: A Principper for fordelingsnøglen; V 7.1: the party that assessed the need pays all of it.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import REGION
from xl_addin.rules.money import Ore


def split(amount: Ore, assessed_by: NDArray[np.intp]) -> tuple[Ore, Ore]:
    """The region's and the municipality's part of the cost of an extra helper."""
    by_region = assessed_by == REGION
    return np.where(by_region, amount, 0), np.where(by_region, 0, amount)
