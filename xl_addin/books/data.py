"""The words of the workbooks, kept in data files beside their builders."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from xl_addin.books.layout import LOOKS, Column


def read_words(package: str, name: str) -> dict[str, Any]:
    """The content of a TOML file that stands in a package."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


def columns(entries: Iterable[Mapping[str, Any]], *, typed: bool = False) -> tuple[Column, ...]:
    """The columns that a data file lists."""
    return tuple(
        Column(
            entry["key"],
            entry["header"],
            entry["width"],
            LOOKS[entry.get("look", "general")],
            entry.get("help", ""),
            typed,
        )
        for entry in entries
    )
