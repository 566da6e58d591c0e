"""A call explained: values as Danish Excel shows them, and what stands behind a result."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from xl_addin.cells.dates import EPOCH
from xl_addin.functions.catalogue import CellFunction, by_name

_CODED: Final = ("kode", "status")
"""Columns whose values FHO_KILDE explains."""

_FIRST_DATE: Final = 2
_DATES: Final = ("dato", "fra", "til", "udskrevet", "oplaert", "indlagt", "vurdering")


def shown(value: Any, name: str = "") -> str:
    """A value in words and figures; ``name`` (of an argument or a column) tells which numbers are dates."""
    if value is None or value == "":
        return "(tom)"
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if not isinstance(value, int | float):
        return str(value)
    if name.endswith(_DATES) and _FIRST_DATE < value < 2_958_466:
        return f"{EPOCH + dt.timedelta(days=int(value)):%d-%m-%Y}"
    return figures(value, 0 if value == int(value) else 2)


def shown_result(value: Any, name: str) -> str:
    """A result: kroner, hours and keys with both decimals; days and the like are whole numbers."""
    return figures(value, 2) if isinstance(value, float) else shown(value, name)


def notes(function: CellFunction, cells: Sequence[Any], row: Sequence[Any]) -> list[str]:
    """The source behind the code or status of one row's result, and what FHO_KONTROL says of the posting."""
    control, code = by_name()["FHO_KONTROL"], row[-1]
    found = []
    if function.columns[-1] in _CODED and isinstance(code, str) and code and not code.startswith("#"):
        found.append(f"{code}: {by_name()['FHO_KILDE'].call(code)}")
    if function is not control and [one.name for one in function.arguments] == [one.name for one in control.arguments]:
        said = control.rows(*cells)[0][0]
        if said:
            found.append(f"Kontrol: {said}")
    return found


def figures(value: float, decimals: int) -> str:
    """A number with a full stop between thousands and a comma before the decimals."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
