"""The words of the agreement as fixed tuples: in columns a word is its index in one of these."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.employers import employer_kinds
from xl_addin.agreement.municipalities import municipalities
from xl_addin.agreement.sections import other_sections, sections

NOTHING: Final = -1
"""The index of a word that is not given."""

PARTIES: Final = ("region", "kommune")
REGION: Final = PARTIES.index("region")
MUNICIPALITY: Final = PARTIES.index("kommune")

FIRST_NAMED_PAYER: Final = len(PARTIES)
"""A payer is a party, or from here on the municipality of that index in ``MUNICIPALITIES``, called by its name."""

SECTIONS: Final = (*sections(), *other_sections())
"""Sections of the Social Services Act, then those of laws that the sources do not name."""

FIRST_OTHER_LAW: Final = len(sections())

COUNTS_AS: Final = (*(section.counts_as for section in sections().values()), *SECTIONS[FIRST_OTHER_LAW:])
"""The section whose place in an agreement's lists each one shares: § 95 stk. 3 is § 95."""

MUNICIPALITIES: Final = tuple(municipalities())

EMPLOYERS: Final = employer_kinds()

_COST_TYPES: Final = [
    (name, entry["treatment"]) for entry in read_toml("cost_types.toml")["cost_type"] for name in entry["names"]
]

COST_TYPES: Final = tuple(name for name, _ in _COST_TYPES)
"""The cost types (udgiftsarter)."""

TREATMENTS: Final = tuple(treatment for _, treatment in _COST_TYPES)
"""How each cost type is treated: key, region, municipality, assessor or holiday."""

_IS_TREATED: Final = {
    one: np.array([one == treatment for treatment in TREATMENTS]) for one in dict.fromkeys(TREATMENTS)
}


def is_treated(cost_type: NDArray[np.intp], treatment: str) -> NDArray[np.bool_]:
    """Where a cost type is treated in a way (see ``cost_types.toml``)."""
    return np.asarray(_IS_TREATED[treatment][cost_type])


COST_TYPE_ALIASES: Final[dict[str, str]] = dict(read_toml("cost_types.toml")["aliases"])
"""Other names that people write, and the cost type each means."""
