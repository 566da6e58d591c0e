"""Principper for fordelingsnøglen: the hours that are shared (det samlede antal timer).

Source: A Principper for fordelingsnøglen; V 7.1.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, midtjylland

Hours = NDArray[np.float64]
"""Hours a day."""

HOURS_IN_A_DAY: Final = 24
"""A day has no more, whatever an agreement says."""

# Two digits before the comma and these are the 15 that a spreadsheet shows: no trace of binary sums is left.
_DECIMALS = 13


def impossible_overlap(respiration: Hours, social: Hours, overlap: Hours) -> NDArray[np.bool_]:
    """Where more hours overlap than there are of one of the two kinds: no such day is meant [ours].

    Parameters: hours a day of one length.

    Returns: a flag for each.

    >>> impossible_overlap(np.array([24.0, 24.0]), np.array([12.0, 8.0]), np.array([12.0, 12.0])).tolist()
    [False, True]
    """
    return np.asarray(overlap > np.minimum(respiration, social))


def joint_hours(respiration: Hours, social: Hours, overlap: Hours, agreement: Agreement | None = None) -> Hours:
    """The union of both kinds of help, at most the agreement's cap (Midtjylland's where none is given).

    *Det samlede antal timer udgør i praksis maksimalt 24 timer i døgnet* (A).

    Parameters: hours a day of one length; ``overlap`` 0 where none is given [ours].

    Returns: hours a day.

    >>> joint_hours(np.array([24.0, 10.0]), np.array([12.0, 8.0]), np.array([0.0, 2.0]))
    array([24., 16.])
    """
    cap = (agreement or midtjylland()).newest.hours_cap
    union = np.round(respiration + social - overlap, _DECIMALS)
    return np.asarray(np.minimum(cap, union))
