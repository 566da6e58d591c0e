"""Hostile cell values in every argument of every function, alone and in the middle of a column.

Excel's error (or a value that the contract documents) in that row, the neighbours unchanged, never an
exception, never text but from FHO_KONTROL.
"""

import datetime
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.calling import functions
from tests.oracle import SURFACE
from tests.oracle.errors import ERRORS
from tests.oracle.surface import WHOLE, Argument

COM_NA, COM_MISSING = -2146826246, -2147352572
HELSINKI = datetime.timezone(datetime.timedelta(hours=2))

# What a good cell of each kind is, and what else of the hostile values is good for it: all other must fail.
GOOD: dict[str, Any] = {
    "amount": 1234.5,
    "date": "2016-03-01",
    "hours_a_day": 8,
    "hours": 8,
    "rate": 250.5,
    "yes_no": "ja",
    "party": "region",
    "employer": "region",
    "municipality": "Viborg",
    "sections": "83",
    "payer": "region",
    "share": 0.5,
    "art": "løn",
    "agreement": "Midtjylland",
    "field": "kode",
    "code": "RESP",
}
LATER = {"til": "2016-03-31", "slutdato": "2016-12-31", "udskrevet": "2016-03-20", "kommune": "Viborg"}

# Errors as hosts hand them over: they come out as themselves.
ERROR_CELLS: dict[str, tuple[Any, str]] = {
    "error text": ("#REF!", "#REF!"),
    "spill": ("#SPILL!", "#SPILL!"),
    "COM error": (COM_NA, "#N/A"),
    "COM division": (-2146826281, "#DIV/0!"),
    "Office.js error": ({"type": "Error", "errorType": "Ref", "basicValue": "#REF!"}, "#REF!"),
    "Office.js name error": ({"type": "Error", "errorType": "Name", "basicValue": "#NAME?"}, "#NAME?"),
}


