"""Exports of ERP systems: taken over right, asked about or refused; never a wrong sum."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.adopt.exports import ASKED, EXPORTS, REFUSED, TOLD, Export
from tests.adopt.growing_exports import GROWING_EXPORTS
from tests.adopt.known import known
from tests.adopt.test_shapes import by_header
from xl_addin.cli.main import main

ALL = [*EXPORTS, *GROWING_EXPORTS]


def sum_in(workbook: Path) -> Decimal:
    """The amounts that were booked."""
    rows = by_header(load_workbook(workbook, read_only=True, data_only=True)["Udgifter"])
    return sum((Decimal(str(row["Beløb"])) for row in rows if isinstance(row["Beløb"], int | float)), Decimal(0))


def answered(mapping: str, export: Export, refusal: str) -> str:
    """The mapping after a person has answered; the marks of uncertain rows stand in the refusal."""
    for old, new in export.answer:
        if old in ("sum", "postering"):
            lines = [f'"{mark}" = "{old}"' for mark in re.findall(r'Skriv "([0-9a-f]+)"', refusal)]
            mapping += "\n".join(['["rækker"]' if '["rækker"]' not in mapping else "", *lines, ""])
        else:
            assert old in mapping
            mapping = mapping.replace(old, new, 1)
    return mapping


@pytest.mark.parametrize("export", ALL, ids=[one.name for one in ALL])
def test_never_a_wrong_sum(export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, file, out = tmp_path / f"udtræk{export.suffix}", tmp_path / "m.toml", tmp_path / "ny.xlsx"
    export.write(source)
    assert main(["adopt", str(source), "--propose", str(file)]) == 0
    mapping = file.read_text("utf-8").replace("[faste]\n", f"[faste]\n{export.faste}")
    for old, new in export.change:
        assert old in mapping
        mapping = mapping.replace(old, new, 1)
    file.write_text(mapping + known(), "utf-8")
    command = ["adopt", str(source), "--mapping", str(file), "-o", str(out), "--today", "2017-01-15"]
    status = main(command)
    refusal = capsys.readouterr().err
    if export.outcome in (ASKED, REFUSED):
        assert (status, out.exists()) == (2, False)
        assert export.says in refusal
        if export.outcome == REFUSED:
            return
        file.write_text(answered(mapping, export, refusal) + known(), "utf-8")
        status = main(command)
        refusal = capsys.readouterr().err
    assert status == 1 if export.outcome == TOLD else status in (0, 1), refusal
    assert sum_in(out) == export.true
    with zipfile.ZipFile(out) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert not [one for one in export.never if one in content]
