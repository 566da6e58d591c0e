"""The 98 municipalities: a copy of the public table, read with the csv module."""

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

# Region Hovedstaden and Region Sjælland become Region Østdanmark (RULES 11).
MERGER = datetime.date(2027, 1, 1)


@dataclass(frozen=True)
class Municipality:
    """Proper name, four-digit code, and the region when the table was made."""

    name: str
    code: str
    region: str

    def region_on(self, day: datetime.date | None) -> str:
        """The region on a day; without one, as in the table."""
        if day is not None and day >= MERGER and self.region in {"Hovedstaden", "Sjælland"}:
            return "Østdanmark"
        return self.region


with (Path(__file__).parent / "kommuner.csv").open(encoding="utf-8", newline="") as _file:
    TABLE = tuple(Municipality(row["navn"], row["kode"], row["region"]) for row in csv.DictReader(_file))

MIDTJYLLAND = tuple(one.name for one in TABLE if one.region == "Midtjylland")


def find(text: str) -> Municipality | None:
    """By casefolded name (``Kommune``, genitive s, Århus) or code (``751``, ``0751``)."""
    name = text.removesuffix("s") if text.endswith("kommunes") else text
    name = name.removesuffix("kommune").strip(" \u00a0")
    if name == "århus":
        name = "aarhus"
    for one in TABLE:
        own = one.name.casefold()
        if name in (own, own + "s") or (own.endswith("s") and own[:-1] == name and name in _GENITIVE):
            return one
        if text.isascii() and text.isdigit() and text.zfill(4) == one.code:
            return one
    return None


# Two official names carry the genitive s themselves: Nordfyns Kommune, Vesthimmerlands Kommune.
_GENITIVE = {"nordfyn", "vesthimmerland"}
