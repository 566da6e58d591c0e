"""Whose workbook it is: the region's, with all its municipalities, or one municipality's, with that one alone.

The sheets and their formulas are the same. What differs is here: the municipalities listed, and some of the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from xl_addin.agreement.parameters import executive_order, midtjylland
from xl_addin.books.captions import read_words, region_municipalities

REGION_NAME = "regionens_navn"

_LATER: Final = {name: f"{{{name}}}" for name in ("period", "capacity", "last")}
"""The fields of the texts that the sheets fill in themselves."""


@dataclass(frozen=True)
class BookSide:
    """The region's side, or that of the municipality in ``own``."""

    own: str = ""

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Those that the workbook settles with."""
        return (self.own,) if self.own else region_municipalities()

    @property
    def agreement(self) -> str:
        """The agreement that is chosen to begin with."""
        return (midtjylland() if set(self.municipalities) <= set(region_municipalities()) else executive_order()).name

    def say(self, key: str) -> str:
        """A text in this side's words."""
        return str(self._words[key])

    def instead(self, group: str, key: str, otherwise: str) -> str:
        """A text that this side may have words of its own for, by its group and key there."""
        return str(self._words[group].get(key, otherwise))

    def line(self, group: str, key: str, otherwise: Mapping[str, str]) -> dict[str, str]:
        """A line of Kontrol, its text and advice, in this side's words."""
        return dict(self._words[group].get(key, otherwise))

    @property
    def _words(self) -> Mapping[str, Any]:
        return _words(self.own)


@cache
def _words(own: str) -> Mapping[str, Any]:
    sides = read_words(__package__, "sides.toml", own=own, region=REGION_NAME, **_LATER)
    found: Mapping[str, Any] = sides["municipality" if own else "region"]
    return found


REGIONS_OWN: Final = BookSide()
