"""Values as Danish finance staff read them."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from xl_addin.agreement.wording import day_in_words, figures
from xl_addin.cells.dates import date_of, serial
from xl_addin.cells.errors import OutOfDomain, Unreadable
from xl_addin.cells.text import fold


def kroner(value: Any) -> str:
    """An amount: ``1.234,50 kr.``; text as it stands."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return quoted(value)
    return f"{figures(value)} kr."


def number(value: Any) -> str:
    """A number with as many decimals as it has."""
    return f"{value:.10g}".replace(".", ",") if isinstance(value, int | float) else quoted(value)


def day(value: Any) -> dt.date | None:
    """The day that a cell holds, as the functions read it; None where it holds none."""
    try:
        return None if value in (None, "") else date_of(serial(value))
    except (Unreadable, OutOfDomain, OverflowError, ValueError):
        return None


def date(value: Any) -> str:
    """A day: ``25-10-2016``."""
    found = day(value)
    return quoted(value) if found is None else day_in_words(found)


def quoted(value: Any) -> str:
    """A cell's content in quotation marks, a long one cut."""
    if value is None or value == "":
        return "(tom)"
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    text = number(value) if isinstance(value, int | float) else str(value)
    return f"»{text[:57]}…«" if len(text) > 60 else f"»{text}«"


_TOTAL = re.compile(
    r"(?:i alt|ialt|sum|total(?:er|t|s)?|subtotal|mellemsum|mellemtotal|grand total|hovedtotal|sum total|samlet)"
    r"(?:\s*[:=].*|\s+(?!af\b)[\w .\-]{0,40})?|.{0,40}\b(?:i alt|ialt|total|subtotal)\s*[:=]?"
)


def is_total(cells: Iterable[Any]) -> bool:
    """Whether a row's text says that it is a total: ``I alt``, ``Total marts``, ``Løn i alt``."""
    return any(isinstance(cell, str) and _says_total(cell) for cell in cells)


@lru_cache(maxsize=4096)
def _says_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(fold(text)))
