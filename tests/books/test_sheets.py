"""The sheets for claims, refunds, follow-up and terms: their numbers agree with the ledger and the rules."""

import re
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.books.computing import WORKBOOKS, Values, compute
from tests.books.conftest import copy_of, fifty_postings, formulas_in
from xl_addin.agreement.parameters import midtjylland
from xl_addin.books import new_arrangement, regional
from xl_addin.books.bookfile import parts, written
from xl_addin.books.invented import CLOSED, invented_ledger
from xl_addin.books.regional.areas import areas
from xl_addin.books.regional.worked import danish_formula
from xl_addin.books.shipped import SHIPPED
from xl_addin.cli.main import main

INPUTS = {"Ordninger", "Udgifter", "Opkrævet", "Indlæggelser", "Lister"}

ROOM = areas(postings=70, arrangements=90, municipalities=21, claims=20, refunds=30)


def with_all_months() -> Workbook:
    return regional.build(fifty_postings(), ROOM, CLOSED)


@pytest.fixture
def small() -> Workbook:
    """With all months, unlike the one for the other tests."""
    return copy_of(with_all_months)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Values:
    return compute(copy_of(with_all_months), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Values:
    return compute(regional.build({}, ROOM), tmp_path_factory.mktemp("blank"))


def kroner(cells: list[Any]) -> Decimal:
    return sum((Decimal(str(cell)) for cell in cells if cell not in (None, "")), Decimal(0))


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def records(workbook: Workbook, *tables: Any) -> list[dict[str, Any]]:
    """The rows of tables side by side, by column key; the first table's keys win."""
    sheet = workbook[tables[0].sheet]
    return [
        {
            column.key: sheet.cell(row, table.number(column.key)).value
            for table in reversed(tables)
            for column in table.columns
        }
        for row in range(tables[0].first_row, tables[0].last_row + 1)
    ]


def owed_by_month(shipped: Workbook) -> dict[tuple[str, date, str], Decimal]:
    """From the postings and their shares in decimals: who has to get what, by the month in which the period ends."""
    room = areas()
    owed: dict[tuple[str, date, str], Decimal] = defaultdict(Decimal)
    postings = zip(invented_ledger()["Udgifter"], records(shipped, room.division), strict=False)
    for posting, row in postings:
        month = posting.get("til", posting["fra"]).replace(day=1)
        paid = posting["betalt_af"]
        owed[row["afregnes"], month, paid] += Decimal(str(row["kommunens" if paid == "Regionen" else "region"]))
    return owed


def test_claim_lines_are_what_each_payer_paid_of_the_others_share_and_what_was_claimed(shipped: Workbook) -> None:
    owed = owed_by_month(shipped)
    sent: dict[tuple[str, date, str], Decimal] = defaultdict(Decimal)
    for claim in invented_ledger()["Opkrævet"]:
        sent[claim["kommune"], claim["måned"], claim["retning"]] += Decimal(str(claim["beløb"]))
    seen = set()
    for row in records(shipped, areas().lines):
        if not hasattr(row["måned"], "month"):
            continue
        name, month = row["kommune"], row["måned"].date()
        for key, payer, direction, before, rest in (
            ("region", "Regionen", "regionen opkræver", "før_region", "rest_region"),
            ("kommunens", "Kommunen", "kommunen opkræver", "før_kommune", "rest_kommune"),
        ):
            assert kroner([row[key]]) == owed[name, month, payer]
            assert kroner([row[before]]) == sent[name, month, direction]
            assert kroner([row[rest]]) == owed[name, month, payer] - sent[name, month, direction]
            seen.add((name, month, payer))
    assert {key for key, amount in owed.items() if amount} <= seen


def test_what_has_been_paid_follows_from_the_claims(shipped: Workbook) -> None:
    room = areas()
    paid: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for claim in invented_ledger()["Opkrævet"]:
        if "betalt" in claim:
            paid[claim["kommune"], claim["retning"]] += Decimal(str(claim["beløb"]))
    lines = [row for row in records(shipped, room.municipalities, room.balance) if row["kommune"]]
    for row in lines:
        assert kroner([row["til_regionen"]]) == paid[row["kommune"], "regionen opkræver"]
        assert kroner([row["til_kommunen"]]) == paid[row["kommune"], "kommunen opkræver"]
        owed = kroner([row["region"]]) - kroner([row["kommunens"]])
        assert kroner([row["netto"]]) == owed - kroner([row["til_regionen"]]) + kroner([row["til_kommunen"]])
        for party in ("region", "kommunens"):
            assert kroner([row[f"{party}_før"], row[f"{party}_løbende"]]) == kroner([row[party]])
    assert len(lines) == 19
    assert any(kroner([row["region_løbende"]]) for row in lines)


def test_paying_more_than_is_owed_or_the_wrong_way_is_said(small: Workbook, tmp_path: Path) -> None:
    claims = ROOM.claims
    for key, value in (("kommune", "Samsø"), ("retning", "regionen opkræver"), ("beløb", 5000), ("betalt", CLOSED)):
        small["Opkrævet"].cell(claims.first_row, claims.number(key)).value = value
    values = compute(small, tmp_path)
    assert "betalt mere til regionen" in values.line("Samsø")["bemærkning"]
    assert any(text == "Opkrævet for meget: send en kreditnota" for text in values.named("opk_tekst"))


@pytest.mark.parametrize(
    ("claimed", "said"),
    [(None, "Til gode med minus: send en kreditnota"), (100, "Opkrævet for meget: send en kreditnota")],
)
def test_a_month_of_credits_that_nobody_claimed_is_not_claimed_too_much(
    claimed: float | None, said: str, small: Workbook, tmp_path: Path
) -> None:
    postings, claims = ROOM.postings, ROOM.claims
    place = next(place for place, one in enumerate(fifty_postings()["Udgifter"]) if one["art"] == "respiration")
    posting = fifty_postings()["Udgifter"][place]
    for key, value in (("beløb", -9_000_000), ("betalt_af", "Kommunen"), ("afregnes", "Samsø")):
        small["Udgifter"].cell(postings.first_row + place, postings.number(key)).value = value
    small["Opkrævet"].delete_rows(claims.first_row, claims.rows)
    if claimed:
        month = posting.get("til", posting["fra"])
        claim = {"kommune": "Samsø", "måned": month, "retning": "kommunen opkræver", "beløb": claimed}
        for key, value in claim.items():
            small["Opkrævet"].cell(claims.first_row, claims.number(key)).value = value
    values = compute(small, tmp_path)
    lines = zip(values.named("opk_kommune"), values.named("opk_tekst"), strict=True)
    assert [text for name, text in lines if name == "Samsø" and "kreditnota" in str(text)] == [said]


def test_a_month_with_nothing_to_claim_is_not_said_to_be_claimed(shipped: Workbook) -> None:
    for row in records(shipped, areas().lines):
        amounts = [row[key] for key in ("region", "kommunens", "før_region", "før_kommune")]
        if row["antal"]:
            assert (row["tekst"] == "Intet at opkræve") == (not any(amounts))


def test_the_invoice_page_shows_the_chosen_municipality(small: Workbook, tmp_path: Path) -> None:
    name = "Silkeborg"
    sheet, cell = small.defined_names["opk_valgt_kommune"].attr_text.replace("$", "").split("!")
    small[sheet][cell].value = name
    values = compute(small, tmp_path)
    lines = [place for place, one in enumerate(values.named("opk_kommune")) if one == name]
    total = 6 + ROOM.buckets + 1
    for column, key in ((4, "opk_region"), (5, "opk_kommunens")):
        wanted = kroner([values.named(key)[place] for place in lines])
        assert kroner([values.at("Opkrævning", total, column)]) == wanted
    assert values.at("Opkrævning", total + 1, 6) == values.line(name)["netto"]
    assert values.at("Opkrævning", 1, 2) == f"Mellemværende: {name}"


def test_a_later_first_month_moves_the_rest_to_earlier_and_loses_nothing(
    small: Workbook, found: Values, tmp_path: Path
) -> None:
    sheet, cell = small.defined_names["opk_ønsket_måned"].attr_text.replace("$", "").split("!")
    small[sheet][cell].value = date(2016, 9, 14)
    values = compute(small, tmp_path)
    assert set(values.statuses().values()) == {"OK"}
    for key in ("opk_region", "opk_kommunens", "opk_før_region", "opk_før_kommune"):
        assert kroner(values.named(key)) == kroner(found.named(key))
    named = list(zip(values.named("opk_måned"), values.named("opk_antal"), strict=True))
    assert sum(count for month, count in named if month == "tidligere") > 0
    assert serial(date(2016, 9, 1)) in {month for month, _ in named}


def test_a_posting_without_a_date_has_a_line_of_its_own(small: Workbook, tmp_path: Path) -> None:
    place = next(place for place, one in enumerate(fifty_postings()["Udgifter"]) if one["art"] == "respiration")
    row = ROOM.postings.first_row + place
    for key in ("fra", "til"):
        small["Udgifter"].cell(row, ROOM.postings.number(key)).value = None
    values = compute(small, tmp_path)
    assert set(values.statuses().values()) == {"OK"}
    counts = zip(values.named("opk_måned"), values.named("opk_antal"), strict=True)
    assert sum(count for month, count in counts if month == "uden dato") == 1


def test_the_agreement_chosen_is_the_one_that_is_used(small: Workbook, tmp_path: Path) -> None:
    """A region's own agreement, typed on the sheet: its key, its name in the texts, its source on the front page."""
    sheet = small["Aftale"]
    sheet[small.defined_names["aftale_valg"].attr_text.replace("$", "").partition("!")[2]].value = "Egen aftale"
    own = {sheet.cell(row, 2).value: row for row in reversed(range(12, 30))}
    for name, value in (("Regionens navn", "Syddanmark"), ("Gælder fra", date(2015, 8, 31)), ("Regionens andel", 0.6)):
        sheet.cell(own[name], 3).value = value
    values = compute(small, tmp_path)
    assert values.at("Forside", 2, 2).startswith("Region Syddanmark og kommunerne")
    joint = values.named("post_kode").index("NØGLE")
    amount = fifty_postings()["Udgifter"][joint]["beløb"]
    assert values.named("post_region")[joint] == pytest.approx(amount * 0.6, abs=0.01)


def test_deadlines_are_passed_only_on_a_day(found: Values, blank: Values, tmp_path: Path) -> None:
    states = set(found.named("indl_status"))
    assert {"Ingen vurdering nødvendig", "Vurderet i fællesskab"} <= states
    assert [state for state in states if str(state).startswith("Mangler (overskredet)")]
    undated = compute(regional.build(fifty_postings(), ROOM), tmp_path)
    assert not [state for state in undated.named("indl_status") if "overskredet" in str(state)]
    assert blank.at("Forside", 7, 3) is None


def test_the_follow_up_counts_stays_and_missing_assessments(found: Values) -> None:
    stays = fifty_postings()["Indlæggelser"]
    assert sum(value for value in found.named("opf_indlæggelser") if value != "") == len(stays)
    missing = sum(str(state).startswith("Mangler") for state in found.named("indl_status"))
    assert sum(value for value in found.named("opf_mangler") if value != "") == missing > 0


def test_key_figures_add_up_to_all_costs(shipped: Workbook) -> None:
    spent = sum((Decimal(str(one["beløb"])) for one in invented_ledger()["Udgifter"]), Decimal(0))
    totals = [row for row in shipped["Nøgletal"].iter_rows(max_col=7, values_only=True) if row[1] == "I alt"]
    assert [kroner(list(row[2:6])) for row in totals] == [spent] * 3


def test_the_terms_are_the_data_files(small: Workbook) -> None:
    shown = {row[1]: row[2] for row in reversed(list(small["Aftale"].iter_rows(max_col=3, values_only=True)))}
    newest = midtjylland().newest
    assert shown["Regionens andel af fælles udgifter"] == float(newest.region_key)
    assert shown["Frist for oplæring, dage efter udskrivelsen"] == newest.deadline_days
    assert all(name in shown["Kommuner"] for name in newest.municipalities)


def test_the_examples_compute(found: Values) -> None:
    sheet = {row: [found.at("Eksempler", row, column) for column in range(2, 10)] for row in range(1, 40)}
    by_situation = {cells[0]: cells[3:] for cells in sheet.values() if cells[0]}
    assert by_situation["Øre, der ikke går op"] == [1.01, 0.49, 0, 0, "NØGLE"]
    assert by_situation["Periode, der begynder før start"] == [18_090, 8_910, 0, 3_000, "DELVIS"]
    assert by_situation["Flytning, § 96, før ny afgørelse"][0] == "Holstebro"
    assert found.errors()["Eksempler"] == set()
    assert danish_formula('F(1.5,"a,b",2)') == 'F(1,5;"a,b";2)'


def test_the_workbook_without_data_has_no_errors_and_zero_totals(blank: Values) -> None:
    assert blank.errors() == {sheet: set() for sheet in blank.errors()}
    assert set(blank.statuses().values()) == {"OK"}
    assert blank.totals() == [0] * len(blank.totals())
    assert not any(blank.named("opk_tekst"))


def test_the_shipped_workbook_without_data_is_empty_and_has_room() -> None:
    with zipfile.ZipFile(WORKBOOKS / "regionsregnskab-tom.xlsx") as archive:
        names = archive.read("xl/workbook.xml").decode()
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "Fordeling!$M$6:$M$5005" in names
    assert "Ordninger!$AA$6:$AA$305" in names
    assert "RM-2015-00" not in texts
    assert "opfundne data" not in texts


def test_room_for_more_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--postings", "12", "--arrangements", "7", "--folder", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["regionsregnskab-tom.xlsx"]
    names = parts((tmp_path / "regionsregnskab-tom.xlsx").read_bytes())["xl/workbook.xml"].decode()
    assert "Fordeling!$M$6:$M$17" in names
    assert "Ordninger!$AA$6:$AA$12" in names
    capsys.readouterr()
    assert main(["build", "--postings", "0", "--folder", str(tmp_path)]) == 2
    assert "from 1 to" in capsys.readouterr().err
    assert main(["build", "--postings", "50", "--check", "--folder", str(tmp_path)]) == 2


def test_computed_sheets_are_locked_without_a_password(small: Workbook) -> None:
    for sheet in small.worksheets:
        assert sheet.protection.sheet == (sheet.title not in INPUTS), sheet.title
        assert not sheet.protection.password, sheet.title
    open_cells = [
        cell.coordinate for row in small["Opkrævning"].iter_rows() for cell in row if not cell.protection.locked
    ]
    assert open_cells == ["J1", "J2"]


def test_no_array_formula_is_too_long_for_excel_to_enter_again() -> None:
    """Range.FormulaArray takes 255 characters, which the add-in's repair needs."""
    for workbook in (regional.build({}, ROOM), new_arrangement.build()):
        arrays = [
            cell.value.text
            for sheet in workbook.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, ArrayFormula)
        ]
        assert arrays
        assert max(map(len, arrays)) <= 255


