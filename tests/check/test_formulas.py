"""Workbooks as other programs save them: saved values, other spellings, formulas that cannot be computed."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.check.books import TODAY, clean, put, saved
from xl_addin.check import check
from xl_addin.check.book import read_book
from xl_addin.cli.main import main
from xl_addin.engine import WorkbookError, calculate, write_calculated


def computed(workbook: Workbook, folder: Path) -> Path:
    """The workbook's file with computed values, and no wish to be computed when opened."""
    workbook.calculation.fullCalcOnLoad = False
    path = folder / "beregnet.xlsx"
    write_calculated(calculate(saved(workbook, folder)), path)
    return path


def edited(path: Path, part: str, old: str, new: str) -> Path:
    """The file with one thing changed in one of its parts."""
    out = path.with_name("rettet.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name).decode() if name == part else archive.read(name)
            if isinstance(content, str):
                assert len(re.findall(old, content)) == 1
                content = re.sub(old, new, content)
            copy.writestr(name, content)
    return out


def found(path: Path) -> list[str]:
    return [f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)]


def test_a_computed_workbook_gives_none(tmp_path: Path) -> None:
    assert found(computed(clean(), tmp_path)) == []


def test_a_saved_share_that_the_formula_does_not_give(tmp_path: Path) -> None:
    path = computed(clean(), tmp_path)
    wrong = edited(path, "xl/worksheets/sheet2.xml", r'(<c r="M3"[^>]*><v>)53600', r"\g<1>53601")
    assert found(wrong) == ["anden-værdi Posteringer!M3"]


def test_a_formula_elsewhere_that_cannot_be_computed_keeps_its_saved_value(tmp_path: Path) -> None:
    workbook = clean()
    put(workbook, {"Modregning!J1": 17})
    path = computed(workbook, tmp_path)
    volatile = edited(path, "xl/worksheets/sheet3.xml", r'(<c r="J1"[^>]*>)<v>17', r'\1<f>INDIRECT("A1")</f><v>17')
    assert found(volatile) == []
    book = read_book(volatile, TODAY)
    assert [one.split(":")[0] for one in book.unread] == ["Modregning!J1"]
    with pytest.raises(WorkbookError):
        calculate(volatile)


def test_it_is_said_what_could_not_be_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = clean()
    put(workbook, {"Modregning!J1": '=INDIRECT("A1")'})
    assert main(["check", str(saved(workbook, tmp_path))]) == 2
    assert "Modregning!J1" in capsys.readouterr().err


def test_all_four_spellings_of_a_call_are_checked(tmp_path: Path) -> None:
    workbook = clean()
    put(workbook, {
        "Modregning!J1": '=FHO_NOEGLE("banken")', "Modregning!J2": '=_xldudf_FHO_NOEGLE("banken")',
        "Modregning!J3": '=DK.FHO.FHONOEGLE("banken")', "Modregning!J4": '=_xll.FHO_NOEGLE("banken")',
    })  # fmt: skip
    assert found(saved(workbook, tmp_path)) == ["ukendt-part Modregning!J1:J4"]


def test_a_workbook_without_our_functions_is_checked_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = Workbook()
    workbook.active.append(["Tekst", "010203-4567"])
    path = saved(workbook, tmp_path)
    assert main(["check", str(path)]) == 1
    assert "no formula in the workbook calls an FHO_ function" in capsys.readouterr().err


def test_checking_leaves_the_workbook_as_it_is(tmp_path: Path) -> None:
    path = saved(clean(), tmp_path)
    before = path.read_bytes()
    check(path, TODAY)
    assert path.read_bytes() == before
    assert load_workbook(path).sheetnames == ["Ordninger", "Posteringer", "Modregning", "Indlæggelser"]
