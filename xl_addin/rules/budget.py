"""Principper for fordelingsnøglen: the budget of an arrangement for a period.

Source: A Økonomi, Principper for fordelingsnøglen; V 7.1. A budget is never settled: offsetting is on
costs actually held (A Ikrafttræden).
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.rules.cost_sharing_key import region_share_of_period
from xl_addin.rules.joint_financing import JointPeriod
from xl_addin.rules.money import Ore, product_to_ore


def budget(
    hours: NDArray[np.float64], rate: NDArray[np.float64], period: JointPeriod, agreement: Agreement
) -> tuple[Ore, Ore]:
    """The total and the region's share for the joint days of a period.

    Parameters: ``hours`` a day, ``rate`` in kroner an hour. Only the product is rounded.
    """
    total = product_to_ore(hours, rate, period.days)
    return total, region_share_of_period(total, period, agreement)
