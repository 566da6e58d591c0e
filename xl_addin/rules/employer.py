"""Ansvars- og opgavefordeling: who may employ, who trains in the other party's tasks, who pays first.

Source: A Ansvars- og opgavefordeling, Fakturering; V 4, 7.4. The respiratory centre trains and approves
every team in the respiratory treatment, whoever employs it; the table says who must train the
employer's staff in the *other* party's tasks. A pairing that is not in the table is not allowed [ours].
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.employers import CLARIFY, Pairing, pairing_history
from xl_addin.agreement.parameters import EMPLOYER_PAYS, Agreement, Dates
from xl_addin.agreement.section_lists import SectionLists, first_named
from xl_addin.agreement.vocabulary import EMPLOYERS, SECTIONS
from xl_addin.rules.target_group import NEEDS_CLARIFICATION

_NOT_ALLOWED: Final = Pairing(np.datetime64("NaT"), "no", True, "", "", "")


@dataclass(frozen=True)
class Employment:
    """What follows for each citizen.

    ``allowed``: True, False, or ``NEEDS_CLARIFICATION``; ``trains``, who trains the employer's staff in the other
    party's tasks; ``pays``, who pays first; empty where there is none, or it is not said.
    """

    allowed: NDArray[np.object_]
    trains: NDArray[np.object_]
    pays: NDArray[np.object_]


def employment(
    sections: SectionLists, employer: NDArray[np.intp], care_home: NDArray[np.bool_], days: Dates, agreement: Agreement
) -> Employment:
    """What follows when ``employer`` has a citizen's helpers; of several sections the first named decides [ours].

    *Betalingen varetages af den part, som er ansættende myndighed af hjælperholdet* (A Fakturering). *Borgere, som
    modtager hjælp efter servicelovens § 83 og som ikke er omfattet af servicelovens § 93 har frit valg af
    leverandør* (A Ansvars- og opgavefordeling).

    Parameters: ``sections`` as ``section_lists`` packs them; ``employer``, an index in ``vocabulary.EMPLOYERS``;
    ``care_home`` (plejebolig); ``days`` whose table is asked for, NaT for the newest; all of one length.

    Returns: an ``Employment`` of the same length.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.section_lists import packed
    >>> who = np.array([EMPLOYERS.index("region")])
    >>> found = employment(
    ...     np.array([packed([SECTIONS.index("83")])]), who, np.array([True]), np.array(["NaT"], "M8[D]"), midtjylland()
    ... )
    >>> found.allowed[0], found.trains[0], found.pays[0]
    (True, 'Kommunen', 'Regionen')
    """
    known = [_NOT_ALLOWED, *(one for history in pairing_history().values() for one in history)]
    pairing = _pairing_on(first_named(sections), employer, days)
    allowed = np.array([_answer(one) for one in known], dtype=object)[pairing]
    allowed[care_home & ~np.array([one.care_home for one in known])[pairing]] = False
    is_allowed = np.array([one is True for one in allowed], dtype=bool)
    trains, pays = (np.array([getattr(one, name) for one in known], object)[pairing] for name in ("trains", "pays"))
    said = agreement.per_version("payer", _day_or_newest(days, agreement)) == EMPLOYER_PAYS
    return Employment(allowed, np.where(is_allowed, trains, ""), np.where(is_allowed & said, pays, ""))


def _answer(pairing: Pairing) -> bool | str:
    return NEEDS_CLARIFICATION if pairing.answer == CLARIFY else pairing.answer == "yes"


def _day_or_newest(days: Dates, agreement: Agreement) -> Dates:
    return np.where(np.isnat(days), agreement.newest.valid_from, days)


def _pairing_on(section: NDArray[np.intp], employer: NDArray[np.intp], days: Dates) -> NDArray[np.intp]:
    """The number of the pairing in force on each day, 0 for none; the oldest before all, the newest for no day."""
    pairing = np.zeros(len(section), dtype=np.intp)
    index = 1
    for (key, kind), history in pairing_history().items():
        asked = (section == SECTIONS.index(key)) & (employer == EMPLOYERS.index(kind))
        for number, one in enumerate(history):
            pairing[asked & ((number == 0) | np.isnat(days) | (days >= one.valid_from))] = index
            index += 1
    return pairing
