"""The sections (paragraffer) that a citizen's help can be granted under."""

from dataclasses import dataclass
from functools import cache

from xl_addin.agreement.data import read_toml


@dataclass(frozen=True)
class Section:
    """A section of the Social Services Act that the sources name.

    ``counts_as`` is the section whose place in an agreement's lists it shares: § 95 stk. 3 is § 95.
    """

    key: str
    number: int
    subsections: tuple[int, ...]
    bare: bool
    counts_as: str
    title: str
    source: str


@dataclass(frozen=True)
class OtherLaw:
    """A law that neither source names, and the ways people write it."""

    key: str
    written: tuple[str, ...]
    title: str
    source: str


@cache
def sections() -> dict[str, Section]:
    """The known sections by key, in the order of the data file."""
    entries = read_toml("sections.toml")["section"]
    return {entry["key"]: Section(**{**entry, "subsections": tuple(entry["subsections"])}) for entry in entries}


@cache
def other_laws() -> tuple[OtherLaw, ...]:
    """The laws whose help needs a person's decision."""
    entries = read_toml("sections.toml")["other_law"]
    return tuple(OtherLaw(**{**entry, "written": tuple(entry["written"])}) for entry in entries)


def find_section(number: int, subsection: int | None) -> str | None:
    """The key of a section by number and stk.; None when neither source names it."""
    for section in sections().values():
        if section.number == number:
            if subsection is None and section.bare:
                return section.key
            if subsection in section.subsections:
                return section.key
    return None
