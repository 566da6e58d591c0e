"""Case numbers and ranges as hosts hand them over."""

from typing import Any

import pytest

from tests.calling import functions

ORDNINGER: list[list[Any]] = [
    ["Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet"],
    ["12345", "Viborg", "83", 24.0, 12.0, "ja", "01-01-2016"],
    [" rm-1", "Viborg", "83", 24.0, 12.0, "ja", "01-01-2016"],
    [1234567890123456.0, "Viborg", "83", 24.0, 12.0, "ja", "01-01-2016"],
]
HEADINGS = ["Ordning", "Fra", "Art", "Beløb", "Betalt af"]


def codes(*numbers: object) -> list[Any]:
    postings = [[number, "01-03-2016", "løn", 100.0, "region"] for number in numbers]
    return [row[4] for row in functions.fho_regnskab([HEADINGS, *postings], ORDNINGER)]


def test_a_case_number_is_the_text_of_its_digits() -> None:
    assert codes(12345, 12345.0, "12345", " 12345 ", "RM-1", "rm-1\u00a0") == ["NØGLE"] * 6
    assert codes("1,23456789012346e+15", 1234567890123456.0) == ["#N/A", "NØGLE"]


@pytest.mark.parametrize("number", [True, float("inf"), float("nan"), {}, [1]])
def test_what_is_no_case_number(number: object) -> None:
    assert codes(number) == ["#VALUE!"]


def test_a_case_number_past_all_numbers() -> None:
    assert codes(10**400) == ["#NUM!"]


def test_what_is_wrong_with_a_case_number_is_said() -> None:
    postings = [[number, "01-03-2016", "løn", 100.0, "region"] for number in (True, 10**400)]
    assert [row[-1] for row in functions.fho_regnskab([HEADINGS, *postings], ORDNINGER)] == [
        "Fejl: Ordning kan ikke læses som et sagsnummer.",
        "Fejl: Ordning kan ikke være et sagsnummer.",
    ]


@pytest.mark.parametrize("days", [[["01-03-2016"], ["02-03-2016"]], [["01-03-2016", "02-03-2016"]], ["01-03-2016"]])
def test_the_day_that_is_asked_about_is_one(days: Any) -> None:
    for row in functions.fho_ordninger(ORDNINGER, None, days):
        assert row[0] == "#VALUE!"
        assert row[-1] == "Fejl: pr_dato skal være én dato."


@pytest.mark.parametrize(
    "rows", [[HEADINGS, ["RM-1"]], [HEADINGS, "RM-1"], [HEADINGS, [*HEADINGS, 1]], [["Ordning"], ["RM-1", 1]], [[]], []]
)
def test_rows_that_are_not_as_long_as_the_headings_are_one_error(rows: Any) -> None:
    assert functions.fho_regnskab(rows, ORDNINGER) == "#VALUE!"


def test_a_table_that_is_left_out_lacks_its_headings() -> None:
    missing = "Fejl: Kolonnen Sagsnr. mangler i ordninger."
    assert functions.fho_ordninger(None) == [["#N/A"] * 7 + [missing] * 2]
    assert functions.fho_regnskab([HEADINGS, ["RM-1", "01-03-2016", "løn", 1.0, "region"]], None)[0][10] == missing
    assert functions.fho_regnskab(None, ORDNINGER)[0][10] == "Fejl: Kolonnen Ordning mangler i posteringer."


def test_a_table_without_records_is_one_blank_row() -> None:
    assert functions.fho_regnskab([HEADINGS], ORDNINGER) == [[""] * 11]
    assert functions.fho_regnskab([HEADINGS, [None] * 5, [" "] * 5], ORDNINGER) == [[""] * 11] * 2


def test_texts_of_every_kind_of_cell() -> None:
    """Bilag is text: whatever stands there makes a record, an error is told, and a blank is none."""
    headings = [*HEADINGS, "Bilag"]
    posting = ["RM-1", "01-03-2016", "løn", 100.0, "region"]
    bilag: list[Any] = [1.0, "A1", "-", " ", None, "#REF!", True]
    rows = functions.fho_regnskab([headings, *([*posting, one] for one in bilag)], ORDNINGER)
    assert [row[4] for row in rows] == ["NØGLE"] * 5 + ["#REF!", "NØGLE"]
    only = functions.fho_regnskab([headings, *([None] * 5 + [one] for one in bilag)], ORDNINGER)
    assert [row[4] for row in only] == ["#N/A", "#N/A", "#N/A", "", "", "#REF!", "#N/A"]
