"""The committed regional workbook: complete, computed, right to the øre, and ready for use."""

import re
import zipfile
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests import oracle
from tests.books.computing import WORKBOOKS
from tests.pictures import PLAIN_NAME
from xl_addin.books.invented import invented_ledger
from xl_addin.books.regional.tables import tables
from xl_addin.books.shipped import SHIPPED

BLOCKS = tables()
LEDGER = invented_ledger()


def column(workbook: Workbook, block: Any, key: str, rows: int | None = None) -> list[Any]:
    sheet, number = workbook[block.sheet], block.number(key)
    last = block.first_row + (rows or block.rows) - 1
    return [row[0] for row in sheet.iter_rows(block.first_row, last, number, number, values_only=True)]


def kroner(cells: list[Any]) -> Decimal:
    return sum((Decimal(str(cell)) for cell in cells if cell not in (None, "")), Decimal(0))


def test_every_control_agrees(shipped: Workbook) -> None:
    statuses = [row[5] for row in shipped["Kontrol"].iter_rows(values_only=True) if row[5] in ("OK", "FEJL")]
    assert statuses == ["OK"] * 18
    assert shipped["Forside"]["C6"].value == "Alt stemmer"


@pytest.mark.parametrize("name", ["regionsregnskab", "ny-ordning"])
def test_there_is_a_picture_of_every_sheet_on_screen_and_on_paper(name: str) -> None:
    book = load_workbook(WORKBOOKS / f"{name}.xlsx", read_only=True)
    sheets = [sheet.title.lower().translate(PLAIN_NAME) for sheet in book if sheet.sheet_state == "visible"]
    wanted = {f"{name}-{sheet}{place}.png" for sheet in sheets for place in ("", "-skaerm")}
    assert {one.name for one in (WORKBOOKS / "pictures").glob(f"{name}-*.png")} == wanted


