"""``ny-ordning.xlsx``: the template for one new arrangement (ordning), one module a sheet.

Every formula is blank until the answers it needs are there, so an empty form shows no errors.
"""

from openpyxl.workbook import Workbook

from xl_addin.agreement.parameters import midtjylland
from xl_addin.books.bookfile import new_workbook
from xl_addin.books.dropdowns import add_lists
from xl_addin.books.new_arrangement import checklist, form, record, signing, single_claim, year_budget
from xl_addin.books.regional import terms
from xl_addin.books.rendering import render


def build(*, empty: bool = False) -> Workbook:
    """The workbook with its example, or empty; nothing is computed yet."""
    workbook = new_workbook("Ny fælles hjælperordning" + ("" if empty else " (opfundet eksempel)"))
    plans = (
        form.plan(empty=empty),
        checklist.plan(empty=empty),
        year_budget.plan(),
        signing.plan(),
        single_claim.plan(),
        record.plan(),
        terms.plan(midtjylland().name, cut_off=False),
    )
    for plan in plans:
        render(workbook, plan)
    add_lists(workbook)
    return workbook
