"""The texts of ``texts.toml`` as calls: each is a function's arguments as in a cell, and what it says."""

import re
import tomllib
from pathlib import Path
from typing import Any

from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import notes

_ARGUMENT = re.compile(
    r'\s*(?:"(?P<text>[^"]*)"|(?P<number>-?\d[\d,]*(?:E\+\d+)?)|(?P<name>[A-Z_]+)|(?P<error>#\S+?)|)\s*(?:;|$)'
)


def texts() -> list[tuple[str, str, str]]:
    """Function, arguments and text, of every text."""
    known = _known()
    said = [
        (name, call, text) for name, found in known.items() if name.startswith("FHO_") for call, text in found.items()
    ]
    return said + [
        (f"forklaret.{name}", call, text) for name, found in known["forklaret"].items() for call, text in found.items()
    ]


def told(name: str, call: str) -> str:
    """What a function says; with ``forklaret.`` before its name, what the explanation of a call says first."""
    explained, _, plain = name.rpartition(".")
    function, given = by_name()[plain], cells(call)
    if not explained:
        return str(function.call(*given))
    return notes(function, given, function.rows(*given)[0])[0]


def cells(call: str) -> list[Any]:
    """The arguments of a call: texts in quotes, Danish numbers, errors, the names of areas, nothing."""
    found, place = [], 0
    while place < len(call):
        one = _ARGUMENT.match(call, place)
        assert one, call[place:]
        place = one.end()
        if one["number"]:
            found.append(float(one["number"].replace(",", ".")))
        else:
            found.append(_known()["omraader"][one["name"]] if one["name"] else one["text"] or one["error"])
    return found


def _known() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))
