"""Every file that we ship or make, as the format's schemas want it: what they do not allow, Excel offers to repair."""

import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adopt import exports, shapes
from tests.audit import remarks
from tests.hosts.excel.vba import ADDIN
from tests.invoices import test_new_year
from tests.invoices.small_book import write_book
from xl_addin.cli.main import main
from xl_addin.hosts.server.template import new_arrangement

WORKBOOKS = ADDIN.parent
SHIPPED = [WORKBOOKS / name for name in ("ny-ordning.xlsx", "regionsregnskab-tom.xlsx", "regionsregnskab.xlsx")]


@pytest.mark.parametrize("path", [ADDIN, *SHIPPED], ids=lambda path: path.name)
def test_a_shipped_file_is_as_the_schemas_want_it(path: Path) -> None:
    assert remarks(path) == []


def test_the_template_of_the_task_pane_is_too(tmp_path: Path) -> None:
    path = tmp_path / "web.xlsx"
    path.write_bytes(new_arrangement())
    assert remarks(path) == []


def test_a_new_years_workbook_is_too(tmp_path: Path) -> None:
    """With claims that were sent and balances that come along; our own, with every sheet: tests/invoices."""
    old, path = tmp_path / "2016.xlsx", tmp_path / "2017.xlsx"
    write_book(old, test_new_year.ARRANGEMENTS, test_new_year.POSTINGS, test_new_year.SENT)
    assert main(["nyt-aar", str(old), "-o", str(path)]) == 0
    assert remarks(path) == []


def test_a_computed_copy_is_too(tmp_path: Path) -> None:
    path = tmp_path / "beregnet.xlsx"
    assert main(["calc", str(SHIPPED[0]), "-o", str(path)]) == 0
    assert remarks(path) == []


SOURCES: dict[str, Callable[[Path], None]] = {
    "kilde.xlsx": shapes.plain,
    "flettet.xlsx": shapes.merged,
    "summeret.xlsx": shapes.summed,
    "udtraek.csv": exports.text(exports.PLAIN, exports.plain()),
    "gammel.xls": exports.xls(exports.PLAIN, exports.plain()),
}


@pytest.mark.parametrize("name", SOURCES)
def test_an_adopted_workbook_is_too_and_its_calls_are_bound(tmp_path: Path, name: str) -> None:
    """From every kind of source, and the next month's, which remembers this one's."""
    source, mapping = tmp_path / name, tmp_path / "kilde.toml"
    SOURCES[name](source)
    assert main(["adopt", str(source), "--propose", str(mapping)]) == 0
    for out, more in ((tmp_path / "ny.xlsx", []), (tmp_path / "igen.xlsx", ["--igen"])):
        assert main(["adopt", str(source), "--mapping", str(mapping), "-o", str(out), *more]) in (0, 1)
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
