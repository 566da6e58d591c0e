"""Text as people and ledger systems write it."""

import re
import unicodedata
from typing import Final

# Signs that take no place on the screen and come along when text is copied.
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_SPACES: Final = re.compile(r"\s+")


def trim(value: str) -> str:
    """The text without spaces at its ends (no-break and zero-width too), its letters in one form."""
    if value.isascii():
        return value.strip()
    text = unicodedata.normalize("NFC", value)
    while True:
        shorter = text.strip().strip(_INVISIBLE)
        if shorter == text:
            return text
        text = shorter


def fold(value: str) -> str:
    """The text as words are compared: trimmed, one space between words, case-blind."""
    return _SPACES.sub(" ", trim(value)).casefold()
