"""The built file as a package: deterministic, up to date, valid, and opened by a spreadsheet program."""

import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyopenvba import ExcelFile, check_file

from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.books.bookfile import differing
from xl_addin.hosts.excel import addin, wrappers

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RIBBON = "{http://schemas.microsoft.com/office/2006/01/customui}"


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(ADDIN) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_file_is_what_the_functions_of_today_give() -> None:
    assert differing(ADDIN.read_bytes(), addin.addin_bytes()) == []


def test_it_is_built_the_same_every_time() -> None:
    assert addin.addin_bytes() == addin.addin_bytes()


def test_nothing_of_the_template_or_of_a_day_is_left() -> None:
    with zipfile.ZipFile(ADDIN) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    for name, content in parts().items():
        for word in (b"felix", b"Felix", b"myaddin", b"MyAddin"):
            assert word not in content, name


def test_the_vba_project_is_ours_and_sound() -> None:
    with ExcelFile(ADDIN) as file:
        project = file.vba_project()
        assert project.name == addin.PROJECT
        assert not project.protection.has_password
        assert file.validate() == []
        assert [one.name for one in file.references()] == ["Office"]
    assert check_file(ADDIN).issues == ()
    assert addin.dll_version(ADDIN) == "0.37.8"


def test_content_types_and_relationships_are_whole() -> None:
    found = parts()
    types = ElementTree.fromstring(found["[Content_Types].xml"])
    overrides = {one.attrib["PartName"].lstrip("/") for one in types.findall(f"{TYPES}Override")}
    defaults = {one.attrib["Extension"] for one in types.findall(f"{TYPES}Default")}
    assert overrides <= set(found)
    for name in set(found) - {"[Content_Types].xml"}:
        assert name in overrides or name.rpartition(".")[2] in defaults, name
    addin_type = next(one for one in types if one.attrib.get("PartName") == "/xl/workbook.xml")
    assert addin_type.attrib["ContentType"] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    targets = set()
    for name, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
        relations = ElementTree.fromstring(found[name]).findall(RELATIONSHIP)
        assert len({one.attrib["Id"] for one in relations}) == len(relations)
        targets |= {folder + one.attrib["Target"] for one in relations}
    assert targets == set(found) - {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}


def test_every_part_is_well_formed() -> None:
    for name, content in parts().items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
    assert f"FHO.xlam {__version__}".encode() in parts()["docProps/core.xml"]


def test_every_button_has_a_danish_label_and_a_procedure() -> None:
    ribbon = ElementTree.fromstring(parts()["customUI/customUI.xml"])
    assert [one.attrib["label"] for one in ribbon.iter(f"{RIBBON}tab")] == ["FHO"]
    buttons = list(ribbon.iter(f"{RIBBON}button"))
    assert [one.attrib["label"] for one in buttons] == [
        "Ny ordning", "Indsæt funktion", "Kontrollér projektmappen", "Om FHO",
    ]  # fmt: skip
    for button in buttons:
        # Excel's own limits: 1,024 signs each.
        assert all(0 < len(button.attrib[tip]) <= 1024 for tip in ("screentip", "supertip"))
        module, procedure = button.attrib["onAction"].split(".")
        source = wrappers.module(module, "0")
        assert f"Public Sub {procedure}(ByVal control As IRibbonControl)" in source


def test_the_code_names_tie_the_sheet_and_the_workbook_to_their_modules() -> None:
    found = parts()
    assert b'codeName="Sheet2"' in found["xl/worksheets/sheet1.xml"]
    assert b'<workbookPr codeName="ThisWorkbook"' in found["xl/workbook.xml"]


def test_what_happens_on_opening_calls_procedures_that_exist() -> None:
    """The interpreter lacks WithEvents, so the events are read, not run."""
    events, everything = wrappers.events(), "".join(wrappers.module(name, "0") for name in wrappers.MODULES)
    for handler in ("Workbook_Open()", "excelEvents_WorkbookOpen(", "excelEvents_WorkbookActivate("):
        assert f"Private Sub {handler}" in events
    for called in ("RegisterHelp", "RepairWorkbook"):
        assert called in events
        assert f"Public Sub {called}(" in everything


def test_libreoffice_opens_it_without_repairing(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is needed here: apt-get install libreoffice-calc")
    run = subprocess.run(
        [
            # LibreOffice knows the format, but not by the ending .xlam.
            office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
            "--infilter=Calc MS Excel 2007 VBA XML", "--convert-to", "csv", "--outdir", str(tmp_path), str(ADDIN),
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0
    # A file that needs repair is not loaded without a window: there would be nothing here.
    assert f"FHO.xlam {__version__}".encode() in (tmp_path / "FHO.csv").read_bytes()
