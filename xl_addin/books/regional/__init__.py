"""``regionsregnskab.xlsx``: a regional finance workbook, one module a sheet.

The layout keeps one promise: no posting can leave the settlement silently. *Udgifter* holds only what is
typed. *Fordeling* reads it by whole columns, which no insert, delete or sort can move, and divides it with
array formulas of a fixed size. *Kontrol* counts the whole columns against what was divided, and the totals
of *Modregning* and *Forside* are errors when they disagree.
"""

from openpyxl.workbook import Workbook

from xl_addin.books import lists
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.package import new_workbook
from xl_addin.books.regional import (
    admissions,
    arrangements,
    control,
    division,
    examples,
    figures,
    follow_up,
    front,
    guide,
    invoices,
    postings,
    refunds,
    settlement,
    terms,
)
from xl_addin.books.regional.tables import Tables, tables


def build(ledger: Ledger, room: Tables | None = None) -> Workbook:
    """The workbook for a ledger, with room as the tables have it; nothing is computed yet."""
    invented = " (opfundne data)" if ledger.postings else ""
    workbook = new_workbook(f"Regionsregnskab for fælles hjælperordninger{invented}")
    found = room or tables()
    front.build(workbook, found, bool(ledger.postings))
    arrangements.build(workbook, found, ledger.arrangements)
    postings.build(workbook, found, ledger.postings)
    division.build(workbook, found, len(ledger.postings))
    settlement.build(workbook, found, ledger)
    refunds.build(workbook, found)
    invoices.build_invoice(workbook, found)
    invoices.build_lines(workbook, found)
    admissions.build(workbook, found, ledger.admissions)
    follow_up.build(workbook, found, len(ledger.arrangements))
    control.build(workbook, found)
    figures.build(workbook, found)
    terms.build(workbook)
    examples.build(workbook)
    guide.build(workbook, found)
    front.add_charts(workbook, found)
    lists.add_lists(workbook)
    return workbook
