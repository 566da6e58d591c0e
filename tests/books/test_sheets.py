"""The sheets for invoices, refunds, follow-up and terms: their numbers agree with the ledger and the rules."""

import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.books.computing import WORKBOOKS, Values, compute
from tests.books.conftest import fifty_postings
from xl_addin.agreement.parameters import midtjylland
from xl_addin.books import regional
from xl_addin.books.invented import invented_ledger
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.package import parts, written
from xl_addin.books.regional.examples import danish_formula
from xl_addin.books.regional.tables import tables
from xl_addin.books.shipped import SHIPPED
from xl_addin.cli.main import main

COMPUTED_SHEETS = (
    "Forside",
    "Fordeling",
    "Modregning",
    "Refusion",
    "Opkrævning",
    "Opkrævningslinjer",
    "Opfølgning",
    "Kontrol",
    "Nøgletal",
    "Aftale",
    "Eksempler",
    "Vejledning",
)


ROOM = tables(postings=70, arrangements=80, municipalities=21)


@pytest.fixture
def small() -> Workbook:
    """With all months, unlike the one for the other tests."""
    return regional.build(fifty_postings(), ROOM)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Values:
    return compute(regional.build(fifty_postings(), ROOM), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Values:
    return compute(regional.build(Ledger(), ROOM), tmp_path_factory.mktemp("blank"))


def kroner(cells: list[Any]) -> Decimal:
    return sum((Decimal(str(cell)) for cell in cells if cell not in (None, "")), Decimal(0))


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def test_invoice_lines_are_what_each_payer_paid_of_the_others_share_by_month(shipped: Workbook) -> None:
    """From Fordeling's rows in decimals, by the month in which the posting's period ends."""
    room = tables()
    block, lines = room.division, room.lines
    rows: list[dict[str, Any]] = [
        {column.key: row[place] for place, column in enumerate(block.columns)}
        for row in shipped["Fordeling"].iter_rows(block.first_row, block.last_row, values_only=True)
    ]
    owed: dict[tuple[str, Any, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["beløb"] not in (None, ""):
            last = row["til"] or row["fra"]
            key = (row["afregnes"], last.replace(day=1), row["betalt_af"])
            owed[key] += Decimal(str(row["kommunens" if row["betalt_af"] == "Regionen" else "region"]))
    seen: set[tuple[str, Any, str]] = set()
    for name, month, _, region, municipality, net, _ in shipped["Opkrævningslinjer"].iter_rows(
        lines.first_row, lines.last_row, max_col=7, values_only=True
    ):
        if name and hasattr(month, "month"):
            assert Decimal(str(region)) == owed[name, month, "Regionen"]
            assert Decimal(str(municipality)) == owed[name, month, "Kommunen"]
            assert Decimal(str(net)) == Decimal(str(region)) - Decimal(str(municipality))
            seen |= {(name, month, "Regionen"), (name, month, "Kommunen")}
    assert {key for key, amount in owed.items() if amount} <= seen


def test_the_invoice_page_shows_the_chosen_municipality(small: Workbook, tmp_path: Path) -> None:
    posting = next(one for one in fifty_postings().postings if one.municipality and one.art == "løn")
    small["Opkrævning"]["C4"].value = posting.municipality
    values = compute(small, tmp_path)
    lines = [place for place, name in enumerate(values.named("opk_kommune")) if name == posting.municipality]
    wanted = kroner([values.named("opk_netto")[place] for place in lines])
    assert wanted != 0
    assert kroner([values.at("Opkrævning", 29, 6)]) == wanted
    mine = values.named("mod_kommune").index(posting.municipality)
    assert values.at("Opkrævning", 31, 6) == values.named("mod_netto")[mine]


def test_a_later_first_month_moves_the_rest_to_earlier_and_loses_nothing(
    small: Workbook, found: Values, tmp_path: Path
) -> None:
    small["Opkrævning"]["I5"].value = date(2016, 9, 14)
    values = compute(small, tmp_path)
    assert set(values.statuses().values()) == {"OK"}
    assert kroner(values.named("opk_netto")) == kroner(found.named("opk_netto"))
    named = list(zip(values.named("opk_måned"), values.named("opk_antal"), strict=True))
    assert sum(count for month, count in named if month == "tidligere") > 0
    assert serial(date(2016, 9, 1)) in {month for month, _ in named}


def test_a_posting_without_a_date_has_a_line_of_its_own(small: Workbook, tmp_path: Path) -> None:
    row = ROOM.postings.first_row + next(
        place for place, one in enumerate(fifty_postings().postings) if one.art == "respiration"
    )
    for key in ("fra", "til"):
        small["Udgifter"].cell(row, ROOM.postings.number(key)).value = None
    values = compute(small, tmp_path)
    lines = zip(values.named("opk_måned"), values.named("opk_antal"), strict=True)
    assert sum(count for month, count in lines if month == "uden dato" and count != "") == 1
    assert values.statuses()["Opkrævet i posteringerne = summen af opkrævningslinjerne"] == "OK"


def test_refunds_are_the_former_municipalitys_share_from_the_move_to_the_decision(found: Values) -> None:
    by_case = {item.case: item for item in fifty_postings().arrangements}
    shares = dict(enumerate(found.named("post_kommunens")))
    paid_by = found.named("post_afregnes")
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for place, posting in enumerate(fifty_postings().postings):
        item = by_case[posting.arrangement]
        if item.moved is None or item.section not in ("95", "95 stk. 3", "96") or posting.first < item.moved:
            continue
        if (item.decided is None or posting.first < item.decided) and paid_by[place] == item.municipality:
            expected[item.case] += Decimal(str(shares[place]))
    lines = dict(zip(found.named("ref_sag"), found.named("ref_beløb"), strict=True))
    assert sum(expected.values()) > 0
    assert {case: Decimal(str(amount)) for case, amount in lines.items() if case and amount} == dict(expected)
    waiting = dict(zip(found.named("ref_sag"), found.named("ref_status"), strict=True))
    assert set(waiting.values()) == {"Kan opgøres", "Afventer ny kommunes afgørelse", ""}


def test_training_is_held_against_the_agreements_deadline(found: Values) -> None:
    deadline = midtjylland().newest.deadline_days
    shown = {
        case: (days, text)
        for case, days, text in zip(
            found.named("opf_sag"), found.named("opf_dage"), found.named("opf_oplæring"), strict=True
        )
    }
    kinds = set()
    for item in fifty_postings().arrangements:
        days, text = shown[item.case]
        if item.discharged and item.trained_resp and item.trained_sel:
            took = (max(item.trained_resp, item.trained_sel) - item.discharged).days
            assert days == took
            if item.discharged >= date(2015, 8, 31):
                assert text == ("Til tiden" if took <= deadline else "Efter fristen")
        kinds.add(text)
    assert kinds == {"Til tiden", "Efter fristen", "Mangler", "Før aftalen", "ingen frist"}


def test_deadlines_before_the_start_are_those_of_section_83_with_the_region(found: Values) -> None:
    rows = zip(found.named("opf_sag"), found.named("opf_vurdering"), found.named("opf_begyndt"), strict=True)
    shown = {case: (assessed, began) for case, assessed, began in rows}
    seen = set()
    for item in fifty_postings().arrangements:
        bound = item.section in ("83", "83/44") and item.employer == "region" and item.same_helpers == "ja"
        if not bound or item.discharged is None or item.discharged < date(2015, 8, 31):
            assert shown[item.case] == ("ingen frist", "ingen frist")
            continue
        assert item.assessed is not None
        assert item.training_began is not None
        expected = (
            "ja" if item.assessed < item.discharged else "nej",
            "ingen frist"
            if item.had_help != "ja"
            else ("ja" if (item.training_began - item.discharged).days <= 1 else "nej"),
        )
        assert shown[item.case] == expected
        seen.add(expected)
    assert len(seen) > 1


def test_a_long_stay_without_a_joint_decision_is_found(found: Values) -> None:
    review = midtjylland().newest.review_days
    states = found.named("indl_status")
    for stay, state in zip(fifty_postings().admissions, states, strict=False):
        assert stay.discharged is not None
        if (stay.discharged - stay.admitted).days <= review:
            assert state == "Ingen beslutning nødvendig"
        elif stay.decided is None:
            assert state == "Mangler"
        else:
            together = stay.decided_by == "Region og kommune"
            assert state == ("Truffet i fællesskab" if together else "Mangler: ikke truffet i fællesskab")
    assert {"Mangler", "Truffet i fællesskab", "Mangler: ikke truffet i fællesskab"} <= set(states)
    assert sum(value for value in found.named("opf_mangler") if value != "") == sum(
        str(state).startswith("Mangler") for state in states
    )


def test_key_figures_add_up_to_all_costs(shipped: Workbook) -> None:
    sheet = shipped["Nøgletal"]
    spent = sum((one.amount for one in invented_ledger().postings), Decimal(0))
    totals = [row for row in sheet.iter_rows(max_col=7, values_only=True) if row[1] == "I alt"]
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
    assert "Fordeling!$A$6:$A$5005" in names
    assert "Ordninger!$A$6:$A$305" in names
    assert "RM-2015-00" not in texts
    assert "opfundne data" not in texts


def test_room_for_more_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--postings", "12", "--arrangements", "7", "--folder", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["regionsregnskab-tom.xlsx"]
    names = parts((tmp_path / "regionsregnskab-tom.xlsx").read_bytes())["xl/workbook.xml"].decode()
    assert "Fordeling!$A$6:$A$17" in names
    assert "Ordninger!$A$6:$A$12" in names
    capsys.readouterr()
    assert main(["build", "--postings", "0", "--folder", str(tmp_path)]) == 2
    assert "from 1 to" in capsys.readouterr().err
    assert main(["build", "--postings", "50", "--check", "--folder", str(tmp_path)]) == 2


def test_computed_sheets_are_locked_without_a_password(small: Workbook) -> None:
    for name in COMPUTED_SHEETS:
        assert small[name].protection.sheet, name
        assert not small[name].protection.password, name
    open_cells = [
        cell.coordinate for row in small["Opkrævning"].iter_rows() for cell in row if not cell.protection.locked
    ]
    assert open_cells == ["C4", "D4", "I5"]


@pytest.mark.parametrize("book", ["regionsregnskab.xlsx", "regionsregnskab-tom.xlsx", "ny-ordning.xlsx"])
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


def test_every_sheet_prints_on_a4(small: Workbook) -> None:
    for sheet in small.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.print_area, sheet.title
            assert str(sheet.page_setup.paperSize) == "9"
            assert sheet.page_setup.fitToWidth in (1, 4)
            assert sheet.oddFooter.center.text == "&A"


def test_the_bytes_are_the_same_with_charts() -> None:
    assert written(regional.build(fifty_postings(), ROOM)) == written(regional.build(fifty_postings(), ROOM))
