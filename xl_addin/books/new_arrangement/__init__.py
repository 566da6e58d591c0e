"""``ny-ordning.xlsx``: the template for one new arrangement (ordning), one module a sheet.

Every formula is blank until the answers it needs are there, so an empty form shows no errors.
"""

from openpyxl.workbook import Workbook

from xl_addin.books import lists
from xl_addin.books.new_arrangement import budget, form, invoice, signing
from xl_addin.books.package import new_workbook


def build() -> Workbook:
    """The workbook with its example; nothing is computed yet."""
    workbook = new_workbook("Ny fælles hjælperordning (opfundet eksempel)")
    form.build(workbook)
    budget.build(workbook)
    signing.build(workbook)
    invoice.build(workbook)
    lists.add_lists(workbook)
    return workbook
