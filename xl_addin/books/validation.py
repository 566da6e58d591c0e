"""Drop-downs and checks on what is typed, with Danish messages, and the help of each column."""

from collections.abc import Mapping
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import Entry, SheetColumn, SheetTable
from xl_addin.rules.joint_hours import HOURS_IN_A_DAY

_FIRST_DATE = "DATE(1900,3,1)"
_LAST_DATE = "DATE(2199,12,31)"


_BY_LOOK = {
    "date": Entry("date"),
    "month": Entry("date"),
    "kroner": Entry("number"),
    "hours": Entry("number", limits=(0, HOURS_IN_A_DAY)),
}


def listed(name: str) -> Entry:
    """A word of a named list."""
    return Entry("list", name)


def entry_of(described: Mapping[str, Any]) -> Entry | None:
    """What may be typed, as a data file says it: ``choices``, ``limits``, a ``kind``, or what its ``look`` lets in."""
    if "choices" in described:
        return listed(described["choices"])
    if "limits" in described:
        return Entry("number", limits=tuple(described["limits"]))
    return Entry(described["kind"]) if "kind" in described else _BY_LOOK.get(described.get("look", ""))


def bare_number(cell: str) -> str:
    """A formula: a cell's text without the signs that people put into numbers."""
    bare = cell
    for sign in "-./ ":
        bare = f'SUBSTITUTE({bare},"{sign}","")'
    return bare


def looks_like_cpr(cell: str) -> str:
    """A formula: whether a cell is 10 digits (9 when the first 0 is lost, 12 with the century), signs between them or not.

    A check on typing cannot ask an add-in's function: ``FHO_PERSONNUMMER`` finds what this cannot.
    """
    bare = bare_number(cell)
    return f'AND(ISNUMBER({bare}+0),ISNUMBER(FIND("|"&LEN({bare})&"|","|9|10|12|")))'


def allow(sheet: Worksheet, area: str, entry: Entry, column: SheetColumn | None = None) -> None:
    """Put a check on an area; what is refused is said in Danish."""
    rule, message = _rule(entry, area.partition(":")[0])
    rule.errorStyle = "stop"
    rule.showErrorMessage = rule.type is not None
    rule.errorTitle = "Det kan ikke indtastes"
    rule.error = message
    rule.showInputMessage = True
    rule.promptTitle = (column.header if column else entry.title)[:32]
    rule.prompt = (column.help if column else entry.help)[:255]
    rule.add(area)
    sheet.add_data_validation(rule)


def _rule(entry: Entry, cell: str) -> tuple[DataValidation, str]:
    match entry.kind:
        case "list":
            return DataValidation(type="list", formula1=entry.choices, allow_blank=False), "Vælg på listen."
        case "date":
            rule = DataValidation(type="date", operator="between", formula1=_FIRST_DATE, formula2=_LAST_DATE)
            return rule, "Skriv en dato, for eksempel 25-10-2016."
        case "number":
            least, most = (f"{limit:g}" for limit in entry.limits)
            rule = DataValidation(type="decimal", operator="between", formula1=least, formula2=most)
            hours = entry.limits == (0, HOURS_IN_A_DAY)
            return rule, f"Skriv timer i døgnet, fra 0 til {most}." if hours else "Skriv et tal, for eksempel 1234,50."
        case "case":
            rule = DataValidation(type="custom", formula1=f"NOT({looks_like_cpr(cell)})")
            return rule, (
                "Det ligner et CPR-nummer (10 cifre). Personnumre må ikke stå i mappen: den deles mellem parterne. "
                "Brug et sagsnummer, for eksempel RM-2016-001."
            )
    return DataValidation(), ""


def explain_header(sheet: Worksheet, table: SheetTable, column: SheetColumn) -> None:
    """The help of a column, shown when its header is selected."""
    if column.help:
        note = DataValidation(showInputMessage=True, promptTitle=column.header[:32], prompt=column.help[:255])
        note.add(f"{table.letter(column.key)}{table.header_row}")
        sheet.add_data_validation(note)
