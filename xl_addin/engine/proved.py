"""The functions and forms that the engine is trusted with, read from `proved.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from xl_addin.xlsx.tree import FormulaError, Logical, Missing, Node, Number, Text

WHOLE = "whole"
"""In place of constants: any whole number from 1 that is written out."""


@dataclass(frozen=True)
class ArgumentForm:
    """What an argument takes (a letter of proved.toml), and whether it may be left out between commas."""

    letter: str
    may_be_empty: bool


@dataclass(frozen=True)
class Signature:
    """A function's arguments and what it gives."""

    name: str
    needed: tuple[ArgumentForm, ...]
    optional: tuple[ArgumentForm, ...]
    repeated: tuple[ArgumentForm, ...]
    gives: str
    constants: dict[int, tuple[str, ...]]

    def kinds(self, count: int) -> list[ArgumentForm]:
        """The kinds of `count` arguments; FormulaError when it cannot have so many."""
        kinds = list(self.needed + self.optional)[: max(count, len(self.needed))]
        while self.repeated and (len(kinds) < count or len(kinds) == len(self.needed)):
            kinds += self.repeated
        if len(kinds) != count:
            raise FormulaError(f"{self.name} med {count} argument{'' if count == 1 else 'er'} kan ikke beregnes")
        return kinds


_KIND = re.compile(r"([A-Z])(~?)")
_SIGNATURE = re.compile(r"([A-Z~]*)(?:\[([A-Z~]*)\])?(?:\(([A-Z~]*)\))?\s*-> ([NTLV])")


@cache
def signatures() -> dict[str, Signature]:
    """Every supported function by its name."""
    table = _table()
    found = {}
    for name, text in table["functions"].items():
        match = _SIGNATURE.fullmatch(text)
        assert match is not None, name
        needed, optional, repeated = (_kinds(group or "") for group in match.groups()[:3])
        constants = {int(n): tuple(values) for n, values in table["constants"].get(name, {}).items()}
        found[name] = Signature(name, needed, optional, repeated, match[4], constants)
    return found


def signature(name: str) -> Signature:
    """The signature of a function; FormulaError when the engine is not trusted with it."""
    found = signatures().get(name)
    if found is None:
        reason = _table()["refused"].get(name)
        raise FormulaError(f"funktionen {name} kan ikke beregnes" + (f": {reason}" if reason else ""))
    return found


def check_constants(known: Signature, arguments: tuple[Node, ...]) -> None:
    """Refuse arguments outside the constants that were compared."""
    for position, allowed in known.constants.items():
        given = arguments[position - 1] if position <= len(arguments) else None
        if WHOLE in allowed and isinstance(given, Number) and given.text.isdecimal() and int(given.text) > 0:
            continue
        if constant(given) not in allowed:
            shown = ", ".join(value or "udeladt" for value in allowed)
            raise FormulaError(f"{known.name} kan kun beregnes, når argument {position} er et af: {shown}")


def check_operator(operator: str, kind: str) -> None:
    """Refuse an operator that was not compared."""
    if operator not in _table()["operators"][kind]:
        raise FormulaError(f"tegnet {operator} kan ikke beregnes")


def constant(node: Node | None) -> str | None:
    """A constant as proved.toml writes it; None for anything else."""
    match node:
        case Number(text):
            return text
        case Text(value):
            return f'"{value}"'
        case Logical(value):
            return "TRUE" if value else "FALSE"
        case Missing():
            return ""
    return None


def _kinds(letters: str) -> tuple[ArgumentForm, ...]:
    return tuple(ArgumentForm(letter, bool(empty)) for letter, empty in _KIND.findall(letters))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "proved.toml").read_text("utf-8"))
