"""Binding one formula: the token that names one of our functions is exchanged, all others stay as they are.

In a file, or typed, a call is a token of one of three kinds: ``EXTERNAL`` (an add-in's function), ``BAD`` (a name
that nobody knew) or ``MACRO`` (a Basic function). Bound is: ``MACRO`` with the function's plain name. A call that
leaves out an argument it needs goes to the add-in instead, which alone can tell it from 0; the add-in finds it by
the plain name too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import uno

from xl_addin.hosts.libreoffice.spelling import bare

Optional = Mapping[str, tuple[bool, ...]]

_LANGUAGE_INDEPENDENT: Final = 0


@dataclass(frozen=True)
class Codes:
    """The numbers that this LibreOffice gives the kinds of tokens."""

    external: int
    macro: int
    bad: int
    missing: int
    spaces: int
    opening: int
    closing: int
    separator: int


_SPECIAL: Final = {"external": 3, "missing": 6, "bad": 7, "spaces": 8, "macro": 11}
"""Places in the list of special tokens: ``FormulaMapGroupSpecialOffset``."""

_SEPARATORS: Final = {"opening": 0, "closing": 1, "separator": 2}
"""Places in the list of separators, as documented for ``FormulaMapGroup``."""


def codes(mapper: Any) -> Codes:
    """Ask a document's ``FormulaOpCodeMapper`` for the kinds of tokens."""
    groups = ((_SPECIAL, "SPECIAL"), (_SEPARATORS, "SEPARATORS"))
    found: dict[str, int] = {}
    for places, group in groups:
        number = uno.getConstantByName(f"com.sun.star.sheet.FormulaMapGroup.{group}")
        listed = mapper.getAvailableMappings(_LANGUAGE_INDEPENDENT, number)
        found |= {name: listed[place].Token.OpCode for name, place in places.items()}
    return Codes(**found)


def bound(tokens: Sequence[Any], kinds: Codes, functions: dict[str, str], optional: Optional) -> list[Any] | None:
    """The tokens of a formula with our functions bound; nothing when they already were, or there are none."""
    result = list(tokens)
    changed = False
    for place, token in enumerate(tokens):
        if token.OpCode not in (kinds.external, kinds.macro, kinds.bad) or not isinstance(token.Data, str):
            continue
        function = functions.get(bare(token.Data))
        if function is None:
            continue
        kind = kinds.external if _leaves_out_needed(tokens[place + 1 :], kinds, optional[function]) else kinds.macro
        if (token.OpCode, token.Data) != (kind, function):
            # A struct of its own: the tokens may share theirs.
            result[place] = _token(kind, function)
            changed = True
    return result if changed else None


def _token(kind: int, name: str) -> Any:
    token = uno.createUnoStruct("com.sun.star.sheet.FormulaToken")
    token.OpCode = kind
    token.Data = name
    return token


def _leaves_out_needed(after: Sequence[Any], kinds: Codes, optional: tuple[bool, ...]) -> bool:
    """Whether the call whose name stands before these tokens leaves out an argument that it needs."""
    depth = argument = 0
    for token in after:
        kind = token.OpCode
        if kind == kinds.opening:
            depth += 1
        elif kind == kinds.closing:
            depth -= 1
            if depth == 0:
                return False
        elif depth == 1 and kind == kinds.separator:
            argument += 1
        elif depth == 1 and kind == kinds.missing and argument < len(optional) and not optional[argument]:
            return True
    return False
