"""Reading the data files of this folder."""

import csv
import tomllib
from functools import cache
from pkgutil import get_data
from typing import Any


def _text(name: str) -> str:
    # importlib.resources does the same and takes as long to import as all the rest of this room.
    return (get_data(__package__, name) or b"").decode("utf-8")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file of this folder."""
    return tomllib.loads(_text(name))


@cache
def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder, by its headers."""
    return list(csv.DictReader(_text(name).splitlines()))
