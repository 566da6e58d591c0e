"""``fho build``: writes the workbooks, and says when a file is not what would be built."""

import sys
from pathlib import Path

import pytest

from xl_addin.books import new_arrangement
from xl_addin.books.bookfile import packed, parts
from xl_addin.cli import build
from xl_addin.cli.main import main


@pytest.fixture(autouse=True)
def _only_the_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SHIPPED", {"ny-ordning.xlsx": new_arrangement.build})


def test_what_is_built_is_as_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["build", "--folder", str(folder)]) == 0
    assert main(["build", "--folder", str(folder), "--check"]) == 0
    assert "as built" in capsys.readouterr().out


def test_the_committed_file_is_as_built() -> None:
    assert main(["build", "--folder", str(Path(__file__).parents[2] / "workbooks"), "--check"]) == 0


def test_a_changed_part_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "--folder", str(tmp_path)])
    path = tmp_path / "ny-ordning.xlsx"
    found = parts(path.read_bytes())
    found["xl/worksheets/sheet1.xml"] = found["xl/worksheets/sheet1.xml"].replace(b"Viborg", b"Lemvig")
    path.write_bytes(packed(found))
    assert main(["build", "--folder", str(tmp_path), "--check"]) == 1
    assert "xl/worksheets/sheet1.xml" in capsys.readouterr().out


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--folder", str(tmp_path), "--check"]) == 1
    assert "missing" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["build", "--folder", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_is_written_where_the_extra_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    assert main(["build", "--folder", str(tmp_path / "new")]) == 2
    assert "needs the extra build" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
