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
        {"paragraf": "118", "arbejdsgiver": "kommune"},
        {"status": "Frivillig aftale", "start": "", "betaler": "Kommunen"},
    ),
    (
        {"paragraf": "118", "arbejdsgiver": "kommune", "aftalt_start": date(2016, 5, 1)},
        {"start": serial(date(2016, 5, 1))},
    ),
    ({"paragraf": "ÆL"}, {"status": "Kræver afklaring", "tilladt": "", "start": ""}),
    ({"arbejdsgiver": "region"}, {"tilladt": "nej", "betaler": ""}),
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
