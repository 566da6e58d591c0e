"""Eksempler: a worked example a situation, computed where it stands, its formula ready to copy."""

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.data import read_words
from xl_addin.books.layout import GENERAL, KRONER, LOOKS, Column, put_array

EXAMPLES = "Eksempler"

_WIDTHS = (2, 34, 44, 48, 13, 13, 13, 13, 14, 46)
_OWN = "vores læsning"


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    words = read_words(__package__, "examples.toml")
    sheet = workbook.create_sheet(EXAMPLES)
    for letter, width in zip("ABCDEFGHIJ", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(sheet, "Eksempler", words["note"], 2)
    shares = ("Regionen", "Kommunen", "Borgeren", "Ufordelt", "Kode")
    row = _headers(sheet, 4, "En postering fordeles (FHO_FORDEL)", shares)
    for example in words["divide"]:
        formula = f"FHO_FORDEL({example['arguments']})"
        _line(sheet, row, example, formula)
        for column in range(5, 10):
            style.paint(sheet, row, column, Column("", "", 0, KRONER if column < 9 else GENERAL))
        put_array(sheet, f"E{row}:I{row}", formula)
        row += 1
    row = _headers(sheet, row + 1, "Andre formler", ("Svar", "", "", "", ""))
    for example in words["ask"]:
        _line(sheet, row, example, example["formula"], example.get("lines", 1))
        for column in range(5, 10):
            style.paint(sheet, row, column, Column("", "", 0, LOOKS[example.get("look", "general")]))
        sheet.merge_cells(start_row=row, start_column=5, end_row=row, end_column=9)
        cell = sheet.cell(row, 5, f"={example['formula']}")
        cell.alignment = style.ANSWER
        row += 1
    mark = "Ravgul kilde: vores læsning, som aftalen og vejledningen ikke afgør. I kan have aftalt andet."
    sheet.cell(row + 1, 2, mark).font = style.SMALL
    sheet.freeze_panes = "A4"
    style.page(sheet, f"A1:J{row + 1}")
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _headers(sheet: Worksheet, row: int, heading: str, results: tuple[str, ...]) -> int:
    style.section(sheet, row, heading, 2, 10)
    for column, text in enumerate(("Situation", "Hvad der sker", "Formel (skriv = foran)", *results, "Kilde"), 2):
        cell = sheet.cell(row + 1, column, text or None)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    return row + 2


def _line(sheet: Worksheet, row: int, example: dict[str, str], formula: str, lines: int = 1) -> None:
    shown = danish_formula(formula)
    for column, text, font in (
        (2, example["situation"], style.BOLD), (3, example["text"], style.BODY), (4, shown, style.SMALL),
        (10, example["source"], style.SMALL),
    ):  # fmt: skip
        cell = sheet.cell(row, column, text)
        cell.font, cell.alignment, cell.border = font, style.ANSWER, style.COMPUTED_BORDER
    if _OWN in example["source"].lower():
        sheet.cell(row, 10).fill = style.LOOK_FILL
    long = max(lines, -(-len(example["text"]) // 42), -(-len(shown) // 46), -(-len(example["source"]) // 46))
    sheet.row_dimensions[row].height = 6 + 15 * long


def danish_formula(formula: str) -> str:
    """A formula as Danish Excel writes it: semicolons between arguments, a comma in numbers."""
    parts = formula.split('"')
    parts[::2] = [part.replace(",", ";").replace(".", ",") for part in parts[::2]]
    return '"'.join(parts)
