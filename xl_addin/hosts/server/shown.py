"""Values as Danish Excel shows them."""

import datetime as dt
from typing import Any, Final

_DAY_0: Final = dt.date(1899, 12, 30)
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
        return f"{_DAY_0 + dt.timedelta(days=int(value)):%d-%m-%Y}"
    return figures(value, 0 if value == int(value) else 2)


def figures(value: float, decimals: int) -> str:
    """A number with a full stop between thousands and a comma before the decimals."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
