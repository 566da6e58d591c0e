"""The regional ledger split by native formulas only gives what ours gives, in the spreadsheet itself.

Of its 3,392 postings, 2,829 are here: those of arrangements with several sections in the list (a move, a pause, new
hours), several paragraphs or an agreed share are left out, as a formula a row cannot say them; and so is one of wages
in an arrangement that is not joint, which FHO_FORDEL refuses.
"""

from typing import Any

import pytest

from tests.hosts.libreoffice.native_ledger import build
from xl_addin.hosts.libreoffice.session import Session


@pytest.fixture(scope="module")
def count(office: Session, tmp_path_factory: pytest.TempPathFactory) -> int:
    path = tmp_path_factory.mktemp("native") / "kontrol.xlsx"
    postings = build(path)
    office.call("open_workbook", timeout=300, path=str(path))
    office.call("recalculate", timeout=300)
    return postings


def columns(office: Session, count: int, first: str, last: str, sheet: str = "Udgifter") -> list[list[Any]]:
    rows: list[list[Any]] = office.call("cells", address=f"{first}2:{last}{count + 1}", sheet=sheet)
    return rows


def test_the_spreadsheet_finds_no_row_different(office: Session, count: int) -> None:
    assert count > 2800
    assert office.call("cells", address="AI1:AI2", sheet="Udgifter") == [[0.0], [0.0]]


def test_the_split_and_its_code(office: Session, count: int) -> None:
    native, ours = columns(office, count, "P", "T"), columns(office, count, "Y", "AC")
    assert ours == native
    codes = {row[4] for row in ours}
    assert {"NØGLE", "DELVIS", "FØR-START", "RESP", "SEL", "EKSTRA-R", "EKSTRA-K", "FERIE-K", "FERIE-B"} <= codes


def test_one_formula_over_the_whole_sheets(office: Session, count: int) -> None:
    native = columns(office, count, "P", "V")
    collected_by_municipality = columns(office, count, "AD", "AD")
    expected = [
        [*split, code, municipality, claim, *other]
        for (*split, code, municipality, claim), other in zip(native, collected_by_municipality, strict=True)
    ]
    assert columns(office, count, "AK", "AR") == expected


def test_the_start_dates(office: Session, count: int) -> None:
    assert columns(office, count, "W", "W") == columns(office, count, "K", "K")


def test_the_municipality_that_settles(office: Session, count: int) -> None:
    assert columns(office, count, "AE", "AE") == columns(office, count, "U", "U")


def test_the_offsetting(office: Session, count: int) -> None:
    native, ours = (columns(office, 19, first, last, "Modregning") for first, last in (("D", "G"), ("I", "L")))
    assert ours == native
    assert all(isinstance(row[0], float) for row in ours)


def test_a_native_formula_that_is_wrong_is_found(office: Session, count: int) -> None:
    """The comparison can fail: one øre off in one row is seen in the row and in the total."""
    before = office.call("formulas", address="P7", sheet="Udgifter")[0]
    office.call("put", cells={"P7": f"{before}+0.01"}, sheet="Udgifter")
    assert office.call("cells", address="AI1", sheet="Udgifter") == [[1.0]]
    office.call("put", cells={"P7": before}, sheet="Udgifter")
    assert office.call("cells", address="AI1", sheet="Udgifter") == [[0.0]]
