"""Reading the data files of this folder."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files(__package__)


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file of this folder."""
    return tomllib.loads(_FOLDER.joinpath(name).read_text(encoding="utf-8"))


@cache
def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder, by its headers."""
    return list(csv.DictReader(_FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()))
