"""Målgruppe: who has a joint arrangement (fælles hjælperordning), and why.

Source: A Målgruppe and note 1; V 1, 5.1, 5.2, 8.3.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import COUNTS_AS, FIRST_OTHER_LAW, MUNICIPALITIES, NOTHING, SECTIONS

NOT_TARGET_GROUP: Final = "Ikke målgruppe"
NEEDS_CLARIFICATION: Final = "Kræver afklaring"
NOT_JOINT: Final = "Ikke fælles"
OUTSIDE_REGION: Final = "Uden for regionen"
JOINT: Final = "Fælles ordning"
VOLUNTARY: Final = "Frivillig aftale"

STATUSES: Final = (NOT_TARGET_GROUP, NEEDS_CLARIFICATION, NOT_JOINT, OUTSIDE_REGION, JOINT, VOLUNTARY)


def is_other_law(section: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where the help is under a law that the sources do not name, so that a person must decide [ours]."""
    return np.asarray(section >= FIRST_OTHER_LAW)


def status(
    respiration_hours: NDArray[np.float64],
    section: NDArray[np.intp],
    social_hours: NDArray[np.float64],
    same_helpers: NDArray[np.bool_],
    municipality: NDArray[np.intp],
    agreement: Agreement,
) -> NDArray[np.intp]:
    """The status (place in ``STATUSES``) of each citizen, under the newest version of the agreement.

    The questions are asked in this order: is there both kinds of help; is the law one that the sources
    name; can the helpers be the same; is the municipality inside the region; is an agreement mandatory
    or voluntary. A municipality that is not given counts as inside [ours]. A section that a region's own
    agreement lists nowhere needs clarification [ours].
    """
    version = agreement.newest
    mandatory, voluntary = _listed(version.mandatory), _listed(version.voluntary)
    return np.select(
        [
            (respiration_hours == 0) | (social_hours == 0),
            is_other_law(section),
            ~same_helpers,
            _outside(municipality, agreement),
            mandatory[section],
            voluntary[section],
        ],
        [
            STATUSES.index(found)
            for found in (NOT_TARGET_GROUP, NEEDS_CLARIFICATION, NOT_JOINT, OUTSIDE_REGION, JOINT, VOLUNTARY)
        ],
        default=STATUSES.index(NEEDS_CLARIFICATION),
    )


def _listed(keys: frozenset[str]) -> NDArray[np.bool_]:
    """For each section whether a list of an agreement holds it, by its own name or the one it counts as."""
    return np.array([key in keys or own in keys for key, own in zip(SECTIONS, COUNTS_AS, strict=True)])


def _outside(municipality: NDArray[np.intp], agreement: Agreement) -> NDArray[np.bool_]:
    """Only an agreement that names its municipalities has an outside."""
    named = agreement.newest.municipalities
    if not named:
        return np.zeros(len(municipality), dtype=bool)
    inside = np.array([name in named for name in MUNICIPALITIES])
    return np.asarray((municipality != NOTHING) & ~inside[municipality])
