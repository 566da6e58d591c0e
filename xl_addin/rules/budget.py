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
from xl_addin.rules.shares import Shares, shares_of


def budget(
    hours: NDArray[np.float64], rate: NDArray[np.float64], period: JointPeriod, agreement: Agreement
) -> tuple[Ore, Shares]:
    """The budget of the joint days of a period, and who bears it.

    *Fordelingen af udgifterne for den fælles hjælperordning skal i alle tilfælde tage udgangspunkt i det samlede antal
    timer* (A).

    Parameters: ``hours`` a day, ``rate`` in kroner an hour; only the product is rounded.

    Returns: the total in øre (past the largest amount where it is too large), and its shares.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> year = JointPeriod(np.array(["2016-01-01"], "M8[D]"), np.array(["2016-12-31"], "M8[D]"))
    >>> total, shares = budget(np.array([24.0]), np.array([250.0]), year, midtjylland())
    >>> total, shares.municipality
    (array([219600000]), array([72468000]))
    """
    total = product_to_ore(hours, rate, period.days)
    region = region_share_of_period(total, period, np.full(len(total), np.nan), agreement)
    return total, shares_of(total, region=region, municipality=total - region)
