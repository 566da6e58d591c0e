"""Calls as Excel keeps them: bound when a workbook opens, and read by everything of ours."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from xl_addin.books.bookfile import differing
from xl_addin.engine import calculate
from xl_addin.xlsx.call_spelling import Spelling, spelled

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def plain() -> bytes:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = 1000, 2000
    sheet["B1"] = "=FHO_REGIONSANDEL(A1)+MIN(1,2)"
    sheet["B2"] = '=IF("FHO_TIMER("="x",0,\'FHO_DAGE(1)\'!A1)'
    sheet["C1"] = ArrayFormula("C1:C2", "=FHO_REGIONSANDEL(A1:A2)")
    sheet["D1"] = "FHO_FORDEL(…) i en tekst"
    sheet["E1"] = "=IF(FHO_TIMER(2,1)=3,FHO_REGIONSANDEL(A2),0)"
    book.create_sheet("FHO_DAGE(1)")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def formulas(file: bytes) -> list[str]:
    sheet = ElementTree.fromstring(parts(file)["xl/worksheets/sheet1.xml"])
    return [one.text or "" for one in sheet.iter(f"{MAIN}f")]


def test_a_call_of_the_add_in_stands_as_excel_keeps_it(plain: bytes) -> None:
    assert formulas(spelled(plain, Spelling.ADDIN)) == [
        "[1]!FHO_REGIONSANDEL(A1)+MIN(1,2)",
        "[1]!FHO_REGIONSANDEL(A1:A2)",
        "IF([1]!FHO_TIMER(2,1)=3,[1]!FHO_REGIONSANDEL(A2),0)",
        'IF("FHO_TIMER("="x",0,\'FHO_DAGE(1)\'!A1)',
    ]


def test_a_call_of_a_servers_function_stands_as_excel_keeps_it(plain: bytes) -> None:
    web = spelled(plain, Spelling.WEB)
    assert formulas(web)[1] == "_xldudf_FHO_REGIONSANDEL(A1:A2)"
    assert parts(web).keys() == parts(plain).keys()


def test_the_link_names_the_add_in_alone_in_xlstart(plain: bytes) -> None:
    found = parts(spelled(plain, Spelling.ADDIN))
    [target] = ElementTree.fromstring(found["xl/externalLinks/_rels/externalLink1.xml.rels"]).findall(RELATIONSHIP)
    assert target.attrib["Type"].endswith("/xlExternalLinkPath/xlStartup")
    assert (target.attrib["Target"], target.attrib["TargetMode"]) == ("FHO.xlam", "External")
    link = ElementTree.fromstring(found["xl/externalLinks/externalLink1.xml"])
    assert [one.attrib["name"] for one in link.iter(f"{MAIN}definedName")] == ["FHO_REGIONSANDEL", "FHO_TIMER"]
    relations = ElementTree.fromstring(found["xl/_rels/workbook.xml.rels"]).findall(RELATIONSHIP)
    keys = [one.attrib["Id"] for one in relations]
    assert len(set(keys)) == len(keys)
    [key] = [one.attrib["Id"] for one in relations if one.attrib["Target"].startswith("externalLinks/")]
    book = ElementTree.fromstring(found["xl/workbook.xml"])
    order = [one.tag.removeprefix(MAIN) for one in book]
    assert order.index("externalReferences") == order.index("sheets") + 1
    [reference] = book.iter(f"{MAIN}externalReference")
    assert key in reference.attrib.values()
    assert b'PartName="/xl/externalLinks/externalLink1.xml"' in found["[Content_Types].xml"]


def test_a_link_that_is_there_keeps_its_number(plain: bytes) -> None:
    once = parts(spelled(plain, Spelling.ADDIN))
    sheet = once["xl/worksheets/sheet1.xml"].replace(b"MIN(1,2)", b"FHO_TIMER(1,2)")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (once | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, content)
    twice = spelled(buffer.getvalue(), Spelling.ADDIN)
    assert formulas(twice)[0] == "[1]!FHO_REGIONSANDEL(A1)+[2]!FHO_TIMER(1,2)"
    assert "xl/externalLinks/externalLink2.xml" in parts(twice)


def test_nothing_else_changes_and_a_second_time_nothing_does(plain: bytes) -> None:
    addin = spelled(plain, Spelling.ADDIN)
    assert spelled(addin, Spelling.ADDIN) == addin
    assert spelled(plain, Spelling.PLAIN) == plain
    assert set(differing(plain, addin)) == {
        "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
        "xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels",
    }  # fmt: skip


def test_a_workbook_without_calls_gets_no_link() -> None:
    buffer = BytesIO()
    openpyxl.Workbook().save(buffer)
    assert spelled(buffer.getvalue(), Spelling.ADDIN) == buffer.getvalue()


@pytest.mark.parametrize("spelling", list(Spelling))
def test_the_engine_computes_every_spelling_alike(plain: bytes, spelling: Spelling, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(spelled(plain, spelling))
    found = calculate(file).values[0]
    assert [found[cell] for cell in ((1, 2), (1, 3), (2, 3), (1, 5))] == [671.0, 670.0, 1340.0, 1340.0]
