"""Ferie: the extra cost of holidays (merudgifter til ferie) is never shared and never the region's.

Source: A Ved forskellige kompetencekrav, ferie og indlæggelse; V 8.1. Ordinary wages on a holiday stay
shared [ours]; what falls to nobody else is shown as the citizen's [ours], and is worth a look.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.section_lists import SectionLists, holds_any
from xl_addin.agreement.sections import special_rules
from xl_addin.agreement.vocabulary import is_treated
from xl_addin.agreement.wording import filled
from xl_addin.rules.money import Ore
from xl_addin.rules.sentences import Note, text_of
from xl_addin.rules.shares import Shares, shares_of


def holiday_shares(extra_cost: Ore, granted: NDArray[np.bool_]) -> Shares:
    """Who bears the extra cost of a holiday.

    *Merudgifter til ferie skal kun dækkes af kommunen, hvis det er ekstraudgifter, der kan henføres til serviceloven
    og er bevilget af kommunen* (A). *Regionen dækker ikke merudgifter til respirationsbehandling, som finder sted
    under ferieophold* (A).

    Parameters: ``extra_cost`` in øre; ``granted``, whether it is both attributable to the Social Services Act and
    granted by the municipality; of one length. A partly granted cost is two postings.

    Returns: shares in øre; nothing is the region's, nothing unallocated.

    >>> holiday_shares(np.array([8000, 8000]), np.array([True, False])).citizen
    array([   0, 8000])
    """
    return shares_of(
        extra_cost, municipality=np.where(granted, extra_cost, 0), citizen=np.where(granted, 0, extra_cost)
    )


def holiday_notes(cost_type: NDArray[np.intp], sections: SectionLists) -> list[Note]:
    """A holiday of a citizen with help that may not be brought along abroad (§ 95).

    *Derimod giver udlandsbekendtgørelsen ikke borgere, der modtager hjælp efter servicelovens § 95, ret til at
    medtage denne hjælp til udlandet* (V 8.1).

    Parameters: ``cost_type``, an index in ``vocabulary.COST_TYPES`` for each posting; ``sections`` of its citizen, as
    ``section_lists`` packs them; of one length.

    Returns: one note: where it is so, and the sentence.

    >>> from xl_addin.agreement.section_lists import packed
    >>> from xl_addin.agreement.vocabulary import COST_TYPES, SECTIONS
    >>> grant = np.array([packed([SECTIONS.index("95")])])
    >>> [where.tolist() for where, _ in holiday_notes(np.array([COST_TYPES.index("ferie")]), grant)]
    [[True]]
    """
    return [
        (
            is_treated(cost_type, "holiday") & holds_any(sections, special_rules()["not abroad"].sections),
            filled(text_of("not abroad")),
        )
    ]
