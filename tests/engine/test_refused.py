"""What the headless host does not compute, it refuses with its cell."""

import pytest

from tests.engine.conftest import Compute
from tests.engine.standins import FUNCTIONS
from xl_addin.engine import WorkbookError

REFUSED = {
    "FILTER(A1:A3,A1:A3>1)": "FILTER kan ikke beregnes",
    "_xlfn._xlws.SORT(A1:A3)": "SORT kan ikke beregnes",
    'INDIRECT("A1")': "INDIRECT kan ikke beregnes",
    "UKENDT(1)": "UKENDT kan ikke beregnes",
    "FHO_UKENDT(1)": "der er ingen funktion FHO_UKENDT",
    "_xldudf_ANDET(1)": "der er ingen funktion ANDET",
    "[2]!FHO_DOBBELT(A1)": "en anden projektmappe",
    "[1]Ark1!A1": "en anden projektmappe",
    "SUM(INDEX(A:A,2):INDEX(A:A,A2))": "et område mellem to udtryk",
    "SUM(INDEX(A:A,2):INDEX(A:A,COUNT(A:A)))": "et område mellem to udtryk",
    "SUM(INDEX(A:A,2):INDEX(A:A,2.5))": "et område mellem to udtryk",
    "SUM(INDEX(A:A,ROW()):A5)": "et område mellem to udtryk",
    "SUM(INDEX(A:A,ROW(A2)):A5)": "et område mellem to udtryk",
    "SUM(INDEX(A:A,ROW($A$2:$A$3)):A5)": "et område mellem to udtryk",
    "SUM(INDEX(A:A,2):$A$5)": "et område mellem to udtryk",
    "SUM(A1:FHO_DOBBELT(A2))": "et område mellem to udtryk",
    "SUM(INDEX(A:A,2):INDEX(A:A,0))": "række eller kolonne 0",
    "SUM(INDEX(A:B,2):A5)": "skal have både række og kolonne",
    "SUM(INDEX(A:A,2):INDEX(Ark9!A:A,3))": "der er intet ark 'Ark9'",
    "SUM(A1:A3*2)": "kræver en matrixformel",
    "SUM(IF(A1>0,A1:A3))": "kræver en matrixformel",
    "FHO_DOBBELT(A1:A3*2)": "kræver en matrixformel",
    "A1:A3 A2:A3": "uden tegn imellem",
    "SUM((A1,A3))": "en foreningsmængde af områder",
    "A1#": "overløbsområde",
    "@A1:A3": "@",
    "MATCH(1,A1:A3)": "MATCH med 2 argumenter kan ikke beregnes",
    "MATCH(1,A1:A3,1)": "MATCH kan kun beregnes, når argument 3",
    "VLOOKUP(1,A1:B3,2)": "VLOOKUP med 3 argumenter kan ikke beregnes",
    "UPPER(VLOOKUP(B1*0,A1:B9,2,FALSE))": "slår 0 op blandt tomme",
    "C1<C3": "sammenlignes efter rækkefølge",
    '"æ"<"ø"': "sammenlignes efter rækkefølge",
    "INDEX(A1:B3,0.5,1)": "række eller kolonne 0",
    'COUNTIF(A1:A3,"<>a")': "kan ikke beregnes",
    'COUNTIF(A1:A3,"=")': "kan ikke beregnes",
    'COUNTIF(A1:A3,">"&C3)': "kun beregnes med et tal",
    "COUNTIF(A1:A3,C4)": "kan ikke beregnes",
    "INDEX(A1:B3,0,1)": "række eller kolonne 0",
    "INDEX(A1:B3,,1)": "udeladt række",
    "INDEX(A1:B3,2)": "skal have både række og kolonne",
    'TEXT(A1,"dd-mm-yyyy")': "TEXT kan kun beregnes, når argument 2",
    "SUMIFS(A1:A3,B1:B2,1)": "ikke lige store",
    "SUMIF(A1:A3,1,B1:B2)": "ikke lige store",
    "SUMIF(A1:A3,1,FHO_DOBBELT(A1:A3))": "kun beregnes med områder",
    "COUNTIF(A1:A3,A1&B1)": "et kriterium skal være",
    'COUNTIF(A1:A3,">=1.5")': "afhænger af maskinen",
    "COUNTIF(A1:A3,C1)": "afhænger af maskinen",
    "C1+1": "afhænger af maskinen",
    "C2*2": "afhænger af maskinen",
    '"25.10.2016"+0': "afhænger af maskinen",
    "IFERROR(C2+0,1)": "afhænger af maskinen",
    "UkendtNavn+1": "UkendtNavn er ikke defineret",
    "Ark9!A1": "der er intet ark 'Ark9'",
    "Tabel9[x]": "der er ingen tabel",
    "ROUND(1)": "ROUND med 1 argument kan ikke beregnes",
    "YEAR(,)": "YEAR med 2 argumenter",
    "DATE(1900,1,1)": "før 1. marts 1900",
    "DATE(A1,2,3)": "før 1. marts 1900",
    "DATE(1900,1,400)": "før 1. marts 1900",
    "EDATE(E9,1)": "før 1. marts 1900",
    "EOMONTH(61,-1)": "før 1. marts 1900",
    "WEEKDAY(1,2)": "før 1. marts 1900",
    "IFERROR(EDATE(E9,1),0)": "før 1. marts 1900",
    "IF(ISERROR(C1<C3),1,2)": "sammenlignes efter rækkefølge",
    "COUNT(EDATE(E9,1))": "COUNT over",
    '"15-01-1900"+0': "en dato før 1901",
    "DATE(2016,,1)": "udeladt argument mellem to kommaer",
    "CHOOSE(1,,2)": "udeladt argument mellem to kommaer",
    "SUM()": "SUM med 0 argumenter kan ikke beregnes",
    "ABS(A1,2)": "ABS med 2 argumenter kan ikke beregnes",
    "SUM(A1": "ikke lukket",
    "A1+": "slutter for tidligt",
    "A1+~": "kan ikke læses",
    "FHO_INGEN(1)": "tager andre argumenter",
    "FHO_TO(A1)": "resultatet fylder 1 × 2 celler, området kun 1 × 1",
    "ROW(FHO_DOBBELT(A1))": "kun beregnes med en celle eller et område",
    "{1,2}+1": "matrixkonstant, hvor der ventes én værdi",
    "SUBTOTAL(109,A1:A3)": "SUBTOTAL kan kun beregnes, når argument 1",
    "(" * 400 + "A1" + ")" * 400: "har for mange niveauer",
    "+".join(["1"] * 1026): "mere end 1.024 regnetegn",
    "-" * 201 + "1": "har for mange niveauer",
    '"' + "x" * 8191 + '"': "mere end 8.192 tegn",
}


