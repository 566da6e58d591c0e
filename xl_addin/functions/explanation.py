"""A call explained: values as Danish Excel shows them, and what stands behind a result."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.wording import day_in_words, figures
from xl_addin.cells.call import reading_of
from xl_addin.cells.dates import date_of
from xl_addin.cells.errors import ERRORS
from xl_addin.cells.own_agreement import agreement_or_error
from xl_addin.cells.shapes import UnevenShapes
from xl_addin.functions import arithmetic
from xl_addin.functions.catalogue import CellFunction, function_named
from xl_addin.rules.sources import EXPLAINED, source_of

_CODED: Final = ("kode", "status")
"""Columns whose values FHO_KILDE explains."""

_FIRST_DATE: Final = 2
_DATES: Final = ("dato", "fra", "til", "udskrevet", "oplaert", "indlagt", "vurdering")


def in_words(value: Any, name: str = "") -> str:
    """A value in words and figures; ``name`` (of an argument or a column) tells which numbers are dates."""
    if value is None or value == "":
        return "(tom)"
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, dt.date):
        return day_in_words(value)
    if not isinstance(value, int | float):
        return str(value)
    if name.endswith(_DATES) and _FIRST_DATE < value < 2_958_466:
        return day_in_words(date_of(value))
    return figures(value, 0 if value == int(value) else 2)


def result_in_words(value: Any, name: str) -> str:
    """A result: kroner, hours and keys with both decimals; days and the like are whole numbers."""
    return figures(value) if isinstance(value, float) else in_words(value, name)


def notes(
    function: CellFunction,
    cells: Sequence[Any],
    row: Sequence[Any],
    arguments: Sequence[Any] | None = None,
    record: int = 0,
) -> list[str]:
    """What stands behind one row's result: what is wrong, the arithmetic, the source, and what FHO_KONTROL says.

    Parameters: ``cells``, the arguments of the row; ``row``, its result; for a function on tables the ``arguments``
    whole, and which ``record`` it is, from 0.
    """
    is_in_error = any(isinstance(value, str) and value in ERRORS for value in row)
    found = [reasons(function, cells).get(0, TOGETHER)] if is_in_error and reading_of(function.call) else []
    found += arithmetic.of_row(function.name, function.call, cells)
    if arguments is not None:
        # Whole tables take long to import, and the call of one row needs none of them.
        from xl_addin.functions.arithmetic_of_record import of_record

        found += of_record(function.name, function.call, arguments, record)
    found += _sources(function, row, agreement_of(function, cells if arguments is None else arguments))
    return found + [f"Kontrol: {said}" for said in _controls(function, cells)[:1] if said and said not in found]


def reasons(function: CellFunction, cells: Sequence[Any]) -> dict[int, str]:
    """Why rows of a call are in error, by row from 0: which argument is wrong, or what does not go together."""
    reading = reading_of(function.call)
    try:
        wrong = reading.problems(*cells) if reading else {}
    except UnevenShapes:
        return {0: UNEVEN}
    return {row: said for row, said in enumerate(_controls(function, cells)) if said} | wrong


TOGETHER: Final = "Fejl: felterne kan læses hver for sig, men passer ikke sammen, eller resultatet er for stort."
UNEVEN: Final = "Fejl: felterne har ikke samme antal rækker."


def _sources(function: CellFunction, row: Sequence[Any], agreement: Agreement) -> list[str]:
    """The source behind each code or status."""
    coded = [value for name, value in zip(function.columns, row, strict=False) if name in _CODED]
    return [f"{code}: {source_of(code, agreement)}" for code in coded if code in EXPLAINED]


def agreement_of(function: CellFunction, arguments: Sequence[Any]) -> Agreement:
    """The agreement that a call is made under; Midtjylland's where the function asks for none or it is in error."""
    return agreement_or_error(dict(zip(_names(function), arguments, strict=False)).get("aftale"))[0]


def _controls(function: CellFunction, cells: Sequence[Any]) -> list[str]:
    """What FHO_KONTROL says of each row of a call, where it takes the same arguments."""
    control = function_named("FHO_KONTROL")
    if control is None or function == control or _names(function) != _names(control):
        return []
    return [said for (said,) in control.rows(*cells)]


def _names(function: CellFunction) -> list[str]:
    return [one.name for one in function.arguments]
