"""The same faults in workbooks of many shapes, made by other programs: found in each, in its own cells."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from tests.adopt.programs import libreoffice
from tests.check.books import TODAY
from xl_addin.check import check

START = dt.date(2015, 10, 1)


def rows(count: int = 6) -> list[list[Any]]:
    """Postings: municipality, from, to, art, amount, payer. The third's municipality is none; the fifth is a double."""
    months = [(dt.date(2016, 1 + month % 12, 1), dt.date(2016, 1 + month % 12, 28)) for month in range(count)]
    made = [["Viborg", first, last, "løn", 1000.0 + number, "Regionen"] for number, (first, last) in enumerate(months)]
    made[2][0] = "Vibrog"
    made[4] = list(made[3])
    return made


def per_row(path: Path) -> tuple[str, str]:
    """XlsxWriter: a formula a row, zeros for saved values, English headers, totals inside the data."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Ledger")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Municipality", "From", "To", "Category", "Amount", "Payer", "Code", "Region", "Name"])
        at = 1
        for number, (who, first, last, art, amount, payer) in enumerate(rows(), 1):
            sheet.write(at, 0, who)
            sheet.write_datetime(at, 1, dt.datetime.combine(first, dt.time()), date)
            sheet.write_datetime(at, 2, dt.datetime.combine(last, dt.time()), date)
            sheet.write_row(at, 3, [art, amount, payer])
            call = f"FHO_FORDEL(E{at + 1},D{at + 1},B{at + 1},C{at + 1},DATE(2015,10,1))"
            sheet.write_formula(at, 6, f"=INDEX({call},1,5)")
            sheet.write_formula(at, 7, f"=INDEX({call},1,1)")
            sheet.write_formula(at, 8, f"=FHO_KOMMUNE(A{at + 1})")
            at += 1
            if number == 3:
                sheet.write(at, 0, "Total")
                sheet.write_formula(at, 4, "=SUM(E2:E4)")
                at += 1
    return "Ledger!A4", "Ledger!E7"


def table(path: Path) -> tuple[str, str]:
    """XlsxWriter: a table with structured references."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        date = book.add_format({"num_format": "dd-mm-yyyy"})
        headers = ["Kommune", "Fra", "Til", "Art", "Beløb", "Betaler", "Navn", "Opkræves"]
        sheet.add_table(
            1, 1, 7, 8,
            {
                "name": "Poster", "data": rows(),
                "columns": [
                    {"header": one, **({"format": date} if one in ("Fra", "Til") else {})} for one in headers[:6]
                ] + [
                    {"header": "Navn", "formula": "=FHO_KOMMUNE(Poster[[#This Row],[Kommune]])"},
                    {"header": "Opkræves", "formula": "=FHO_REGIONSANDEL(Poster[[#This Row],[Beløb]])"},
                ],
            },
        )  # fmt: skip
        sheet.write_array_formula(
            "K3:K8", "{=FHO_KONTROL(Poster[Beløb],Poster[Art],Poster[Fra],Poster[Til],DATE(2015,10,1))}"
        )
    return "Data!B5", "Data!F7"


def _arrays(workbook: Workbook, calls: Callable[[str, str], str]) -> None:
    sheet = workbook.active
    sheet.title = "Poster"
    sheet.append(
        ["Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Region", "Kommune", "Borger", "Ufordelt", "Kode"]
    )
    for one in rows():
        sheet.append(one)
    sheet["M1"] = START
    for area, formula in (("G2:K7", calls("FORDEL", "$M$1")), ("N2:N7", "=FHO_KOMMUNE(A2:A7)")):
        sheet[area.partition(":")[0]] = ArrayFormula(area, formula)


def array(path: Path) -> tuple[str, str]:
    """openpyxl: array formulas over fixed ranges."""
    workbook = Workbook()
    _arrays(workbook, lambda name, start: f"=FHO_{name}(E2:E7,D2:D7,B2:B7,C2:C7,{start})")
    workbook.save(path)
    return "Poster!A4", "Poster!E6"


def named(path: Path) -> tuple[str, str]:
    """openpyxl: defined names, and Excel's spelling for functions of Office.js."""
    workbook = Workbook()
    _arrays(workbook, lambda name, start: f"=_xldudf_FHO_{name}(beløb,art,fra,til,{start})")
    for name, letter in {"beløb": "E", "art": "D", "fra": "B", "til": "C"}.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=f"Poster!${letter}$2:${letter}$7")
    workbook.save(path)
    return "Poster!A4", "Poster!E6"


def reopened(path: Path) -> tuple[str, str]:
    """LibreOffice: opened and saved by it, which does not know our functions, so its values are #NAME?."""
    plain = path.with_name("uberegnet.xlsx")
    found = array(plain)
    libreoffice(plain, path)
    return found


