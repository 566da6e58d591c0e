"""Lange indlæggelser: what has become of the joint assessment of a long stay in hospital.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse: "Ved særligt lange indlæggelser (mere end 4 uger)
vurderer region og kommune i fællesskab efter 4 ugers indlæggelse om den fælles hjælperordning bør fortsætte". V has no
such rule.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates

NOT_NEEDED: Final = "Ingen vurdering nødvendig"
NOT_DUE: Final = "Frist"
OVERDUE: Final = "Mangler (overskredet)"
ALONE: Final = "Mangler: ikke vurderet i fællesskab"
TOGETHER: Final = "Vurderet i fællesskab"

ASSESSMENTS: Final = (NOT_NEEDED, NOT_DUE, OVERDUE, ALONE, TOGETHER)
"""What can have become of it; *Frist* is shown with the day."""


def joint_assessment(
    due: Dates, assessed: Dates, is_together: NDArray[np.bool_], on_day: np.datetime64
) -> NDArray[np.intp]:
    """Where each stay's joint assessment stands, as an index in ``ASSESSMENTS``.

    Parameters: ``due``, the day it falls due (NaT: none is needed; see ``admission.review_date``); ``assessed``, the
    day the parties assessed (NaT: not yet); ``is_together``, whether region and municipality did so together;
    ``on_day``, the day that it is asked about: without one (NaT) nothing is said to be overdue.

    Returns: an index for each stay.

    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> no = np.array([False])
    >>> found = joint_assessment(day("2016-03-29"), day("NaT"), no, np.datetime64("2016-03-30"))
    >>> ASSESSMENTS[found[0]]
    'Mangler (overskredet)'
    """
    return np.select(
        [np.isnat(due), ~np.isnat(assessed) & is_together, ~np.isnat(assessed), due < on_day],
        [ASSESSMENTS.index(one) for one in (NOT_NEEDED, TOGETHER, ALONE, OVERDUE)],
        default=ASSESSMENTS.index(NOT_DUE),
    )
