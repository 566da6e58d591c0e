"""Ansvars- og opgavefordeling: who may employ, who trains in the other party's tasks, who pays first.

Source: A Ansvars- og opgavefordeling, Fakturering; V 4, 7.4. The respiratory centre trains and approves
every team in the respiratory treatment, whoever employs it; the table says who must train the
employer's staff in the *other* party's tasks. A pairing that is not in the table is not allowed [ours].
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.employers import pairings
from xl_addin.agreement.vocabulary import EMPLOYERS, SECTIONS


@dataclass(frozen=True)
class Employment:
    """Whether each pairing is allowed, and who trains and who pays first (empty where it is not)."""

    allowed: NDArray[np.bool_]
    trains: NDArray[np.object_]
    pays: NDArray[np.object_]


def employment(section: NDArray[np.intp], employer: NDArray[np.intp]) -> Employment:
    """What follows when ``employer`` has the helpers of a citizen with help under ``section``."""
    table = [[pairings().get((section, employer)) for employer in EMPLOYERS] for section in SECTIONS]

    def look_up(values: list[list[object]]) -> NDArray[np.object_]:
        return np.array(values, dtype=object)[section, employer]

    return Employment(
        allowed=look_up([[pairing is not None for pairing in row] for row in table]).astype(bool),
        trains=look_up([[pairing.trains if pairing else "" for pairing in row] for row in table]),
        pays=look_up([[pairing.pays if pairing else "" for pairing in row] for row in table]),
    )
