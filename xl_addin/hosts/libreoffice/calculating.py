"""LibreOffice as an engine: the values of a workbook's formulas, computed anew."""

from typing import Any, Final

from xl_addin.hosts.libreoffice.session import Session

Value = Any
"""A number, a text, TRUE or FALSE, or an error as Excel writes it."""

SECONDS: Final = 600.0


def calculate(workbook: bytes, suffix: str, *, seconds: float = SECONDS) -> dict[str, dict[str, Value]]:
    """The value of each formula cell, by sheet and address, of a workbook's bytes with this ending of its file name.

    It is computed in a LibreOffice of its own that is gone afterwards; a date is its serial
    number. Raises ``NoLibreOffice`` and ``SessionFailed``, the latter also when it takes longer than ``seconds``.
    """
    with Session() as session:
        copy = session.folder / f"workbook{suffix}"
        copy.write_bytes(workbook)
        values: dict[str, dict[str, Value]] = session.call("calculate", timeout=seconds, path=str(copy))
        return values
