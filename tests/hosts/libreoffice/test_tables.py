"""Whole columns as tables: two sheets' columns of different heights, and rows added below them."""

from collections.abc import Iterator

import pytest

from xl_addin.hosts.libreoffice.session import Session

POSTINGS = [
    ["Ordning", "Fra", "Til", "Art", "Beløb", "Betalt af"],
    ["A", 42430, 42460, "løn", 310000, "kommunen"],
    ["", "", "", "", "", ""],
    ["B", 42430, 42460, "løn", 310000, "kommunen"],
]
ARRANGEMENTS = [
    [
        "Sagsnr.",
        "Kommune",
        "Paragraf",
        "Timer respiration",
        "Timer servicelov",
        "Samme hjælpere",
        "Udskrevet",
        "Gælder fra",
    ],
    ["A", "Viborg", 96, 24, 12, "ja", 42309, ""],
    ["A", "Aarhus", "", "", "", "", "", 42444],
]


@pytest.fixture(autouse=True)
def sheet(office: Session) -> Iterator[None]:
    office.call("new")
    yield
    office.call("close")


def test_whole_columns_as_tables(office: Session) -> None:
    office.call("put_rows", address="A1:F4", rows=POSTINGS)
    office.call("put_rows", address="H1:O3", rows=ARRANGEMENTS)
    office.call("put_array", address="R2:AB8", formula="=FHO_REGNSKAB(A:F;H:O)")
    assert office.call("settle")
    rows = office.call("cells", address="R2:AB8")
    assert rows[0][:10] == [207700.0, 102300.0, 0.0, 0.0, "NØGLE", "Viborg", 0.0, 207700.0, 56100.0, "Aarhus"]
    assert rows[1] == [""] * 11
    assert rows[2][:10] == ["#N/A"] * 10
    assert rows[2][10].startswith("Fejl: ")
    assert rows[3:] == [[""] * 11] * 4
    office.call("put_rows", address="H4:O4", rows=[["B", "Skive", 83, 24, 12, "ja", 42309, ""]])
    assert office.call("settle")
    assert office.call("cells", address="R4:S4") == [[207700.0, 102300.0]]
