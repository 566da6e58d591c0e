"""The calls of our functions in a formula, whichever way Excel has written them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from xl_addin.functions.catalogue import CellFunction, by_name
from xl_addin.hosts.server.workbook import NotFound, Workbook

_NAME: Final = re.compile(r"(?P<elsewhere>.*!)?(?:_xldudf_)?(?P<name>FHO_[A-Z]+)\(", re.IGNORECASE)
"""``FHO_FORDEL(``, ``_xldudf_FHO_FORDEL(`` and ``'C:\\…\\FHO.xlam'!FHO_FORDEL(``."""


@dataclass(frozen=True)
class Call:
    """A call in a formula: the function, each argument's tokens, and where it stands.

    ``is_whole``: the formula is nothing but this call. ``elsewhere``: it calls an add-in in another file.
    """

    function: CellFunction
    arguments: tuple[tuple[Token, ...], ...]
    is_whole: bool
    elsewhere: bool

    def cells(self, workbook: Workbook, own_sheet: str) -> list[Any]:
        """The arguments' values; raises NotFound where one is no plain reference or constant."""
        return [_value(tokens, workbook, own_sheet) for tokens in self.arguments]


def calls(formula: str) -> list[Call]:
    """Every call of a function of ours, inner ones too, in the order in which they stand."""
    try:
        tokens = [token for token in Tokenizer(formula).items if token.type != Token.WSPACE]
    except (TokenizerError, IndexError):
        return []
    return [_call(tokens, place, function, name) for place, function, name in _found(tokens)]


def _found(tokens: list[Token]) -> Iterator[tuple[int, CellFunction, re.Match[str]]]:
    for place, token in enumerate(tokens):
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            name = _NAME.fullmatch(token.value)
            function = by_name().get(name["name"].upper()) if name else None
            if name and function:
                yield place, function, name


def _call(tokens: list[Token], opens: int, function: CellFunction, name: re.Match[str]) -> Call:
    depth = 0
    arguments: list[tuple[Token, ...]] = []
    current: list[Token] = []
    closes = len(tokens) - 1
    for place in range(opens + 1, len(tokens)):
        token = tokens[place]
        if token.subtype == Token.CLOSE and depth == 0:
            closes = place
            break
        depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
        if token.type == Token.SEP and token.subtype == Token.ARG and depth == 0:
            arguments.append(tuple(current))
            current = []
        else:
            current.append(token)
    if arguments or current:
        arguments.append(tuple(current))
    return Call(function, tuple(arguments), opens == 0 and closes == len(tokens) - 1, bool(name["elsewhere"]))


def _value(tokens: tuple[Token, ...], workbook: Workbook, own_sheet: str) -> Any:
    if not tokens:
        return None
    sign = 1
    if tokens[0].type == Token.OP_PRE and tokens[0].value == "-":
        sign, tokens = -1, tokens[1:]
    if len(tokens) != 1 or tokens[0].type != Token.OPERAND:
        raise NotFound
    token = tokens[0]
    if token.subtype == Token.NUMBER:
        return sign * float(token.value)
    if sign == -1:
        raise NotFound
    if token.subtype == Token.TEXT:
        return token.value[1:-1].replace('""', '"')
    if token.subtype == Token.LOGICAL:
        return token.value.upper() == "TRUE"
    if token.subtype == Token.ERROR:
        return token.value
    area = workbook.area(token.value, own_sheet)
    rows = area.rows()
    return rows[0][0] if area.top == area.bottom and area.left == area.right else rows


def argument_text(tokens: tuple[Token, ...]) -> str:
    """An argument as the formula writes it."""
    return "".join(token.value for token in tokens)
