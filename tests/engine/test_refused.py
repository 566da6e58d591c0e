"""What the headless host does not compute, it refuses with its cell."""

import pytest

from tests.engine.conftest import Compute
from tests.engine.standins import FUNCTIONS
from xl_addin.engine import WorkbookError

REFUSED = {
    "FILTER(A1:A3,A1:A3>1)": "FILTER is not supported",
    "_xlfn._xlws.SORT(A1:A3)": "SORT is not supported",
    'INDIRECT("A1")': "INDIRECT is not supported",
    "UKENDT(1)": "UKENDT is not supported",
    "FHO_UKENDT(1)": "there is no function FHO_UKENDT",
    "_xldudf_ANDET(1)": "there is no function ANDET",
    "[2]!FHO_DOBBELT(A1)": "another workbook",
    "[1]Ark1!A1": "another workbook",
    "SUM(INDEX(A:A,2):INDEX(A:A,A2))": "a range between two expressions",
    "SUM(INDEX(A:A,2):INDEX(A:A,COUNT(A:A)))": "a range between two expressions",
    "SUM(INDEX(A:A,2):INDEX(A:A,2.5))": "a range between two expressions",
    "SUM(INDEX(A:A,ROW()):A5)": "a range between two expressions",
    "SUM(INDEX(A:A,ROW(A2)):A5)": "a range between two expressions",
    "SUM(INDEX(A:A,ROW($A$2:$A$3)):A5)": "a range between two expressions",
    "SUM(INDEX(A:A,2):$A$5)": "a range between two expressions",
    "SUM(A1:FHO_DOBBELT(A2))": "a range between two expressions",
    "SUM(INDEX(A:A,2):INDEX(A:A,0))": "row or column 0",
    "SUM(INDEX(A:B,2):A5)": "needs both a row and a column",
    "SUM(INDEX(A:A,2):INDEX(Ark9!A:A,3))": "there is no sheet 'Ark9'",
    "SUM(A1:A3*2)": "needs an array formula",
    "SUM(IF(A1>0,A1:A3))": "needs an array formula",
    "FHO_DOBBELT(A1:A3*2)": "needs an array formula",
    "A1:A3 A2:A3": "without an operator",
    "SUM((A1,A3))": "a union of ranges",
    "A1#": "spilled range",
    "@A1:A3": "@",
    "MATCH(1,A1:A3)": "MATCH with 2 arguments is not supported",
    "MATCH(1,A1:A3,1)": "MATCH is supported only with argument 3",
    "VLOOKUP(1,A1:B3,2)": "VLOOKUP with 3 arguments is not supported",
    "C1<C3": "compared by order",
    '"æ"<"ø"': "compared by order",
    "INDEX(A1:B3,0.5,1)": "row or column 0",
    'COUNTIF(A1:A3,"<>a")': "is not supported",
    'COUNTIF(A1:A3,"=")': "is not supported",
    'COUNTIF(A1:A3,">"&C3)': "only with a number",
    "COUNTIF(A1:A3,C4)": "is not supported",
    "INDEX(A1:B3,0,1)": "row or column 0",
    "INDEX(A1:B3,,1)": "row left out",
    "INDEX(A1:B3,2)": "needs both a row and a column",
    'TEXT(A1,"dd-mm-yyyy")': "TEXT is supported only with argument 2",
    "SUMIFS(A1:A3,B1:B2,1)": "not of the same size",
    "SUMIF(A1:A3,1,B1:B2)": "not of the same size",
    "SUMIF(A1:A3,1,FHO_DOBBELT(A1:A3))": "only with ranges",
    "COUNTIF(A1:A3,A1&B1)": "a criterion must be",
    'COUNTIF(A1:A3,">=1.5")': "depends on the machine",
    "COUNTIF(A1:A3,C1)": "depends on the machine",
    "C1+1": "depends on the machine",
    "C2*2": "depends on the machine",
    '"25.10.2016"+0': "depends on the machine",
    "IFERROR(C2+0,1)": "depends on the machine",
    "UkendtNavn+1": "UkendtNavn is not defined",
    "Ark9!A1": "there is no sheet 'Ark9'",
    "Tabel9[x]": "there is no table",
    "ROUND(1)": "ROUND with 1 argument is not supported",
    "YEAR(,)": "YEAR with 2 arguments",
    "DATE(1900,1,1)": "before 1 March 1900",
    "DATE(A1,2,3)": "before 1 March 1900",
    "DATE(1900,1,400)": "before 1 March 1900",
    "EDATE(E9,1)": "before 1 March 1900",
    "EOMONTH(61,-1)": "before 1 March 1900",
    "WEEKDAY(1,2)": "before 1 March 1900",
    "IFERROR(EDATE(E9,1),0)": "before 1 March 1900",
    "IF(ISERROR(C1<C3),1,2)": "compared by order",
    "COUNT(EDATE(E9,1))": "COUNT over",
    '"15-01-1900"+0': "a date before 1901",
    "DATE(2016,,1)": "left out between commas",
    "CHOOSE(1,,2)": "left out between commas",
    "SUM()": "SUM with 0 arguments is not supported",
    "ABS(A1,2)": "ABS with 2 arguments is not supported",
    "SUM(A1": "not closed",
    "A1+": "ends too early",
    "A1+~": "cannot be read",
    "FHO_INGEN(1)": "takes other arguments",
    "FHO_TO(A1)": "the result has 1 rows and 2 columns, its range only 1 and 1",
    "ROW(FHO_DOBBELT(A1))": "only with a cell or a range",
    "{1,2}+1": "array constant where one value is expected",
    "SUBTOTAL(109,A1:A3)": "SUBTOTAL is supported only with argument 1",
    "(" * 400 + "A1" + ")" * 400: "nested too deeply",
    "+".join(["1"] * 1026): "more than 1,024 operators",
    "-" * 201 + "1": "nested too deeply",
    '"' + "x" * 8191 + '"': "more than 8,192 characters",
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
    with pytest.raises(WorkbookError, match=f"bog.xlsx: {first}: a circular reference"):
        compute(cells, FUNCTIONS)


def test_looking_at_where_a_cell_lies_is_no_circle(compute: Compute) -> None:
    value = compute({"A1": "=ROW(A1)", "A2": "=ROWS(A$1:A2)", "A3": "=COLUMN()"})
    assert [value("A1"), value("A2"), value("A3")] == [1.0, 2.0, 1.0]


def test_a_result_larger_than_its_range_is_refused(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match=r"Ark1!B1: the result has 3 rows and 1 columns, its range only 2 and 1"):
        compute({"A1": 1, "A3": 2, "B1": "{B1:B2=FHO_DOBBELT(A1:A3)}"}, FUNCTIONS)
    with pytest.raises(WorkbookError, match=r"Ark1!B1: the result has 3 rows"):
        compute({"A1": 1, "B1": "{B1:B2=A1:A3*2}"})


def test_blank_rows_beyond_the_range_are_no_loss(compute: Compute) -> None:
    """What a table function gives for the empty rest of whole columns: a blank row for each."""
    functions = {"FHO_TABEL": lambda rows: [["ja", 1.0], ["", ""], ["nej", 2.0], ["", ""], ["", ""]]}
    value = compute({"A1": 1, "B1": "{B1:C3=FHO_TABEL(A:A)}"}, functions)
    assert [value("B1"), value("B2"), value("C3")] == ["ja", "", 2.0]
    with pytest.raises(WorkbookError, match=r"Ark1!B1: the result has 3 rows and 2 columns, its range only 2 and 2"):
        compute({"A1": 1, "B1": "{B1:C2=FHO_TABEL(A:A)}"}, functions)


def test_a_spilling_formula_must_have_the_size_it_was_saved_with(compute: Compute) -> None:
    spilled = '<c r="B1" cm="1"><f t="array" ref="B1:B{}">A1:A3*2</f><v>0</v></c>'
    assert compute({"A1": 1, "A3": 3, "B1": spilled.format(3)})("B1:B3") == [[2.0], [0.0], [6.0]]
    with pytest.raises(WorkbookError, match="spilled over 4"):
        compute({"A1": 1, "A3": 3, "B1": spilled.format(4)})


def test_subtotals_that_leave_cells_out_are_refused(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match="Ark1!A5: SUBTOTAL over other subtotals"):
        compute({"A1": 1, "A2": "=SUBTOTAL(9,A1)", "A5": "=SUBTOTAL(9,A1:A4)"})


def test_the_number_of_further_refused_cells_is_told(compute: Compute) -> None:
    with pytest.raises(WorkbookError, match=r"Ark1!A1: the function UKENDT is not supported \(and 2 more cells\)"):
        compute({"A1": "=UKENDT()", "A2": "=UKENDT()", "A3": "=1+"})
