"""The committed regional workbook: complete, computed, right to the øre, and ready for use."""

import re
import zipfile
from collections import Counter, defaultdict
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
from xl_addin.books.regional.areas import areas
from xl_addin.books.shipped import SHIPPED
from xl_addin.engine.compute import calculate
from xl_addin.engine.ironcalc import Engine

AREAS = areas()
POSTINGS = invented_ledger()["Udgifter"]


def column(workbook: Workbook, block: Any, key: str, rows: int | None = None) -> list[Any]:
    sheet, number = workbook[block.sheet], block.number(key)
    last = block.first_row + (rows or block.rows) - 1
    return [row[0] for row in sheet.iter_rows(block.first_row, last, number, number, values_only=True)]


def kroner(cells: list[Any]) -> Decimal:
    return sum((Decimal(str(cell)) for cell in cells if cell not in (None, "")), Decimal(0))


def test_every_control_agrees(shipped: Workbook) -> None:
    statuses = [row[5] for row in shipped["Kontrol"].iter_rows(values_only=True) if row[5] in ("OK", "FEJL")]
    assert statuses == ["OK"] * 20
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
    rows = zip(*(column(shipped, AREAS.division, key, len(POSTINGS)) for key in parts), strict=True)
    for posting, row in zip(POSTINGS, rows, strict=True):
        assert kroner(list(row)) == Decimal(str(posting["beløb"]))


def test_the_split_agrees_with_the_independent_calculation(shipped: Workbook) -> None:
    """Postings of cases with one period, against the slow oracle of FHO_FORDEL with that case's dates."""
    periods = Counter(column(shipped, AREAS.arrangements, "sag"))
    keys = zip(*(column(shipped, table, key) for table, key in (
        (AREAS.arrangements, "sag"), (AREAS.status, "start"), (AREAS.status, "slut"),
    )), strict=True)  # fmt: skip
    dates = {case: (start, end) for case, start, end in keys if periods[case] == 1}
    keys = ("region", "kommunens", "borger", "ufordelt", "kode")
    found = list(zip(*(column(shipped, AREAS.division, key) for key in keys), strict=True))
    seen = 0
    for place, posting in list(enumerate(POSTINGS))[::7]:
        start, end = dates.get(posting["ordning"], (None, None))
        if not start or posting["ordning"] in _AGREED:
            continue
        given = (*(posting.get(key) for key in ("beløb", "art", "fra", "til")), _day(start), _day(end))
        expected = oracle.call("fho_fordel", *given, posting.get("udmålt_af"), posting.get("bevilget"))[0]
        assert [Decimal(str(cell)) for cell in found[place][:4]] == [Decimal(str(cell)) for cell in expected[:4]]
        assert found[place][4] == expected[4]
        seen += 1
    assert seen > 300


_AGREED = {one["sag"] for one in invented_ledger()["Ordninger"] if "aftalt_andel" in one}


def _day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else None


def test_the_settlement_is_what_the_postings_say(shipped: Workbook) -> None:
    """From the postings and their shares alone, in decimals: what each payer paid of the other's share."""
    owed: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    columns = [column(shipped, AREAS.division, key, len(POSTINGS)) for key in ("afregnes", "region", "kommunens")]
    for posting, name, region, municipality in zip(POSTINGS, *columns, strict=True):
        payer = posting["betalt_af"]
        owed[name, payer] += Decimal(str(municipality if payer == "Regionen" else region))
    names = column(shipped, AREAS.municipalities, "kommune", 19)
    for place, name in enumerate(names):
        line = {one.key: column(shipped, AREAS.balance, one.key)[place] for one in AREAS.balance.columns}
        assert kroner([line["region"]]) == owed[name, "Regionen"]
        assert kroner([line["kommunens"]]) == owed[name, "Kommunen"]
        assert line["betaler"] == ("Kommunen" if line["netto"] > 0 else "Regionen")


