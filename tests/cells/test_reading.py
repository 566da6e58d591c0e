"""What stands in a cell, read: the tables of readings.toml, as a caseworker would check them."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xl_addin.agreement.section_lists import unpacked
from xl_addin.agreement.vocabulary import EMPLOYERS, MUNICIPALITIES, PARTIES
from xl_addin.cells import kinds
from xl_addin.cells.columns import read_column
from xl_addin.cells.errors import BLANK, COM_BASE, OK, OUT_OF_DOMAIN, UNREADABLE, error_name, status_of
from xl_addin.cells.kinds import Kind
from xl_addin.cells.shapes import column as as_block

READINGS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("readings.toml").read_text(encoding="utf-8")
)
STATES = {"#VALUE!": UNREADABLE, "#NUM!": OUT_OF_DOMAIN, "": BLANK}
KINDS: dict[str, tuple[Kind, Any]] = {
    "amount": (kinds.AMOUNT, lambda value: value / 100),
    "date": (kinds.DATE, lambda value: value.astype(object)),
    "yes_no": (kinds.YES_NO, bool),
    "party": (kinds.PARTY, PARTIES.__getitem__),
    "payer": (kinds.PAYER, (*PARTIES, *MUNICIPALITIES).__getitem__),
    "employer": (kinds.EMPLOYER, EMPLOYERS.__getitem__),
    "section": (kinds.SECTIONS, lambda value: "; ".join(unpacked(int(value)))),
    "municipality": (kinds.MUNICIPALITY, MUNICIPALITIES.__getitem__),
}
CASES = [
    pytest.param(name, cell, entry["means"], id=f"{name} {cell!r}")
    for name, entries in READINGS.items()
    for entry in entries
    for cell in entry["written"]
]


@pytest.mark.parametrize(("name", "cell", "means"), CASES)
def test_a_cell_means_what_the_table_says(name: str, cell: object, means: object) -> None:
    kind, shown = KINDS[name]
    # Between two neighbours, so that the column is read the way a mixed one is.
    column = read_column(as_block([None, cell, 1.5]), kind)
    if isinstance(means, str) and means in STATES:
        assert column.status[1] == STATES[means]
    else:
        assert column.status[1] == OK
        assert shown(column.values[1]) == means
    alone = read_column(as_block([cell]), kind)
    assert alone.status[0] == column.status[1]
    if column.status[1] == OK:
        assert alone.values[0] == column.values[1]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("#N/A", "#N/A"), (" #ref! ", "#REF!"), (-2146826281, "#DIV/0!"), (np.int64(-2146826246), "#N/A"),
        ({"type": "Error", "basicValue": "#VALUE!"}, "#VALUE!"), ({"type": "Error", "errorType": "Div0"}, "#DIV/0!"),
        ({"type": "Error", "errorType": "NotAvailable"}, "#N/A"), ({"type": "Error"}, "#VALUE!"),
        ({"type": "Error", "errorType": "Unheard"}, "#VALUE!"),
    ],
)  # fmt: skip
def test_an_error_cell_is_known_in_every_host_s_form(cell: object, error: str) -> None:
    assert error_name(status_of(cell)) == error


def test_numbers_are_told_apart_by_their_type() -> None:
    column = read_column(as_block([True, 1, 1.0, False, 0.0, "x"]), kinds.AMOUNT)
    assert column.status.tolist() == [UNREADABLE, OK, OK, UNREADABLE, OK, UNREADABLE]


def test_a_column_of_integers_may_hold_an_error_or_what_was_left_out() -> None:
    column = read_column(as_block([5, -2146826246, -2147352572]), kinds.AMOUNT)
    assert error_name(int(column.status[1])) == "#N/A"
    assert (column.status[0], column.status[2]) == (OK, BLANK)


@pytest.mark.parametrize(
    ("number", "error"),
    [(2000, "#NULL!"), (2052, "#VALUE!"), (2999, "#VALUE!"), (1999, None), (3000, None)],
)
def test_an_error_of_a_newer_excel_is_an_error_all_the_same(number: int, error: str | None) -> None:
    state = status_of(COM_BASE + number)
    assert (error_name(state) if state != OK else None) == error


def test_a_number_too_large_for_a_cell_is_out_of_domain() -> None:
    assert read_column(as_block([10**400, 1]), kinds.AMOUNT).status.tolist() == [OUT_OF_DOMAIN, OK]
    assert read_column(as_block([10**400]), kinds.DATE).status.tolist() == [OUT_OF_DOMAIN]


def test_what_has_no_key_is_read_one_by_one() -> None:
    column = read_column(as_block([{"a": 1}, 5.0, [1]]), kinds.AMOUNT)
    assert column.status.tolist() == [UNREADABLE, OK, UNREADABLE]


def test_dates_of_python_and_numpy_are_days() -> None:
    cells = [dt.date(2016, 1, 1), dt.datetime(2016, 1, 1, 23, 59), np.datetime64("2016-01-01T10:00"), 42370.9]
    assert set(read_column(as_block(cells), kinds.DATE).values.tolist()) == {dt.date(2016, 1, 1)}
    assert read_column(as_block([np.datetime64("NaT")]), kinds.DATE).status.tolist() == [BLANK]


def test_a_text_longer_than_any_amount_is_none() -> None:
    assert read_column(as_block([f"{1:060}", f"{1:061}"]), kinds.AMOUNT).status.tolist() == [OK, UNREADABLE]


@pytest.mark.parametrize(
    ("kind", "inside", "outside"),
    [
        (kinds.HOURS_A_DAY, [0.0, 24.0], [-0.01, 24.01, float("inf")]),
        (kinds.HOURS, [0.0, 24.01, 1e9], [-0.01, float("-inf")]),
        (kinds.RATE, [0.0, -9e11, 9e11], [9.0000000001e11, -9.0000000001e11]),
        (kinds.AMOUNT_AS_SHOWN, [9e11, -9e11], [9e11 + 0.01]),
        (kinds.DATE, [61.0, 2958465.99], [60.99, 2958466.0]),
    ],
)
def test_the_ends_of_a_domain(kind: Kind, inside: list[float], outside: list[float]) -> None:
    column = read_column(as_block([*inside, *outside, float("nan")]), kind)
    assert column.status.tolist() == [OK] * len(inside) + [OUT_OF_DOMAIN] * len(outside) + [UNREADABLE]


@pytest.mark.parametrize("part", [0, 1, 0.0, 1.0, "0", "1", "0 %", "100 %", "0,5 %"])
def test_a_share_is_from_nothing_to_all(part: object) -> None:
    assert read_column(as_block([part]), kinds.SHARE).status.tolist() == [OK]


@pytest.mark.parametrize("part", [-0.01, 1.01, "101 %", "-1 %", "%", "x %", 10**400, float("inf"), float("nan"), True])
def test_what_is_no_share(part: object) -> None:
    assert read_column(as_block([part]), kinds.SHARE).status.tolist() == [UNREADABLE]
