"""One call of a cell function: arguments in, the function, result out.

The package itself may not be loadable, when LibreOffice's Python lacks NumPy or is too old; ``problem`` then
says so in Danish, and every call is ``#NAME?``.
"""

import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import uno

from xl_addin.hosts.libreoffice.inside.calc_arguments import TALL, CalcCall, read_call, value
from xl_addin.hosts.libreoffice.inside.calc_errors import NAME_ERROR
from xl_addin.hosts.libreoffice.inside.calc_results import in_cell, rows_of
from xl_addin.hosts.libreoffice.inside.carried import OPTIONAL

_OLDEST_PYTHON: Final = (3, 11)
_TOO_MANY: Final = "#VALUE!"

Result = Any


@cache
def _functions() -> dict[str, Any]:
    from xl_addin.functions.catalogue import by_name

    return by_name()


@cache
def problem() -> str:
    """Why the functions cannot be used here, in Danish; empty when they can."""
    if sys.version_info < _OLDEST_PYTHON:
        return "LibreOffices Python er for gammel: der kræves {}.{} eller nyere.".format(*_OLDEST_PYTHON)
    try:
        _functions()
    except ImportError as missing:
        return f"LibreOffices Python mangler {missing.name}, som funktionerne regner med."
    return ""


def _answer(name: str, cells: list[Any]) -> Result:
    """The function's answer; needed arguments that were not given are blank, which the function judges."""
    function = _functions()[name]
    if len(cells) > len(function.arguments):
        return _TOO_MANY
    needed = sum(not may for may in OPTIONAL[name])
    return function.call(*cells, *[None] * (needed - len(cells)))


def call_from_basic(name: str, given: Sequence[Any]) -> Result:
    """A call of a Basic function: ranges come as objects.

    An argument that is left out between others comes as 0. In place of an optional one, 0 says the same as
    nothing or makes no sense; calls that leave out another are not bound to the Basic function.
    """
    if problem():
        return NAME_ERROR
    optional = OPTIONAL[name]
    left_out = [_is_zero(one) and place < len(optional) and optional[place] for place, one in enumerate(given)]
    call = read_call([None if out else one for one, out in zip(given, left_out, strict=True)])
    result = _answer(name, call.cells)
    if not isinstance(result, list):
        return in_cell(result)
    array = uno.createUnoStruct("com.sun.star.script.ArrayWrapper")
    array.IsZeroIndex = True
    array.Array = uno.Any("[][]any", rows_of(result, call))
    return array


def call_from_add_in(name: str, given: Sequence[Any]) -> Result:
    """A call of an add-in function, by a formula that is not bound yet.

    An empty single cell comes as 0 here. Which of the two it was is not for us to guess: that is an error, and so
    are whole columns, which come with every empty cell they have.
    """
    if problem() or any(_is_zero(one) or _is_tall(one) for one in given):
        return ((NAME_ERROR,),)
    cells = [value(one) for one in given]
    while cells and cells[-1] is None:
        cells.pop()
    return rows_of(_answer(name, cells), CalcCall(cells))


def _is_zero(one: Any) -> bool:
    return isinstance(one, int | float) and one == 0


def _is_tall(one: Any) -> bool:
    return isinstance(one, tuple) and len(one) > TALL
