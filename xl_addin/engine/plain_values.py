"""Values of which Excel, LibreOffice and the engine make the same beyond doubt.

Whatever depends on how a text reads as a number, on the last digits of a fraction, on letters outside the Danish
alphabet or on the language of the machine is `Undecided`: it is left to the engine.
"""

from __future__ import annotations

import re

from xl_addin.xlsx.sheet import CellError, CellValue

NEAR = 1e-9
"""Numbers that differ by less than this share of the larger are neither the same nor different here."""
# Letters whose capital is one letter, and signs that have none.
_PLAIN_TEXT = re.compile("[ -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u00de\u00e0-\u00fe–—‘’“”…€]*")


class Undecided(Exception):
    """A formula, or an element of one, that is left to the engine."""


class NotKnownYet(Exception):
    """A formula that needs what the engine has not computed yet."""


def number(value: CellValue) -> float:
    """A value as a number; a blank cell is 0."""
    if value.__class__ is float:
        return value
    if value is None:
        return 0.0
    if isinstance(value, (str, CellError)):
        raise Undecided
    return float(value)


def text(value: CellValue) -> str:
    """A value as text; of numbers only whole ones, which every language writes alike."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    raise Undecided


def small_letters(value: str) -> str:
    """A text with small letters, by which texts are compared."""
    if not (value.isascii() or _PLAIN_TEXT.fullmatch(value)):
        raise Undecided
    return value.lower()


def apart(one: float, other: float) -> bool:
    """Whether two numbers differ; those that differ in their last digits only are for the engine."""
    if one == other:
        return False
    if abs(one - other) <= NEAR * max(abs(one), abs(other)):
        raise Undecided
    return True
