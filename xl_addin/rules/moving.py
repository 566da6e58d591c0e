"""Flytning: which municipality pays when a citizen moves between municipalities.

Source: V 8.3 (SEL § 96 b): for §§ 95 and 96 the former municipality pays until the new one has decided.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates
from xl_addin.agreement.vocabulary import COUNTS_AS

_GRANT_SECTIONS = ("95", "96")


def former_municipality_pays(day: Dates, moved: Dates, section: NDArray[np.intp], decided: Dates) -> NDArray[np.bool_]:
    """Whether the former municipality pays on a day.

    Before the move it does. After it: for §§ 95 and 96 until the new municipality's decision, for ever
    while there is none (NaT), from the move where it was decided before; for other sections not [ours].
    """
    is_grant = np.array([key in _GRANT_SECTIONS for key in COUNTS_AS])
    undecided = np.isnat(decided) | (day < decided)
    return np.asarray((day < moved) | (is_grant[section] & undecided))
