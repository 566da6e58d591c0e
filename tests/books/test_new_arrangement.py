"""The template for one new arrangement: what follows from the answers, and no errors without them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.books.computing import Values
from xl_addin.books import new_arrangement
from xl_addin.books.new_arrangement.fields import name, parts

Compute = Callable[[Workbook], Values]
QUESTIONS = [question for part in parts() for question in part.questions]

NO_ERRORS: dict[str, set[str]] = {sheet: set() for sheet in ("Skema", "Budget", "Aftaleark", "Faktura", "Lister")}


@pytest.fixture
def form() -> Workbook:
    return new_arrangement.build()


def fill(workbook: Workbook, answers: dict[str, Any]) -> None:
    for key, value in answers.items():
        cell = workbook.defined_names[name(key)].attr_text.partition("!")[2].replace("$", "")
        workbook["Skema"][cell].value = value


def empty(workbook: Workbook) -> None:
    fill(workbook, {question.column.key: None for question in QUESTIONS})


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


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


def test_an_empty_form_shows_no_errors_and_no_amounts(form: Workbook, values: Compute) -> None:
    empty(form)
    found = values(form)
    assert found.errors() == NO_ERRORS
    assert follows(found, "status") == "Udfyld felterne til venstre"
    assert follows(found, "start") == ""
    assert found.at("Budget", 25, 5) == 0


@pytest.mark.parametrize("question", [question.column.key for question in QUESTIONS])
def test_one_answer_missing_gives_no_errors(question: str, form: Workbook, values: Compute) -> None:
    fill(form, {question: None})
    assert values(form).errors() == NO_ERRORS


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
        {"paragraf": "97", "arbejdsgiver": "kommune"},
        {"status": "Frivillig aftale", "start": "", "betaler": "Kommunen"},
    ),
    (
        {"paragraf": "118", "arbejdsgiver": "kommune", "aftalt_start": date(2016, 5, 1)},
        {"start": serial(date(2016, 5, 1))},
    ),
    ({"paragraf": "ÆL"}, {"status": "Kræver afklaring", "tilladt": "", "start": ""}),
    ({"arbejdsgiver": "region"}, {"tilladt": "Kræver afklaring", "betaler": ""}),
    ({"udmålt_af": "Respirationscentret"}, {"ekstra_region": 20_332, "ekstra_kommune": 0}),
    ({"bevilget": "nej"}, {"ferie_kommune": 0, "ferie_borger": 12_500}),
    ({"bevilget": None}, {"ferie_kommune": 0, "ferie_borger": 12_500}),
]


@pytest.mark.parametrize(("answers", "expected"), CITIZENS)
def test_what_follows(answers: dict[str, Any], expected: dict[str, Any], form: Workbook, values: Compute) -> None:
    fill(form, answers)
    found = values(form)
    assert {key: follows(found, key) for key in expected} == expected
    assert found.errors() == NO_ERRORS


def test_every_question_has_help_and_a_check(form: Workbook) -> None:
    rules = form["Skema"].data_validations.dataValidation
    assert len(rules) == len(QUESTIONS)
    assert all(rule.prompt and rule.error for rule in rules)


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
    assert found.at("Aftaleark", 5, 3) == found.at("Budget", 3, 2) == found.at("Faktura", 6, 3) == shown


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
    assert found.errors() == NO_ERRORS


ADMISSIONS: list[tuple[dict[str, Any], Any, str]] = [
    ({"indl_slut": date(2016, 9, 20)}, "", "Ingen beslutning nødvendig"),
    ({}, serial(date(2016, 10, 3)), "Mangler en fælles beslutning"),
    (
        {"besluttet": date(2016, 10, 3), "beslutning": "fortsætter", "truffet_af": "Region og kommune"},
        serial(date(2016, 10, 3)),
        "Truffet i fællesskab",
    ),
    (
        {"besluttet": date(2016, 10, 3), "beslutning": "ophører", "truffet_af": "Regionen alene"},
        serial(date(2016, 10, 3)),
        "Mangler: ikke truffet i fællesskab",
    ),
]


@pytest.mark.parametrize(("answers", "due", "status"), ADMISSIONS)
def test_a_long_admission_needs_a_joint_decision(
    answers: dict[str, Any], due: Any, status: str, form: Workbook, values: Compute
) -> None:
    fill(form, answers)
    found = values(form)
    assert (follows(found, "vurdering"), follows(found, "vurdering_status")) == (due, status)


def test_the_agreement_sheet_repeats_the_form_and_is_one_page(form: Workbook, values: Compute) -> None:
    found = values(form)
    shown = {found.at("Aftaleark", row, 2): found.at("Aftaleark", row, 3) for row in range(1, 45)}
    assert shown["Fælles finansiering fra"] == follows(found, "start")
    assert shown["Regionens andel af fælles udgifter"] == 0.67
    assert shown["Kommunen"] == found.at("Budget", 25, 7)
    texts = [cell.value for row in form["Aftaleark"].iter_rows() for cell in row]
    assert texts.count("Dato og underskrift") == 2
    assert "For Region Midtjylland" in texts
    assert form["Aftaleark"].page_setup.fitToHeight == 1


@pytest.mark.parametrize(
    ("employer", "section", "sender", "collected"),
    [("forening", "96", "Viborg Kommune", "region"), ("region", "83", "Region Midtjylland", "kommune")],
)
def test_the_invoice_collects_the_other_partys_share(
    employer: str, section: str, sender: str, collected: str, form: Workbook, values: Compute
) -> None:
    fill(form, {"arbejdsgiver": employer, "paragraf": section})
    found = values(form)
    assert found.at("Faktura", 4, 3) == sender
    shares = {key: [value for value in found.named(f"fak_{key}") if value != ""] for key in ("region", "kommune")}
    assert shares["region"] == [95_619.05, 6_606.54, 2_881]
    assert [a + b for a, b in zip(shares["region"], shares["kommune"], strict=True)] == [142_715, 9_860.5, 4_300]
    assert [value for value in found.named("fak_opkræves") if value != ""] == shares[collected]


def test_everything_but_the_inputs_is_locked_without_a_password(form: Workbook) -> None:
    inputs = {sheet.title: 0 for sheet in form.worksheets}
    for sheet in form.worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.protection.sheet
            assert not sheet.protection.password
        inputs[sheet.title] = sum(not cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert inputs == {"Skema": len(QUESTIONS), "Budget": 0, "Aftaleark": 0, "Faktura": 12 * 6 + 2, "Lister": 0}


def test_the_rules_version_stands_on_the_form_and_the_agreement_sheet(form: Workbook, values: Compute) -> None:
    found = values(form)
    assert str(found.at("Skema", 3, 7)).startswith("FHO ")
    assert any("Beregnet med FHO " in str(found.at("Aftaleark", row, 2)) for row in range(30, 60))
