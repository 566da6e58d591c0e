"""Indlæggelse: the key goes on in hospital; a long stay calls for a joint assessment, and what has become of it.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse; V 8.2 has no such rule.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates

NOT_NEEDED: Final = "Ingen vurdering nødvendig"
NOT_DUE: Final = "Frist"
OVERDUE: Final = "Mangler (overskredet)"
ALONE: Final = "Mangler: ikke vurderet i fællesskab"
TOGETHER: Final = "Vurderet i fællesskab"

ASSESSMENTS: Final = (NOT_NEEDED, NOT_DUE, OVERDUE, ALONE, TOGETHER)
"""What can have become of it; *Frist* is shown with the day."""


def review_date(admitted: Dates, discharged: Dates, agreement: Agreement) -> Dates:
    """The day that the joint assessment of a long admission falls due.

    *Ved særligt lange indlæggelser (mere end 4 uger) vurderer region og kommune i fællesskab efter 4 ugers
    indlæggelse om den fælles hjælperordning bør fortsætte* (A).

    Parameters: ``admitted``, ``discharged`` (NaT: still admitted), ``datetime64[D]`` of one length.

    Returns: days; NaT where the citizen is discharged by then, and where the agreement has no such rule. The rule is
    that of the version in force on the day of admission [ours].

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> review_date(day("2016-05-01"), day("NaT"), midtjylland())
    array(['2016-05-29'], dtype='datetime64[D]')
    """
    days = agreement.per_version("review_days", admitted)
    due = admitted + days
    no_review: NDArray[np.bool_] = (days == 0) | (discharged <= due)
    return np.where(no_review, np.datetime64("NaT", "D"), due)


def joint_assessment(
    due: Dates, assessed: Dates, is_together: NDArray[np.bool_], on_day: np.datetime64
) -> NDArray[np.intp]:
    """Where each stay's joint assessment stands, as an index in ``ASSESSMENTS``.

    *vurderer region og kommune i fællesskab* (A Indlæggelse); what is missing or too early is worth a look [ours].

    Parameters: ``due``, the day it falls due (NaT: none is needed; see ``review_date``); ``assessed``, the
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
