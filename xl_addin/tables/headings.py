"""The one list of headings (overskrifter): which column of a table is which field."""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Final

from xl_addin.cells.text import fold

_SIGNS: Final = re.compile(r"[\s_.,:;*?!()/\"'’–-]+")


@dataclass(frozen=True)
class TableField:
    """A field of a table: its key, its heading in our own workbooks, how a cell of it is read, and what names it.

    ``headings`` name it and nothing else; ``likely`` ones are only proposed by ``fho adopt``. A ``foreign`` field is
    read by ``fho adopt`` only; a function cannot do without a ``needed`` one.
    """

    key: str
    title: str
    asks: str
    kind: str
    headings: tuple[str, ...]
    likely: tuple[str, ...] = ()
    needed: bool = False
    foreign: bool = False

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything that may name the field, the likeliest first."""
        return (*self.headings, *self.likely)


@dataclass(frozen=True)
class Recognised:
    """What a row of headings names: the column (from 0) of each field that is named once.

    ``missing`` are the needed fields that no heading names, ``twice`` those that more than one does.
    """

    column: dict[str, int]
    missing: tuple[TableField, ...]
    twice: tuple[TableField, ...]

    def of(self, asked: Collection[TableField]) -> "Recognised":
        """The same, nothing said of fields that are not asked for."""
        missing, twice = (tuple(one for one in some if one in asked) for some in (self.missing, self.twice))
        return Recognised(self.column, missing, twice)


@cache
def table_fields(table: str) -> tuple[TableField, ...]:
    """The fields of a table (``posteringer``, ``ordninger``, ``ordninger+opfoelgning`` …), in the contract's order."""
    known = tomllib.loads((get_data(__package__, "headings.toml") or b"").decode("utf-8"))
    entries = {key: entry for part in table.split("+") for key, entry in known[part].items()}
    return tuple(
        TableField(
            key=key,
            title=entry["title"],
            asks=entry["asks"],
            kind=entry["kind"],
            headings=tuple(entry["headings"]),
            likely=tuple(entry.get("likely", ())),
            needed=entry.get("needed", False),
            foreign=entry.get("foreign", False),
        )
        for key, entry in entries.items()
    )


def plain(heading: str) -> str:
    """A heading as headings are compared: case-blind, without signs, one space between words."""
    return _SIGNS.sub(" ", fold(heading)).strip()


@cache
def _named(table: str) -> dict[str, TableField]:
    return {plain(heading): one for one in table_fields(table) if not one.foreign for heading in one.headings}


def field_named(table: str, heading: object) -> TableField | None:
    """The field that a heading names for certain; None for a column of no interest."""
    return _named(table).get(plain(heading)) if isinstance(heading, str) else None


def recognise(table: str, headings: Sequence[object]) -> Recognised:
    """Which column of a table is which field.

    >>> recognise("posteringer", ["Beløb (kr.)", "Konto", "Sagsnr.", "Fra", "Art", "Betalt af"]).column["ordning"]
    2
    """
    indices: dict[str, list[int]] = {}
    for index, heading in enumerate(headings):
        if one := field_named(table, heading):
            indices.setdefault(one.key, []).append(index)
    return Recognised(
        column={key: found[0] for key, found in indices.items() if len(found) == 1},
        missing=tuple(one for one in table_fields(table) if one.needed and one.key not in indices),
        twice=tuple(one for one in table_fields(table) if len(indices.get(one.key, ())) > 1),
    )
