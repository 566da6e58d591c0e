"""A region's own agreement, written in a two-column range of the workbook (V 7.2): name and value.

A row a value; each further ``gyldig_fra`` begins a newer version, whose rows follow it. What the first version
leaves out, and every day before it, is as in Bekendtgørelsen; a later version keeps what it leaves out from the
version before. Everything is validated: what cannot be meant is ``#VALUE!``.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from xl_addin.agreement.parameters import TRAINED_OR_DEADLINE, Agreement, Version, executive_order, shipped
from xl_addin.agreement.sections import other_sections
from xl_addin.agreement.vocabulary import COUNTS_AS, MUNICIPALITIES, SECTIONS
from xl_addin.cells import dates, numbers, words
from xl_addin.cells.errors import BLANK, OK, UNREADABLE, OutOfDomain, Unreadable, is_blank, status_of
from xl_addin.cells.shapes import Block, UnevenShapes, block
from xl_addin.cells.text import fold, trim

OWN_SOURCE: Final = "Regionens egen aftale (vejl. 7.2)"

# Longer than any rule about weeks, short enough that no date runs out of the calendar.
_MOST_DAYS: Final = 3650


class ErrorCell(Exception):
    """The range holds an error cell; ``status`` says which."""

    def __init__(self, status: int) -> None:
        """Keep the error's status."""
        super().__init__(status)
        self.status = status


def read_agreement(argument: object) -> Agreement:
    """The agreement that an ``aftale`` argument means.

    A blank means Midtjylland; a single cell a shipped agreement's name; a range a region's own, or a shipped
    agreement's name alone in its first cell.
    """
    try:
        given = block(argument)
        cells = given.cells
    except UnevenShapes:
        raise Unreadable from None
    for cell in cells:
        if status_of(cell) not in (OK, BLANK):
            raise ErrorCell(status_of(cell))
    return _by_name(cells[0]) if given.is_single else _name_alone(given) or _own(given)


def agreement_or_error(argument: object) -> tuple[Agreement, int]:
    """The agreement and OK; of one that cannot be read Midtjylland's in its place, and the status that tells why."""
    try:
        return read_agreement(argument), OK
    except ErrorCell as found:
        return shipped()[0], found.status
    except Unreadable:
        return shipped()[0], UNREADABLE


def _name_alone(cells: Block) -> Agreement | None:
    """The shipped agreement that stands alone in the first cell of a range, so that a sheet can choose by formula."""
    first, *others = cells.cells
    if cells.columns != 2 or is_blank(first) or not all(map(is_blank, others)):
        return None
    return next((one for one in shipped() if isinstance(first, str) and fold(first) == fold(one.name)), None)


def _by_name(cell: object) -> Agreement:
    if is_blank(cell):
        return shipped()[0]
    for agreement in shipped():
        if isinstance(cell, str) and fold(cell) == fold(agreement.name):
            return agreement
    raise Unreadable


def _own(cells: Block) -> Agreement:
    if cells.columns != 2:
        raise Unreadable
    name = "Egen aftale"
    versions: list[dict[str, Any]] = [{}]
    for label, value in zip(cells.cells[::2], cells.cells[1::2], strict=True):
        if is_blank(label) and is_blank(value):
            continue
        if not isinstance(label, str):
            raise Unreadable
        parameter = fold(label)
        if parameter != "navn" and parameter not in _READERS:
            raise Unreadable
        if is_blank(value):
            continue
        if parameter == "navn":
            name = _own_name(value, name)
            continue
        if parameter == "gyldig_fra" and "valid_from" in versions[-1]:
            versions.append({})
        field, read = _READERS[parameter]
        if field in versions[-1]:
            raise Unreadable
        versions[-1][field] = _read(read, value)
    return Agreement(name, name, _in_time(versions))


def _own_name(value: object, before: str) -> str:
    if not isinstance(value, str) or before != "Egen aftale":
        raise Unreadable
    if fold(value) in {fold(agreement.name) for agreement in shipped()}:
        raise Unreadable
    return trim(value)


def _in_time(given: list[dict[str, Any]]) -> tuple[Version, ...]:
    """The versions, each with what it leaves out from the one before; before the first it is Bekendtgørelsen's."""
    central = executive_order().newest
    versions = [central]
    for values in given:
        versions.append(_version(values, versions[-1]))
    own = [version.valid_from for version in versions[1:]]
    if own[0] < central.valid_from or any(later <= earlier for earlier, later in pairwise(own)):
        raise Unreadable
    return tuple(versions if own[0] > central.valid_from else versions[1:])


def _version(given: dict[str, Any], before: Version) -> Version:
    """One version: what is given, and the rest as in the version before [ours]."""
    version = replace(before, **given, sources={**before.sources, **dict.fromkeys(given, OWN_SOURCE)})
    if version.start_rule == TRAINED_OR_DEADLINE and version.sources["deadline_days"] != OWN_SOURCE:
        raise Unreadable
    # V 5.1, 5.2: what the law makes mandatory cannot be left out, and nothing else can be made so.
    by_law = executive_order().newest.mandatory
    if not by_law <= version.mandatory or _counted(version.mandatory) != by_law:
        raise Unreadable
    if by_law & _counted(version.voluntary | version.taken_in):
        raise Unreadable
    return version


def _counted(sections: frozenset[str]) -> frozenset[str]:
    """The sections that some sections count as: § 95 stk. 3 is § 95."""
    return frozenset(COUNTS_AS[SECTIONS.index(key)] for key in sections)


def _read(read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except OutOfDomain:
        raise Unreadable from None


def _date(value: object) -> np.datetime64:
    days, status = dates.dates(np.array([dates.serial(value)]))
    if status[0] != OK:
        raise Unreadable
    return np.datetime64(days[0], "D")


def _days(value: object) -> int:
    days = numbers.number(value)
    if not 0 <= days <= _MOST_DAYS or days != int(days):
        raise Unreadable
    return int(days)


def _list_of(read: Callable[[object], int], names: Sequence[str]) -> Callable[[object], frozenset[str]]:
    """A list with semicolons; one item alone may be a number."""

    def read_list(value: object) -> frozenset[str]:
        items: list[object] = [item for item in value.split(";") if trim(item)] if isinstance(value, str) else [value]
        return frozenset(names[read(item)] for item in items)

    return read_list


def _taken_in(value: object) -> frozenset[str]:
    """A list of sections; another law by its name alone stands for all its sections."""
    keys = _list_of(words.section_taken_in, SECTIONS)(value)
    whole = {other_sections()[key].law for key in keys if key in other_sections() and not other_sections()[key].number}
    return keys | {one.key for one in other_sections().values() if one.law in whole}


_READERS: Final[dict[str, tuple[str, Callable[[object], Any]]]] = {
    "gyldig_fra": ("valid_from", _date),
    "nøgle_region": ("region_key", numbers.percentage),
    "startregel": ("start_rule", words.start_rule),
    "frist_dage": ("deadline_days", _days),
    "vurdering_dage": ("review_days", _days),
    "kommuner": ("municipalities", _list_of(words.municipality, MUNICIPALITIES)),
    "obligatorisk": ("mandatory", _list_of(words.section, SECTIONS)),
    "frivillig": ("voluntary", _list_of(words.section, SECTIONS)),
    "medtaget": ("taken_in", _taken_in),
}
"""The rows that the range may hold: the parameter each one sets, and how its value is read."""
