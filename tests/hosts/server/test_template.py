"""The sheets of a new arrangement for Excel with functions from a server."""

import re
import zipfile
from io import BytesIO

import openpyxl

from xl_addin.hosts.server.template import new_arrangement
from xl_addin.xlsx.call_spelling import Spelling, spelled


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_every_call_is_spelled_as_excel_saves_it() -> None:
    sheets = b"".join(content for name, content in parts(new_arrangement()).items() if "/worksheets/" in name)
    formulas = b"".join(re.findall(rb"<f\b[^>]*>([^<]*)</f>", sheets))
    assert formulas.count(b"_xldudf_FHO_") == formulas.count(b"FHO_") > 5


def test_nothing_else_changes() -> None:
    plain = openpyxl.Workbook()
    sheet = plain.active
    assert sheet is not None
    sheet["A1"] = "FHO_FORDEL(…) forklaret i en tekst"
    sheet["A2"] = '=IF(FHO_OMFATTET(B1,B2,B3,B4),FHO_STARTDATO(B5),"MIT_FHO_X(")'
    out = BytesIO()
    plain.save(out)
    before, after = parts(out.getvalue()), parts(spelled(out.getvalue(), Spelling.WEB))
    assert before.keys() == after.keys()
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert b"IF(_xldudf_FHO_OMFATTET(B1,B2,B3,B4),_xldudf_FHO_STARTDATO(B5)," in after[changed[0]]
    assert after[changed[0]].replace(b"_xldudf_", b"") == before[changed[0]]
