"""Calc's errors. Calc keeps an error in a number: a NaN whose lowest bits are the error's code.

Such a NaN in a result is a true error cell, inside arrays too, and a computed array brings its errors along
in the same way.
"""

import struct
from typing import Final

_NAN: Final = 0x7FF8000000000000
_CODE_BITS: Final = 0xFFFF

_CODES: Final = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 0x7FFF,
}
_NAMES: Final = {code: name for name, code in _CODES.items()}


def _error_number(code: int) -> float:
    number: float = struct.unpack("<d", struct.pack("<Q", _NAN | code))[0]
    return number


_NUMBERS: Final = {name: _error_number(code) for name, code in _CODES.items()}

VALUE_ERROR: Final = _NUMBERS["#VALUE!"]
NAME_ERROR: Final = _NUMBERS["#NAME?"]


def error_name(code: int) -> str:
    """Excel's name of one of Calc's error codes; an error that Excel does not have is ``#VALUE!``."""
    return _NAMES.get(code, "#VALUE!")


def error_in(number: float) -> str:
    """Excel's name of the error in a NaN."""
    bits: int = struct.unpack("<Q", struct.pack("<d", number))[0]
    return error_name(bits & _CODE_BITS)


def error_or_text(text: str) -> float | str:
    """The number that Calc shows as this error, or the text itself; Excel's newer errors are ``#VALUE!`` here."""
    if not text.startswith("#"):
        return text
    return _NUMBERS.get(text, VALUE_ERROR if text.endswith(("!", "?")) else text)
