"""The check on the ribbon: the same findings as `fho check`, and no copy of the workbook left behind."""

from pathlib import Path
from typing import Any

import pytest

from tests.check.books import clean, put, saved
from tests.hosts.excel.classic import PythonFailure
from tests.hosts.excel.test_workbooks import NOTHING
from tests.hosts.excel.vba import Excel
from xl_addin.check import check
from xl_addin.check.report import HEADINGS, as_table

MODULE = "xl_addin.hosts.excel.udfs"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A workbook with an error and something to look at, as Excel would copy it."""
    workbook = clean()
    put(workbook, {"Posteringer!H3": "", "Posteringer!K2": "text:=HYPERLINK(1)"})
    return saved(workbook, tmp_path).rename(tmp_path / "FHO-kontrol-20260101-1.xlsx")


def ask(server: Any, path: Path, name: str = "regnskab.xlsx") -> list[list[str]]:
    answer: list[list[str]] = server.CallUDF(MODULE, "fho_check_copy", (str(path), name))
    return [list(row) for row in answer]


def test_it_finds_what_the_shell_finds_and_leaves_no_copy(server: Any, faulty: Path) -> None:
    expected = as_table(check(faulty))
    verdict, *listed = ask(server, faulty)
    assert verdict[0].startswith("regnskab.xlsx: ")
    assert verdict[0].endswith(" De står i en ny projektmappe.")
    assert listed == expected
    assert {row[0] for row in listed[1:]} == {"fejl", "se efter"}
    assert list(faulty.parent.iterdir()) == []


def test_a_clean_workbook_is_one_line(server: Any, tmp_path: Path) -> None:
    workbook = clean()
    workbook.remove(workbook["Indlæggelser"])
    path = saved(workbook, tmp_path).rename(tmp_path / "FHO-kontrol-1.xlsx")
    assert ask(server, path) == [["regnskab.xlsx: Ingen fund.", "", "", "", "", ""], list(HEADINGS)]


@pytest.mark.parametrize("content", [b"", b"PK\3\4 damaged", b"no workbook"])
def test_what_is_no_workbook_is_told_and_gone(server: Any, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "FHO-kontrol-1.xlsx"
    path.write_bytes(content)
    [[text, *_], _] = ask(server, path)
    assert text.startswith("Projektmappen kan ikke kontrolleres: ")
    assert not path.exists()


def test_no_other_file_is_read_or_removed(server: Any, faulty: Path) -> None:
    other = faulty.rename(faulty.with_name("regnskab.xlsx"))
    with pytest.raises(ValueError, match="not a copy"):
        ask(server, other)
    assert other.exists()


@pytest.fixture
def excel(loaded: Excel, server: Any, faulty: Path) -> Excel:
    """The add-in with a workbook open, and the real server behind it."""
    started = loaded.start(lambda name, values: server.CallUDF(MODULE, name, values))
    started.app.activate_workbook(started.book)
    started.saved, started.copy_path = faulty.read_bytes(), faulty.with_name("FHO-kontrol-2.xlsx")
    return started


def test_the_button_lists_the_findings_as_text_in_a_new_workbook(excel: Excel) -> None:
    books = len(excel.app.workbooks())
    excel.run("CheckWorkbook", NOTHING)
    assert excel.log == []
    assert "at se efter. De står i en ny projektmappe." in str(excel.app.dialogs[-1])
    assert len(excel.app.workbooks()) == books + 1
    assert excel.app.sheet(1).rows()[0] == list(HEADINGS)
    assert len(excel.app.sheet(1).rows()) > 2
    assert excel.app.sheet(1).sheet.vba_get("Range", ["D2"]).vba_get("HasFormula") is False
    assert not excel.copy_path.exists()


def test_no_copy_is_left_where_python_cannot_be_reached(loaded: Excel, excel: Excel) -> None:
    def fails(name: str, values: tuple[Any, ...]) -> Any:
        assert excel.copy_path.exists()
        raise PythonFailure("Traceback")

    excel.python = fails
    excel.run("CheckWorkbook", NOTHING)
    assert not excel.copy_path.exists()
    assert [name for name, _ in excel.log] == ["CheckWorkbook"]
    assert "Kontrollen kunne ikke gennemføres" in str(excel.app.dialogs[-1])
