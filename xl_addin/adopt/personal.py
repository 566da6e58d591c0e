"""What must not be copied: columns that hold people's names or CPR numbers."""

import re
from dataclasses import dataclass
from typing import Final

from xl_addin.adopt.mapping import Mapping, MappingError, header_of
from xl_addin.adopt.posting_fields import Value
from xl_addin.adopt.source import SourceSheet
from xl_addin.cells.cpr import holds_cpr, without_cpr
from xl_addin.cells.text import fold

_PERSON: Final = re.compile(
    r"(?:.*\b)?(?:cpr(?:[ .-]*(?:nr|nummer|no))?|person(?:nr|nummer)?|navn|fornavn|efternavn|borger ?navn|"
    r"medarbejder(?:navn|nr)?|ansat|hjælper(?:navn)?|lønmodtager|pårørende|adresse|telefon|mobil|e-?mail|"
    r"name|employee|patient|address|phone|vorname|nachname|mitarbeiter|pernr)\.?"
)
_NOT_PERSON: Final = re.compile(r".*\b(?:konto|arts?|kommune|ordnings?|projekt|psp|sags?|firma)\W*(?:navn|name)\b.*")


@dataclass(frozen=True)
class Personal:
    """Columns that are not copied, each with why, and columns of which only the CPR numbers are hidden."""

    left_out: dict[int, str]
    hidden: frozenset[int]
    header: int
    """The last row of the header: a column means something only below it."""

    def copy(self, row: int, column: int, value: Value) -> Value:
        """A cell's content as it may be copied."""
        if row <= self.header:
            return without_people(value)
        if column in self.left_out:
            return None
        return without_people(value) if column in self.hidden else value


def personal(sheet: SourceSheet, mapping: Mapping) -> Personal:
    """What a heading that names people, or a CPR number in any cell, keeps from being copied.

    An arrangement that is known by a CPR number is refused.
    """
    header = header_of(sheet, mapping)
    found: dict[int, str] = {}
    for column in range(1, sheet.last_column + 1):
        if any(map(holds_cpr, set(sheet.below(header.last, column)))):
            found[column] = "CPR-numre"
        elif names_people(header.texts.get(column, "")):
            found[column] = "personer"
    case = mapping.columns.get("ordning", 0)
    if case in found:
        raise MappingError(
            f"{without_cpr(sheet.name)}: kolonne {header.name(case)} har {found[case]} og kan ikke være "
            "ordningens nummer: vælg en kolonne med sagsnummer"
        )
    used = found.keys() & mapping.used
    return Personal({one: why for one, why in found.items() if one not in used}, frozenset(used), header.last)


def names_people(heading: str) -> bool:
    """Whether a heading says that its column holds people."""
    plain = fold(heading)
    return bool(_PERSON.fullmatch(plain)) and not _NOT_PERSON.fullmatch(plain)


def without_people(value: Value) -> Value:
    """A cell's content without CPR numbers."""
    if isinstance(value, str):
        return without_cpr(value)
    return "••••••-••••" if holds_cpr(value) else value
