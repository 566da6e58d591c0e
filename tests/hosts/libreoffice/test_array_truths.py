"""Calc has 1 for TRUE in an array: which cells those are follows from what the functions say of their columns."""

from tests.hosts.libreoffice.workbook import WORKBOOKS
from xl_addin.hosts.libreoffice.array_truths import array_truths
from xl_addin.xlsx.package import open_package


def test_the_form_has_one_whether_the_employer_is_possible() -> None:
    found = array_truths(open_package(WORKBOOKS / "ny-ordning.xlsx"))
    assert {sheet: cells for sheet, cells in found.items() if cells} == {"Afsnit": {(6, 31)}}
