"""Flytning: which municipality pays when a citizen moves between municipalities.

Source: V 8.3 (SEL § 96 b): for §§ 95 and 96 the former municipality pays until the new one has decided.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates
from xl_addin.agreement.section_lists import SectionLists, first_named
from xl_addin.agreement.sections import special_rules
from xl_addin.agreement.vocabulary import SECTIONS

_IS_GRANT: Final = np.array([key in special_rules()["grant"].sections for key in SECTIONS])


def is_grant(citizens_sections: SectionLists) -> NDArray[np.bool_]:
    """Whether the help is a grant that the municipality pays out (§§ 95, 96); the first section decides [ours].

    Parameters: the citizens' sections as ``section_lists`` packs them.

    Returns: a flag for each.

    >>> from xl_addin.agreement.section_lists import packed
    >>> is_grant(np.array([packed([SECTIONS.index("96")]), packed([SECTIONS.index("83")])]))
    array([ True, False])
    """
    return np.asarray(_IS_GRANT[first_named(citizens_sections)])


def former_municipality_pays(
    day: Dates, moved: Dates, citizens_sections: SectionLists, decided: Dates
) -> NDArray[np.bool_]:
    """Whether the former municipality pays on a day.

    *borgerens hidtidige opholdskommune [har] efter servicelovens § 96 b … pligt til at fortsætte den kommunale
    udbetaling af tilskud efter servicelovens §§ 95 eller 96 ved flytning over kommunegrænse, indtil den nye
    opholdskommune har truffet afgørelse* (V 8.3).

    Before the move it does. After it: for §§ 95 and 96 until the new municipality's decision, for ever
    while there is none (NaT), from the move where it was decided before; for other sections not [ours].

    Parameters: days, ``datetime64[D]``; the citizens' sections as ``section_lists`` packs them; of one length.

    Returns: a flag for each.

    >>> from xl_addin.agreement.section_lists import packed
    >>> date = lambda text: np.array([text], dtype="datetime64[D]")
    >>> grant = np.array([packed([SECTIONS.index("96")])])
    >>> former_municipality_pays(date("2016-06-10"), date("2016-06-01"), grant, date("2016-07-01"))
    array([ True])
    """
    undecided = np.isnat(decided) | (day < decided)
    return np.asarray((day < moved) | (is_grant(citizens_sections) & undecided))
