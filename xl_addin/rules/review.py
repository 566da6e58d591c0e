"""What is worth a look in a posting (kontrol), in Danish, also where its amount could be divided.

Source: the clauses that ``sources.toml`` names for each code; what to look at is [ours].
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import ARTS
from xl_addin.rules.division import CODES, Postings, divide, is_impossible, is_treated
from xl_addin.rules.joint_financing import joint_period

OK: Final = "OK"


def review(postings: Postings, has_parts_of_ore: NDArray[np.bool_], agreement: Agreement) -> NDArray[np.object_]:
    """``OK``, or what is wrong or worth a look in each posting.

    Parameters: ``has_parts_of_ore``, where the amount was given with more than two decimals.
    """
    impossible = is_impossible(postings)
    notes: list[tuple[NDArray[np.bool_], str | Callable[[int], str]]] = [
        (postings.last < postings.first, "Fejl: til ligger før fra."),
        (postings.end < postings.start, "Fejl: slutdato ligger før startdato."),
        (has_parts_of_ore, "Beløbet har mere end to decimaler og er afrundet til hele øre."),
    ]
    code = divide(postings, agreement).code
    for name, text in read_toml("sources.toml")["note"].items():
        notes.append((~impossible & (code == CODES.index(name)), text))
    notes.append((~impossible & _one_party_on_a_joint_day(postings, agreement), _ONE_PARTY_NOTE))
    notes.append((~impossible & _is_long_admission(postings, agreement), _review_note(postings, agreement)))
    return _joined(notes, len(postings.amount))


def _one_party_on_a_joint_day(postings: Postings, agreement: Agreement) -> NDArray[np.bool_]:
    """Respiration or servicelov posted on a day that is joint, where the key should be used."""
    period = joint_period(postings.first, postings.last, postings.start, postings.end, agreement)
    one_party = is_treated(postings.art, "region") | is_treated(postings.art, "municipality")
    return one_party & (period.days > 0)


_ONE_PARTY_NOTE: Final = (
    "Udgiften er posteret som én parts egen, men ligger på en dag i fælles finansiering: bør den fordeles efter nøglen?"
)


def _is_long_admission(postings: Postings, agreement: Agreement) -> NDArray[np.bool_]:
    days = agreement.per_version("review_days", postings.first)
    stay = postings.last > postings.first + days
    return np.asarray((postings.art == ARTS.index("indlæggelse")) & (days > 0) & stay)


def _review_note(postings: Postings, agreement: Agreement) -> Callable[[int], str]:
    def note(row: int) -> str:
        first = postings.first[row : row + 1]
        due = (first + agreement.per_version("review_days", first))[0].astype(object)
        return (
            f"Indlæggelse over 4 uger: region og kommune skal {due:%d-%m-%Y} sammen vurdere, om ordningen fortsætter."
        )

    return note


def _joined(notes: list[tuple[NDArray[np.bool_], str | Callable[[int], str]]], length: int) -> NDArray[np.object_]:
    texts = np.full(length, "", dtype=object)
    for where, text in notes:
        for row in np.flatnonzero(where):
            found = text if isinstance(text, str) else text(int(row))
            texts[row] = f"{texts[row]} {found}".strip()
    texts[texts == ""] = OK
    return texts