@pytest.mark.parametrize("formula", REFUSED, ids=lambda formula: formula[:40])
def test_what_is_not_supported_is_refused_with_its_cell(compute: Compute, formula: str) -> None:
    cells = {
        "A1": 1,
        "A2": 2,
        "A3": 3,
        "B1": 1,
        "B2": 2,
        "B3": 3,
        "C1": "1.5",
        "C2": "25/10/2016",
        "C3": "x",
        "C4": "<>x",
        "D7": f"={formula}",
    }
    with pytest.raises(WorkbookError) as refused:
        compute(cells, FUNCTIONS, link="Anden.xlam")
    assert str(refused.value).startswith("bog.xlsx: Ark1!D7: ")
    assert REFUSED[formula] in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ({"A1": "=A1"}, "Ark1!A1"),
        ({"A1": "=B1", "B1": "=C1+1", "C1": "=A1"}, "Ark1!A1"),
        ({"A1": "=FHO_DOBBELT(A1)"}, "Ark1!A1"),
        ({"A1": "=IF(FALSE,A2,1)", "A2": "=FHO_DOBBELT(A1)"}, "Ark1!A1"),
        ({"A1": "{A1:A3=FHO_DOBBELT(B1:B3)}", "B2": "=SUM(A:A)"}, "Ark1!A1"),
        ({"A5": "=SUM(A1:A9)"}, "Ark1!A5"),
        ({"A1": "=FHO_DOBBELT(FHO_DOBBELT(C1)+1)", "C1": "=IFERROR(A1,0)"}, "Ark1!A1"),
        ({"A1": "{A1:A2=IF(A2:A3=1,1,2)}"}, "Ark1!A1"),
    ],
)
def test_circles_are_named(compute: Compute, cells: dict[str, str], first: str) -> None:
    with pytest.raises(WorkbookError, match=f"bog.xlsx: {first}: en cirkelreference"):
        compute(cells, FUNCTIONS)


def test_looking_at_where_a_cell_lies_is_no_circle(compute: Compute) -> None:
    value = compute({"A1": "=ROW(A1)", "A2": "=ROWS(A$1:A2)", "A3": "=COLUMN()"})
    assert [value("A1"), value("A2"), value("A3")] == [1.0, 2.0, 1.0]


def test_a_result_larger_than_its_range_is_refused(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match=r"Ark1!B1: resultatet fylder 3 × 1 celler, området kun 2 × 1"):
        compute({"A1": 1, "A3": 2, "B1": "{B1:B2=FHO_DOBBELT(A1:A3)}"}, FUNCTIONS)
    with pytest.raises(WorkbookError, match=r"Ark1!B1: resultatet fylder 3 × 1"):
        compute({"A1": 1, "B1": "{B1:B2=A1:A3*2}"})


def test_blank_rows_beyond_the_range_are_no_loss(compute: Compute) -> None:
    """What a table function gives for the empty rest of whole columns: a blank row for each."""
    functions = {"FHO_TABEL": lambda rows: [["ja", 1.0], ["", ""], ["nej", 2.0], ["", ""], ["", ""]]}
    value = compute({"A1": 1, "B1": "{B1:C3=FHO_TABEL(A:A)}"}, functions)
    assert [value("B1"), value("B2"), value("C3")] == ["ja", "", 2.0]
    with pytest.raises(WorkbookError, match=r"Ark1!B1: resultatet fylder 3 × 2 celler, området kun 2 × 2"):
        compute({"A1": 1, "B1": "{B1:C2=FHO_TABEL(A:A)}"}, functions)


def test_a_spilling_formula_must_have_the_size_it_was_saved_with(compute: Compute) -> None:
    spilled = '<c r="B1" cm="1"><f t="array" ref="B1:B{}">A1:A3*2</f><v>0</v></c>'
    assert compute({"A1": 1, "A3": 3, "B1": spilled.format(3)})("B1:B3") == [[2.0], [0.0], [6.0]]
    with pytest.raises(WorkbookError, match="løb over 4"):
        compute({"A1": 1, "A3": 3, "B1": spilled.format(4)})


def test_subtotals_that_leave_cells_out_are_refused(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match="Ark1!A5: SUBTOTAL over andre subtotaler"):
        compute({"A1": 1, "A2": "=SUBTOTAL(9,A1)", "A5": "=SUBTOTAL(9,A1:A4)"})


def test_the_number_of_further_refused_cells_is_told(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match=r"Ark1!A1: funktionen UKENDT kan ikke beregnes \(og 2 celler til\)"):
        compute({"A1": "=UKENDT()", "A2": "=UKENDT()", "A3": "=1+"})
