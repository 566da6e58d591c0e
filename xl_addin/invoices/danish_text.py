"""Text, months and plain amounts of claims."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Final

_MONTHS: Final = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """Text that a document and an XML file can hold: one line, without signs that cannot be seen."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def plain_kroner(ore: int, point: str = ",") -> str:
    """Øre as kroner without separators between thousands: 1234567,89."""
    return f"{ore / 100:.2f}".replace(".", point)


def csv_text(rows: Iterable[Iterable[str]], delimiter: str = ";") -> str:
    """Rows as the text of a CSV file."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def month_in_words(month: dt.date) -> str:
    """A month: oktober 2016."""
    return f"{_MONTHS[month.month - 1]} {month.year}"
