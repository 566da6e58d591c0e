"""Every file that we ship or make, as the format's schemas want it: what they do not allow, Excel offers to repair."""

import datetime as dt
import html
import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from tests.adopt.shapes import plain
from tests.hosts.excel.vba import ADDIN
from tests.invoices.small_book import arrangement, posting, write_book
from xl_addin.cli.main import main
from xl_addin.hosts.server.template import new_arrangement

WORKBOOKS = ADDIN.parent
SHIPPED = [WORKBOOKS / name for name in ("ny-ordning.xlsx", "regionsregnskab-tom.xlsx", "regionsregnskab.xlsx")]
ALLOWED = re.compile(
    # openpyxl writes a font's parts in an order that Excel reads, and cells with their text in them, which it does too.
    r"Unexpected element '(b|i|color|sz|u)' found|Worksheet \S+ has \d+ inline-string cell\(s\)"
)


def remarks(path: Path) -> list[str]:
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=100_000).validate(str(path))
    return [one.description for one in found.errors if not ALLOWED.match(one.description)]


@pytest.mark.parametrize("path", [ADDIN, *SHIPPED], ids=lambda path: path.name)
def test_a_shipped_file_is_as_the_schemas_want_it(path: Path) -> None:
    assert remarks(path) == []


def test_the_template_of_the_task_pane_is_too(tmp_path: Path) -> None:
    path = tmp_path / "web.xlsx"
    path.write_bytes(new_arrangement())
    assert remarks(path) == []


def test_a_new_years_workbook_is_too(tmp_path: Path) -> None:
    """From a small workbook: the shipped one takes a minute."""
    old, path = tmp_path / "2016.xlsx", tmp_path / "2017.xlsx"
    write_book(old, [arrangement("A-1", "Viborg")], [posting("B-1", "A-1", dt.date(2016, 10, 1), 1000.0)])
    assert main(["nyt-aar", str(old), "-o", str(path)]) == 0
    assert remarks(path) == []


def test_an_adopted_workbook_is_too_and_its_calls_are_bound(tmp_path: Path) -> None:
    source, mapping, out = (tmp_path / name for name in ("kilde.xlsx", "kilde.toml", "ny.xlsx"))
    plain(source)
    assert main(["adopt", str(source), "--propose", str(mapping)]) == 0
    assert main(["adopt", str(source), "--mapping", str(mapping), "-o", str(out)]) in (0, 1)
    assert remarks(out) == []
    with zipfile.ZipFile(out) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "/worksheets/sheet" in name)
        assert "xl/externalLinks/externalLink1.xml" in archive.namelist()
    assert sheets.count(b"[1]!FHO_") > 0


def test_a_fault_is_found(tmp_path: Path) -> None:
    """What is allowed hides no other fault."""
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(SHIPPED[0]) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<sheetData>", b"<sheetDatum/><sheetData>"))
    assert remarks(path) != []


def formulas(path: Path, pattern: bytes) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/worksheets/sheet" in name]
    return [one for sheet in sheets for one in re.findall(pattern, sheet)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_array_formula_can_be_entered_by_a_macro(path: Path) -> None:
    """Range.FormulaArray takes at most 255 characters: a longer one could not be repaired."""
    arrays = [
        f"={html.unescape(one.decode())}".replace("[1]!", "")
        for one in formulas(path, rb'<f t="array"[^>]*>([^<]*)</f>')
    ]
    assert arrays
    assert [one for one in arrays if len(one) > 255] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_validation_is_written_as_excel_does(path: Path) -> None:
    assert formulas(path, rb"<formula[12]>=[^<]*") == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_link_inside_the_workbook_is_a_location(path: Path) -> None:
    """As a relationship to #Sheet!A1 it fails on Windows."""
    with zipfile.ZipFile(path) as archive:
        relations = b"".join(archive.read(name) for name in archive.namelist() if "/worksheets/_rels/" in name)
    assert b'Target="#' not in relations
