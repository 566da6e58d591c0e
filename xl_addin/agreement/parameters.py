"""An agreement (aftale) as dated versions of its parameters."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml

Dates = NDArray[np.datetime64]
"""Days, ``datetime64[D]``; NaT where there is none."""

TRAINED_OR_DEADLINE = "oplært eller frist"
"""Start rule: from the day the team is trained, at the latest so many days after discharge (A)."""

ESTABLISHMENT = "etablering"
"""Start rule: from the day the joint arrangement is established (V 7.2, 7.3)."""

START_RULES = (TRAINED_OR_DEADLINE, ESTABLISHMENT)

_NOT_KNOWN: Final = np.datetime64("NaT", "D")

EMPLOYER_PAYS = "ansættende myndighed"
"""Who pays first: the authority that employs the helpers (A Fakturering)."""


@dataclass(frozen=True)
class Version:
    """What an agreement says from one day until its next version.

    ``mandatory`` sections call for an agreement, ``voluntary`` ones may have one, ``taken_in`` are those that a
    region's agreement covers beyond the duty. ``payer`` is ``EMPLOYER_PAYS``, or empty where it is not said who
    pays first. ``sources`` names the source of each value, by the value's name.
    """

    valid_from: np.datetime64
    region_key: Fraction
    start_rule: str
    deadline_days: int
    review_days: int
    hours_cap: int
    payer: str
    mandatory: frozenset[str]
    voluntary: frozenset[str]
    taken_in: frozenset[str]
    municipalities: frozenset[str]
    sources: dict[str, str] = field(hash=False)

    @property
    def municipality_key(self) -> Fraction:
        """The municipality's part of a joint cost: what the region's part leaves."""
        return 1 - self.region_key


@dataclass(frozen=True)
class Agreement:
    """An agreement: a name and its versions, oldest first.

    ``agreed`` is the day it was made, up to which its offsetting reaches (A Ikrafttræden); NaT where none is known.
    ``agreed_source`` is where it says so.
    """

    name: str
    title: str
    versions: tuple[Version, ...]
    agreed: np.datetime64 = _NOT_KNOWN
    agreed_source: str = ""

    @property
    def first_day(self) -> np.datetime64:
        """The day the agreement takes effect (A Ikrafttræden)."""
        return self.versions[0].valid_from

    @property
    def newest(self) -> Version:
        """The version that a question without a date is answered by."""
        return self.versions[-1]

    def version_on(self, days: Dates) -> NDArray[np.intp]:
        """Index of the version in force on each day; the oldest for earlier days and for no day."""
        starts = np.array([version.valid_from for version in self.versions], dtype="datetime64[D]")
        found = np.searchsorted(starts, days, side="right") - 1
        return np.where(np.isnat(days), 0, np.maximum(found, 0))

    def per_version(self, name: str, days: Dates) -> NDArray[Any]:
        """A parameter's value on each day."""
        values = np.array([getattr(version, name) for version in self.versions])
        return np.asarray(values[self.version_on(days)])


def _version(entry: dict[str, dict[str, Any]]) -> Version:
    value = {name: sourced["value"] for name, sourced in entry.items()}
    return Version(
        valid_from=np.datetime64(value["valid_from"], "D"),
        region_key=Fraction(value["region_key"]),
        start_rule=value["start_rule"],
        deadline_days=value["deadline_days"],
        review_days=value["review_days"],
        hours_cap=value["hours_cap"],
        payer=value["payer"],
        mandatory=frozenset(value["mandatory"]),
        voluntary=frozenset(value["voluntary"]),
        taken_in=frozenset(value["taken_in"]),
        municipalities=frozenset(value["municipalities"]),
        sources={name: sourced["source"] for name, sourced in entry.items()},
    )


@cache
def _shipped(file: str) -> Agreement:
    data = read_toml(file)
    agreed = data.get("agreed", {"value": "NaT", "source": ""})
    return Agreement(
        data["name"],
        data["title"],
        tuple(_version(entry) for entry in data["version"]),
        np.datetime64(agreed["value"], "D"),
        agreed["source"],
    )


def midtjylland() -> Agreement:
    """The cooperation agreement of Region Midtjylland (samarbejdsaftalen, 25 October 2016)."""
    return _shipped("midtjylland.toml")


def executive_order() -> Agreement:
    """Bekendtgørelsen: what applies where nothing is agreed (V 7.3)."""
    return _shipped("bekendtgoerelsen.toml")


def shipped() -> tuple[Agreement, ...]:
    """The agreements that come with the add-in; the first is the one meant when none is named."""
    return midtjylland(), executive_order()
