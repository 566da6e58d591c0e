"""What an argument of a cell function may hold: how a cell is read, and what to say when it cannot be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from xl_addin.agreement.section_lists import NO_SECTIONS
from xl_addin.agreement.vocabulary import COST_TYPES, EMPLOYERS, NOTHING
from xl_addin.cells import dates, numbers, words
from xl_addin.cells.numbers import Finish
from xl_addin.rules.joint_hours import HOURS_IN_A_DAY


@dataclass(frozen=True)
class Kind:
    """One kind of argument.

    ``read`` turns one cell that is neither blank nor an error into a number (an index, for a word) or
    raises Unreadable or OutOfDomain; ``finish`` turns the column of numbers into the rule's type.
    ``plain_numbers`` says that a float in a cell is its own reading. The two texts are for FHO_KONTROL.
    """

    read: Callable[[object], float]
    finish: Finish
    blank: Any
    plain_numbers: bool
    unreadable: str
    out_of_domain: str = ""
    why: Callable[[object], str] | None = None


def as_type(dtype: type) -> Finish:
    """How a column is finished whose numbers need no more than another type."""
    return lambda column: (column.astype(dtype), np.zeros(len(column), np.int8))


def _word(read: Callable[[object], int], unreadable: str) -> Kind:
    return Kind(read, as_type(np.intp), NOTHING, False, unreadable)


def _number(finish: Finish, out_of_domain: str) -> Kind:
    return Kind(numbers.number, finish, 0, True, "kan ikke læses som et tal (skriv fx 1.234,50)", out_of_domain)


AMOUNT: Final = _number(numbers.amounts, "er et for stort beløb")
AMOUNT_AS_SHOWN: Final = _number(numbers.amounts_as_shown, "er et for stort beløb")
RATE: Final = _number(numbers.rates, "er et for stort beløb")
HOURS_A_DAY: Final = _number(numbers.hours(HOURS_IN_A_DAY), "skal være fra 0 timer til hele døgnet")
HOURS: Final = _number(numbers.hours(None), "må ikke være under 0")
DATE: Final = Kind(
    dates.serial,
    dates.dates,
    np.datetime64("NaT", "D"),
    True,
    "kan ikke læses som en dato (skriv fx 25-10-2016)",
    "er en dato uden for 01-03-1900 til 31-12-9999",
)
YES_NO: Final = Kind(numbers.yes_no, as_type(np.bool_), False, False, "skal være ja eller nej")
SHARE: Final = Kind(
    numbers.share, as_type(np.float64), np.nan, False, "skal være et tal fra 0 til 1 eller en procent (0,6 eller 60 %)"
)
PAYER: Final = _word(words.payer, "skal være region eller kommune, eller kommunens navn")
PARTY: Final = _word(words.party, "skal være region eller kommune")
EMPLOYER: Final = _word(words.employer, "skal være en af: " + ", ".join(EMPLOYERS))
SECTIONS: Final = Kind(
    words.section_list,
    as_type(np.int64),
    NO_SECTIONS,
    False,
    "er ikke en paragraf, som aftalen eller vejledningen nævner",
    why=words.why_no_section,
)
MUNICIPALITY: Final = _word(words.municipality, "er ikke en dansk kommune")
COST_TYPE: Final = _word(words.cost_type, "skal være en af: " + ", ".join(COST_TYPES))
FIELD: Final = _word(words.field, "skal være navn, kode eller region")
EXPLAINED: Final = _word(words.explained, "er ikke en kode eller en status fra FHO-funktionerne")
