"""Indlæggelse: the key goes on in hospital; a long stay calls for a joint assessment.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse; V 8.2 has no such rule.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates


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