def test_every_code_and_every_status_is_shown(shipped: Workbook) -> None:
    codes = set(column(shipped, AREAS.division, "kode")) - {"", None}
    assert codes == {
        "NØGLE", "DELVIS", "FØR-AFTALE", "FØR-START", "EFTER-SLUT", "RESP", "SEL",
        "EKSTRA-R", "EKSTRA-K", "FERIE-K", "FERIE-B", "PAUSE", "IKKE-FÆLLES",
    }  # fmt: skip
    statuses = set(column(shipped, AREAS.status, "status")) - {"", None}
    assert statuses == {
        "Fælles ordning", "Frivillig aftale", "Ikke fælles", "Ikke målgruppe", "Kræver afklaring", "Uden for regionen",
    }  # fmt: skip


def test_only_joint_arrangements_and_agreed_ones_have_a_start(shipped: Workbook) -> None:
    status, start = (column(shipped, AREAS.status, key) for key in ("status", "start"))
    agreed = column(shipped, AREAS.arrangements, "aftalt_andel")
    for one, day, share in zip(status, start, agreed, strict=True):
        assert bool(day) == (one == "Fælles ordning" or share is not None)


def test_few_of_its_formulas_are_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is computed by index takes little time: two arrays that slipped back made ``fho calc`` five times slower."""
    given: list[str] = []
    put = Engine.put_formula

    def counted(engine: Engine, sheet: int, row: int, column: int, formula: str) -> None:
        given.append(formula)
        put(engine, sheet, row, column, formula)

    monkeypatch.setattr(Engine, "put_formula", counted)
    calculate(WORKBOOKS / "regionsregnskab.xlsx")
    assert 0 < len(given) < 3_000
    assert sum(map(len, given)) < 500_000


def test_one_formula_settles_all_postings(shipped_formulas: Workbook) -> None:
    sheet = shipped_formulas[AREAS.division.sheet]
    arrays = [cell.value for row in sheet.iter_rows(5, 6) for cell in row if isinstance(cell.value, ArrayFormula)]
    settled = [array for array in arrays if "FHO_REGNSKAB" in array.text]
    assert [array.ref for array in settled] == [AREAS.division.all]
    assert AREAS.division.rows == 5000
    assert len(arrays) == 2 + len(AREAS.sorted_out.columns)


@pytest.mark.parametrize("name", ["Posteringer", "Ordninger", "Indlæggelser", "Opkrævninger"])
def test_what_users_fill_in_is_named_from_its_header(name: str, shipped_formulas: Workbook) -> None:
    """Whole columns, and the header's row: inserting, deleting, sorting and cutting cannot move it."""
    place = shipped_formulas.defined_names[name].attr_text
    sheet, last = re.fullmatch(r"INDEX\((\w+)!\$A:\$([A-Z]+),.*", place).groups()  # type: ignore[union-attr]
    top = f"MAX(ROW({sheet}!$A$5))"
    columns = f"{sheet}!$A:${last}"
    assert re.fullmatch(
        re.escape(f"INDEX({columns},{top},1):INDEX({columns},{top}+")
        + r"\d+"
        + re.escape(f",MAX(COLUMN({sheet}!${last}$5)))"),
        place,
    )


@pytest.mark.parametrize("sheet", ["Udgifter", "Opkrævet"])
def test_the_input_sheets_have_no_formula(sheet: str, shipped_formulas: Workbook) -> None:
    for row in shipped_formulas[sheet].iter_rows():
        assert not [cell.coordinate for cell in row if cell.data_type == "f"]


def test_what_is_worth_a_look_is_counted(shipped: Workbook) -> None:
    """Each of the oddities that the invented ledger holds on purpose."""
    counted = {row[1]: row[2] for row in shipped["Kontrol"].iter_rows(values_only=True)}
    assert counted["Fælles udgifter på en sag, der ikke er fælles"] == 1
    assert counted["Posteringer, der måske står to gange"] == 2
    impossible = column(shipped, AREAS.status, "tilladt").count(False)
    assert counted["Afsnit med en arbejdsgiver, der ikke er mulig"] == impossible > 0
    assert counted["Felter, der ligner et CPR-nummer"] == 0
    assert counted["Posteringer betalt af en anden end den, der betaler først"] > 0
    assert counted["Måneder, hvor der er opkrævet for meget"] > 0


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
