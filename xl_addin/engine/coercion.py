"""Text as numbers and numbers as text, the Danish way.

What Excel makes of a text that is used as a number, or as a criterion, depends on the language of the machine. What
reads the same on every Danish machine is computed; the rest is refused, never guessed.
"""

from __future__ import annotations

import re
from types import NoneType

from xl_addin.xlsx.tree import FormulaError

_PLAIN = re.compile(
    r"""\s*(?:
        [-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?\s*%?   # 5   1.234,50   2,5 %
      | \d{4}-\d\d?-\d\d?                                # 2016-10-25
      | \d\d?-\d\d?-\d{4}                                # 25-10-2016
    )\s*""",
    re.VERBOSE,
)
FIRST_DATE = 61
"""1 March 1900, from which on the engine's calendar is Excel's."""

NUMBER_LIKE = re.compile(r"[\s\d.,/:+\-()%eE\u00a0]*\d[\s\d.,/:+\-()%eE\u00a0]*")
"""A text that might be read as a number or a date somewhere."""
_EARLY = re.compile(r"(?<!\d)(?:1[0-8]\d\d|1900|0\d{3})-\d\d?-\d|\d-\d\d?-(?:1[0-8]\d\d|1900|0\d{3})(?!\d)")
_CRITERION = re.compile(r"(<>|<=|>=|[<>=])?(.*)", re.DOTALL)
_BY_LANGUAGE = "afhænger af maskinens sprog"


def check_read(value: object, use: str) -> None:
    """Refuse a cell's value that the engine might read otherwise than a Danish Excel, in a slot of this use."""
    if use == "number" and isinstance(value, str):
        check_number(value)
    elif use == "criterion" and isinstance(value, str):
        _check_criterion(value)
    elif use == "bound" and isinstance(value, (str, bool, NoneType)):
        raise FormulaError('et kriterium som ">="&A1 kan kun beregnes med et tal eller en dato i cellen')


def check_number(text: str) -> None:
    """Refuse a text, used as a number, that has the look of one but can be read in several ways."""
    if NUMBER_LIKE.fullmatch(text) and not _PLAIN.fullmatch(text):
        raise FormulaError(f"en tekst bruges som tal, og hvordan Excel læser den, {_BY_LANGUAGE}")
    if _EARLY.search(text):
        raise FormulaError("en tekst bruges som en dato før 1901, hvor beregningens kalender ikke er Excels")


def engine_criterion(text: str) -> str:
    """A criterion written in a formula, for the engine, which wants a decimal point there: `>=2,5` is `>=2.5`."""
    match = re.fullmatch(r"(<=|>=|[<>=])?(-?\d+),(\d+)", text)
    if match:
        return f"{match[1] or ''}{match[2]}.{match[3]}"
    _check_criterion(text)
    return text


def _check_criterion(text: str) -> None:
    match = _CRITERION.fullmatch(text)
    assert match is not None
    operator, rest = match.groups()
    if (operator == "<>" and rest) or text == "=":
        raise FormulaError(f'kriteriet "{operator}"{" og noget" if rest else ""} kan ikke beregnes')
    if NUMBER_LIKE.fullmatch(rest) and not re.fullmatch(r"[-+]?\d+", rest):
        raise FormulaError(f"en tekst bruges som kriterium, og hvordan Excel læser den, {_BY_LANGUAGE}")


def number_text(number: str) -> str:
    """The engine's formula for a number as text: 15 digits and a decimal comma."""
    return f'IF({number}=0;"0";SUBSTITUTE(ROUND({number};14-INT(LOG10(ABS({number}))))&"";".";","))'
