"""The 98 municipalities (kommuner), their codes, and their regions on a day."""

from functools import cache
from typing import NamedTuple

import numpy as np

from xl_addin.agreement.data import read_csv, read_toml


class Municipality(NamedTuple):
    """A municipality: its code as text of four digits, its name, its region on the table's date."""

    code: str
    name: str
    region: str


@cache
def municipalities() -> dict[str, Municipality]:
    """The municipalities by name, in the order of their codes."""
    rows = read_csv("kommuner.csv")
    return {row["navn"]: Municipality(row["kode"], row["navn"], row["region"]) for row in rows}


@cache
def aliases() -> dict[str, str]:
    """Other names that people write, and the municipality each means."""
    return dict(read_toml("regions.toml")["aliases"])


@cache
def first_day() -> np.datetime64:
    """The first day that the regions of the table exist."""
    return np.datetime64(read_toml("regions.toml")["first_day"], "D")


@cache
def table_date() -> np.datetime64:
    """The day whose regions the table holds."""
    return np.datetime64(read_toml("regions.toml")["table_date"], "D")


def region_on(municipality: Municipality, day: np.datetime64) -> str:
    """The name of the municipality's region on a day, without the word Region."""
    region = municipality.region
    for change in read_toml("regions.toml")["change"]:
        if day >= np.datetime64(change["valid_from"], "D") and region in change["from"]:
            region = change["to"]
    return region


@cache
def region_names() -> frozenset[str]:
    """Every region's name, today's and the coming ones."""
    today = {municipality.region for municipality in municipalities().values()}
    return frozenset(today | {change["to"] for change in read_toml("regions.toml")["change"]})
