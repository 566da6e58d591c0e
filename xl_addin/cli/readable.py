"""Danish on a code page that lacks some of its letters: written so that it can still be read."""

import codecs
import unicodedata
from typing import Final

READABLE: Final = "fho-readable"
"""The name of the error handler, for a stream's ``errors``."""

_INSTEAD: Final = str.maketrans({
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss", "»": '"', "«": '"', "”": '"', "“": '"',
    "–": "-", "—": "-", "−": "-", "…": "...", "’": "'", "‘": "'", "•": "*", "·": "-", "→": "->", "§": "par.",
    "≤": "<=", "≥": ">=", "×": "x", "½": "1/2", "€": "EUR", "£": "GBP", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
})  # fmt: skip


def _readable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end].translate(_INSTEAD)
    plain = (one if one.isascii() else _bare(one) for one in lacking)
    return "".join(plain), error.end


def _bare(letter: str) -> str:
    """A letter without its accent, and what is no letter as its number, which at least can be looked up."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if one.isascii())
    return bare or letter.encode("ascii", "backslashreplace").decode()


codecs.register_error(READABLE, _readable)
