"""CPR numbers in every usual writing, and what only looks like one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as stdnum

from xl_addin.cells.cpr import holds_cpr, without_cpr

# 1 January 1990 and 21 October 1962 are no real persons' numbers: the first is of a test series, the second stdnum's.
WRITTEN = [
    "010190-1234", "010190 1234", "010190\u00a01234", "010190/1234", "010190–1234", "010190−1234", "010190 - 1234",
    "0101901234", "01.01.90-1234", "01-01-90-1234", "01/01/90-1234", "01 01 90 1234", "01011990-1234", "010119901234",
    "01-01-1990-1234", "01.01.1990 1234", "Sag 010190-1234", "Sag-010190-1234", "12/010190-1234", "cpr010190-1234",
    "(010190-1234)", "010190-1234.", "Udgifter_010190-1234.xlsx", "010190_1234", "2110625629", "211062-5628",
    "CPR-nr. 2110625628", "810190-1234", "010190\u200b-1234", "610190-1234", "910190-1234",
    101901234.0, 2110625629, 2110625629.0,
]  # fmt: skip

NOT_ONE = [
    "", "010190", "010190-123", "010190-12345", "9010190-1234", "320190-1234", "011390-1234", "310290-1234", "Bilag 42",
    "2110625628", 2110625628.0, "01-03-2016 1234,50", "01.03.2016 1234.50", "01-03-2016 1400",
    "01-03-2016 - 31-03-2016", "01-03-2016", "2016-03-01", "1.234.567,89", "12 34 56 78", "+45 87 12 34 56",
    "5100000123", "XG-1122334455-00001",
    "20161001", "600190-1234", "920190-1234", "000190-1234", "010090-1234", "010190x1234", "010190-x1234",
    True, None, 1e10, 211062.5629, dt.date(1990, 1, 1), float("inf"),
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_it_is_found(written: object) -> None:
    assert holds_cpr(written)


@pytest.mark.parametrize(
    ("born", "serial"),
    [
        (1900, "0000"), (1999, "3999"), (2000, "4000"), (2036, "4999"), (1937, "4000"), (1999, "4999"), (2000, "5000"),
        (2057, "8999"), (1858, "5000"), (1899, "8999"), (2000, "9000"), (2036, "9999"), (1937, "9000"), (1999, "9999"),
    ],
)  # fmt: skip
def test_the_seventh_digit_tells_the_century(born: int, serial: str) -> None:
    """CPR-kontoret's table; a year of the other century beside it is no CPR number."""
    assert holds_cpr(f"02-01-{born}-{serial}")
    assert not any(holds_cpr(f"02-01-{born + other}-{serial}") for other in (-200, -100, 100, 200))


@pytest.mark.parametrize("written", NOT_ONE)
def test_what_is_none(written: object) -> None:
    assert not holds_cpr(written)


def test_it_is_hidden_and_nothing_else() -> None:
    assert without_cpr("Løn 010190–1234, bilag 5100000123") == "Løn ••••••-••••, bilag 5100000123"


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)),
    st.integers(0, 3999),
    st.sampled_from(["{:%d%m%y}-{}", "{:%d.%m.%Y}/{}", "nr. {:%d %m %y} {}", "x{:%d%m%Y}–{}"]),
)
def test_every_number_that_another_library_takes_for_one_is_found(day: dt.date, serial: int, form: str) -> None:
    digits = f"{day:%d%m%y}{serial:04}"
    assert stdnum.is_valid(digits)
    assert holds_cpr(form.format(day, f"{serial:04}"))
    if stdnum.checksum(digits) == 0:
        assert holds_cpr(digits)
        assert holds_cpr(float(digits))
