"""``fho check``: what the rules and FHO_KONTROL can tell about a workbook, one module a family of checks.

* ``book``, ``lines``, ``origin``, ``links``: the workbook, and the calls of our functions row by row
* ``finding``, ``cell_findings``, ``phrasing``, ``report``: a finding, where it is, and how it is said
* ``explained_cell``: one cell, with what stands behind its result
* ``posted``: the postings, by whichever function they are read
* ``on_arguments``, ``on_postings``, ``on_tables``, ``on_dates``, ``on_arrangements``, ``on_admissions``,
  ``on_settlement``: what the arguments of our functions hold
* ``on_refusals``, ``on_formulas``, ``on_sums``, ``on_our_workbook``: whether the formulas are still whole
* ``on_privacy``: what must not be in a workbook that is sent
"""

import datetime as dt
from pathlib import Path

from xl_addin.check import (
    on_admissions,
    on_arguments,
    on_arrangements,
    on_dates,
    on_formulas,
    on_our_workbook,
    on_postings,
    on_privacy,
    on_refusals,
    on_settlement,
    on_sums,
    on_tables,
)
from xl_addin.check.book import Book, read_book
from xl_addin.check.finding import Finding, kinds

FAMILIES = (
    on_refusals, on_arguments, on_postings, on_tables, on_dates, on_arrangements, on_admissions, on_settlement,
    on_formulas, on_our_workbook, on_sums, on_privacy,
)  # fmt: skip

__all__ = ["Finding", "check", "findings"]


def findings(book: Book) -> list[Finding]:
    """Everything found in a workbook, kind by kind in the order of the list; each cell once a kind."""
    found: dict[tuple[str, str, str], Finding] = {}
    examples = on_our_workbook.examples(book)
    for family in FAMILIES:
        for one in family.find(book):
            if one.sheet not in examples:
                found.setdefault((one.kind, one.sheet, one.cell), one)
    order = list(kinds())
    # What each family found stands in the order of its rows.
    return sorted(found.values(), key=lambda one: order.index(one.kind))


def check(path: Path, today: dt.date | None = None) -> list[Finding]:
    """Check a workbook; ``WorkbookError`` when it cannot be done. ``today`` is the day deadlines are held against."""
    return findings(read_book(path, today or dt.date.today()))
