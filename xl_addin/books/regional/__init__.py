"""``regionsregnskab.xlsx``: a finance workbook for joint arrangements, one module a sheet.

The layout keeps one promise: no posting can leave the settlement silently. *Udgifter* holds only what is typed.
*Fordeling* shows it beside one ``FHO_REGNSKAB``, read by names that no insert, delete or sort can move. *Kontrol* counts
the whole columns against what was read, and the totals of *Modregning* and *Forside* are errors when they disagree.
"""

import datetime as dt

from openpyxl.workbook import Workbook

from xl_addin.books.bookfile import new_workbook
from xl_addin.books.dropdowns import add_lists
from xl_addin.books.regional import (
    balances,
    claim_pages,
    control,
    figures,
    follow_up,
    front,
    guide,
    inputs,
    refunds,
    settled_postings,
    terms,
    worked,
)
from xl_addin.books.regional.areas import FIGURES, FRONT, Areas, Records, areas
from xl_addin.books.rendering import render


def build(records: Records, room: Areas | None = None, to_date: dt.date | None = None) -> Workbook:
    """The workbook for what is typed in it, with room as the areas have it; nothing is computed yet."""
    invented = bool(records)
    found = room or areas()
    workbook = new_workbook(found.side.say("title") + (" (opfundne data)" if invented else ""))
    # One municipality needs no table and no charts that compare municipalities.
    listed = 0 if found.side.own else len(records.get("Modregning") or found.side.municipalities)
    plans = (
        front.plan(found, to_date, invented),
        inputs.arrangements(found, records),
        inputs.postings(found, records),
        settled_postings.plan(found, records),
        balances.plan(found, records),
        inputs.claims(found, records),
        claim_pages.page(found, found.side.municipalities[0] if invented or found.side.own else None),
        claim_pages.lines(found),
        refunds.plan(found),
        inputs.admissions(found, records),
        follow_up.plan(found, records),
        control.plan(found),
        figures.plan(found, listed),
        terms.plan(found.side.agreement),
        worked.plan(),
        guide.plan(found),
    )
    for plan in plans:
        render(workbook, plan)
    figures.put_charts(workbook[FRONT], workbook[FIGURES], front.CHARTS_ROW, found.months, listed)
    add_lists(workbook)
    return workbook
