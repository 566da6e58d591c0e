"""The sections (paragraffer) that a citizen's help can be granted under."""

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from xl_addin.agreement.data import read_toml

DATA: Final = "sections.toml"


class Section(NamedTuple):
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


class SpecialRule(NamedTuple):
    """What the sources say of some sections only, in a few words.

    ``grant``: the help is one that the municipality pays out (kontant tilskud); ``deadlines``: the agreement sets the
    municipality deadlines before the start; ``not abroad``: helpers may not be brought along abroad.
    """

    sections: tuple[str, ...]
    text: str
    source: str


class OtherLaw(NamedTuple):
    """A law that neither source names, the ways people write it, and the section that its help follows."""

    key: str
    written: tuple[str, ...]
    title: str
    bare: bool
    follows: str
    valid_from: np.datetime64
    source: str


class OtherSection(NamedTuple):
    """A section of another law, or (``number`` 0) any of its others."""

    key: str
    law: OtherLaw
    number: int
    follows: str

    @property
    def in_words(self) -> str:
        """The section in a Danish sentence: ``barnets lov § 90``, ``ældreloven``."""
        return f"{self.law.title} § {self.number}" if self.number else self.law.title


class TakenOver(NamedTuple):
    """Sections whose help a later law took over from a day, and what to ask of later help under them."""

    sections: frozenset[str]
    valid_from: np.datetime64
    text: str
    source: str


class LeastHours(NamedTuple):
    """A section that is only granted for more than so many hours a week, from a day."""

    section: str
    hours_a_week: int
    valid_from: np.datetime64
    text: str
    source: str


@cache
def sections() -> dict[str, Section]:
    """The known sections by key, in the order of the data file."""
    return {one["key"]: Section(**{**one, "subsections": tuple(one["subsections"])}) for one in _entries("section")}


@cache
def special_rules() -> dict[str, SpecialRule]:
    """What holds for some sections only, by its key."""
    return {
        one["key"]: SpecialRule(tuple(one["sections"]), one["text"], one["source"]) for one in _entries("special_rule")
    }


@cache
def other_laws() -> dict[str, OtherLaw]:
    """The laws whose help needs a person's decision, by key."""
    return {
        one["key"]: OtherLaw(**{**one, "written": tuple(one["written"]), "valid_from": _day(one["valid_from"])})
        for one in _entries("other_law")
    }


@cache
def other_sections() -> dict[str, OtherSection]:
    """The sections of other laws by key: those that can be told apart, then each law's others."""
    known = [(other_laws()[one["law"]], one["number"], one["follows"]) for one in _entries("other_section")]
    known += [(law, 0, law.follows) for law in other_laws().values() if law.bare]
    found = [OtherSection(f"{law.key} {number}" if number else law.key, law, number, old) for law, number, old in known]
    return {one.key: one for one in found}


@cache
def taken_over() -> tuple[TakenOver, ...]:
    """The sections whose help a later law took over."""
    return tuple(
        TakenOver(frozenset(one["sections"]), _day(one["from"]), one["text"], one["source"])
        for one in _entries("taken_over")
    )


@cache
def least_hours() -> tuple[LeastHours, ...]:
    """The sections that are only granted above a number of hours a week."""
    return tuple(LeastHours(**{**one, "valid_from": _day(one["valid_from"])}) for one in _entries("least_hours"))


@cache
def not_help() -> dict[int, str]:
    """Sections that the sources name without their being help, by number: what to write instead."""
    return {one["number"]: one["text"] for one in _entries("not_help")}


def find_section(number: int, subsection: int | None) -> str | None:
    """The key of a section by number and stk.; None when neither source names it."""
    for section in sections().values():
        if section.number == number:
            if subsection is None and section.bare:
                return section.key
            if subsection in section.subsections:
                return section.key
    return None


def find_other_section(law: OtherLaw, number: int) -> str | None:
    """The key of a section of another law by number (0: none written); None where the law has no such help."""
    known = f"{law.key} {number}"
    if known in other_sections():
        return known
    return law.key if law.bare else None


def _entries(kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_toml(DATA)[kind]
    return entries


def _day(value: object) -> np.datetime64:
    return np.datetime64(value, "D")  # type: ignore[call-overload, no-any-return]
