"""Målgruppe: who has a joint arrangement (fælles hjælperordning), and why.

Source: A Målgruppe and note 1; V 1, 5.1, 5.2, 8.3.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.section_lists import SectionLists, first_named, holds_any, holds_only
from xl_addin.agreement.vocabulary import FIRST_OTHER_LAW, MUNICIPALITIES, NOTHING, SECTIONS
from xl_addin.agreement.wording import filled
from xl_addin.rules.joint_hours import HOURS_IN_A_DAY
from xl_addin.rules.sentences import Note, text_of

NOT_TARGET_GROUP: Final = "Ikke målgruppe"
NEEDS_CLARIFICATION: Final = "Kræver afklaring"
NOT_JOINT: Final = "Ikke fælles"
OUTSIDE_REGION: Final = "Uden for regionen"
JOINT: Final = "Fælles ordning"
VOLUNTARY: Final = "Frivillig aftale"

STATUSES: Final = (NOT_TARGET_GROUP, NEEDS_CLARIFICATION, NOT_JOINT, OUTSIDE_REGION, JOINT, VOLUNTARY)


def is_other_law(sections: SectionLists) -> NDArray[np.bool_]:
    """Where the section named first is of a law that the sources do not name, so that a person must decide [ours].

    Parameters: ``sections`` as ``section_lists`` packs them.

    Returns: a flag for each list.

    >>> from xl_addin.agreement.section_lists import packed
    >>> is_other_law(np.array([packed([SECTIONS.index("83")]), packed([FIRST_OTHER_LAW])])).tolist()
    [False, True]
    """
    return np.asarray(first_named(sections) >= FIRST_OTHER_LAW)


def is_taken_in(sections: SectionLists, agreement: Agreement) -> NDArray[np.bool_]:
    """Where the agreement covers help beyond the duty, so that its key and start rule apply without a separate one.

    *parterne har mulighed for at indgå sådanne aftaler* (V 5.2). Every section of the list must be taken in, or
    be mandatory [ours].

    Parameters: ``sections`` as ``section_lists`` packs them.

    Returns: a flag for each list, under the newest version.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.section_lists import packed
    >>> is_taken_in(np.array([packed([SECTIONS.index("97")])]), midtjylland())
    array([False])
    """
    version = agreement.newest
    return holds_only(sections, version.taken_in | version.mandatory) & holds_any(sections, version.taken_in)


def status(
    respiration_hours: NDArray[np.float64],
    sections: SectionLists,
    social_hours: NDArray[np.float64],
    same_helpers: NDArray[np.bool_],
    municipality: NDArray[np.intp],
    agreement: Agreement,
) -> NDArray[np.intp]:
    """The status of each citizen, under the newest version of the agreement.

    *En fælles hjælperordning er defineret ved, at hjælp i hjemmet til respirationsbehandling og hjælp i hjemmet
    efter serviceloven helt eller delvist kan varetages af de samme personer* (A Målgruppe).

    The questions are asked in this order: is there both kinds of help; is the law one that the sources name, or
    the agreement takes in; can the helpers be the same; is the municipality inside the region; is an agreement
    mandatory or voluntary. Of several sections the strongest decides [ours], but help under a law that the
    sources do not name is never guessed at. A municipality that is not given counts as inside [ours]. A section
    that a region's own agreement lists nowhere needs clarification [ours].

    Parameters: hours a day; ``sections`` as ``section_lists`` packs them; ``municipality`` an index in
    ``vocabulary.MUNICIPALITIES`` or ``NOTHING``; all of one length.

    Returns: an index in ``STATUSES`` for each.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.section_lists import packed
    >>> both = np.array([packed([SECTIONS.index("97"), SECTIONS.index("83")])])
    >>> found = status(np.array([24.0]), both, np.array([12.0]), np.array([True]), np.array([NOTHING]), midtjylland())
    >>> STATUSES[found[0]]
    'Fælles ordning'
    """
    version = agreement.newest
    return np.select(
        [
            (respiration_hours == 0) | (social_hours == 0),
            holds_any(sections, frozenset(SECTIONS[FIRST_OTHER_LAW:]) - version.taken_in),
            ~same_helpers,
            _outside(municipality, agreement),
            holds_any(sections, version.mandatory),
            holds_any(sections, version.voluntary | version.taken_in),
        ],
        [
            STATUSES.index(found)
            for found in (NOT_TARGET_GROUP, NEEDS_CLARIFICATION, NOT_JOINT, OUTSIDE_REGION, JOINT, VOLUNTARY)
        ],
        default=STATUSES.index(NEEDS_CLARIFICATION),
    )


def _outside(municipality: NDArray[np.intp], agreement: Agreement) -> NDArray[np.bool_]:
    """Only an agreement that names its municipalities has an outside."""
    named = agreement.newest.municipalities
    if not named:
        return np.zeros(len(municipality), dtype=bool)
    inside = np.array([name in named for name in MUNICIPALITIES])
    return np.asarray((municipality != NOTHING) & ~inside[municipality])


def border_notes(
    respiration_hours: NDArray[np.float64],
    social_hours: NDArray[np.float64],
    overlap: NDArray[np.float64],
    has_overlap: NDArray[np.bool_],
    agreement: Agreement,
) -> list[Note]:
    """The border of the agreement's note 1, for citizens whose helpers are said to be the same [ours].

    *Der er ikke tale om en fælles hjælperordning, hvis borgeren får hjælp til respirationsbehandling i hjemmet om
    natten og hjælp efter serviceloven nogle timer i løbet af dagen og aftenen* (A, note 1). No simultaneous hours and
    no more than a day's hours in all is worth a look. Simultaneous hours that are not given are not known, which is
    not the same as none, unless one kind of help alone fills the day.

    Parameters: hours a day; ``has_overlap``, where the simultaneous hours are given; of one length.

    Returns: two notes: where it is so, and the sentence.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> at_night, by_day, none = np.array([8.0]), np.array([5.0]), np.array([0.0])
    >>> [where.tolist() for where, _ in border_notes(at_night, by_day, none, np.array([True]), midtjylland())]
    [[True], [False]]
    """
    within_a_day = respiration_hours + social_hours <= HOURS_IN_A_DAY
    all_day = np.maximum(respiration_hours, social_hours) >= HOURS_IN_A_DAY
    return [
        (has_overlap & (overlap == 0) & within_a_day, filled(text_of("night and day"), agreement)),
        (~has_overlap & ~all_day, text_of("overlap not known")),
    ]
