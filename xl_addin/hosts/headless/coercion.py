"""Text as numbers and numbers as text, the Danish way.

What Excel makes of a text that is used as a number, or as a criterion, depends on the language of the machine. What
reads the same on every Danish machine is computed; the rest is refused, never guessed.
"""

from __future__ import annotations

import re

from .formulas import FormulaError

_PLAIN = re.compile(
    r"""\s*(?:
        [-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?\s*%?   # 5   1.234,50   2,5 %
      | \d{4}-\d\d?-\d\d?                                # 2016-10-25
      | \d\d?-\d\d?-\d{4}                                # 25-10-2016
    )\s*""",
    re.VERBOSE,
)
_NUMBER_LIKE = re.compile(r"[\s\d.,/:+\-()%eE\u00a0]*\d[\s\d.,/:+\-()%eE\u00a0]*")
_CRITERION = re.compile(r"(<>|<=|>=|[<>=])?(.*)", re.DOTALL)


def check_number(text: str) -> None:
    """Refuse a text, used as a number, that has the look of one but can be read in several ways."""
    if _NUMBER_LIKE.fullmatch(text) and not _PLAIN.fullmatch(text):
        raise FormulaError("a text is used as a number, and how Excel reads it depends on the machine's language")


def check_criterion(text: str) -> None:
    """Refuse a criterion from a cell that the engine might read otherwise than a Danish Excel."""
    match = _CRITERION.fullmatch(text)
    assert match is not None
    if _NUMBER_LIKE.fullmatch(match[2]) and not re.fullmatch(r"[-+]?\d+", match[2]):
        raise FormulaError(
            "a text is used as a criterion, and what Excel makes of it depends on the machine's language"
        )


def engine_criterion(text: str) -> str:
    """A criterion written in a formula, for the engine, which wants a decimal point there: `>=2,5` is `>=2.5`."""
    match = re.fullmatch(r"(<>|<=|>=|[<>=])?(-?\d+),(\d+)", text)
    if match:
        return f"{match[1] or ''}{match[2]}.{match[3]}"
    check_criterion(text)
    return text


def number_text(first: str, second: str, third: str) -> str:
    """The engine's formula for a number as text: 15 digits and a decimal comma. It takes the same operand thrice."""
    return f'IF({first}=0;"0";SUBSTITUTE(ROUND({second};14-INT(LOG10(ABS({third}))))&"";".";","))'
