"""Where things stand on a sheet: columns named once, references made from the names.

A formula never holds a column letter that a person typed: it asks its block.
"""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

TEXT = "@"
GENERAL = "General"
WHOLE = "#,##0"
HOURS = "0.0"
KRONER = "#,##0.00"
DATE = "dd-mm-yyyy"
MONTH = "[$-406]mmm yyyy"
"""A month by its first day, with Danish names in every program."""
PERCENT = "0.0 %"
YES_NO = '"ja";;"nej"'
"""For programs that hand TRUE over as 1; Excel shows TRUE and FALSE as they are."""

LOOKS = {
    "text": TEXT, "general": GENERAL, "whole": WHOLE, "hours": HOURS, "kroner": KRONER, "date": DATE,
    "month": MONTH, "yes_no": YES_NO,
}  # fmt: skip
"""The number formats by the names that the data files use."""


@dataclass(frozen=True)
class Column:
    """One column: its key in formulas, its Danish header, how it looks, and what to tell the reader."""

    key: str
    header: str
    width: float
    number_format: str = GENERAL
    help: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Block:
    """A table on a sheet: a header row, and below it a fixed number of rows.

    ``prefix`` begins the defined name of each of its columns: ``post_beløb``.
    """

    sheet: str
    prefix: str
    header_row: int
    rows: int
    columns: tuple[Column, ...]
    first_column: int = 1

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the capacity."""
        return self.header_row + self.rows

    def number(self, key: str) -> int:
        """The sheet's column number of a column, 1 for A."""
        for offset, column in enumerate(self.columns):
            if column.key == key:
                return self.first_column + offset
        raise KeyError(f"{self.sheet} has no column {key}")

    def letter(self, key: str) -> str:
        """The sheet's column letter of a column."""
        return get_column_letter(self.number(key))

    def own(self, key: str) -> str:
        """A column's rows as a range on the block's own sheet."""
        letter = self.letter(key)
        return f"{letter}{self.first_row}:{letter}{self.last_row}"

    def area(self, first: str, last: str) -> str:
        """The rows of neighbouring columns as a range on the block's own sheet."""
        return f"{self.letter(first)}{self.first_row}:{self.letter(last)}{self.last_row}"

    def fixed(self, first: str, last: str | None = None) -> str:
        """The rows of a column, or of neighbouring ones, as seen from any sheet."""
        return f"{self.sheet}!${self.letter(first)}${self.first_row}:${self.letter(last or first)}${self.last_row}"

    def whole(self, first: str, last: str | None = None) -> str:
        """Whole columns, to the bottom of the sheet: no insert, delete or sort can take a row out of them."""
        return f"{self.sheet}!${self.letter(first)}:${self.letter(last or first)}"

    def head(self, first: str, last: str | None = None) -> str:
        """The same columns down to the header: what is not data of the whole columns."""
        return f"{self.sheet}!${self.letter(first)}$1:${self.letter(last or first)}${self.header_row}"

    def header_cell(self, key: str) -> str:
        """The header of a column, as seen from any sheet."""
        return f"{self.sheet}!${self.letter(key)}${self.header_row}"

    def name(self, key: str) -> str:
        """The defined name of a column."""
        self.number(key)
        return f"{self.prefix}_{key}"

    def names(self, keys: str) -> str:
        """Several columns as the arguments of a function: ``"beløb art fra"``."""
        return ",".join(self.name(key) for key in keys.split())

    def define(self, workbook: Workbook) -> None:
        """Give every column its defined name in the workbook."""
        for column in self.columns:
            define(workbook, self.name(column.key), self.fixed(column.key))


def define(workbook: Workbook, name: str, reference: str) -> None:
    """Give a reference a name in the workbook."""
    workbook.defined_names[name] = DefinedName(name, attr_text=reference)


def put_array(sheet: Worksheet, area: str, formula: str) -> None:
    """One array formula over an area: the form that works in every Excel and in LibreOffice."""
    sheet[area.partition(":")[0]] = ArrayFormula(area, f"={formula}")


def filled(*areas: str) -> str:
    """A formula: how many cells of fixed ranges are not blank; a text of no length is (COUNTA counts it)."""
    return "+".join(f"ROWS({area})*COLUMNS({area})-COUNTBLANK({area})" for area in areas)


def numbers(area: str) -> str:
    """A formula: how many numbers a range holds, whole columns too, where COUNT takes long in some programs."""
    return f'COUNTIF({area},">0")+COUNTIF({area},"<=0")'


def amounts(area: str) -> str:
    """A formula: the sum of a range's numbers, whole columns too; error cells do not count."""
    return f'SUMIF({area},">0")+SUMIF({area},"<0")'


def marks(area: str) -> str:
    """A formula that is alike for two ranges with the same texts and numbers, whole columns too.

    It is no count: "?*" finds texts in Excel, texts and numbers in LibreOffice.
    """
    return f'COUNTIF({area},"?*")+{numbers(area)}'


def danish(number: int) -> str:
    """A whole number as Danish text shows it: 5.000."""
    return f"{number:,}".replace(",", ".")
