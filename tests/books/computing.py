"""Computing a workbook in a test and reading the result by sheet and cell, or by defined name."""

import re
from pathlib import Path
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from xl_addin.books.bookfile import written
from xl_addin.books.regional.areas import areas
from xl_addin.books.regional.control import faults
from xl_addin.engine import calculate
from xl_addin.xlsx.sheet import CellError

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


class Values:
    """The values of a workbook: what formulas gave, and else what was typed."""

    def __init__(self, workbook: Workbook, computed: dict[str, dict[tuple[int, int], Any]]) -> None:
        self._workbook = workbook
        self._computed = computed

    def at(self, sheet: str, row: int, column: int) -> Any:
        found = self._computed[sheet].get((row, column))
        return self._workbook[sheet].cell(row, column).value if found is None else found

    def named(self, name: str) -> list[Any]:
        """The cells of a defined name, top to bottom."""
        sheet, area = place(self._workbook, name)
        first_column, first_row, _, last_row = range_boundaries(area)
        return [self.at(sheet, row, first_column) for row in range(first_row, last_row + 1)]

    def errors(self) -> dict[str, set[str]]:
        """The errors on each sheet."""
        return {
            sheet: {value.code for value in cells.values() if isinstance(value, CellError)}
            for sheet, cells in self._computed.items()
        }

    def statuses(self) -> dict[str, str]:
        """What each control of the sheet Kontrol says, by its text."""
        found = {}
        for row in range(1, self._workbook["Kontrol"].max_row + 1):
            status = self.at("Kontrol", row, 6)
            if status in ("OK", "FEJL"):
                found[str(self.at("Kontrol", row, 2))] = str(status)
        return found

    def totals(self) -> list[Any]:
        """Every total that a control can hide: the total row of Modregning, and the amounts of Forside."""
        sheet = self._workbook["Modregning"]
        last = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "I alt")
        found = []
        for one, rows in ((sheet, [last]), (self._workbook["Forside"], range(9, 32))):
            hidden = [cell for row in rows for cell in one[row] if "NA()" in str(cell.value)]
            found += [self.at(one.title, cell.row, cell.column) for cell in hidden]
        return found

    def line(self, municipality: str) -> dict[str, Any]:
        """A municipality's line on Modregning, by column key."""
        row = self.named("mod_kommune").index(municipality)
        balance = areas().balance
        return {column.key: self.named(balance.name(column.key))[row] for column in balance.columns}

    def faults(self) -> list[dict[str, Any]]:
        """The postings that Kontrol names."""
        columns = [column.key for column in faults().columns]
        rows = zip(*(self.named(faults().name(key)) for key in columns), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows if row[0] != ""]


def place(workbook: Workbook, name: str) -> tuple[str, str]:
    """The sheet and the area of a defined name, fixed or counted from where its header stands."""
    text = workbook.defined_names[name].attr_text
    counted = re.fullmatch(
        r"INDEX\((\w+)!\$([A-Z]+):\$\2,MAX\(ROW\(\w+!\$[A-Z]+\$(\d+)\)\)\+1\):INDEX\(\w+!\$\2:\$\2,.*\+(\d+)\)", text
    )
    if counted is None:
        sheet, _, area = text.partition("!")
        return sheet, area.replace("$", "")
    sheet, letter, header, rows = counted.groups()
    return sheet, f"{letter}{int(header) + 1}:{letter}{int(header) + int(rows)}"


def compute(workbook: Workbook, folder: Path) -> Values:
    """Compute a workbook as `fho calc` does."""
    path = folder / "book.xlsx"
    path.write_bytes(written(workbook))
    result = calculate(path)
    names = [sheet.name for sheet in result.package.sheets]
    return Values(workbook, dict(zip(names, result.values, strict=True)))
