"""The cases that a caseworker could read."""

import pytest

from tests.oracle import ledger
from tests.tables.cases import TableCase, as_expected, cases, shown
from xl_addin.functions.catalogue import by_name


@pytest.mark.parametrize("case", [*cases(), *cases("texts.toml")], ids=str)
def test_case(case: TableCase) -> None:
    rows = by_name()[case.function].rows(*case.arguments)
    for place, column in enumerate(case.expected[0]):
        found = shown(case.function, rows, column)
        for number, (cell, wanted) in enumerate(zip(found, case.expected[1:], strict=True), 1):
            assert as_expected(wanted[place], cell), f"{column}, row {number}: {cell}, not {wanted[place]}"


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_slow_calculation_agrees(case: TableCase) -> None:
    rows = by_name()[case.function].rows(*case.arguments)
    expected = {"FHO_ORDNINGER": ledger.ordninger, "FHO_REGNSKAB": ledger.regnskab}[case.function](*case.arguments)
    assert [row[: len(wanted) - 1] for row, wanted in zip(rows, expected, strict=True)] == [
        wanted[:-1] for wanted in expected
    ]
