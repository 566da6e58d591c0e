"""Workbooks as other programs save them: saved values, other spellings, formulas that cannot be computed."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from tests.check.books import TODAY, clean, put, saved
from xl_addin.check import check
from xl_addin.check.book import Cell, read_book
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
    assert read_book(volatile, TODAY).value(Cell(2, 1, 10)) == 17
    with pytest.raises(WorkbookError):
        calculate(volatile)


def test_a_formula_that_cannot_be_computed_is_a_finding_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = clean()
    put(workbook, {"Modregning!J1": '=INDIRECT("A1")', "Modregning!J2": '=FHO_NOEGLE("banken")'})
    assert main(["check", str(saved(workbook, tmp_path))]) == 1
    out, err = capsys.readouterr()
    assert "Modregning!J1: Kontrollen kan ikke regne INDIRECT efter, og cellen har ingen gemt værdi." in out
    assert "Modregning!J2" in out
    assert err == ""


def test_a_misspelt_function_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    workbook = clean()
    put(
        workbook,
        {"Modregning!J1": '=FHO_NØGEL("region")', "Modregning!J2": "=FHO_FORDLE(1)", "Modregning!J3": "=FHO_X"},
    )
    said = [one.what for one in check(saved(workbook, tmp_path), TODAY)]
    assert said == [
        "FHO_NØGEL findes ikke. Mente du FHO_NOEGLE?",
        "FHO_FORDLE findes ikke. Mente du FHO_FORDEL?",
        "FHO_X findes ikke.",
    ]


@pytest.mark.parametrize("terms", [400, 3000])
def test_a_sum_of_many_terms(terms: int, tmp_path: Path) -> None:
    workbook = clean()
    put(workbook, {"Modregning!J1": "=" + "+".join(["Posteringer!A2"] * terms)})
    assert {one.split()[1] for one in found(saved(workbook, tmp_path))} <= {"Modregning!J1"}


def test_cpr_numbers_in_comments_sheet_names_and_the_file_name(tmp_path: Path) -> None:
    workbook = clean()
    workbook["Posteringer"]["C4"].comment = Comment("Ring til 010203-4567", "JP")
    workbook.create_sheet("010190-1234")
    path = saved(workbook, tmp_path)
    named = path.rename(path.with_name("regnskab 010190-1234.xlsx"))
    findings = check(named, TODAY)
    assert [f"{one.kind} {one.sheet}!{one.cell} {one.what}" for one in findings] == [
        "cpr Posteringer!C4 Kommentaren indeholder et CPR-nummer.",
        "cpr ••••••-••••!A1 Arkets navn indeholder et CPR-nummer.",
        "cpr Ordninger!A1 Filens navn indeholder et CPR-nummer.",
    ]


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
    assert "Ingen formel i projektmappen bruger en FHO-funktion." in capsys.readouterr().err


def test_checking_leaves_the_workbook_as_it_is(tmp_path: Path) -> None:
    path = saved(clean(), tmp_path)
    before = path.read_bytes()
    check(path, TODAY)
    assert path.read_bytes() == before
    assert load_workbook(path).sheetnames == ["Ordninger", "Posteringer", "Modregning", "Indlæggelser"]
