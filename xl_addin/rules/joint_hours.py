"""Principper for fordelingsnøglen: the hours that are shared (det samlede antal timer).

Source: A Principper for fordelingsnøglen; V 7.1.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import midtjylland

Hours = NDArray[np.float64]
"""Hours a day."""

# Two digits before the comma and these are the 15 that a spreadsheet shows: no trace of binary sums is left.
_DECIMALS = 13


def hours_cap() -> int:
    """The most hours a day that an arrangement can have (A, V 7.1)."""
    return midtjylland().newest.hours_cap


def impossible_overlap(respiration: Hours, social: Hours, overlap: Hours) -> NDArray[np.bool_]:
    """Where more hours overlap than there are of one of the two kinds."""
    return np.asarray(overlap > np.minimum(respiration, social))


def joint_hours(respiration: Hours, social: Hours, overlap: Hours) -> Hours:
    """The union of both kinds of help, at most 24 hours a day; no overlap when none is given [ours]."""
    union = np.round(respiration + social - overlap, _DECIMALS)
    return np.asarray(np.minimum(hours_cap(), union))
