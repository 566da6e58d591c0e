"""What was left from last year on Modregning: part of what is owed, of the claim lines, and of what must agree."""

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from tests.books.computing import Values
from tests.books.conftest import ROOM
from xl_addin.xlsx.sheet import CellError

Compute = Callable[[Workbook], Values]
TABLE = ROOM.municipalities


def opened(small: Workbook, region: object, municipality: object) -> str:
    """Give the first municipality balances from last year; its name."""
    sheet = small["Modregning"]
    for key, value in (("primo_region", region), ("primo_kommune", municipality)):
        sheet.cell(TABLE.first_row, TABLE.number(key)).value = value
    return str(sheet.cell(TABLE.first_row, TABLE.number("kommune")).value)


def test_balances_from_last_year_are_owed_and_not_claimed_yet(
    small: Workbook, values: Compute, untouched: Values
) -> None:
    before = untouched
    name = opened(small, 1000.25, 300.5)
    after = values(small)
    for key, more in (("region", 1000.25), ("kommunens", 300.5), ("netto", 699.75), ("region_før", 0)):
        assert after.line(name)[key] == round(before.line(name)[key] + more, 2)
    assert set(after.statuses().values()) == {"OK"}
    place = after.named("opk_linje").index(f"{name} uden dato")
    rest = [found.named("opk_rest_region")[place] for found in (before, after)]
    assert rest[1] == round(rest[0] + 1000.25, 2)


@pytest.mark.parametrize("typed", ["1.000,25", "tusind"])
def test_text_for_a_balance_stops_the_totals(small: Workbook, values: Compute, typed: str) -> None:
    name = opened(small, typed, None)
    found = values(small)
    assert "FEJL" in found.statuses().values()
    assert isinstance(found.line(name)["netto"], CellError) == (typed == "tusind")
    assert all(isinstance(total, CellError) for total in found.totals())
