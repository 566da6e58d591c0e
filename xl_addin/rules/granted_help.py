"""Hjælp efter serviceloven: what is worth a look in the section that help is granted under.

Source: V 3 for the hours that a grant needs; later laws, which neither source knows, are [ours].
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates
from xl_addin.agreement.section_lists import SectionLists, holds_exactly
from xl_addin.agreement.sections import least_hours, taken_over
from xl_addin.agreement.wording import day_in_words
from xl_addin.rules.sentences import Note

_WEEK = 7


def least_hours_notes(sections: SectionLists, social_hours: NDArray[np.float64], days: Dates) -> list[Note]:
    """Fewer hours than a section is granted for.

    *behov for personlig hjælp og pleje og for støtte til løsning af nødvendige praktiske opgaver i hjemmet i mere end
    20 timer ugentligt* (V 3, § 95, stk. 2).

    Parameters: ``social_hours`` a day; ``days``, a day of each citizen's help, NaT for today's rule; of one length.

    Returns: a note for each section with such a rule: where it is so, and the sentence.

    >>> from xl_addin.agreement.section_lists import packed
    >>> from xl_addin.agreement.vocabulary import SECTIONS
    >>> grant = np.array([packed([SECTIONS.index("95 stk. 2")])])
    >>> least_hours_notes(grant, np.array([2.0]), np.array(["NaT"], "M8[D]"))
    [(array([ True]), '§ 95, stk. 2 forudsætter behov for hjælp i mere end 20 timer om ugen.')]
    """
    weekly = social_hours * _WEEK
    return [
        (
            holds_exactly(sections, one.section)
            & (weekly > 0)
            & (weekly <= one.hours_a_week)
            & (np.isnat(days) | (days >= one.valid_from)),
            one.text.format(hours=one.hours_a_week),
        )
        for one in least_hours()
    ]


def later_law_notes(sections: SectionLists, last: Dates) -> list[Note]:
    """Help that goes on under a section after another law took it over: worth a look, never guessed at [ours].

    Parameters: ``last``, the last day of each citizen's help.

    Returns: a note for each section that was taken over: where it is so, and the sentence.

    >>> from xl_addin.agreement.section_lists import packed
    >>> from xl_addin.agreement.vocabulary import SECTIONS
    >>> home_help = np.array([packed([SECTIONS.index("83")])])
    >>> notes = later_law_notes(home_help, np.array(["2025-07-01"], "M8[D]"))
    >>> [text for where, text in notes if where[0]]
    ['Ældreloven gælder fra 01-07-2025 for de fleste over folkepensionsalderen: er hjælpen stadig givet efter § 83?']
    """
    return [
        (
            holds_exactly(sections, section) & (last >= law.valid_from),
            law.text.format_map({"from": day_in_words(law.valid_from), "section": section}),
        )
        for law in taken_over()
        for section in sorted(law.sections)
    ]
