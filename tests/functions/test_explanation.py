"""A result explained: the steps that lead to it, the rule that decided, and for an error which argument and why."""

from typing import Any

import pytest

from tests.tables.cases import cases
from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import notes


def told(name: str, *cells: Any) -> list[str]:
    function = by_name()[name]
    return notes(function, cells, function.rows(*cells)[0])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            (310000, "løn", "01-03-2016", "31-03-2016", "11-03-2016"),
            "21 af 31 dage × 310.000,00 = 210.000,00; regionen 67 % = 140.700,00; kommunen resten = 69.300,00; "
            "ufordelt 100.000,00.",
        ),
        (
            (-100, "løn", "01-03-2016", "", "01-01-2016"),
            "1 af 1 dag × -100,00 = -100,00; regionen 67 % = -67,00; kommunen resten = -33,00.",
        ),
        (
            (100, "løn", "01-03-2016", "", "01-01-2016", "", "", "", "", "60 %"),
            "1 af 1 dag × 100,00 = 100,00; regionen 60 % = 60,00; kommunen resten = 40,00.",
        ),
        (
            (
                100, "løn", "31-12-2016", "03-01-2017", "01-01-2016", "", "", "",
                [["gyldig_fra", "01-01-2017"], ["nøgle_region", 0.6]],
            ),
            "4 af 4 dage × 100,00 = 100,00; regionen 61,75 % = 61,75; kommunen resten = 38,25.",
        ),
        (
            (100, "løn", "01-03-2016", "31-03-2016", "01-04-2016"),
            "01-03-2016 til 31-03-2016: 31 dage, heraf 0 i fælles finansiering.",
        ),
    ],
)  # fmt: skip
def test_the_arithmetic_of_a_posting(cells: tuple[Any, ...], expected: str) -> None:
    assert expected in told("FHO_FORDEL", *cells)
    assert expected in told("FHO_KONTROL", *cells)


@pytest.mark.parametrize(
    ("cells", "decides"),
    [
        (("01-01-2016",), "Holdet er ikke oplært: fristen afgør."),
        (("01-01-2016", "20-01-2016"), "Oplært 20-01-2016, inden fristen: oplæringen afgør."),
        (("01-01-2016", "29-01-2016"), "Oplært 29-01-2016, inden fristen: oplæringen afgør."),
        (("01-01-2016", "30-01-2016"), "Oplært 30-01-2016, efter fristen: fristen afgør."),
        (("01-01-2016", "30-12-2015"), "Oplært 30-12-2015, før udskrivelsen: udskrivelsen afgør (vores læsning)."),
        (("01-01-2015",), "Aldrig før 31-08-2015: den dag afgør (Aftalen, Indledning og Ikrafttræden)."),
        (
            ("01-01-2016", "", "", "01-06-2016"),
            "Begge slags hjælp først fra 01-06-2016: det afgør (Aftalen, Målgruppe; vejl. 1).",
        ),
        (
            ("", "01-02-2016", "Bekendtgørelsen"),
            "Etableret 01-02-2016: etableringen afgør (vejl. 7.3).",
        ),
    ],
)  # fmt: skip
def test_the_rule_that_decided_a_start_is_named_last(cells: tuple[Any, ...], decides: str) -> None:
    assert told("FHO_STARTDATO", *cells)[-1] == decides


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (("FHO_FORDEL", "abc", "løn", "01-03-2016"), ["beløb kan ikke læses", "startdato mangler"]),
        (("FHO_FORDEL", 100, "løn", "02-03-2016", "01-03-2016", "01-01-2016"), ["Fejl: til ligger før fra."]),
        (("FHO_STATUS", 24, 192, 12, "ja"), ["paragraf", "plejebolig"]),
        (("FHO_NOEGLE", "borger"), ["part skal være region eller kommune"]),
        (("FHO_NOEGLE", "region", "01-01-2015"), ["passer ikke sammen"]),
        (("FHO_TIMER", 8, "#REF!"), ["sel timer er en celle med fejlen #REF!"]),
        (("FHO_REGIONSANDEL", 100, "", "Fyn"), ["aftale er hverken"]),
    ],
)  # fmt: skip
def test_an_error_says_which_argument_and_why(call: tuple[Any, ...], expected: list[str]) -> None:
    name, *cells = call
    first = told(name, *cells)[0]
    assert all(text in first for text in expected), first


def test_a_posting_of_a_whole_ledger_is_explained_with_its_refund() -> None:
    case = next(one for one in cases() if one.function == "FHO_REGNSKAB")
    function = by_name()["FHO_REGNSKAB"]
    rows = function.rows(*case.arguments)
    march = notes(function, ["område"] * 2, rows[1], case.arguments, 1)
    assert march[:4] == [
        "01-03-2016 til 31-03-2016: 31 dage, heraf 31 i fælles finansiering.",
        "31 af 31 dage × 310.000,00 = 310.000,00; regionen 67 % = 207.700,00; kommunen resten = 102.300,00.",
        "Efter reglen betaler Viborg.",
        "Borgeren bor i Aarhus i 17 af 31 dage: Aarhus refunderer så stor en del af 102.300,00 = 56.100,00 "
        "(vejl. 8.3).",
    ]
    assert march[4].startswith("NØGLE: ")
    assert notes(function, ["område"] * 2, rows[2], case.arguments, 2)[0] == "Efter reglen betaler Viborg."


def test_a_posting_in_error_has_no_arithmetic() -> None:
    case = next(one for one in cases() if "skifter" in one.why or "afgør 20-03-2016" in one.why)
    function = by_name()["FHO_REGNSKAB"]
    rows = function.rows(*case.arguments)
    assert notes(function, ["område"] * 2, rows[0], case.arguments, 0) == []
