"""Defined names, tables, shared formulas, and what formulas can look like."""

from pathlib import Path
from typing import Any

import pytest

from tests.engine import books
from tests.engine.conftest import Compute, values
from tests.engine.standins import FUNCTIONS
from xl_addin.engine import WorkbookError, calculate

NAMES = {
    "Selv": "Selv",
    "Ring": "Rundt",
    "Rundt": "Ring",
    "Relativ": "Ark1!A1",
    "UdenArk": "$A$1",
    "Sammensat": "Fast*2",
    "Fast": "Ark1!$A$2:$A$3",
    "Omvej": "Fast",
    "Kolonne": "Post[Beløb]",
    "Sats": "0.67",
    "Brudt": "Ark1!#REF!",
    "Fra": "INDEX(Ark1!$A:$A,2):INDEX(Ark1!$B:$B,4)",
    "Under": "INDEX(Ark1!$A:$A,ROW(Ark1!$A$1)+1):INDEX(Ark1!$A:$A,MAX(ROW(Ark1!$A$1))+3)",
    "Bred": "INDEX(Ark1!$A:$B,2,COLUMN(Ark1!$B$1)):Ark1!$A$3",
    "Udenfor": "INDEX(Ark1!$A$1:$A$3,4):Ark1!$A$1",
    "Ubundet": "INDEX(Ark1!$A:$A,2):INDEX(Ark1!$A:$A,COUNT(Ark1!$A:$A))",
    "ToArk": "INDEX(Ark1!$A:$A,2):INDEX(Ark2!$A:$A,3)",
}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(Fast)", 30.0),
        ("SUM(fast)", 30.0),
        ("SUM(Omvej)", 30.0),
        ("SUM(Kolonne)", 30.0),
        ("Sats*100", 67.0),
        ("FHO_SET(Fast)", "([[10.0], [20.0]],)"),
        ("FHO_SET(Sats,Kolonne)", "(0.67, [[10.0], [20.0]])"),
        ("Brudt", "#REF!"),
        ("SUM(Post[[#Data],[#Totals],[Beløb]])", 60.0),
        ("SUM(Post[[#Totals],[Beløb]])", 30.0),
        ("COUNTA(Post[[#Headers],[#Data],[Beløb]])", 3.0),
        ("COUNTA(Post[#Headers])", 2.0),
        ("COUNTA(Post[[Art '[a']]])", 2.0),
        ("SUM(Fra)", 60.0),
        ("ROWS(Fra)*10+COLUMNS(Fra)", 32.0),
        ("FHO_SET(Fra)", "([[10.0, 'løn'], [20.0, 'vikar'], [30.0, None]],)"),
        ("SUM(Under)", 60.0),
        ("INDEX(Under,2)", 20.0),
        ("MATCH(20,Under,0)", 2.0),
        ('SUMIF(Under,">10")', 50.0),
        ("FHO_SET(Bred)", "([[10.0, 'løn'], [20.0, 'vikar']],)"),
        ("SUM(Under:INDEX(Ark1!$A:$A,1))", 60.0),
        ("SUM(INDEX($A:$A,ROW(Fra)+1):$A$2)", "et område mellem to udtryk"),
        ("SUM(Udenfor)", "#REF!"),
        ("SUM(Ubundet)", "et område mellem to udtryk"),
        ("SUM(ToArk)", "et område mellem to ark"),
        ("Selv", "navnet Selv henviser til sig selv"),
        ("Ring", "navnet Ring henviser til sig selv"),
        ("Relativ", "navnet Relativ er ikke et fast område"),
        ("UdenArk", "navnet UdenArk er ikke et fast område"),
        ("Sammensat", "er en formel med andre navne"),
        ("Post[Ukendt]", "tabellen Post har ingen kolonne 'Ukendt'"),
        ("SUM(Post[[#All],[#Totals]])", "Post[#all, #totals] kan ikke beregnes"),
        ("SUM(Post[[Beløb],[Art '[a']]])", "kan ikke beregnes"),
        ("Ark1!Fast", 20.0),
        ("SUM(Ark1:Ark2!A1)", "kan ikke læses"),
        ("A1:XFD9999999", "ligger uden for arket"),
        ("Ark1!5", "kommer hverken en celle eller et navn"),
        ("{1,A1}", "en matrixkonstant rummer noget, der ikke er en konstant"),
        ("{1,2;3}", "rækker af forskellig længde"),
        ("SUM({1+2})", "en matrixkonstant kan ikke læses"),
        ("1+*2", "står, hvor der skal stå en værdi"),
        ("SUM(1;2)", "en foreningsmængde af områder"),
    ],
)
def test_names_tables_and_odd_formulas(tmp_path: Path, formula: str, expected: Any) -> None:
    cells = {
        "A1": "Beløb",
        "B1": "Art [a]",
        "A2": 10,
        "B2": "løn",
        "A3": 20,
        "B3": "vikar",
        "A4": 30,
        "D3": f"={formula}",
    }
    table = (
        f'<table xmlns="{books.MAIN}" id="1" name="Post" displayName="Post" ref="A1:B4" totalsRowCount="1">'
        '<tableColumns><tableColumn id="1" name="Beløb"/><tableColumn id="2" name="Art [a]"/></tableColumns></table>'
    )
    path = books.write(
        tmp_path / "bog.xlsx",
        {"Ark1": cells, "Ark2": {}},
        names=NAMES,
        tables=[("Post", "A1:B4", ["Beløb"])],
        extra={"xl/tables/table1.xml": table.encode()},
    )
    try:
        shown = values(calculate(path, FUNCTIONS), "D3")
    except WorkbookError as error:
        shown = str(error).removeprefix("bog.xlsx: Ark1!D3: ")
        assert str(expected) in shown
    else:
        assert shown == expected


def test_a_sheets_own_name_goes_before_the_workbooks(tmp_path: Path) -> None:
    names = '<definedNames><definedName name="Sats">2</definedName>'
    names += '<definedName name="Sats" localSheetId="1">3</definedName></definedNames>'
    sheets = {"Ark1": {"A1": "=Sats"}, "Ark2": {"A1": "=Sats"}}
    path = books.write(tmp_path / "bog.xlsx", sheets, workbook=names)
    result = calculate(path, {})
    assert [values(result, "Ark1!A1"), values(result, "Ark2!A1")] == [2.0, 3.0]


def test_a_shared_formula_must_not_leave_the_sheet(compute: Compute) -> None:
    shared = '<c r="{0}"><f t="shared" {1}si="0">{2}</f><v>0</v></c>'
    cells = {"B2": shared.format("B2", 'ref="B1:B2" ', "A1+1"), "B1": '<c r="B1"><f t="shared" si="0"/><v>0</v></c>'}
    with pytest.raises(WorkbookError):
        compute(cells)
    cells = {
        "B2": shared.format("B2", 'ref="A2:B2" ', "A1+1"),
        "C1": "=1",
        "C2": '<c r="C2"><f t="shared" si="0"/></c>',
    }
    assert compute(cells | {"B1": 4})("C2") == 5.0
    cells["A3"] = '<c r="A3"><f t="shared" si="0"/></c>'
    with pytest.raises(WorkbookError, match="Ark1!A3: den henviser ud over arkets kant"):
        compute(cells)
