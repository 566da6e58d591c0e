"""What is written: the same bytes, except for the values of formula cells."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter

from tests.engine import books
from xl_addin.engine import WorkbookError, calculate, write_calculated
from xl_addin.xlsx.package import open_package
from xl_addin.xlsx.patch import patched

VALUE = re.compile(rb"<(?:\w+:)?v>.*?</(?:\w+:)?v>|<(?:\w+:)?v/>", re.DOTALL)


def compute(source: Path, functions: dict[str, Any] | None = None) -> Path:
    out = source.with_name(f"ud-{source.name}")
    write_calculated(calculate(source, functions or {}), out)
    return out


def test_values_of_all_types(tmp_path: Path) -> None:
    results = {"A1": 1.5, "A2": "Ærø & <b> ", "A3": True, "A4": "#DIV/0!", "A5": "", "A6": 12345678901234.0, "A7": 1e21}
    results |= {"A8": "_x0041_", "A9": "a\nb\tc\x01d", "A10": -0.1 - 0.2}
    functions = {f"FHO_{place}": lambda place=place: results[place] for place in results}
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {place: f"=FHO_{place}()" for place in results}})
    out = compute(path, functions)
    xml = books.read_parts(out)["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="A1"><f>FHO_A1()</f><v>1.5</v></c>' in xml
    assert '<c r="A2" t="str"><f>FHO_A2()</f><v>Ærø &amp; &lt;b&gt; </v></c>' in xml
    assert '<c r="A3" t="b"><f>FHO_A3()</f><v>1</v></c>' in xml
    assert '<c r="A4" t="e"><f>FHO_A4()</f><v>#DIV/0!</v></c>' in xml
    assert '<c r="A5" t="str"><f>FHO_A5()</f><v></v></c>' in xml
    assert '<c r="A6"><f>FHO_A6()</f><v>12345678901234</v></c>' in xml
    assert "<v>1e+21</v>" in xml
    assert "<v>_x005F_x0041_</v>" in xml
    assert "a\nb\tc_x0001_d" in xml
    assert "<v>-0.30000000000000004</v>" in xml
    sheet = openpyxl.load_workbook(out, data_only=True)["Ark1"]
    assert [sheet["A1"].value, sheet["A3"].value, sheet["A4"].value] == [1.5, True, "#DIV/0!"]


def test_only_the_values_of_formula_cells_change(tmp_path: Path) -> None:
    odd = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- kommentar <c r="A1"> -->\n'
        f'<x:worksheet xmlns:x="{books.MAIN}" xmlns:y="urn:y" ><x:sheetPr  codeName="Ark1" />'
        "<x:sheetData><x:row r='1'  ht=\"20\" ><x:c r='A1' s=\"3\"><x:v>2</x:v></x:c>"
        "<x:c  r=\"B1\" s='4'  t='str' vm=\"1\" ><x:f>A1*2&lt;5</x:f><x:v>gammel</x:v></x:c>"
        '<x:c r="C1"><x:f><![CDATA[A1&"<v>"]]></x:f></x:c></x:row>'
        '<x:row><x:c><x:v>7</x:v></x:c><x:c><x:f y:z=">">A2+1</x:f><x:v/></x:c></x:row></x:sheetData>'
        "<x:pageMargins left='0.7'/><!-- slut --></x:worksheet>\n"
    )
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": {}}, extra={"xl/worksheets/sheet1.xml": odd.encode()})
    before, after = books.read_parts(path), books.read_parts(compute(path))
    expected = (
        odd.replace(" t='str' vm=\"1\" ><x:f>A1", ' t="b"><x:f>A1')
        .replace("<x:v>gammel</x:v>", "<x:v>1</x:v>")
        .replace('  t="b"', ' t="b"')
        .replace('<x:c r="C1">', '<x:c r="C1" t="str">')
        .replace("]]></x:f></x:c>", "]]></x:f><x:v>2&lt;v&gt;</x:v></x:c>")
        .replace("<x:v/>", "<x:v>8</x:v>")
    )
    assert after.pop("xl/worksheets/sheet1.xml").decode() == expected
    before.pop("xl/worksheets/sheet1.xml")
    assert after == before


def test_other_parts_keep_their_bytes_and_their_order(tmp_path: Path) -> None:
    extra = {"xl/media/image1.png": bytes(range(256)), "xl/vbaProject.bin": b"\x00vba", "xl/calcChain.xml": b"<c/>"}
    path = books.write(tmp_path / "bog.xlsm", {"Ark1": {"A1": "=1+1"}, "Ark2": {"A1": 5}}, extra=extra)
    before, after = books.read_parts(path), books.read_parts(compute(path))
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    cells = {"A1": 1, "A2": 2, "B1": "{B1:B4=A1:A2*1.1}", "C1": '=B1&"x"', "D1": "=SUM(B1:B2)"}
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells})
    first = compute(path)
    again = first.read_bytes()
    assert compute(path).read_bytes() == again
    assert books.read_parts(compute(first)) == books.read_parts(first)


def test_cells_under_an_array_are_written_where_the_sheet_lacks_them(tmp_path: Path) -> None:
    sheet = (
        f'<worksheet xmlns="{books.MAIN}"><cols><col min="2" max="3" width="9" style="5"/></cols><sheetData>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="7"><f t="array" ref="B2:D6">A2:A6*{1,2,3}</f></c>'
        '<c r="E2"><v>0</v></c></row><row r="3" s="9" customFormat="1"/><row r="4"><c r="A4"><v>3</v></c>'
        '<c r="C4" s="8"><v>99</v></c><c r="D4" s="6"/></row>'
        '<row r="9"><c r="A9"><v>9</v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "bog.xlsx"
    out = compute(books.write(path, {"Ark1": {}}, extra={"xl/worksheets/sheet1.xml": sheet.encode()}))
    xml = books.read_parts(out)["xl/worksheets/sheet1.xml"].decode()
    data = xml[xml.index("<sheetData>") :]
    formula = '<f t="array" ref="B2:D6">A2:A6*{1,2,3}</f>'
    assert data == (
        '<sheetData><row r="2"><c r="A2"><v>1</v></c>'
        f'<c r="B2" s="7">{formula}<v>1</v></c><c r="C2" s="5"><v>2</v></c><c r="D2"><v>3</v></c>'
        '<c r="E2"><v>0</v></c></row>'
        '<row r="3" s="9" customFormat="1">'
        '<c r="B3" s="9"><v>0</v></c><c r="C3" s="9"><v>0</v></c><c r="D3" s="9"><v>0</v></c></row>'
        '<row r="4"><c r="A4"><v>3</v></c>'
        '<c r="B4" s="5"><v>3</v></c><c r="C4" s="8"><v>6</v></c><c r="D4" s="6"><v>9</v></c></row>'
        '<row r="5"><c r="B5" s="5"><v>0</v></c><c r="C5" s="5"><v>0</v></c><c r="D5"><v>0</v></c></row>'
        '<row r="6"><c r="B6" s="5"><v>0</v></c><c r="C6" s="5"><v>0</v></c><c r="D6"><v>0</v></c></row>'
        '<row r="9"><c r="A9"><v>9</v></c></row></sheetData></worksheet>'
    )


def test_a_workbook_of_another_writer(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Ark 1")
        sheet.write_column("A1", ["Ærø", "Aarhus", 'Ny "by"'])
        sheet.write_rich_string("A4", book.add_format({"bold": True}), "fed", " og ikke")
        sheet.write_formula("B1", "=A4&FHO_LANGT(A1:A3)", value="gammel")
        sheet.write_array_formula("C1:C3", "{=LEN(A1:A3)}")
        sheet.write_dynamic_array_formula("D1:D3", "=A1:A3&1")
    out = compute(path, {"FHO_LANGT": lambda rows: "".join(row[0] for row in rows)})
    read = openpyxl.load_workbook(out, data_only=True)["Ark 1"]
    assert read["B1"].value == 'fed og ikkeÆrøAarhusNy "by"'
    assert [read[f"C{row}"].value for row in (1, 2, 3)] == [3, 6, 7]
    assert read["D3"].value == 'Ny "by"1'


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    result = calculate(books.write(tmp_path / "bog.xlsx", {"Ark1": {"A1": "=1+1"}}), {})
    folder = tmp_path / "ud.xlsx"
    folder.mkdir()
    with pytest.raises(WorkbookError, match="kan ikke skrives"):
        write_calculated(result, folder)
    with pytest.raises(WorkbookError, match="kan ikke skrives"):
        write_calculated(result, tmp_path / "mangler" / "ud.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bog.xlsx", "ud.xlsx"]


def test_typed_cells_get_other_values_or_none(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, bold = book.add_worksheet("Ark1"), book.add_format({"bold": True})
        sheet.write("A1", "tekst", bold)
        sheet.write("A2", 7, bold)
        sheet.write("A3", "bliver")
        sheet.write("B1", "=A2*2")
    package = open_package(path)
    path.write_bytes(patched(package, [{(1, 1): None, (2, 1): "ny", (5, 3): 2.5, (1, 2): 3.0}]))
    cells = openpyxl.load_workbook(path)["Ark1"]
    assert [cells[place].value for place in ("A1", "A2", "A3", "C5", "B1")] == [None, "ny", "bliver", 2.5, "=A2*2"]
    assert cells["A1"].font.bold
    assert (1, 1) not in open_package(path).sheets[0].constants


def test_what_is_drawn_gets_its_texts_in_order(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ark1")
        sheet.write("A1", 7)
        for place in ("C1", "C20"):
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Ark1!$A$1:$A$1"})
            sheet.insert_chart(place, chart)
    part = "xl/drawings/drawing1.xml"
    before = books.read_parts(path)
    path.write_bytes(patched(open_package(path), [{}], {part: ["to søjler", 'én "søjle" & mere']}))
    after = books.read_parts(path)
    drawn = [frame.get("descr") for frame in ElementTree.fromstring(after[part]).iter() if frame.get("name")]
    assert drawn == ["to søjler", 'én "søjle" & mere']
    assert {name for name in before if before[name] != after[name]} == {part}
