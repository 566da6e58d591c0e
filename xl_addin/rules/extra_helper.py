"""Principper for fordelingsnøglen: a helper beyond the common one (ekstra hjælper).

Source: A Principper for fordelingsnøglen; V 7.1: the party that assessed the need pays all of it.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import REGION
from xl_addin.rules.money import Ore
from xl_addin.rules.shares import Shares, shares_of


def extra_helper_shares(amount: Ore, assessed_by: NDArray[np.intp]) -> Shares:
    """Who bears the cost of an extra helper.

    *Hvis kommunen eller respirationscentret … udmåler timer til yderligere en hjælper ud over den fælles hjælper, skal
    udgifterne hertil afholdes af regionen, hvis hjælpen er udmålt af respirationscentreret, og af kommunen, hvis
    hjælpen er udmålt af kommunen efter serviceloven* (A).

    Parameters: ``amount`` in øre; ``assessed_by``, an index in ``vocabulary.PARTIES``; of one length.

    Returns: shares in øre; nothing is unallocated.

    >>> extra_helper_shares(np.array([2500]), np.array([REGION])).region
    array([2500])
    """
    by_region = assessed_by == REGION
    return shares_of(amount, region=np.where(by_region, amount, 0), municipality=np.where(by_region, 0, amount))
