"""Open and go: a workbook is opened, and shows numbers; the file stays as it was."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts.libreoffice.workbook import WORKBOOKS
from xl_addin.hosts.libreoffice.session import Session

ODS = "calc8"
AMOUNTS = (1000, 1.5, None, "abc", "=NA()", -200)
SHARES = [670.0, 1.01, "", "#VALUE!", "#N/A", -134.0]

SPELLINGS = {
    "as we write it": "FHO_REGIONSANDEL(A1)",
    "as Excel writes an Office function": "_xldudf_FHO_REGIONSANDEL(A1)",
    "as Excel writes an add-in's function": "[1]!FHO_REGIONSANDEL(A1)",
    "as LibreOffice writes an unbound function": "DK.XLADDIN.CELLFUNCTIONS.FHOREGIONSANDEL(A1)",
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with a call in every spelling, an array formula, a nested call, a name and a protected sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row, amount in enumerate(AMOUNTS, 1):
        sheet[f"A{row}"] = amount
    for row, call in enumerate(SPELLINGS.values(), 1):
        sheet[f"C{row}"] = f"={call}"
    sheet["E1"] = ArrayFormula("E1:E6", "=FHO_REGIONSANDEL(A1:A6)")
    sheet["F1"] = ArrayFormula("F1:F6", "=_xldudf_FHO_REGIONSANDEL(A1:A6)")
    sheet["G1"] = '=IF(FHO_OMFATTET(24,"96",12,"ja"),FHO_DAGE("2016-03-01","2016-03-31","2016-03-11",,"Midtjylland"),0)'
    book.defined_names["andel"] = DefinedName("andel", attr_text="_xldudf_FHO_REGIONSANDEL(Sheet!$A$1)")
    sheet["G2"] = "=andel"
    protected = book.create_sheet("Beskyttet")
    protected["A1"] = "=FHO_KOMMUNEANDEL(Sheet!A1)"
    protected["A2"] = "=_xldudf_FHO_KOMMUNEANDEL(Sheet!A1)"
    for column, call in zip("CDEF", SPELLINGS.values(), strict=True):
        protected[f"{column}1"] = ArrayFormula(f"{column}1:{column}6", f"={call.replace('A1', 'Sheet!A1:A6')}")
    protected.protection.enable()
    path = tmp_path / "bog.xlsx"
    book.save(path)
    return path


@pytest.fixture(autouse=True)
def closed(office: Session) -> Iterator[None]:
    yield
    office.call("close")


@pytest.mark.parametrize("hidden", [False, True])
def test_all_spellings_compute(office: Session, workbook: Path, hidden: bool) -> None:
    office.call("open_workbook", path=str(workbook), hidden=hidden)
    assert office.call("cells", address="C1:C4") == [[670.0]] * 4
    assert [row[0] for row in office.call("cells", address="E1:E6")] == SHARES
    assert [row[0] for row in office.call("cells", address="F1:F6")] == SHARES
    assert office.call("cells", address="G1:G2") == [[21.0], [670.0]]
    assert office.call("cells", address="A1:A2", sheet="Beskyttet") == [[330.0], [330.0]]
    for column in "CDEF":
        assert [row[0] for row in office.call("cells", address=f"{column}1:{column}6", sheet="Beskyttet")] == SHARES


def test_an_array_keeps_its_range(office: Session, workbook: Path) -> None:
    office.call("open_workbook", path=str(workbook))
    assert office.call("formulas", address="F1:F7") == ["{=FHO_REGIONSANDEL(A1:A6)}"] * 6 + [""]


def test_a_total_over_a_bad_row_fails(office: Session, workbook: Path) -> None:
    office.call("open_workbook", path=str(workbook))
    office.call("put", cells={"H1": "=SUM(E1:E6)", "H2": "=ISNA(E5)", "H3": "=SUM(E1:E2)"})
    assert office.call("cells", address="H1:H3") == [["#VALUE!"], [1.0], [671.01]]


def test_opening_leaves_no_trace(office: Session, workbook: Path) -> None:
    before = workbook.read_bytes()
    assert office.call("open_workbook", path=str(workbook)) == {"modified": False, "undo": [], "redo": []}
    assert workbook.read_bytes() == before


def test_a_protected_sheet_stays_as_protected_as_it_was(office: Session, workbook: Path, tmp_path: Path) -> None:
    office.call("open_workbook", path=str(workbook))
    saved = tmp_path / "gemt.xlsx"
    office.call("save", path=str(saved))
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(saved) as after:
        one, other = (
            set(re.findall(rb"<sheetProtection[^>]*>", book.read("xl/worksheets/sheet2.xml")))
            for book in (before, after)
        )
    assert len(one) == len(other) == 1
    assert b'sheet="1"' in one.pop()
    assert b'sheet="true"' in other.pop().replace(b'sheet="1"', b'sheet="true"')


def test_a_sheet_with_a_password_says_that_its_formulas_are_not_bound(office: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = 1000
    sheet["C1"] = ArrayFormula("C1:C2", "=[1]!FHO_REGIONSANDEL(A1:A2)")
    sheet.title = "Låst"
    sheet.protection.set_password("hemmelig")
    path = tmp_path / "låst.xlsx"
    book.save(path)
    office.call("open_workbook", path=str(path))
    assert office.call("cells", address="C1:C1") == [["#NAME?"]]
    assert office.call("infobar")


@pytest.mark.parametrize("name", ["regionsregnskab.xlsx", "ny-ordning.xlsx"])
def test_a_shipped_workbook_links_to_the_add_in_and_asks_nothing(office: Session, name: str, tmp_path: Path) -> None:
    """Its calls stand as Excel keeps them, [1]!FHO_X: no question about links, no formula that is not bound."""
    path = shutil.copy(WORKBOOKS / name, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert "xl/externalLinks/externalLink1.xml" in archive.namelist()
    assert office.call("open_workbook", path=str(path)) == {"modified": False, "undo": [], "redo": []}
    # "enablecontent" is the bar with which Calc asks whether links may be updated.
    assert not office.call("infobar", name="enablecontent")
    assert not office.call("infobar")
    found = [value for sheet in office.call("values").values() for value in sheet.values()]
    assert "#NAME?" not in found
    assert len(found) > 100


def test_undo_takes_back_what_the_user_did_and_nothing_of_ours(office: Session, workbook: Path) -> None:
    office.call("open_workbook", path=str(workbook))
    office.call("type_in", cells={"A1": "2000"})
    assert office.call("cells", address="C2:C2") == [[1340.0]]
    office.call("do", command="Undo")
    assert office.call("cells", address="C2:C2") == [[670.0]]
    state = office.call("state")
    assert state["undo"] == []
    assert len(state["redo"]) == 1


def formulas_in(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if "sheet" in name or name.endswith("workbook.xml")]
        return "".join(archive.read(name).decode() for name in parts)


def test_saved_as_xlsx_it_holds_plain_formulas(office: Session, workbook: Path, tmp_path: Path) -> None:
    office.call("open_workbook", path=str(workbook))
    saved = tmp_path / "gemt.xlsx"
    office.call("save", path=str(saved))
    text = formulas_in(saved)
    assert text.count(">FHO_REGIONSANDEL(A1)</f>") == len(SPELLINGS)
    assert text.count(">FHO_REGIONSANDEL(A1:A6)</f>") == 2
    assert ">FHO_REGIONSANDEL(Sheet!$A$1)</definedName>" in text
    for other in ("XLADDIN", "_xldudf_", "[1]!", "fho_"):
        assert other not in text
    values = openpyxl.load_workbook(saved, data_only=True).active
    assert [values[f"E{row}"].value or "" for row in range(1, 7)] == SHARES


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_saved_and_opened_again_it_computes(office: Session, workbook: Path, tmp_path: Path, kind: str) -> None:
    office.call("open_workbook", path=str(workbook))
    saved = tmp_path / f"gemt.{kind}"
    office.call("save", path=str(saved), **({"kind": ODS} if kind == "ods" else {}))
    office.call("close")
    copy = shutil.copy(saved, tmp_path / f"kopi.{kind}")
    assert office.call("open_workbook", path=str(copy)) == {"modified": False, "undo": [], "redo": []}
    office.call("recalculate")
    assert office.call("cells", address="C1:C4") == [[670.0]] * 4
    assert [row[0] for row in office.call("cells", address="E1:E6")] == SHARES
    office.call("type_in", cells={"A1": "2000"})
    assert office.call("cells", address="C1:C4") == [[1340.0]] * 4