def test_no_cell_is_in_error_and_no_formula_without_a_value(shipped: Workbook) -> None:
    for sheet in shipped.worksheets:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "e"], sheet.title
    with zipfile.ZipFile(WORKBOOKS / "regionsregnskab.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"</f></c>|<f>[^<]*</f><v ?/></c>", archive.read(name)), name


def test_every_posting_is_divided_to_the_oere(shipped: Workbook) -> None:
    parts = ("region", "kommunens", "borger", "ufordelt")
    rows = zip(*(column(shipped, BLOCKS.division, key, len(LEDGER.postings)) for key in parts), strict=True)
    for posting, row in zip(LEDGER.postings, rows, strict=True):
        assert kroner(list(row)) == posting.amount


def test_the_split_agrees_with_the_independent_calculation(shipped: Workbook) -> None:
    rows = range(0, len(LEDGER.postings), 7)
    keys = ("beløb", "art", "fra", "til", "start", "slut", "udmålt_af", "bevilget")
    given = list(zip(*(column(shipped, BLOCKS.division, key) for key in keys), strict=True))
    found = list(
        zip(
            *(column(shipped, BLOCKS.division, key) for key in ("region", "kommunens", "borger", "ufordelt", "kode")),
            strict=True,
        )
    )
    for row in rows:
        expected = oracle.call("fho_fordel", *(_cell(cell) for cell in given[row]))[0]
        assert [Decimal(str(cell)) for cell in found[row][:4]] == [Decimal(str(cell)) for cell in expected[:4]]
        assert found[row][4] == expected[4]


def _cell(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else value


def test_the_settlement_is_what_the_postings_say(shipped: Workbook) -> None:
    """From the ledger alone, in decimals: what each payer paid of the other's share."""
    owed: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    division = BLOCKS.division
    columns = [column(shipped, division, key) for key in ("afregnes", "betalt_af", "region", "kommunens")]
    for name, payer, region, municipality in zip(*columns, strict=True):
        if name:
            owed[name, payer] += Decimal(str(municipality if payer == "Regionen" else region))
    names = column(shipped, BLOCKS.settlement, "kommune", 19)
    for place, name in enumerate(names):
        line = {key: column(shipped, BLOCKS.balance, key)[place] for key in ("region", "kommunens", "netto", "betaler")}
        net = owed[name, "Regionen"] - owed[name, "Kommunen"] - LEDGER.settled.get(name, Decimal(0))
        assert kroner([line["region"]]) == owed[name, "Regionen"]
        assert kroner([line["kommunens"]]) == owed[name, "Kommunen"]
        assert kroner([line["netto"]]) == net
        assert line["betaler"] == ("Kommunen" if net > 0 else "Regionen")


def test_every_code_and_every_status_is_shown(shipped: Workbook) -> None:
    codes = set(column(shipped, BLOCKS.division, "kode")) - {"", None}
    assert codes == {
        "NØGLE", "DELVIS", "FØR-AFTALE", "FØR-START", "EFTER-SLUT", "RESP", "SEL",
        "EKSTRA-R", "EKSTRA-K", "FERIE-K", "FERIE-B",
    }  # fmt: skip
    statuses = set(column(shipped, BLOCKS.status, "status")) - {"", None}
    assert statuses == {
        "Fælles ordning", "Frivillig aftale", "Ikke fælles", "Ikke målgruppe", "Kræver afklaring", "Uden for regionen",
    }  # fmt: skip


def test_only_joint_arrangements_and_agreed_ones_have_a_start(shipped: Workbook) -> None:
    status, start = (column(shipped, BLOCKS.status, key) for key in ("status", "start"))
    agreed = column(shipped, BLOCKS.arrangements, "aftalt_start")
    for one, day, by_hand in zip(status, start, agreed, strict=True):
        assert bool(day) == (one == "Fælles ordning" or by_hand is not None)


def test_one_formula_divides_all_postings(shipped_formulas: Workbook) -> None:
    sheet = shipped_formulas[BLOCKS.division.sheet]
    arrays = [cell.value for row in sheet.iter_rows(6, 6) for cell in row if isinstance(cell.value, ArrayFormula)]
    divided = [array for array in arrays if "FHO_FORDEL" in array.text]
    assert [array.ref for array in divided] == [BLOCKS.division.area("region", "kode")]
    assert BLOCKS.division.rows == 5000
    assert len(arrays) == 19


def test_the_input_sheet_has_no_formula(shipped_formulas: Workbook) -> None:
    for row in shipped_formulas["Udgifter"].iter_rows():
        assert not [cell.coordinate for cell in row if cell.data_type == "f"]


def test_what_is_typed_is_checked_in_danish(shipped_formulas: Workbook) -> None:
    for name, kinds in (
        ("Udgifter", {"list", "date", "decimal"}),
        ("Ordninger", {"list", "date", "decimal", "custom"}),
    ):
        rules = shipped_formulas[name].data_validations.dataValidation
        assert kinds <= {rule.type for rule in rules if rule.type}
        for rule in rules:
            assert len(rule.prompt or "") <= 255
            if rule.type:
                assert rule.errorTitle == "Det kan ikke indtastes"
                assert 0 < len(rule.error) <= 225
                assert rule.formula1 is None or len(rule.formula1) <= 255


@pytest.mark.parametrize("book", list(SHIPPED))
def test_opening_does_not_recalculate(book: str) -> None:
    with zipfile.ZipFile(WORKBOOKS / book) as archive:
        workbook = archive.read("xl/workbook.xml")
    assert b'calcId="191029"' in workbook
    assert b'fullCalcOnLoad="1"' not in workbook


@pytest.mark.parametrize("book", list(SHIPPED))
def test_nothing_looks_like_a_cpr_number(book: str) -> None:
    with zipfile.ZipFile(WORKBOOKS / book) as archive:
        for name in archive.namelist():
            if name.startswith("xl/"):
                texts = re.findall(rb"<t>([^<]*)</t>|<v>([^<.]*)</v>", archive.read(name))
                assert not [text for text in texts if re.search(rb"(?<!\d)\d{6}-?\d{4}(?!\d)", b" ".join(text))], name
