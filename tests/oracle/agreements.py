"""The two shipped agreements, constants from the sources, and a region's own in a two-column range."""

import datetime
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from tests.oracle import cells
from tests.oracle.errors import VALUE, CellError, error_of
from tests.oracle.municipalities import MIDTJYLLAND

TRAINED_OR_DEADLINE, ESTABLISHED = "oplært eller frist", "etablering"


@dataclass(frozen=True)
class Version:
    """What an agreement says from ``first`` on."""

    first: datetime.date
    region_key: Fraction
    start_rule: str
    deadline_days: int
    review_days: int
    municipalities: tuple[str, ...]
    mandatory: tuple[str, ...]
    voluntary: tuple[str, ...]
    taken_in: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """Versions, oldest first; each holds until the next begins."""

    versions: tuple[Version, ...]

    @property
    def first_day(self) -> datetime.date:
        return self.versions[0].first

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    def on(self, day: datetime.date) -> Version | None:
        """The version in force on a day; None before the agreement."""
        held = [version for version in self.versions if version.first <= day]
        return held[-1] if held else None

    def at(self, day: datetime.date | None) -> Version:
        """The version in force on a day, the first one before that; the newest when no day is given."""
        return self.newest if day is None else self.on(day) or self.versions[0]


IN_FORCE = datetime.date(2015, 8, 31)  # A Indledning, Ikrafttræden
# § 95 stk. 2 and 3 are § 95 in every list (RULES 1).
COUNTS = {"95 stk. 2": "95", "95 stk. 3": "95"}
KEY = Fraction(67, 100)  # A Økonomi; V 7.3
MANDATORY = ("83", "83/44", "85", "95", "96")  # A Målgruppe; V 5.1
VOLUNTARY = ("42", "84 stk. 1", "97", "118")  # V 5.2

_ORDER = Version(IN_FORCE, KEY, ESTABLISHED, 0, 0, (), MANDATORY, VOLUNTARY, ())
BEKENDTGOERELSEN = Agreement((_ORDER,))
MIDTJYLLANDS = Agreement(
    (
        replace(
            _ORDER,
            start_rule=TRAINED_OR_DEADLINE,  # A Principper: senest 4 uger efter
            deadline_days=28,
            review_days=28,  # A Ved forskellige kompetencekrav, ferie og indlæggelse: efter 4 uger
            municipalities=MIDTJYLLAND,
        ),
    )
)
SHIPPED = {"midtjylland": MIDTJYLLANDS, "bekendtgørelsen": BEKENDTGOERELSEN}


def read(cell: object) -> Agreement:
    """An agreement from its argument: blank, a shipped name, or a two-column range."""
    if isinstance(cell, list | tuple):
        rows = [list(row) if isinstance(row, list | tuple) else [row] for row in cell]
        filled = [one for row in rows for one in row if not cells.is_blank(one)]
        alone = len(filled) == 1 and filled[0] is rows[0][0] and all(len(row) == 2 for row in rows)
        if alone and not error_of(filled[0]) and cells.text_of(filled[0]) in SHIPPED:
            return SHIPPED[cells.text_of(filled[0])]
        return _own(rows)
    if cells.is_blank(cell):
        return MIDTJYLLANDS
    found = SHIPPED.get(cells.text_of(cell))
    if found is None:
        raise CellError(VALUE)
    return found


def cells_of(cell: object) -> list[object]:
    """Every single cell of the argument, in reading order."""
    if isinstance(cell, list | tuple):
        return [one for row in cell for one in (row if isinstance(row, list | tuple) else [row])]
    return [cell]


def _own(rows: list[list[object]]) -> Agreement:
    if not rows or any(len(row) != 2 for row in rows):
        raise CellError(VALUE)
    for row in rows:
        for cell in row:
            if problem := error_of(cell):
                raise CellError(problem)
    versions: list[dict[str, object]] = [{}]
    for name, value in rows:
        if cells.is_blank(name) and cells.is_blank(value):
            continue
        key = cells.text_of(name)
        if key == "navn":
            if cells.text_of(value) in SHIPPED:
                raise CellError(VALUE)
            continue
        if cells.is_blank(value):
            continue
        if key == "gyldig_fra" and "gyldig_fra" in versions[-1]:
            versions.append({})
        if key in versions[-1]:
            raise CellError(VALUE)
        versions[-1][key] = value
    own: list[Version] = []
    for values in versions:  # what is left out is as before, and first as in Bekendtgørelsen (RULES 4)
        own.append(_version(values, own[-1] if own else _ORDER))
    return _in_order(own)


def _in_order(versions: list[Version]) -> Agreement:
    if versions[0].first < IN_FORCE:  # never before 31 August 2015
        raise CellError(VALUE)
    for older, newer in pairwise(versions):
        if newer.first <= older.first:
            raise CellError(VALUE)
    before = (_ORDER,) if versions[0].first > IN_FORCE else ()  # V 7.1, 7.3: the central key before it
    return Agreement((*before, *versions))


def counted(sections: tuple[str, ...]) -> set[str]:
    """Sections by what they count as."""
    return {COUNTS.get(one, one) for one in sections}


def _version(values: dict[str, object], version: Version) -> Version:
    for key, value in values.items():
        if key == "gyldig_fra":
            version = replace(version, first=cells.date(value))
        elif key == "nøgle_region":
            version = replace(version, region_key=cells.share(value))
        elif key == "startregel":
            rule = cells.text_of(value)
            if rule not in {TRAINED_OR_DEADLINE, ESTABLISHED}:
                raise CellError(VALUE)
            version = replace(version, start_rule=rule)
        elif key == "frist_dage":
            version = replace(version, deadline_days=_days(value))
        elif key == "vurdering_dage":
            version = replace(version, review_days=_days(value))
        elif key == "kommuner":
            names = tuple(cells.municipality(one).name for one in _list(value))
            version = replace(version, municipalities=names)
        elif key == "obligatorisk":
            version = replace(version, mandatory=tuple(cells.section(one) for one in _list(value)))
        elif key == "frivillig":
            version = replace(version, voluntary=tuple(cells.section(one) for one in _list(value)))
        elif key == "medtaget":
            version = replace(version, taken_in=tuple(_taken_in(one) for one in _list(value)))
        else:
            raise CellError(VALUE)
    if version.start_rule == TRAINED_OR_DEADLINE and not version.deadline_days and "frist_dage" not in values:
        raise CellError(VALUE)
    # V 5.1, 5.2: the duty is neither less nor more than the law's.
    if not set(MANDATORY) <= set(version.mandatory) or counted(version.mandatory) != set(MANDATORY):
        raise CellError(VALUE)
    if counted(version.voluntary + version.taken_in) & set(MANDATORY):
        raise CellError(VALUE)
    return version


# Sections of other laws that can be told apart; a law's name alone is all of it.
_TOLD_APART = {"ÆL 10", "ÆL 16", "BL 87", "BL 90", "SUL 138"}


def _taken_in(value: object) -> str:
    section = cells.section(value)
    law, _, number = section.partition(" ")
    if law in cells.OTHER_LAWS and number and section not in _TOLD_APART:
        raise CellError(VALUE)
    return section


def _days(value: object) -> int:
    days = cells.number(value)
    if days < 0 or days.denominator != 1:
        raise CellError(VALUE)
    return int(days)


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return [one.strip(cells.SPACES) for one in value.split(";") if one.strip(cells.SPACES)]
    return [value]
