"""A serial number and its date are each other's: all dates that a cell can hold."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.cells.dates import date_of, serial_of


def test_the_serial_numbers_are_excels() -> None:
    assert [serial_of(dt.date(1900, 3, 1)), serial_of(dt.date(2016, 3, 15)), serial_of(dt.date.max)] == [
        61,
        42444,
        2958465,
    ]
    assert date_of(42444.75) == dt.date(2016, 3, 15)


@given(st.dates(dt.date(1900, 3, 1)))
def test_a_date_is_its_serial_numbers(date: dt.date) -> None:
    assert date_of(serial_of(date)) == date


def test_no_date_is_past_all_dates() -> None:
    with pytest.raises(OverflowError):
        date_of(2958466)
