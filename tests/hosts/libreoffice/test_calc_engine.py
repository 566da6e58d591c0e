"""``fho calc --engine libreoffice`` writes the very file that the headless engine does."""

from pathlib import Path

import pytest

from tests.hosts.libreoffice.workbook import WORKBOOKS, without_values
from xl_addin.cli.main import main


def test_both_engines_write_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = without_values(WORKBOOKS / "ny-ordning.xlsx", tmp_path / "ny-ordning.xlsx")
    calc, headless = tmp_path / "calc.xlsx", tmp_path / "headless.xlsx"
    assert main(["calc", str(source), "-o", str(calc), "--engine", "libreoffice"]) == 0
    assert "0 i fejl" in capsys.readouterr().out
    assert main(["calc", str(source), "-o", str(headless)]) == 0
    assert calc.read_bytes() == headless.read_bytes()


def test_what_libreoffice_cannot_open_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    assert main(["calc", str(broken), "-o", str(tmp_path / "out.xlsx"), "--engine", "libreoffice"]) == 2
    assert capsys.readouterr().err.startswith("fho calc: broken.xlsx: ")
    assert not (tmp_path / "out.xlsx").exists()
