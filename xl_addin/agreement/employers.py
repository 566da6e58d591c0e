"""Who may employ the helpers (ansættende myndighed), who trains, who pays first."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.sections import sections

CLARIFY: Final = "clarify"
"""The answer of a pairing that a person must decide on."""


class Pairing(NamedTuple):
    """What follows from a day on when an employer has the helpers of a citizen with help under a section.

    ``care_home``: whether it is allowed for a citizen in a care home (plejebolig). ``pays`` holds where the
    agreement says that the employing authority pays first.
    """

    valid_from: np.datetime64
    answer: str
    care_home: bool
    trains: str
    pays: str
    source: str


@cache
def pairing_history() -> dict[tuple[str, str], tuple[Pairing, ...]]:
    """Every pairing by (section, employer), oldest first; a section without one has that of the one it counts as."""
    found: dict[tuple[str, str], tuple[Pairing, ...]] = {}
    for entry in sorted(read_toml("employers.toml")["pairing"], key=lambda one: str(one["valid_from"])):
        own = {name: entry[name] for name in ("answer", "care_home", "trains", "pays", "source")}
        pairing = Pairing(valid_from=np.datetime64(entry["valid_from"], "D"), **own)
        for section in entry["sections"]:
            for employer in entry["employers"]:
                found[section, employer] = (*found.get((section, employer), ()), pairing)
    named = {section for section, _ in found}
    for section in sections().values():
        if section.key not in named:
            same = {employer: one for (key, employer), one in found.items() if key == section.counts_as}
            found |= {(section.key, employer): one for employer, one in same.items()}
    return found


@cache
def pairings() -> dict[tuple[str, str], Pairing]:
    """The newest pairing by (section, employer), without those that a person must decide on."""
    newest = {pair: history[-1] for pair, history in pairing_history().items()}
    return {pair: one for pair, one in newest.items() if one.answer != CLARIFY}


@cache
def employer_kinds() -> tuple[str, ...]:
    """Every kind of employer that the table names."""
    return tuple(dict.fromkeys(employer for _, employer in pairing_history()))
