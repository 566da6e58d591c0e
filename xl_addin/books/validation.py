"""Drop-downs and checks on what is typed, with Danish messages, and the help of each column."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import DATE, Block, Column

_FIRST_DATE = "DATE(1900,3,1)"
_LAST_DATE = "DATE(2199,12,31)"


def choose(sheet: Worksheet, area: str, name: str, column: Column) -> None:
    """A drop-down with the words of a named list; anything else is refused."""
    _add(sheet, area, column, DataValidation(type="list", formula1=f"={name}", allow_blank=False), "Vælg på listen.")


def date_in(sheet: Worksheet, area: str, column: Column) -> None:
    """Only a date."""
    rule = DataValidation(type="date", operator="between", formula1=_FIRST_DATE, formula2=_LAST_DATE)
    _add(sheet, area, column, rule, "Skriv en dato, for eksempel 25-10-2016.")


def number_in(sheet: Worksheet, area: str, column: Column, least: float, most: float) -> None:
    """Only a number between two limits."""
    rule = DataValidation(type="decimal", operator="between", formula1=str(least), formula2=str(most))
    if (least, most) == (0, 24):
        _add(sheet, area, column, rule, "Skriv timer i døgnet, fra 0 til 24.")
    else:
        _add(sheet, area, column, rule, "Skriv et tal, for eksempel 1234,50.")


def looks_like_cpr(cell: str) -> str:
    """A formula: whether a cell holds a personal number: 10 digits (9 when the first 0 is lost), with or without a hyphen."""
    bare = f'SUBSTITUTE(SUBSTITUTE({cell},"-","")," ","")'
    rest = bare
    for digit in range(10):
        rest = f'SUBSTITUTE({rest},"{digit}","")'
    return f'AND(OR(LEN({bare})=10,LEN({bare})=9),{rest}="")'


def case_number_in(sheet: Worksheet, area: str, column: Column, unique_in: str = "") -> None:
    """A case number: nothing that looks like a CPR number; once only in a named column."""
    cell = area.partition(":")[0]
    bare = f'SUBSTITUTE(SUBSTITUTE({cell},"-","")," ","")'
    formula = f"OR(LEN({bare})<9,LEN({bare})>10,ISERROR({bare}+0))"
    message = (
        "Det ligner et CPR-nummer (10 cifre). Personnumre må ikke stå i mappen: den deles mellem parterne. "
        "Brug et sagsnummer, for eksempel RM-2016-001."
    )
    if unique_in:
        formula = f"AND(COUNTIF({unique_in},{cell})=1,{formula})"
        message = f"Sagsnummeret står der allerede, eller: {message[0].lower()}{message[1:]}"
    _add(sheet, area, column, DataValidation(type="custom", formula1=formula), message)


def header_help(sheet: Worksheet, block: Block) -> None:
    """The help of each column, shown when its header is selected."""
    for column in block.columns:
        if column.help:
            note = DataValidation(showInputMessage=True, promptTitle=column.header[:32], prompt=column.help[:255])
            note.add(f"{block.letter(column.key)}{block.header_row}")
            sheet.add_data_validation(note)


def dates_in(sheet: Worksheet, block: Block) -> None:
    """Every date column that is typed takes only dates."""
    for column in block.columns:
        if column.typed and column.number_format == DATE:
            date_in(sheet, block.own(column.key), column)


def _add(sheet: Worksheet, area: str, column: Column, rule: DataValidation, message: str) -> None:
    rule.errorStyle = "stop"
    rule.showErrorMessage = True
    rule.errorTitle = "Det kan ikke indtastes"
    rule.error = message
    rule.showInputMessage = True
    rule.promptTitle = column.header[:32]
    rule.prompt = column.help[:255]
    rule.add(area)
    sheet.add_data_validation(rule)
