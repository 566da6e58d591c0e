"""``fho calc``: tables as ranges, whole columns and names, on sheets of their own."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from tests.calling import functions
from tests.tables import test_follow_up as example
from xl_addin.engine.compute import calculate
from xl_addin.xlsx.sheet import CellError

POSTINGS = example.POSTINGS
RANGES = [
    "Udgifter!A1:F5,Ordninger!A1:P5",
    "Udgifter!A:F,Ordninger!A:P",
    "Posteringer,Sager",
    "INDEX(Udgifter!A:A,1):INDEX(Udgifter!F:F,9),INDEX(Ordninger!A:A,1):INDEX(Ordninger!P:P,20)",
]


def book(path: Path, formula: str, rows: int, columns: int) -> Path:
    workbook = openpyxl.Workbook()
    result = workbook.active
    assert result is not None
    for title, table in (("Udgifter", POSTINGS), ("Ordninger", example.ORDNINGER), ("Ophold", example.STAYS)):
        sheet = workbook.create_sheet(title)
        for record in table:
            sheet.append(record)
    workbook.defined_names["Posteringer"] = DefinedName("Posteringer", attr_text="Udgifter!$A$1:$F$9")
    workbook.defined_names["Sager"] = DefinedName("Sager", attr_text="Ordninger!$A$1:$P$9")
    last = result.cell(rows + 1, columns).coordinate
    result["A2"] = ArrayFormula(f"A2:{last}", f"={formula}")
    workbook.save(path)
    return path


def shown(value: object) -> object:
    return value.code if isinstance(value, CellError) else value


@pytest.mark.parametrize("given", RANGES)
def test_a_ledger_in_a_workbook(given: str, tmp_path: Path) -> None:
    result = calculate(book(tmp_path / "bog.xlsx", f"FHO_REGNSKAB({given})", 20, 11))
    expected = functions.fho_regnskab(POSTINGS, example.ORDNINGER)
    found = [[shown(result.values[0][row, column]) for column in range(1, 12)] for row in range(2, 6)]
    assert found == expected
    assert [row[4] for row in expected] == ["#VALUE!", "NØGLE", "NØGLE", "NØGLE"]


def test_stays_and_follow_up_in_a_workbook(tmp_path: Path) -> None:
    formula = "FHO_INDLAEGGELSER(Ophold!A1:G7,Ordninger!A1:P5,,DATE(2016,5,30),Udgifter!A1:F5)"
    result = calculate(book(tmp_path / "bog.xlsx", formula, 6, 5))
    statuses = [shown(result.values[0][row, 4]) for row in range(2, 8)]
    assert statuses == example.statuses("30-05-2016")
    formula = "FHO_OPFOELGNING(Ordninger!A1:P5,Ophold!A1:G7,Udgifter!A1:F5,,DATE(2016,10,15))"
    result = calculate(book(tmp_path / "bog.xlsx", formula, 4, 18))
    assert [shown(result.values[0][row, 10]) for row in range(2, 6)] == [
        row["oplæring"] for row in example.follow_up("15-10-2016")
    ]