class Unhashable:
    """An object that no dictionary takes and that is no number."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False


class LooksLikeText(str):
    """A subclass of text, as some libraries hand over."""


# Never good for any argument (a code such as FHO_KILDE's included).
NEVER: dict[str, Any] = {
    "huge": 10**400,
    "huge negative": -(10**400),
    "past any integer": 2**63,
    "large float": 1e308,
    "nan": float("nan"),
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "nan with LibreOffice's error in it": np.uint64(0x7FF8000000007FFF).view(np.float64).item(),
    "decimal nan": Decimal("NaN"),
    "decimal signalling nan": Decimal("sNaN"),
    "decimal infinity": Decimal("Infinity"),
    "huge decimal": Decimal("1E+400"),
    "bytes": b"100",
    "empty dict": {},
    "other dict": {"type": "String", "basicValue": "100"},
    "odd error dict": {"type": "Error", "errorType": ["Ref"], "basicValue": 7},
    "object": object(),
    "unhashable object": Unhashable(),
    "function": len,
    "complex": 1 + 2j,
    "set": {1, 2},
    "time": datetime.time(12, 30),
    "duration": datetime.timedelta(5),
    "lone surrogate": "\ud800",
    "surrogate in a number": "1\udfff0",
    "NUL": "\x00",
    "NUL in a number": "1\x000",
    "NUL in a word": "re\x00gion",
    "very long digits": "9" * 100_000,
    "very long text": "æ" * 100_000,
    "very long fraction": "0," + "0" * 50_000 + "x",
    "many points": "1" + ".000" * 30_000 + "x",
    "Arabic digits": "٣٤",
    "Devanagari digits": "१२",
    "superscript": "5²",
    "circled": "①②",
    "roman": "Ⅷ",
    "fraction sign": "½",
    "formula": "=1+1",
    "formula with a call": '=HYPERLINK("http://x")',
    "at sign": "@SUM(1)",
    "markup": "<b>1</b>",
    "percent": "50 %s",
    "braces": "{0}",
    "line break": "12\n34",
    "emoji": "🙂",
    "combining": "e\u0301\u0301\u0301",
    "right-to-left override": "\u202e0001",
    "American date": "12-31-2016",
    "before all dates": datetime.date(1, 1, 1),
    "the last day before Excel's": datetime.datetime(1900, 2, 28, 23, 59),
    "not an error of ours": "#HEST!",
}

# Good for some kinds; the value that the contract documents is checked in the cases, here only the shape.
SOMETIMES: dict[str, Any] = {
    "minus zero": -0.0,
    "TRUE": True,
    "FALSE": False,
    "NumPy true": np.bool_(True),
    "NumPy integer": np.int64(83),
    "NumPy float": np.float64(42370.0),
    "decimal": Decimal("83.0"),
    "fraction": Fraction(1, 3),
    "tiny": 5e-324,
    "full-width digits": "８３",
    "left-to-right mark": "\u200e83",
    "right-to-left mark": "83\u200f",
    "byte order mark": "\ufeff83",
    "text subclass": LooksLikeText("83"),
    "date": datetime.date(2016, 3, 1),
    "time zone": datetime.datetime(2016, 3, 1, 23, 30, tzinfo=HELSINKI),
    "NumPy date": np.datetime64("2016-03-01"),
    "last moment": datetime.datetime.max,
    "negative": -1,
    "sixty": 60,
    "after the last date": 2958466,
    "COM missing": COM_MISSING,
}

BY_ROW = [name for name in SURFACE if name not in WHOLE]


def good(argument: Argument) -> Any:
    return LATER.get(argument.name, GOOD[argument.kind]) if argument.kind != "amount" else GOOD["amount"]


def places() -> Iterator[tuple[str, int]]:
    for name in BY_ROW:
        for position in range(len(SURFACE[name].arguments)):
            yield name, position


PLACES = list(places())
IDS = [f"{name}:{SURFACE[name].arguments[position].name}" for name, position in PLACES]


def alone(name: str, position: int, value: Any) -> list[Any]:
    """The result row of one call with single cells, the hostile one among good ones."""
    row = [good(argument) for argument in SURFACE[name].arguments]
    row[position] = value
    result = getattr(functions, name)(*row)
    if SURFACE[name].columns == 1:
        return [result]
    assert len(result) == 1
    return list(result[0])


def in_the_middle(name: str, position: int, value: Any) -> list[list[Any]]:
    """Three rows, the hostile cell in the second. An agreement is taken whole, so it is not split."""
    columns = [
        good(argument) if argument.kind == "agreement" else [[good(argument)] for _ in range(3)]
        for argument in SURFACE[name].arguments
    ]
    columns[position] = value if SURFACE[name].arguments[position].kind == "agreement" else [
        columns[position][0], [value], columns[position][2]
    ]  # fmt: skip
    return [list(row) for row in getattr(functions, name)(*columns)]


def must_fail(name: str, row: list[Any], what: str) -> None:
    if name == "fho_kontrol":
        assert isinstance(row[0], str), what
        assert row[0] not in ("", "OK"), what
        assert not row[0].startswith("#"), what
    else:
        assert row[0] in ERRORS, (what, row)
        assert len(set(row)) == 1, (what, row)


def must_be_a_cell(value: Any, what: str) -> None:
    assert type(value) in (float, int, bool, str, datetime.date), (what, value)
    if isinstance(value, float):
        assert math.isfinite(value), what
    if isinstance(value, str) and value.startswith("#"):
        assert value in ERRORS, (what, value)


@pytest.mark.parametrize(("name", "position"), PLACES, ids=IDS)
def test_what_is_never_good_becomes_an_error_and_spoils_no_neighbour(name: str, position: int) -> None:
    whole = SURFACE[name].arguments[position].kind == "agreement"
    untouched = alone(name, position, good(SURFACE[name].arguments[position]))
    assert untouched[0] not in ERRORS
    for what, value in NEVER.items():
        must_fail(name, alone(name, position, value), what)
        above, middle, below = in_the_middle(name, position, value)
        must_fail(name, middle, what)
        if not whole:
            assert above == untouched, what
            assert below == untouched, what


@pytest.mark.parametrize(("name", "position"), PLACES, ids=IDS)
def test_an_error_cell_comes_out_as_itself(name: str, position: int) -> None:
    whole = SURFACE[name].arguments[position].kind == "agreement"
    untouched = alone(name, position, good(SURFACE[name].arguments[position]))
    for what, (value, error) in ERROR_CELLS.items():
        above, middle, below = in_the_middle(name, position, value)
        for row in (alone(name, position, value), middle):
            if name == "fho_kontrol":
                must_fail(name, row, what)
            else:
                assert row == [error] * SURFACE[name].columns, what
        if not whole:
            assert above == untouched, what
            assert below == untouched, what


@pytest.mark.parametrize(("name", "position"), PLACES, ids=IDS)
def test_odd_values_give_a_cell_and_the_same_alone_as_in_a_column(name: str, position: int) -> None:
    whole = SURFACE[name].arguments[position].kind == "agreement"
    untouched = alone(name, position, good(SURFACE[name].arguments[position]))
    for what, value in SOMETIMES.items():
        single = alone(name, position, value)
        above, middle, below = in_the_middle(name, position, value)
        assert middle == single, what
        for cell in single:
            must_be_a_cell(cell, what)
        if not whole:
            assert above == untouched, what
            assert below == untouched, what


@pytest.mark.parametrize(("name", "position"), PLACES, ids=IDS)
@pytest.mark.parametrize(
    "value", [[], [[]], (), ((),), [[1], [2, 3]], [[[1]]], [[[1], [2]], [[3]]], [1, 2], [None], [[], [1]]],
    ids=repr,
)  # fmt: skip
def test_ranges_that_are_none_never_raise_and_never_become_numbers(name: str, position: int, value: Any) -> None:
    row = [good(argument) for argument in SURFACE[name].arguments]
    row[position] = value
    result = getattr(functions, name)(*row)
    if value in ([None],):
        return  # a list of one blank is a host's blank cell: only that nothing is raised
    for cell in [cell for line in result for cell in line] if isinstance(result, list) else [result]:
        assert cell in ERRORS or (name == "fho_kontrol" and cell != "OK"), result


@pytest.mark.parametrize("name", BY_ROW)
def test_every_argument_hostile_at_once(name: str) -> None:
    arguments = SURFACE[name].arguments
    for what, value in NEVER.items():
        row = getattr(functions, name)(*[value] * len(arguments))
        must_fail(name, row[0] if isinstance(row, list) else [row], what)


@pytest.mark.parametrize("name", BY_ROW)
def test_an_office_js_error_without_its_text_is_still_an_error(name: str) -> None:
    row = alone(name, 0, {"type": "Error", "errorType": "Div0"})
    must_fail(name, row, "errorType alone")


# What a hostile value is good for, by kind ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        ((-0.0,), 0.0),
        ((np.float64(1.5),), 1.01),
        ((np.int64(100),), 67.0),
        ((Decimal("1.005"),), 0.68),
        ((float(COM_NA),), -1438373584.82),
        ((5e-324,), 0.0),
        ((np.bool_(True),), "#VALUE!"),
        ((COM_MISSING,), ""),
    ],
)
def test_amounts_that_are_good_or_blank(arguments: tuple[Any, ...], result: Any) -> None:
    got = functions.fho_regionsandel(*arguments)
    assert got == result
    assert type(got) is type(result)
    assert str(got) != "-0.0"


@pytest.mark.parametrize(
    "value",
    [
        datetime.datetime(2016, 1, 1, 23, 59, 59),
        datetime.datetime(2016, 1, 1, 23, 30, tzinfo=HELSINKI),
        datetime.date(2016, 1, 1),
        np.float64(42370.9),
        np.int64(42370),
        Decimal("42370.5"),
    ],
    ids=repr,
)
def test_dates_that_are_good(value: Any) -> None:
    assert functions.fho_startdato(value) == datetime.date(2016, 1, 29)


@pytest.mark.parametrize("value", [np.bool_(True), np.int64(1), np.float64(1.0), Decimal(1)], ids=repr)
def test_yes_that_is_good(value: Any) -> None:
    assert functions.fho_ferie(8000, value) == [[0.0, 8000.0, 0.0]]


@pytest.mark.parametrize("text", ["８３", "٨٣", "8\u00b3"])
def test_digits_that_are_not_danish_are_never_read_as_others(text: str) -> None:
    assert functions.fho_regionsandel(text) in ("#VALUE!", functions.fho_regionsandel(83))
    if text != "８３":
        assert functions.fho_regionsandel(text) == "#VALUE!"


# Settling -------------------------------------------------------------------------------------------------

SETTLING = SURFACE["fho_modregning"].arguments


@pytest.mark.parametrize("position", range(6), ids=[argument.name for argument in SETTLING])
def test_settling_never_turns_a_hostile_cell_into_a_number(position: int) -> None:
    columns = [
        [["Viborg"], ["Skive"], ["Odder"]],
        [["Viborg"], ["Skive"], ["Odder"]],
        [["region"], ["region"], ["kommune"]],
        [[67], [67], [67]],
        [[33], [33], [33]],
        [[1], [1], [1]],
    ]
    untouched = functions.fho_modregning(*columns)
    assert untouched[0] == [33.0, 0.0, 32.0, "Kommunen"]
    hostile = {**NEVER, **{what: value for what, (value, _) in ERROR_CELLS.items()}}
    for what, value in hostile.items():
        spoiled = list(columns)
        spoiled[position] = [columns[position][0], [value], columns[position][2]]
        above, middle, below = functions.fho_modregning(*spoiled)
        assert set(middle) <= ERRORS, (what, middle)
        if position >= 2:
            assert [above, below] == [untouched[0], untouched[2]], what
        else:  # a posting that nobody is listed for spoils every row: RULES 8
            assert set(above + below) <= ERRORS, (what, above, below)


@pytest.mark.parametrize(("what", "value"), {**NEVER, **SOMETIMES}.items(), ids=[*NEVER, *SOMETIMES])
def test_looking_up_hostile_cells_gives_cells(what: str, value: Any) -> None:
    keys, values = [["A"], ["B"], ["C"]], [[1.0], [2.0], [3.0]]
    asked = functions.fho_opslag([["A"], [value], ["C"]], keys, values)
    assert [asked[0], asked[2]] == [[1.0], [3.0]]
    must_be_a_cell(asked[1][0], what)
    listed = functions.fho_opslag(keys, [["A"], [value], ["C"]], values)
    assert [listed[0], listed[2]] == [[1.0], [3.0]]
    assert listed[1] == ["#N/A"]
    found = functions.fho_opslag(keys, keys, [[1.0], [value], [3.0]])
    assert [found[0], found[2]] == [[1.0], [3.0]]
    shown = found[1][0]  # text and dates come out as they stand; what no cell can hold does not
    assert isinstance(shown, float | int | bool | str | datetime.date), what
    assert not isinstance(shown, float | int) or abs(shown) < 1e308 or shown == 1e308, what


def test_settling_sums_past_the_largest_amount_are_never_wrong_numbers() -> None:
    for rows in (3, 120_000):
        columns = [[["Viborg"]] * rows, [["region"]] * rows, [[0]] * rows, [[9 * 10**11]] * rows]
        assert functions.fho_modregning([["Viborg"]], *columns) == [["#NUM!"] * 4]


def test_a_large_share_of_errors_in_a_long_column_spoils_no_other_row() -> None:
    rows = 5000
    amounts = [[list(NEVER.values())[row % len(NEVER)] if row % 3 == 0 else row] for row in range(rows)]
    result = functions.fho_fordel(amounts, "løn", "2016-03-01", None, "2016-01-01")
    clean = functions.fho_fordel([[row] for row in range(rows)], "løn", "2016-03-01", None, "2016-01-01")
    for row in range(rows):
        if row % 3:
            assert result[row] == clean[row]
        else:
            assert set(result[row]) <= ERRORS
