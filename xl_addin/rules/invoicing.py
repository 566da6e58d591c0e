"""Fakturering: the employing authority pays, and then collects the other party's share.

Source: A Fakturering; V 7.4.1.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import REGION
from xl_addin.rules.money import Ore


def collected(paid_by: NDArray[np.intp], region: Ore, municipality: Ore) -> Ore:
    """What the payer collects (opkræver) from the other party: the other party's share."""
    return np.where(paid_by == REGION, municipality, region)