NUMBERED = {"Eksempler", "Refusion", "Kontrol", "Opkrævning", "Opkrævningslinjer"}
"""Sheets whose formulas count their own lines, and the examples."""


@pytest.mark.parametrize("book", SHIPPED)
def test_no_formula_decides_what_the_law_says(book: str) -> None:
    """No day, share or date of the agreement stands in a sheet, and no section or code is asked for there."""
    newest = midtjylland().newest
    said = [newest.deadline_days, newest.review_days, newest.hours_cap, newest.region_key, newest.municipality_key]
    law = {f"{float(number) * times:g}" for number in said for times in (1, 100)}
    for sheet in formulas_in(book):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            formula = cell.value.text if isinstance(cell.value, ArrayFormula) else str(cell.value or "")
            if formula.startswith("="):
                place = (sheet.title, cell.coordinate)
                assert not re.search(r'(LEFT|RIGHT|MID)\([\w$]*paragraf|="(§|\d)', formula), place
                bare = re.sub('"[^"]*"', '""', formula)
                assert not re.search(r"DATE\(\d", bare), place
                numbers = set(re.findall(r"(?<![\w$.])\d+(?:\.\d+)?(?![\w.])", bare))
                assert sheet.title in NUMBERED or not numbers & law, place


def test_no_cell_repeats_another_sheets_cell_one_by_one(small: Workbook) -> None:
    """The postings are shown by one array, not by a formula a cell."""
    arrays = [
        cell.value for row in small["Fordeling"].iter_rows(5, 6) for cell in row if isinstance(cell.value, ArrayFormula)
    ]
    assert sum("FHO_REGNSKAB" in array.text for array in arrays) == 1
    assert sum("Posteringer" in array.text and "FHO" not in array.text for array in arrays) == 1
    assert not [
        cell
        for row in small["Fordeling"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]


def test_links_inside_the_workbook_are_no_files_and_checks_have_no_equals_sign(small: Workbook) -> None:
    found = parts(written(small))
    front = found["xl/worksheets/sheet1.xml"].decode()
    assert front.count("<hyperlink ") == 15
    assert front.count('location="') == 15
    assert "r:id" not in re.findall(r"<hyperlinks>.*</hyperlinks>", front)[0]
    for name, content in found.items():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<formula1>=" not in content, name


@pytest.mark.parametrize(
    "book", ["regionsregnskab.xlsx", "regionsregnskab-tom.xlsx", "ny-ordning.xlsx", "ny-ordning-tom.xlsx"]
)
def test_every_chart_has_a_title_axis_titles_and_a_text_for_screen_readers(book: str) -> None:
    assert book in SHIPPED
    with zipfile.ZipFile(WORKBOOKS / book) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    frames = "".join(drawings).count("<graphicFrame") + "".join(drawings).count("<xdr:graphicFrame")
    assert frames == len(charts) == (1 if book.startswith("ny") else 4)
    assert "".join(drawings).count('descr="') == frames
    assert 'descr=""' not in "".join(drawings)
    for chart in charts:
        assert chart.count("<title>") + chart.count("<c:title>") == 3


def test_an_empty_workbook_lists_no_claim_lines_and_says_how_to_choose_a_municipality(blank: Values) -> None:
    for key in ("kommune", "måned", "antal", "region", "tekst"):
        assert set(blank.named(ROOM.lines.name(key))) == {""}
    assert blank.at("Opkrævning", 1, 2) == "Mellemværende: vælg kommunen til højre"


def test_every_sheet_prints_on_a4(small: Workbook) -> None:
    for sheet in small.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.print_area, sheet.title
            assert str(sheet.page_setup.paperSize) == "9"
            scale, wide = sheet.page_setup.scale, sheet.page_setup.fitToWidth
            assert 60 <= scale <= 100 if scale else wide in (1, 2, 3, 5)
            assert sheet.oddFooter.center.text == "&A"


def test_the_bytes_are_the_same_with_charts() -> None:
    assert written(regional.build(fifty_postings(), ROOM, CLOSED)) == written(
        regional.build(fifty_postings(), ROOM, CLOSED)
    )
