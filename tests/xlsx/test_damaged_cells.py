"""A damaged cell is named by its address; what stands in it may be a citizen's number, and is shown to nobody."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from xl_addin.cli.main import main

NUMBER = "0707614285"
DAMAGED = {
    "a number with letters": f'<c r="B2"><v>{NUMBER}x</v></c>',
    "a number past all numbers": f'<c r="B2"><v>{NUMBER}E999</v></c>',
    "a text that is not there": f'<c r="B2" t="s"><v>{NUMBER}</v></c>',
    "a Danish error name": f'<c r="B2" t="e"><v>#VÆ{NUMBER}!</v></c>',
    "a day that is none": f'<c r="B2" t="d"><v>{NUMBER}</v></c>',
    "a cell of another row": f'<c r="B9"><v>{NUMBER}</v></c>',
}


@pytest.mark.parametrize("command", ["calc", "check"])
@pytest.mark.parametrize("cell", DAMAGED.values(), ids=DAMAGED)
def test_the_address_is_said_and_the_content_is_not(
    cell: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bog.xlsx").write_bytes(_with_cell(cell))
    assert main([command, "bog.xlsx"]) == 2
    said = capsys.readouterr()
    assert NUMBER not in said.out + said.err
    assert ("B2" in said.err) or ("B9" in said.err)
    assert said.err.count("\n") == 1


def _with_cell(cell: str) -> bytes:
    """A workbook of one formula whose second row holds a cell as it is written here."""
    book, plain, written = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.worksheets[0]["A1"], book.worksheets[0]["B2"] = "=FHO_REGIONSANDEL(B2)", 1
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert data.count(b'<c r="B2" t="n"><v>1</v></c>') == 1
                data = data.replace(b'<c r="B2" t="n"><v>1</v></c>', cell.encode())
            target.writestr(name, data)
    return written.getvalue()
