"""Files that cannot be computed: one clear line each."""

import zipfile
from pathlib import Path

import pytest

from tests.engine import books
from xl_addin.engine import WorkbookError, calculate, workspace
from xl_addin.xlsx import bounds


def refused(path: Path) -> str:
    with pytest.raises(WorkbookError) as error:
        calculate(path, {})
    assert "\n" not in str(error.value)
    return str(error.value)


def good(path: Path) -> dict[str, bytes]:
    return books.read_parts(books.write(path, {"Ark1": {"A1": "=1+1"}}))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "filen er tom"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "beskyttet med en adgangskode, eller en gammel .xls-fil"),
        (b"id;navn\n1;Aarhus\n", "ikke en projektmappe"),
        (b"PK\x03\x04 er ikke nok", "beskadiget"),
        (b"PK", "beskadiget"),
    ],
)
def test_not_a_workbook(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bog.xlsx"
    path.write_bytes(data)
    assert message in refused(path)


def test_missing_or_a_folder(tmp_path: Path) -> None:
    assert "filen findes ikke" in refused(tmp_path / "mangler.xlsx")
    assert "kan ikke læses" in refused(tmp_path)


def test_every_cut_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    good(path)
    data = path.read_bytes()
    for length in range(0, len(data), 37):
        path.write_bytes(data[:length])
        assert refused(path)


def test_damaged_contents(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    good(path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    data[start : start + 8] = bytes(8)
    path.write_bytes(data)
    assert "beskadiget" in refused(path)


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row", "beskadiget"),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><sheetData><row r='1'><c r='A2'/></row></sheetData></worksheet>",
            "A2",
        ),
        ("xl/worksheets/sheet1.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "dokumenttype"),
        ("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "UTF-8"),
        ("xl/worksheets/sheet1.xml", books.sheet_xml({"A1": '<c r="A1"><v>x</v></c>'}).encode(), "beskadiget"),
        ("xl/worksheets/sheet1.xml", books.sheet_xml({"A1": '<c r="A1"><v>nan</v></c>'}).encode(), "ikke et tal"),
        ("xl/worksheets/sheet1.xml", books.sheet_xml({"A1": '<c r="A1" t="s"><v>5</v></c>'}).encode(), "beskadiget"),
        (
            "xl/worksheets/sheet1.xml",
            books.sheet_xml({"A1": '<c r="A1"><f t="shared" si="4"/></c>'}).encode(),
            "beskadiget",
        ),
        (
            "xl/worksheets/sheet1.xml",
            books.sheet_xml({"A1": '<c r="A1"><f t="dataTable" ref="A1" r1="B1"/></c>'}).encode(),
            "Ark1!A1: funktionen TABLE",
        ),
        ("xl/workbook.xml", b"<html/>", "ikke en projektmappe"),
        ("xl/workbook.xml", b"<!DOCTYPE workbook><workbook/>", "beskadiget"),
        ("xl/_rels/workbook.xml.rels", books._relations([]).encode(), "beskadiget"),
        ("_rels/.rels", books._relations([]).encode(), "ikke en projektmappe"),
    ],
)
def test_damaged_parts(tmp_path: Path, part: str, content: bytes, message: str) -> None:
    path = tmp_path / "bog.xlsx"
    books.write_parts(path, good(path) | {part: content})
    assert message in refused(path)


def test_an_array_over_the_whole_sheet_is_told_with_the_bound(tmp_path: Path) -> None:
    array = '<c r="A1"><f t="array" ref="A1:K1048576">1</f></c>'
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {"A1": array}})
    assert "mere end 4.000.000 celler" in refused(path)


def test_a_part_packed_as_no_spreadsheet_program_packs(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in good(tmp_path / "god.xlsx").items():
            archive.writestr(name, content)
    said = "bog.xlsx: mappen er beskadiget (en del er pakket på en måde, som Excel ikke læser)"
    assert refused(path) == said
    path.write_bytes(path.read_bytes().replace(b"\t\x04\x05\x00]", b"\t\x04\x05\x00\xff"))  # what LZMA begins with
    assert refused(path) == said


def test_formulas_that_read_too_much_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "READ", 11)
    cells = {"A1": 1, "A7": 1, "B1": "=SUM(A1:A5)", "B2": "=MEDIAN(A1:A6)"}
    calculate(books.write(tmp_path / "bog.xlsx", {"Ark1": cells}))
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells | {"B2": "=MEDIAN(A1:A7)"}})
    assert refused(path) == "bog.xlsx: Ark1!B2: formlerne læser tilsammen mere end 11 celler"


def test_what_is_read_at_most_covers_running_totals_down_a_large_export() -> None:
    rows = 50_000
    assert 1.1 * rows * (rows + 1) / 2 < bounds.READ < 1.5 * rows * (rows + 1) / 2


def test_a_part_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    parts = good(path)
    del parts["xl/worksheets/sheet1.xml"]
    books.write_parts(path, parts)
    assert "beskadiget" in refused(path)


def test_other_kinds_of_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsb"
    books.write_parts(path, {"xl/workbook.bin": b""})
    assert ".xlsb" in refused(path)
    path = tmp_path / "bog.ods"
    books.write_parts(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
    assert "ikke en projektmappe" in refused(path)


@pytest.mark.parametrize("value", ["1", "true"])
def test_the_1904_date_system_is_refused(tmp_path: Path, value: str) -> None:
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {"A1": 1}}, workbook=f'<workbookPr date1904="{value}"/>')
    assert "1904" in refused(path)
    calculate(books.write(path, {"Ark1": {"A1": 1}}, workbook='<workbookPr date1904="0"/>'), {})


def test_hidden_rows_under_a_subtotal(tmp_path: Path) -> None:
    xml = books.sheet_xml({"A1": 1, "A2": 2, "A3": "=SUBTOTAL(9,A1:A2)"}).replace(
        '<row r="2">', '<row r="2" hidden="1">'
    )
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {}}, extra={"xl/worksheets/sheet1.xml": xml.encode()})
    assert "Ark1!A3: SUBTOTAL over skjulte rækker" in refused(path)
