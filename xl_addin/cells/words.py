"""Words that mean something in the agreement, as people write them, to indices in its vocabulary."""

import re
from functools import cache
from typing import Final

from xl_addin.agreement.municipalities import aliases, municipalities, region_names
from xl_addin.agreement.parameters import START_RULES
from xl_addin.agreement.section_lists import packed
from xl_addin.agreement.sections import find_other_section, find_section, not_help, other_laws, other_sections
from xl_addin.agreement.vocabulary import (
    COST_TYPE_ALIASES,
    COST_TYPES,
    EMPLOYERS,
    FIRST_NAMED_PAYER,
    MUNICIPALITIES,
    MUNICIPALITY,
    REGION,
    SECTIONS,
)
from xl_addin.cells.errors import Unreadable
from xl_addin.cells.text import fold, trim
from xl_addin.rules.sources import EXPLAINED

# No section and no municipality has a number of more digits.
_LARGEST_NUMBER: Final = 9999


def _plain_number(value: object) -> float | None:
    """The number that a cell holds as a number, where it can name something; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= _LARGEST_NUMBER else None


def _text(value: object) -> str:
    if isinstance(value, str):
        return fold(value)
    raise Unreadable


def _index(word: str, words: tuple[str, ...]) -> int:
    if word not in words:
        raise Unreadable
    return words.index(word)


# Municipalities


def _spelling(name: str) -> str:
    """A municipality's name as it is compared: å is aa, and a hyphen is a space."""
    return re.sub(r"[\s‐‑–-]+", " ", fold(name)).replace("å", "aa")


@cache
def _municipality_names() -> dict[str, int]:
    """Every spelling of every municipality: its name, with a genitive s, with Kommune."""
    known = {name: name for name in MUNICIPALITIES} | aliases()
    spellings: dict[str, int] = {}
    for written, name in known.items():
        plain = _spelling(written)
        for form in (plain, plain + "s", plain + "'"):
            spellings[form] = spellings[f"{form} kommune"] = spellings[f"{form} kommunes"] = MUNICIPALITIES.index(name)
    return spellings


@cache
def _municipality_codes() -> dict[float, int]:
    return {int(one.code): MUNICIPALITIES.index(one.name) for one in municipalities().values()}


def municipality(value: object) -> int:
    """A municipality by name or by code (``751``, ``751.0``, ``"0751"``)."""
    code = _plain_number(value)
    if isinstance(value, str):
        name = _spelling(value)
        if name in _municipality_names():
            return _municipality_names()[name]
        code = int(name) if re.fullmatch("[0-9]{3,4}", name) else None
    if code is None or code not in _municipality_codes():
        raise Unreadable
    return _municipality_codes()[code]


# Parties and employers

_REGION_WORDS: Final = frozenset(
    {"region", "regionen", "respirationscentret", "respirationscenteret", "respirationscenter vest", "rcv"}
)
_MUNICIPALITY_WORDS: Final = frozenset({"kommune", "kommunen"})


def party(value: object) -> int:
    """The region or the municipality; the respiratory centre is the region's."""
    word = _text(value)
    if word in _REGION_WORDS or word in _named_regions():
        return REGION
    if word in _MUNICIPALITY_WORDS or _spelling(word) in _municipality_names():
        return MUNICIPALITY
    raise Unreadable


def payer(value: object) -> int:
    """Who paid: a party as in ``party``; a municipality called by its name is told apart from the word *kommune*."""
    found = party(value)
    name = _municipality_names().get(_spelling(_text(value)))
    return found if found == REGION or name is None else FIRST_NAMED_PAYER + name


@cache
def _named_regions() -> frozenset[str]:
    return frozenset(f"region {fold(name)}" for name in region_names())


_EMPLOYER_WORDS: Final = {
    "borgeren": "borger",
    "en nærtstående": "nærtstående",
    "foreningen": "forening",
    "en forening": "forening",
    "privat virksomhed": "privat",
    "en privat virksomhed": "privat",
    "privat leverandør": "privat",
}


def employer(value: object) -> int:
    """The employer of the helpers: a party, or borger, nærtstående, forening, privat."""
    word = _text(value)
    word = _EMPLOYER_WORDS.get(word, word)
    if word in EMPLOYERS:
        return EMPLOYERS.index(word)
    return EMPLOYERS.index("region" if party(value) == REGION else "kommune")


