"""Fakturering: the employing authority pays, and then collects the other party's share.

Source: A Fakturering; V 7.4.1.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import REGION
from xl_addin.rules.money import Ore


def collected(paid_by: NDArray[np.intp], region: Ore, municipality: Ore) -> Ore:
    """What the payer collects (opkræver) from the other party.

    *Betalingen varetages af den part, som er ansættende myndighed af hjælperholdet. Herefter opkræves den anden parts
    andel* (A Fakturering).

    Parameters: ``paid_by``, an index in ``vocabulary.PARTIES``; the parties' shares in øre; of one length.

    Returns: the other party's share, in øre.

    >>> collected(np.array([REGION]), np.array([670]), np.array([330]))
    array([330])
    """
    return np.where(paid_by == REGION, municipality, region)
