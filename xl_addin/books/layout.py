"""Where things stand on a sheet: columns named once, references made from the names.

A formula never holds a column letter that a person typed: it asks its table. What is typed by users is named by its
header row, ``INDEX(Udgifter!$A:$K,MAX(ROW(Udgifter!$A$5)),1):INDEX(…)``: inserting, deleting, sorting and cutting rows
cannot move such a name, inserting a row above the headings moves it along.
"""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

TEXT = "@"
GENERAL = "General"
WHOLE = "#,##0"
HOURS = "0.0"
KRONER = "#,##0.00"
DATE = "dd-mm-yyyy"
MONTH = "[$-406]mmm yyyy;;;@"
"""A month by its first day, with Danish names in every program; 0 shows nothing."""
NUMBER = "0"
"""A number that counts nothing: a row, a year."""
PERCENT = "0.0 %"
YES_NO = '"ja";;"nej"'
"""For programs that hand TRUE over as 1; Excel shows TRUE and FALSE as they are."""

NUMBER_FORMATS = {
    "text": TEXT, "general": GENERAL, "whole": WHOLE, "number": NUMBER, "hours": HOURS, "kroner": KRONER, "date": DATE,
    "month": MONTH, "percent": PERCENT, "yes_no": YES_NO,
}  # fmt: skip
"""The number formats by the names that the data files use."""


@dataclass(frozen=True)
class Entry:
    """What may be typed: a word of a named list, a number between limits, a date, a case number, or free text.

    Parameters: ``kind`` is ``"list"``, ``"number"``, ``"date"``, ``"case"`` or ``"text"``; ``title`` and ``help`` are
    shown when the cell is selected (a column has its own).
    """

    kind: str
    choices: str = ""
    limits: tuple[float, float] = (-1e10, 1e10)
    title: str = ""
    help: str = ""


@dataclass(frozen=True)
class SheetColumn:
    """One column: its key in formulas, its Danish header, how it looks, what to tell the reader, what may be typed.

    A text that ``wraps`` makes its row higher where it needs to.
    """

    key: str
    header: str
    width: float = 0
    number_format: str = GENERAL
    help: str = ""
    typed: bool = False
    entry: Entry | None = None
    wraps: bool = False


@dataclass(frozen=True)
class SheetTable:
    """A table on a sheet: a header row, and below it a fixed number of rows.

    ``prefix`` begins the defined name of each of its columns (``post_region``); ``whole`` is the name of the table with
    its header row, for the functions that read it by its headings.
    """

    sheet: str
    prefix: str
    header_row: int
    rows: int
    columns: tuple[SheetColumn, ...]
    first_column: int = 1
    whole: str = ""

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The last row of the capacity."""
        return self.header_row + self.rows

    @property
    def last_column(self) -> int:
        """The sheet's number of the last column."""
        return self.first_column + len(self.columns) - 1

    def column(self, key: str) -> SheetColumn:
        """The column of a key."""
        return self.columns[self.number(key) - self.first_column]

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
        """A column's rows as a range on the table's own sheet."""
        return self.area(key, key)

    def area(self, first: str, last: str) -> str:
        """The rows of neighbouring columns as a range on the table's own sheet."""
        return f"{self.letter(first)}{self.first_row}:{self.letter(last)}{self.last_row}"

    @property
    def all(self) -> str:
        """All its rows as a range on its own sheet."""
        return self.area(self.columns[0].key, self.columns[-1].key)

    def cell(self, key: str, row: int) -> str:
        """A cell's own address, its column fixed."""
        return f"${self.letter(key)}{row}"

    def fixed(self, first: str, last: str | None = None) -> str:
        """The rows of a column, or of neighbouring ones, as seen from any sheet."""
        return f"{self.sheet}!${self.letter(first)}${self.first_row}:${self.letter(last or first)}${self.last_row}"

    def whole_column(self, key: str) -> str:
        """A whole column, to the bottom of the sheet: no insert, delete or sort can take a row out of it."""
        return f"{self.sheet}!${self.letter(key)}:${self.letter(key)}"

    def anchored(self, first: str, last: str, *, header: bool = False) -> str:
        """Columns counted from where the header stands now: rows inserted, deleted or sorted do not move them.

        INDEX is asked of all the columns at once: a program recalculates for a change in what INDEX is asked of, which
        ``INDEX($A:$A,…):INDEX($K:$K,…)`` would not say of the columns between.
        """
        corner = f"{self.sheet}!${get_column_letter(self.first_column)}${self.header_row}"
        top = f"MAX(ROW({corner}))"
        start = top if header else f"{top}+1"
        if first == last:
            column = self.whole_column(first)
            return f"INDEX({column},{start}):INDEX({column},{top}+{self.rows})"
        assert self.number(first) == 1
        columns = f"{self.sheet}!${self.letter(first)}:${self.letter(last)}"
        right = f"MAX(COLUMN({self.sheet}!${self.letter(last)}${self.header_row}))"
        return f"INDEX({columns},{start},1):INDEX({columns},{top}+{self.rows},{right})"

    def name(self, key: str) -> str:
        """The defined name of a column."""
        self.number(key)
        return f"{self.prefix}_{key}"

    def names(self, keys: str) -> str:
        """Several columns as the arguments of a function: ``"beløb art fra"``."""
        return ",".join(self.name(key) for key in keys.split())

    def define(self, workbook: Workbook) -> None:
        """Give the table and every column its defined name in the workbook."""
        typed = self.columns[0].typed
        for column in self.columns:
            place = self.anchored(column.key, column.key) if typed else self.fixed(column.key)
            define(workbook, self.name(column.key), place)
        if self.whole:
            define(workbook, self.whole, self.anchored(self.columns[0].key, self.columns[-1].key, header=True))


def define(workbook: Workbook, name: str, reference: str) -> None:
    """Give a reference a name in the workbook."""
    workbook.defined_names[name] = DefinedName(name, attr_text=reference)


def filled(*areas: str) -> str:
    """A formula: how many cells of fixed ranges are not blank; a text of no length is (COUNTA counts it)."""
    return "+".join(f"ROWS({area})*COLUMNS({area})-COUNTBLANK({area})" for area in areas)


def how_many_numbers(area: str) -> str:
    """A formula: how many numbers a range holds, whole columns too, where COUNT takes long in some programs."""
    return f'COUNTIF({area},">0")+COUNTIF({area},"<=0")'


def sum_of_numbers(area: str) -> str:
    """A formula: the sum of a range's numbers, whole columns too; error cells do not count."""
    return f'SUMIF({area},">0")+SUMIF({area},"<0")'


def marks(area: str) -> str:
    """A formula that is alike for two ranges with the same texts and numbers, whole columns too.

    It is no count: "?*" finds texts in Excel, texts and numbers in LibreOffice.
    """
    return f'COUNTIF({area},"?*")+{how_many_numbers(area)}'
