"""Computing a workbook in a test and reading the result by sheet and cell, or by defined name."""

from pathlib import Path
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from xl_addin.books.package import written
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
        sheet, _, area = self._workbook.defined_names[name].attr_text.partition("!")
        first_column, first_row, _, last_row = range_boundaries(area.replace("$", ""))
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
        """The total row of Modregning and the amounts of Forside."""
        sheet = self._workbook["Modregning"]
        last = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "I alt")
        front = self._workbook["Forside"]
        amounts = [row for row in range(9, front.max_row + 1) if "NA()" in str(front.cell(row, 3).value)]
        on_settlement = [self.at("Modregning", last, column) for column in (2, 3, 4, 5, 7, 8, 9)]
        return on_settlement + [self.at("Forside", row, 3) for row in amounts]


def compute(workbook: Workbook, folder: Path) -> Values:
    """Compute a workbook as `fho calc` does."""
    path = folder / "book.xlsx"
    path.write_bytes(written(workbook))
    result = calculate(path)
    names = [sheet.name for sheet in result.package.sheets]
    return Values(workbook, dict(zip(names, result.values, strict=True)))
