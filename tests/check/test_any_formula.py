"""Formulas of ours as nobody should write them, at random: a check of them ends, and never with a fault of its own."""

import random
from pathlib import Path

import pytest
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from tests.check.books import TODAY, clean, saved
from xl_addin.check import check
from xl_addin.functions.catalogue import catalogue

ARGUMENTS = [
    "Posteringer!A2:A9", "Posteringer!G2:G9", "Posteringer!A1:K9", "Posteringer!G2:G5", "1", '"løn"', "", "1/0", "-5",
    "Ordninger!A1:P6", "Posteringer!G:G", "Posteringer!D2", "{1,2;3,4}", "Posteringer!Z99", "#REF!", "TRUE", '"Viborg"',
    "Modregning!A2:B6", "Ordninger!A1:A1", '"Midtjylland"', 'FHO_NOEGLE("region")', "Posteringer!2:2", "OFFSET(A1,1,1)",
    "Posteringer!G2:G9*2", "Ordninger!A1:J6",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(25))
def test_a_check_always_ends_with_findings(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    workbook = clean()
    sheet = workbook["Modregning"]
    for row in range(20, 180, 20):
        function = chance.choice(catalogue())
        given = [chance.choice(ARGUMENTS) for _ in range(chance.randint(0, len(function.arguments) + 1))]
        text = f"={function.name}({','.join(given)})"
        area = f"J{row}:{chance.choice('JKNR')}{row + chance.choice([0, 3, 7, 12])}"
        sheet[f"J{row}"] = ArrayFormula(area, text) if chance.random() < 0.6 else text
    assert check(saved(workbook, tmp_path), TODAY)


def test_a_data_table_is_one_cell_that_is_not_checked(tmp_path: Path) -> None:
    """A what-if table on another sheet says nothing about the postings: they are checked all the same."""
    workbook = clean()
    workbook.create_sheet("Følsomhed")["B2"] = DataTableFormula("B2:B4", r1="A1")
    workbook["Posteringer"]["G3"] = "abc"
    found = {finding.kind for finding in check(saved(workbook, tmp_path), TODAY)}
    assert found == {"ikke-efterregnet", "ulæseligt-beløb"}
