"""Workbooks' files as Excel hands them to the task pane."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from xl_addin.engine import calculate, write_calculated

POSTINGS = [
    [100, "løn", 42430, 42460, 42430],
    [200, "løn", 42370, 42380, 42430],
    [300, "respiration", 42430, 42430, 42430],
]
FORDEL = "=FHO_FORDEL(Udgifter!A1:A3,Udgifter!B1:B3,Udgifter!C1:C3,Udgifter!D1:D3,Udgifter!$E$1:$E$3)"


def division(**cells: Any) -> Workbook:
    """Three postings, and their division by one formula from Fordeling!A1; ``cells`` are typed over Fordeling."""
    workbook = Workbook()
    workbook.active.title = "Udgifter"
    for row in POSTINGS:
        workbook.active.append(row)
    workbook.create_sheet("Fordeling")["A1"] = ArrayFormula("A1:E3", FORDEL)
    for place, value in cells.items():
        workbook["Fordeling"][place] = value
    return workbook


def file_of(workbook: Workbook) -> bytes:
    """The workbook's file without computed values."""
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def computed_file(workbook: Workbook) -> bytes:
    """The workbook's file as Excel has it: computed, and not asking to be computed again."""
    workbook.calculation.fullCalcOnLoad = False
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        source.write_bytes(file_of(workbook))
        write_calculated(calculate(source), out)
        return out.read_bytes()


def as_text(content: bytes) -> str:
    """As the pane sends it."""
    return b64encode(content).decode()
