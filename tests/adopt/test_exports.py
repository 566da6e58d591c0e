"""Exports of ERP systems: taken over right, asked about or refused; never a wrong sum."""

import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.adopt.exports import ASKED, EXPORTS, REFUSED, TOLD, Export
from tests.adopt.growing_exports import GROWING_EXPORTS
from tests.adopt.known import known
from tests.adopt.odd_exports import ODD_EXPORTS
from tests.adopt.test_shapes import by_header
from xl_addin.adopt import postings_of
from xl_addin.adopt.mapping import MappingError
from xl_addin.adopt.mapping_file import from_toml
from xl_addin.adopt.source import read_source
from xl_addin.cli.main import main

LATER = [*GROWING_EXPORTS, *ODD_EXPORTS]


def summed(amounts: Iterable[object]) -> Decimal:
    """The amounts that were booked."""
    return sum((Decimal(str(one)) for one in amounts if isinstance(one, int | float)), Decimal(0))


def sum_in(workbook: Path) -> Decimal:
    """The amounts that were booked in a workbook."""
    rows = by_header(load_workbook(workbook, read_only=True, data_only=True)["Udgifter"])
    return summed(row["Beløb"] for row in rows)


def proposed(export: Export, source: Path, file: Path) -> str:
    """The export written, and the mapping that is proposed for it, changed as a person does at once."""
    export.write(source)
    assert main(["adopt", str(source), "--propose", str(file)]) == 0
    mapping = file.read_text("utf-8").replace("[faste]\n", f"[faste]\n{export.faste}")
    for old, new in export.change:
        assert old in mapping
        mapping = mapping.replace(old, new, 1)
    return mapping


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


@pytest.mark.parametrize("export", EXPORTS, ids=[one.name for one in EXPORTS])
def test_never_a_wrong_sum(export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, file, out = tmp_path / f"udtræk{export.suffix}", tmp_path / "m.toml", tmp_path / "ny.xlsx"
    mapping = proposed(export, source, file)
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


@pytest.mark.parametrize("export", LATER, ids=[one.name for one in LATER])
def test_never_a_wrong_sum_before_a_workbook_is_written(export: Export, tmp_path: Path) -> None:
    """As above, with the postings as they would be written: many more exports in the same time."""
    source, file = tmp_path / f"udtræk{export.suffix}", tmp_path / "m.toml"
    mapping = proposed(export, source, file)
    if export.outcome in (ASKED, REFUSED):
        with pytest.raises(MappingError, match=re.escape(export.says)) as refused:
            taken(source, file, mapping)
        if export.outcome == REFUSED:
            return
        mapping = answered(mapping, export, str(refused.value))
    sum_of_read, unread = taken(source, file, mapping)
    assert (sum_of_read, unread > 0) == (export.true, export.outcome == TOLD)


def taken(source: Path, file: Path, text: str) -> tuple[Decimal, int]:
    """The sum of the postings that a mapping takes over, and how many have an amount or a day that cannot be read."""
    file.write_text(text, "utf-8")
    sheets = read_source(source)
    mapping = from_toml(file, sheets)
    if mapping.missing():
        raise MappingError(f"tilpasningen mangler {', '.join(mapping.missing())}")
    *_, postings = postings_of(source.name, sheets, mapping)
    unread = [one for one in postings if not isinstance(one["beloeb"], float) or isinstance(one["fra"], str)]
    return summed(one["beloeb"] for one in postings), len(unread)
