"""Indlæggelse: the key goes on in hospital; a long stay calls for a joint decision.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse; V 8.2 has no such rule.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates


def review_date(admitted: Dates, discharged: Dates, agreement: Agreement) -> Dates:
    """The day that region and municipality decide whether a long admission keeps its joint arrangement.

    NaT where the citizen is discharged by then, and where the agreement has no such rule. The rule is
    that of the version in force on the day of admission [ours]. ``discharged`` NaT means still admitted.
    """
    days = agreement.per_version("review_days", admitted)
    due = admitted + days
    no_review: NDArray[np.bool_] = (days == 0) | (discharged <= due)
    return np.where(no_review, np.datetime64("NaT", "D"), due)
