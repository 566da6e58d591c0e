"""The template for one new arrangement: what follows from the answers, and no errors without them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.books.computing import Values, place
from tests.books.conftest import copy_of
from xl_addin.books import new_arrangement
from xl_addin.books.new_arrangement.questions import name, questions

Compute = Callable[[Workbook], Values]
QUESTIONS = questions()

SHEETS = ("Skema", "Tjekliste", "Budget", "Aftaleark", "Faktura", "Afsnit", "Aftale", "Lister")
NO_ERRORS: dict[str, set[str]] = {sheet: set() for sheet in SHEETS}
LATE_SHEETS = {"Afsnit"}  # where FHO_ORDNINGER says what is missing, as an error that the form does not show


@pytest.fixture
def form() -> Workbook:
    return copy_of(new_arrangement.build)


def fill(workbook: Workbook, answers: dict[str, Any]) -> None:
    for key, value in answers.items():
        cell = workbook.defined_names[name(key)].attr_text.partition("!")[2].replace("$", "")
        workbook["Skema"][cell].value = value


def empty(workbook: Workbook) -> None:
    fill(workbook, {question.key: None for question in QUESTIONS})


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def errors(values: Values) -> dict[str, set[str]]:
    """The errors that a user sees: the row for FHO_ORDNINGER shows its own."""
    return {sheet: found for sheet, found in values.errors().items() if sheet not in LATE_SHEETS or not found} | {
        sheet: set() for sheet in LATE_SHEETS
    }


def follows(values: Values, key: str) -> Any:
    return values.named(name(key))[0]


def test_the_example(form: Workbook, values: Compute) -> None:
    found = values(form)
    assert follows(found, "status") == "Fælles ordning"
    assert follows(found, "timer") == 24
    assert follows(found, "start") == serial(date(2016, 4, 4))
    assert follows(found, "frist") == serial(date(2016, 4, 11))
    assert [follows(found, key) for key in ("tilladt", "oplærer", "betaler")] == [
        "ja",
        "Respirationscentret",
        "Kommunen",
    ]
    assert follows(found, "ekstra_kommune") == 20_332  # 104 hours of 195.50
    assert follows(found, "ferie_kommune") == 12_500
    # 24 hours of 195.50 in 365 days, 67 % the region's
    assert [found.at("Budget", 18, column) for column in (5, 6, 7)] == [1_712_580, 1_147_428.6, 565_151.4]
    assert [found.at("Budget", 25, column) for column in (5, 6, 7, 8)] == [1_745_412, 1_147_428.6, 597_983.4, 0]
    assert follows(found, "kan_aftales") == "ja"


def test_an_empty_form_shows_no_errors_and_no_amounts(form: Workbook, values: Compute) -> None:
    empty(form)
    found = values(form)
    assert errors(found) == NO_ERRORS
    assert follows(found, "status") == "Udfyld felterne til venstre"
    assert follows(found, "start") == ""
    assert found.at("Budget", 25, 5) == 0


@pytest.mark.parametrize("question", [question.key for question in QUESTIONS])
def test_one_answer_missing_gives_no_errors(question: str, form: Workbook, values: Compute) -> None:
    fill(form, {question: None})
    assert errors(values(form)) == NO_ERRORS


CITIZENS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"paragraf": "83", "arbejdsgiver": "region"},
        {"status": "Fælles ordning", "oplærer": "Kommunen", "betaler": "Regionen"},
    ),
    ({"oplært_sel": None}, {"oplært": "", "start": serial(date(2016, 4, 11))}),
    ({"oplært_sel": date(2016, 6, 1)}, {"start": serial(date(2016, 4, 11))}),
    ({"samme": "nej"}, {"status": "Ikke fælles", "start": ""}),
    ({"sel": 0, "overlap": None}, {"status": "Ikke målgruppe", "start": ""}),
    ({"kommune": "Aalborg"}, {"status": "Uden for regionen", "start": ""}),
    (
        {"paragraf": "84 stk. 1", "arbejdsgiver": "kommune"},
        {"status": "Frivillig aftale", "start": "", "betaler": "Kommunen", "tilladt": "ja"},
    ),
    (
        {
            "paragraf": "84 stk. 1",
            "arbejdsgiver": "kommune",
            "aftalt_start": date(2016, 5, 1),
            "aftalt_andel": 0.6,
        },
        {"start": serial(date(2016, 5, 1)), "kan_aftales": "ja"},
    ),
    ({"paragraf": "ÆL"}, {"status": "Kræver afklaring", "tilladt": "", "start": ""}),
    ({"arbejdsgiver": "region"}, {"tilladt": "Kræver afklaring", "betaler": ""}),
    ({"paragraf": "42", "arbejdsgiver": "region"}, {"tilladt": "nej", "betaler": "", "status": "Frivillig aftale"}),
    (
        {"paragraf": "83", "paragraf_2": "85", "arbejdsgiver": "kommune"},
        {"status": "Fælles ordning", "betaler": "Kommunen"},
    ),
    ({"paragraf": "83", "arbejdsgiver": "privat", "plejebolig": "ja"}, {"tilladt": "nej"}),
    ({"sel_fra": date(2016, 6, 1)}, {"start": serial(date(2016, 6, 1))}),
    ({"resp_fra": date(2016, 5, 2)}, {"start": serial(date(2016, 5, 2))}),
    ({"udmålt_af": "Respirationscentret"}, {"ekstra_region": 20_332, "ekstra_kommune": 0}),
    ({"bevilget": "nej"}, {"ferie_kommune": 0, "ferie_borger": 12_500}),
    ({"bevilget": None}, {"ferie_kommune": 0, "ferie_borger": 12_500}),
]


@pytest.mark.parametrize(("answers", "expected"), CITIZENS)
def test_what_follows(answers: dict[str, Any], expected: dict[str, Any], form: Workbook, values: Compute) -> None:
    fill(form, answers)
    found = values(form)
    assert {key: follows(found, key) for key in expected} == expected
    assert errors(found) == NO_ERRORS


def test_every_question_has_help_and_a_check(form: Workbook) -> None:
    rules = form["Skema"].data_validations.dataValidation
    assert len(rules) == len(QUESTIONS)
    assert all(rule.prompt and (rule.error or not rule.type) for rule in rules)
    assert [rule for rule in rules if not rule.type] == [rule for rule in rules if rule.promptTitle == "Regionens navn"]


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        ("010190-1234", True),
        ("0101901234", True),
        ("010190 1234", True),
        ("101901234", True),
        ("RM-2016-001", False),
        ("2016-101", False),
        ("12345678901", False),
        ("010190-123A", False),
    ],
)
def test_a_case_number_like_a_cpr_number_is_refused_with_a_reason(
    number: str, refused: bool, form: Workbook, values: Compute
) -> None:
    """Pasted text passes the check on typing, so the sheet says it too, and no other sheet repeats the number."""
    fill(form, {"sag": number})
    found = values(form)
    assert follows(found, "sagstjek") == ("AFVIST: det ligner et CPR-nummer (10 cifre)" if refused else "Kan bruges")
    shown = "" if refused else number
    assert found.at("Aftaleark", 7, 3) == found.at("Faktura", 6, 3) == shown
    assert found.at("Budget", 3, 2) == (f"Sag {shown}" if shown else "")


def test_typing_a_cpr_number_is_stopped_with_a_danish_message(form: Workbook) -> None:
    rule = next(rule for rule in form["Skema"].data_validations.dataValidation if rule.type == "custom")
    assert rule.errorStyle == "stop"
    assert "CPR-nummer (10 cifre)" in str(rule.error)
    assert len(str(rule.error)) <= 225
    assert len(str(rule.formula1)) <= 255


HOLIDAYS: list[tuple[str, str, str | None, tuple[Any, Any]]] = [
    ("ja", "ja", "ja", (12_500, 0)),
    ("ja", "ja", "nej", (0, 12_500)),
    ("ja", "nej", "ja", (0, 12_500)),
    ("ja", "ja", None, (0, 12_500)),
    ("nej", "ja", "ja", ("", "")),
]


@pytest.mark.parametrize(("extra", "social", "granted", "shares"), HOLIDAYS)
def test_holidays(
    extra: str, social: str, granted: str | None, shares: tuple[Any, Any], form: Workbook, values: Compute
) -> None:
    fill(form, {"ferie_ekstra": extra, "ferie_sel": social, "bevilget": granted})
    found = values(form)
    assert (follows(found, "ferie_kommune"), follows(found, "ferie_borger")) == shares
    assert errors(found) == NO_ERRORS


ADMISSIONS: list[tuple[dict[str, Any], Any, str]] = [
    ({"indl_slut": date(2016, 9, 20)}, "", "Ingen vurdering nødvendig"),
    ({}, serial(date(2016, 10, 3)), "Frist 03-10-2016"),
    ({"opgjort_pr": date(2016, 10, 4)}, serial(date(2016, 10, 3)), "Mangler (overskredet)"),
    (
        {"besluttet": date(2016, 10, 3), "beslutning": "fortsætter", "truffet_af": "Region og kommune"},
        serial(date(2016, 10, 3)),
        "Vurderet i fællesskab",
    ),
    (
        {"besluttet": date(2016, 10, 3), "beslutning": "ophører", "truffet_af": "Regionen alene"},
        serial(date(2016, 10, 3)),
        "Mangler: ikke vurderet i fællesskab",
    ),
]


@pytest.mark.parametrize(("answers", "due", "status"), ADMISSIONS)
def test_a_long_admission_needs_a_joint_assessment(
    answers: dict[str, Any], due: Any, status: str, form: Workbook, values: Compute
) -> None:
    fill(form, answers)
    found = values(form)
    assert (follows(found, "vurdering"), follows(found, "vurdering_status")) == (due, status)


def page(values: Values) -> list[Any]:
    """What stands on the printed part of the agreement sheet, labels left out."""
    return [values.at("Aftaleark", row, column) for row in range(5, 46) for column in range(3, 7)]


def test_the_agreement_sheet_repeats_the_form_and_is_one_page(form: Workbook, values: Compute) -> None:
    found = values(form)
    shown = {found.at("Aftaleark", row, 2): found.at("Aftaleark", row, 3) for row in range(1, 45)}
    assert shown["Fælles finansiering fra"] == follows(found, "start")
    assert shown["Regionens andel af fælles udgifter"] == 0.67
    assert shown["Kommunens andel af fælles udgifter"] == 0.33
    assert (shown["Region"], shown["Kommune"]) == ("Region Midtjylland", "Viborg Kommune")
    assert (shown["Gælder til"], shown["Opsigelsesvarsel"]) == ("indtil videre", "3 måneder")
    assert shown["Timer"].startswith(
        "24 timer respirationsbehandling + 12 timer efter serviceloven − 12 samtidige = 24"
    )
    shared = "Fælles udgifter, efter andelene ovenfor"
    row = next(row for row in range(1, 45) if found.at("Aftaleark", row, 2) == shared)
    total, region, municipality = (found.at("Aftaleark", row, column) for column in (3, 4, 5))
    assert (round(region / total, 6), round(municipality / total, 6)) == (0.67, 0.33)
    texts = [cell.value for cells in form["Aftaleark"].iter_rows() for cell in cells]
    assert texts.count("Dato og underskrift") == 2
    assert form["Aftaleark"].page_setup.fitToHeight == 1


NOTHING_TO_AGREE: list[tuple[dict[str, Any], str]] = [
    ({"samme": "nej"}, "ingen fælles finansiering"),
    ({"paragraf": "ÆL"}, "ingen fælles finansiering"),
    ({"paragraf": "97", "arbejdsgiver": "kommune"}, "ingen fælles finansiering"),
    ({"arbejdsgiver": "region"}, "Arbejdsgiveren er ikke mulig"),
    ({"arbejdsgiver": None}, "Arbejdsgiveren er ikke mulig"),
    ({"kommune": "Atlantis"}, "Ret fejlen"),
    ({"timepris": -195.5}, "timeprisen er negativ"),
    ({"sag": "010190-1234"}, "Sagsnummeret er afvist"),
    ({"sag": "Sag 010190/1234"}, "Sagsnummeret er afvist"),
    ({"sag": "01-01-1990-1234"}, "Sagsnummeret er afvist"),
    ({"region_navn": None}, "Udfyld regionens navn"),
    ({question.key: None for question in QUESTIONS}, "Udfyld"),
]


@pytest.mark.parametrize(("answers", "why"), NOTHING_TO_AGREE)
def test_the_agreement_sheet_is_blank_until_there_is_something_to_agree(
    answers: dict[str, Any], why: str, form: Workbook, values: Compute
) -> None:
    fill(form, answers)
    found = values(form)
    assert why in follows(found, "kan_aftales")
    signs = {"Dato og underskrift", "Navn og stilling"}
    headings = {"I alt", "Regionen", "Kommunen", "Borgeren"}
    assert {cell for cell in page(found) if cell not in (None, "")} <= signs | headings
    assert why in found.at("Aftaleark", 1, 8)


def test_a_municipality_is_printed_by_its_proper_name(form: Workbook, values: Compute) -> None:
    fill(form, {"kommune": "Århuss"})
    assert values(form).at("Aftaleark", 6, 3) == "Aarhus Kommune"


def test_a_negative_hourly_price_gives_no_budget(form: Workbook, values: Compute) -> None:
    fill(form, {"timepris": -195.5})
    found = values(form)
    assert follows(found, "pristjek") == "AFVIST: timeprisen er negativ"
    assert found.at("Budget", 18, 5) == 0


def test_an_agreed_share_divides_the_budget(form: Workbook, values: Compute) -> None:
    fill(form, {"paragraf": "97", "arbejdsgiver": "kommune", "aftalt_start": date(2016, 5, 1), "aftalt_andel": 0.6})
    found = values(form)
    total, region = found.at("Budget", 18, 5), found.at("Budget", 18, 6)
    assert region == pytest.approx(total * 0.6, abs=0.06)
    assert total > 1_000_000


def test_the_row_for_the_regional_workbook_is_the_form(form: Workbook, values: Compute) -> None:
    fill(form, {"paragraf": "83", "paragraf_2": "85", "arbejdsgiver": "kommune", "gælder_til": date(2018, 1, 31)})
    found = values(form)
    row = {found.at("Afsnit", 5, column): found.at("Afsnit", 6, column) for column in range(1, 26)}
    assert (row["Sagsnr."], row["Kommune"], row["Paragraf"]) == ("RM-2016-101", "Viborg", "83; 85")
    assert row["Gælder til"] == serial(date(2018, 1, 31))
    assert row["Gælder fra"] == ""


def test_the_empty_copy_is_the_example_without_its_answers(values: Compute) -> None:
    blank, example = new_arrangement.build(empty=True), new_arrangement.build()
    found = values(blank)
    assert errors(found) == NO_ERRORS
    typed = {
        sheet.title: [cell.value for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        for sheet in blank.worksheets
    }
    assert [value for value in typed["Aftale"] if value] == ["Midtjylland"]  # a choice, no answer
    typed["Aftale"].remove("Midtjylland")
    assert {value for cells in typed.values() for value in cells} == {None}
    typed["Aftale"].append(None)
    assert {sheet: len(cells) for sheet, cells in typed.items()} == {
        sheet.title: sum(not cell.protection.locked for row in sheet.iter_rows() for cell in row)
        for sheet in example.worksheets
    }
    texts = " ".join(str(cell.value) for sheet in blank.worksheets for row in sheet.iter_rows() for cell in row)
    assert "RM-2016-101" not in texts.replace("for eksempel RM-2016-101", "")
    assert "EKSEMPEL" not in texts


@pytest.mark.parametrize(
    ("employer", "section", "sender", "collected"),
    [("forening", "96", "Viborg Kommune", "region"), ("region", "83", "Region Midtjylland", "kommune")],
)
def test_the_invoice_collects_the_other_partys_share(
    employer: str, section: str, sender: str, collected: str, form: Workbook, values: Compute
) -> None:
    fill(form, {"arbejdsgiver": employer, "paragraf": section})
    lines = (("løn", 1, 30, 142_715.0), ("vikar", 4, 12, 9_860.5), ("forsikring", 1, 1, 4_300.0))
    sheet, first = form["Faktura"], place(form, "fak_art")[1].partition(":")[0]
    for offset, (art, since, until, amount) in enumerate(lines):
        row, column = sheet[first].row + offset, sheet[first].column
        for number, value in enumerate((art, date(2016, 6, since), date(2016, 6, until), amount), column):
            sheet.cell(row, number).value = value
    found = values(form)
    assert found.at("Faktura", 4, 3) == sender
    shares = {key: [value for value in found.named(f"fak_{key}") if value != ""] for key in ("region", "kommune")}
    assert shares["region"] == [95_619.05, 6_606.54, 2_881]
    assert [a + b for a, b in zip(shares["region"], shares["kommune"], strict=True)] == [142_715, 9_860.5, 4_300]
    assert [value for value in found.named("fak_opkræves") if value != ""] == shares[collected]
    assert found.at("Faktura", 10, 2) == "løn"


def test_everything_but_the_inputs_is_locked_without_a_password(form: Workbook) -> None:
    inputs = {sheet.title: 0 for sheet in form.worksheets}
    for sheet in form.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.protection.sheet
            assert not sheet.protection.password
        inputs[sheet.title] = sum(not cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert inputs == {
        "Skema": len(QUESTIONS), "Tjekliste": 20, "Budget": 0, "Aftaleark": 0, "Faktura": 12 * 6 + 2, "Afsnit": 0,
        "Aftale": 1 + 8 + 7, "Lister": 0,
    }  # fmt: skip


def test_no_yellow_cell_gets_onto_paper(form: Workbook) -> None:
    for title in ("Aftaleark", "Faktura"):
        sheet = form[title]
        for row in sheet[sheet.print_area.partition("!")[2].replace("$", "")]:
            assert all(cell.protection.locked for cell in row), title


def test_the_rules_version_stands_on_the_agreement_sheet(form: Workbook, values: Compute) -> None:
    found = values(form)
    assert any("Beregnet med FHO " in str(found.at("Aftaleark", row, 2)) for row in range(30, 60))


def test_another_region_uses_its_own_agreement(form: Workbook, values: Compute) -> None:
    """Typed on the sheet Aftale, with a later change: the key, the deadline and the admission's rule follow it."""
    sheet, chosen = form["Aftale"], place(form, "aftale_valg")[1]
    sheet[chosen].value = "Egen aftale"
    label = {sheet.cell(row, 2).value: row for row in reversed(range(11, 25))}
    first: dict[str, Any] = {
        "Regionens navn": "Syddanmark", "Gælder fra": date(2015, 8, 31), "Regionens andel": 0.6,
        "Fælles finansiering begynder": "oplært eller frist", "Frist for oplæring, dage": 42,
        "Fælles vurdering af indlæggelse efter, dage": 14,
    }  # fmt: skip
    for text, value in first.items():
        sheet.cell(label[text], 3).value = value
    sheet.cell(label["Gælder fra"], 4).value = date(2016, 5, 4)
    sheet.cell(label["Regionens andel"], 4).value = 0.5
    fill(form, {"kommune": "Odense", "region_navn": "Region Syddanmark"})
    found = values(form)
    assert follows(found, "status") == "Fælles ordning"
    assert follows(found, "frist") == serial(date(2016, 3, 14)) + 42
    assert follows(found, "vurdering") == serial(date(2016, 9, 5)) + 14
    assert follows(found, "aftale_navn") == "Egen aftale"
    assert found.at("Budget", 6, 6) == pytest.approx(found.at("Budget", 6, 5) * 0.6, abs=0.01)
    assert found.at("Budget", 7, 6) == pytest.approx(found.at("Budget", 7, 5) * 0.5, abs=0.01)
    shown = {found.at("Aftaleark", row, 2): found.at("Aftaleark", row, 3) for row in range(1, 45)}
    assert (shown["Region"], shown["Regionens andel af fælles udgifter"]) == ("Region Syddanmark", 0.6)
    assert errors(found) == NO_ERRORS
    assert "Midtjylland" not in " ".join(str(value) for value in page(found))