def helped(path: Path) -> tuple[str, str]:
    """openpyxl: helper columns on another sheet show the postings, and the functions read those."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Indtast"
    sheet.append(["Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af"])
    for one in rows():
        sheet.append(one)
    other = workbook.create_sheet("Beregn")
    other.append(["Kommune", "Fra", "Til", "Art", "Beløb"])
    for row in range(2, 8):
        other.append(
            [f'=IF(Indtast!{letter}{row}="","",Indtast!{letter}{row})' for letter in "ABCD"]
            + [f"=INDEX(Indtast!E:E,{row})"]
        )
        other.cell(row, 6).value = ArrayFormula(
            f"F{row}:J{row}", f"=FHO_FORDEL(E{row},D{row},B{row},C{row},DATE(2015,10,1))"
        )
        other.cell(row, 11, f"=FHO_KOMMUNE(A{row})")
    workbook.save(path)
    return "Indtast!A4", "Indtast!E6"


def framed(path: Path) -> tuple[str, str]:
    """pandas: a frame with formulas as text, an index column, a merged header above."""
    made = rows()
    frame = pandas.DataFrame(made, columns=["Municipality", "From", "To", "Category", "Amount", "Payer"])
    frame["Check"] = [f"=FHO_KONTROL(F{row},E{row},C{row},D{row},DATE(2015,10,1))" for row in range(4, 10)]
    frame["Name"] = [f"=FHO_KOMMUNE(B{row})" for row in range(4, 10)]
    frame.columns = pandas.MultiIndex.from_product([["Postings 2016"], frame.columns])
    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name="Frame")
    return "Frame!B6", "Frame!F8"


def by_hand(path: Path) -> tuple[str, str]:
    """XML by hand: shared formulas, inline strings, dates as text, hidden rows, LibreOffice's spelling."""
    lines = []
    for row, (who, first, last, art, amount, payer) in enumerate(rows(), 2):
        texts = zip("ABCDF", (who, f"{first:%d.%m.%Y}", f"{last:%d-%m-%Y}", art, payer), strict=True)
        cells = {at: f'<c r="{at}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in texts}
        cells["E"] = f'<c r="E{row}"><v>{amount}</v></c>'
        whole = ' ref="G2:G7"' if row == 2 else ""
        call = "DK.FHO.FHOKONTROL(E2,D2,B2,C2,DATE(2015,10,1))" if row == 2 else ""
        cells["G"] = f'<c r="G{row}"><f t="shared" si="0"{whole}>{call}</f></c>'
        cells["H"] = f'<c r="H{row}"><f>FHO_KOMMUNE(A{row})</f></c>'
        hidden = ' hidden="1"' if row == 4 else ""
        lines.append(f'<row r="{row}"{hidden}>{"".join(cells[at] for at in sorted(cells))}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"

    def relation(kind: str, target: str) -> str:
        one = f'<Relationship Id="a" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{packages}">{one}</Relationships>'

    book = '<sheets><sheet name="Ark 1" sheetId="1" r:id="a"/></sheets>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", relation("officeDocument", "b.xml"))
        archive.writestr("b.xml", f'<workbook xmlns="{main}" xmlns:r="{office}">{book}</workbook>')
        archive.writestr("_rels/b.xml.rels", relation("worksheet", "s.xml"))
        archive.writestr("s.xml", f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>')
    return "Ark 1!A4", "Ark 1!E6"


SHAPES = (per_row, table, array, named, reopened, helped, framed, by_hand)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_faults_are_found_where_they_were_typed(shape: Callable[[Path], tuple[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    municipality, double = shape(path)
    before = path.read_bytes()
    found = {f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)}
    assert found == {f"ukendt-kommune {municipality}", f"dobbeltpostering {double}"}
    assert path.read_bytes() == before


def test_fifty_thousand_rows(tmp_path: Path) -> None:
    path = tmp_path / "stor.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Poster")
        sheet.write_row(0, 0, ["Kommune", "Fra", "Beløb", "Region", "Navn"])
        for row in range(1, 50_001):
            sheet.write_row(row, 0, ["Viborg" if row != 40_000 else "Vibrog", 42_400, float(row)])
        sheet.write_array_formula("D2:D50001", "{=FHO_REGIONSANDEL(C2:C50001,B2:B50001)}")
        sheet.write_array_formula("E2:E50001", "{=FHO_KOMMUNE(A2:A50001)}")
        sheet.write_formula("G1", "=SUM(C2:C50000)")
    found = {f"{one.kind} {one.sheet}!{one.cell}" for one in check(path, TODAY)}
    assert found == {"ukendt-kommune Poster!A40001", "sum-udelader Poster!C50001"}
