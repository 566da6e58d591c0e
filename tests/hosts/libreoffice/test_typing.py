"""What a user does in a spreadsheet of their own: the function wizard, typing, undoing, copying, whole columns."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from xl_addin.functions.catalogue import catalogue
from xl_addin.hosts.libreoffice.session import Session


@pytest.fixture(autouse=True)
def sheet(office: Session) -> Iterator[None]:
    office.call("new")
    yield
    office.call("close")


def test_the_wizard_shows_every_function_with_its_danish_help(office: Session) -> None:
    office.call("type_in", cells={"A1": "=FHO_VERSION()"})  # the arguments are known from the first use on
    assert office.call("wizard") == {
        one.name: {"help": one.help, "arguments": [[argument.name, argument.help] for argument in one.arguments]}
        for one in catalogue()
    }


def test_a_typed_formula_is_kept_as_it_is_called(office: Session) -> None:
    office.call("type_in", cells={"A1": "1000", "B1": "=fho_regionsandel(A1)"})
    assert office.call("cells", address="B1") == [[670.0]]
    assert office.call("formulas", address="B1") == ["=FHO_REGIONSANDEL(A1)"]


def test_an_empty_cell_is_not_0(office: Session) -> None:
    office.call("type_in", cells={"A1": "=FHO_REGIONSANDEL(B1)", "A2": '=FHO_STATUS(B1;"96";4;"ja")', "B3": "0"})
    office.call("type_in", cells={"A3": "=FHO_REGIONSANDEL(B3)", "A4": '=FHO_STATUS(B3;"96";4;"ja")'})
    assert office.call("cells", address="A1:A4") == [[""], ["#N/A"], [0.0], ["Ikke målgruppe"]]


def test_arguments_can_be_left_out(office: Session) -> None:
    office.call(
        "type_in",
        cells={
            "A1": '=FHO_DAGE("2016-03-01";"2016-03-31";"2016-03-11";;"Midtjylland")',
            "A2": '=FHO_FORDEL(100;"løn";"2016-03-01";;"2016-01-01")',
            "A3": '=FHO_STATUS(;"96";4;"ja")',
            "A4": "=FHO_STATUS(24)",
            "A5": '=FHO_STATUS(24;"96";;"ja")',
            "A6": "=FHO_NOEGLE()",
        },
    )
    assert office.call("cells", address="A1:A6") == [[21.0], [67.0], ["#N/A"], ["#N/A"], ["#N/A"], [""]]


def test_too_many_arguments_are_an_error(office: Session) -> None:
    office.call("type_in", cells={"A1": '=FHO_NOEGLE("region";;;;1)', "A2": "=FHO_VERSION(1)"})
    assert {row[0] for row in office.call("cells", address="A1:A2")} <= {"#VALUE!"}


def test_dates_and_truths_look_like_it(office: Session) -> None:
    office.call("type_in", cells={"A1": '=FHO_STARTDATO("2016-01-01")', "A2": '=FHO_OMFATTET(24;"96";12;"ja")'})
    assert office.call("shown", address="A1:A2") == ["01/29/16", "TRUE"]
    assert office.call("cells", address="A1:A2") == [[42398.0], [1.0]]


def test_an_error_goes_through_calls_as_itself(office: Session) -> None:
    office.call("put", cells={"A1": "=NA()", "A2": "=1/0"})
    office.call(
        "type_in",
        cells={
            "B1": "=FHO_REGIONSANDEL(FHO_REGIONSANDEL(A1))",
            "B2": "=FHO_REGIONSANDEL(A2)+1",
            "B3": "=IFERROR(FHO_REGIONSANDEL(A1);-1)",
            "B4": '=FHO_KONTROL(A2;"løn";"2016-03-01")',
        },
    )
    assert office.call("cells", address="B1:B3") == [["#N/A"], ["#DIV/0!"], [-1.0]]
    assert "#DIV/0!" in office.call("shown", address="B4")[0]


def test_undo_and_redo(office: Session) -> None:
    office.call("type_in", cells={"A1": "=FHO_REGIONSANDEL(B1)", "A2": "=FHO_REGIONSANDEL(B2)"})
    assert len(office.call("state")["undo"]) == 2
    office.call("do", command="Undo")
    office.call("do", command="Undo")
    assert office.call("formulas", address="A1:A2") == ["", ""]
    office.call("do", command="Redo")
    office.call("do", command="Redo")
    assert office.call("settle")
    assert office.call("formulas", address="A1:A2") == ["=FHO_REGIONSANDEL(B1)", "=FHO_REGIONSANDEL(B2)"]
    assert office.call("cells", address="A1:A2") == [[""], [""]]
    office.call("type_in", cells={"B1": "100"})
    assert office.call("cells", address="A1") == [[67.0]]


def test_a_redone_formula_that_cannot_be_called_is_bound_too(office: Session) -> None:
    """The add-in is not called for a range with an error in it: nothing tells us of the formula but that error."""
    office.call("put", cells={"B1": "=NA()"})
    office.call("type_in", cells={"A1": '=FHO_KONTROL(B1;"løn")'})
    office.call("do", command="Undo")
    office.call("do", command="Redo")
    assert office.call("settle")
    assert office.call("shown", address="A1")[0].startswith("Fejl")


def test_an_array_that_a_macro_enters_is_bound_though_something_is_typed_right_after(office: Session) -> None:
    """The add-in is not called for it either: it would stay an error until the next change."""
    office.call("put", cells={"A1": "=NA()", "A2": 100})
    office.call("do", command="GoToCell", ToPoint="H1")
    arrays = {f"B{row}:B{row + 1}": "=FHO_REGIONSANDEL(A1:A2)" for row in range(1, 41, 2)}
    office.call("put_arrays_and_type", arrays=arrays)
    assert office.call("settle")
    assert office.call("cells", address="B1:B40") == [["#N/A"], [67.0]] * 20


def test_a_formula_copied_down_follows_its_row(office: Session) -> None:
    office.call("put_rows", address="A1:A4", rows=[[100], [200], [""], ["x"]])
    office.call("type_in", cells={"B1": "=FHO_REGIONSANDEL(A1)"})
    office.call("copy_down", source="B1:B1", target="B2")
    office.call("copy_down", source="B1:B2", target="B3")
    assert office.call("cells", address="B1:B4") == [[67.0], [134.0], [""], ["#VALUE!"]]
    office.call("put", cells={"A2": 300})
    assert office.call("cells", address="B2") == [[201.0]]


def test_pasted_over(office: Session) -> None:
    office.call("put_rows", address="A1:A2", rows=[[100], [200]])
    office.call("type_in", cells={"B1": "=FHO_REGIONSANDEL(A1)"})
    office.call("do", command="GoToCell", ToPoint="B1")
    office.call("do", command="Copy")
    office.call("do", command="GoToCell", ToPoint="B2:B3")
    office.call("do", command="Paste")
    assert office.call("settle")
    assert office.call("cells", address="B1:B3") == [[67.0], [134.0], [""]]


def test_whole_columns(office: Session) -> None:
    office.call("put_rows", address="A1:A3", rows=[[100], ["x"], [300]])
    office.call("put_array", address="C1:C6", formula="=FHO_REGIONSANDEL(A:A)")
    assert office.call("cells", address="C1:C6") == [[67.0], ["#VALUE!"], [201.0], [""], [""], [""]]
    office.call("put", cells={"A4": 1000})
    assert office.call("cells", address="C4") == [[670.0]]
    office.call("put", cells={"E1": "=SUM(FHO_REGIONSANDEL(A:A))", "E2": "=SUM(FHO_REGIONSANDEL(A3:A1048576))"})
    assert office.call("settle")
    assert office.call("cells", address="E1:E2") == [["#VALUE!"], [871.0]]


@pytest.mark.parametrize("row", [4, 900])
def test_a_row_below_all_that_is_used_counts_in_a_whole_column(office: Session, row: int) -> None:
    """Of a whole column only the used rows are read: a new one is among them."""
    office.call("put_rows", address="A1:A3", rows=[[100], [200], [300]])
    office.call("put", cells={"E1": "=SUM(FHO_REGIONSANDEL(A:A))"})
    assert office.call("settle")
    assert office.call("cells", address="E1") == [[402.0]]
    office.call("put_rows", address=f"A{row}:B{row}", rows=[[1000, "x"]])
    assert office.call("cells", address="E1") == [[1072.0]]


def test_whole_columns_of_different_sheets_belong_together(office: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    one, two = book.active, book.create_sheet("To")
    for row in range(1, 4):
        one[f"A{row}"] = 100 * row
        two[f"A{row}"] = "løn"
    two["A9"] = "løn"
    one["C1"] = '=SUM(INDEX(FHO_FORDEL(A:A,To!A:A,"2016-03-01",,"2016-01-01"),1,1))'
    one["C2"] = '=ISNA(INDEX(FHO_FORDEL(A:A,To!A:A,"2016-03-01",,"2016-01-01"),9,1))'
    book.save(tmp_path / "to.xlsx")
    office.call("open_workbook", path=str(tmp_path / "to.xlsx"))
    assert office.call("cells", address="C1:C2") == [[67.0], [1.0]]


def test_computed_arrays_keep_their_errors_in_their_rows(office: Session) -> None:
    office.call("put_rows", address="A1:A4", rows=[[100], [200], [""], [400]])
    office.call("put", cells={"A2": "=1/0"})
    office.call("put_array", address="B1:B4", formula="=FHO_REGIONSANDEL(A1:A4*2)")
    assert office.call("cells", address="B1:B4") == [[134.0], ["#DIV/0!"], [0.0], [536.0]]


def test_calls_inside_calls(office: Session) -> None:
    """The last of a chain is computed first, and has the others computed while it reads them."""
    chain = [[f"=FHO_REGIONSANDEL(A{row + 1})"] for row in range(1, 31)]
    office.call("put", cells={"A31": 1000000})
    office.call("put_rows", address="A1:A30", rows=chain)
    assert office.call("settle")
    office.call("recalculate")
    expected = 1000000.0
    for (found,) in reversed(office.call("cells", address="A1:A30")):
        expected = round(expected * 0.67 + 1e-9, 2)
        assert found == expected


def test_other_dates_are_refused(office: Session) -> None:
    office.call("type_in", cells={"A1": "=FHO_DAGE(B1;B2;B3)", "B1": "42430", "B2": "42460", "B3": "42440"})
    assert office.call("cells", address="A1") == [[21.0]]
    office.call("use_1904_dates")
    office.call("type_in", cells={"B1": "42431", "A2": '=FHO_NOEGLE("region")'})
    assert office.call("cells", address="A1:A2") == [["#VALUE!"], ["#VALUE!"]]


def test_a_workbook_of_1904_is_refused_with_a_message(office: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = "=FHO_STARTDATO(B1)"
    book.active["B1"] = 40908
    book.save(tmp_path / "1904.xlsx")
    office.call("open_workbook", path=str(tmp_path / "1904.xlsx"))
    assert office.call("cells", address="A1") == [["#VALUE!"]]
    assert office.call("infobar")