# Sections

_LAW: Final = r"(?:sel|serviceloven|servicelovens|lov om social service)?[ ,]*"
_SIGN: Final = r"(?:§§?|paragraf|par\.)? ?"
_SECTION: Final = re.compile(
    _LAW + _SIGN + r"(?P<number>[0-9]{1,3})(?:\.0)?"
    r"(?:(?:,? ?stk\.? ?|,)(?P<subsection>[1-9]))?"
)
_OTHER_NUMBER: Final = r"(?:(?P<number>[0-9]{1,3})(?![0-9]).*)?"
_CHILD: Final = re.compile(
    _LAW + _SIGN + rf"(?:83 ?/ ?44|83,? jf\.? (?:{_LAW})?{_SIGN}44|44,? jf\.? (?:{_LAW})?{_SIGN}83)"
)


def section(value: object) -> int:
    """One section as people write it: ``83``, ``"§ 95, stk. 3"``, ``84.1``, ``"83/44"``, ``"ÆL § 10"``."""
    key = _section_key(value)
    if key is None:
        raise Unreadable
    return SECTIONS.index(key)


def section_list(value: object) -> int:
    """A citizen's sections, one or several (``83; 85``), as ``section_lists.packed`` gives them."""
    items: list[object] = [item for item in value.split(";") if trim(item)] if isinstance(value, str) else [value]
    if not items:
        raise Unreadable
    return packed([section(item) for item in items])


def section_taken_in(value: object) -> int:
    """A section that an agreement takes in: of another law only one that is told apart, or the whole law by name."""
    index = section(value)
    other = other_sections().get(SECTIONS[index])
    if other and other.number == 0 and any(sign.isdigit() for sign in str(value)):
        raise Unreadable
    return index


def why_no_section(value: object) -> str:
    """What to write instead, where what is written is a section that the sources name without its being help."""
    number = _plain_number(value)
    written = value if isinstance(value, str) else "" if number is None else f"{number:.15g}"
    found = (_SECTION.fullmatch(fold(item)) for item in written.split(";"))
    texts = [not_help()[int(one["number"])] for one in found if one and int(one["number"]) in not_help()]
    return texts[0] if texts else ""


def _section_key(value: object) -> str | None:
    if isinstance(value, str):
        return _written_section(fold(value))
    number = _plain_number(value)
    if number is None:
        return None
    # Danish Excel turns a typed "84,1" into the number 84.1.
    found = re.fullmatch(r"([0-9]{1,3})(?:\.([1-9]))?", f"{number:.15g}")
    return find_section(int(found[1]), int(found[2]) if found[2] else None) if found else None


def _written_section(text: str) -> str | None:
    if _CHILD.fullmatch(text):
        return find_section(44, None)
    for law in other_laws().values():
        for written in law.written:
            if found := re.fullmatch(rf"{re.escape(written)}(?![a-zæøå])[ ,]*{_SIGN}{_OTHER_NUMBER}", text):
                return find_other_section(law, int(found["number"] or 0))
    found = _SECTION.fullmatch(text)
    if found is None:
        return None
    return find_section(int(found["number"]), int(found["subsection"]) if found["subsection"] else None)


# The rest


def cost_type(value: object) -> int:
    """The type of a cost (udgiftsart)."""
    word = _text(value)
    return _index(COST_TYPE_ALIASES.get(word, word), COST_TYPES)


KOMMUNE_FIELDS: Final = ("navn", "kode", "region")
"""What FHO_KOMMUNE can tell of a municipality."""


def field(value: object) -> int:
    """The field of a municipality that is asked for."""
    return _index(_text(value), KOMMUNE_FIELDS)


@cache
def _explained_folded() -> tuple[str, ...]:
    return tuple(fold(name) for name in EXPLAINED)


def explained(value: object) -> int:
    """A code or a status whose source is asked for."""
    return _index(_text(value), _explained_folded())


def start_rule(value: object) -> str:
    """The start rule of a region's own agreement."""
    return START_RULES[_index(_text(value), START_RULES)]
