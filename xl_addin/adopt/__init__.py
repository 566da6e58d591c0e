"""``fho adopt``: a region's own posting sheet taken over into a new workbook that the functions compute.

* ``source``    the workbook as it stands, only read
* ``fields``, ``header``, ``mapping``  what a posting has, where the sheet has it, and the small file that says so
* ``account``   what every row of the source is, so that nothing is lost
* ``postings``, ``sheets``  the sheets of the new workbook
* ``grid``, ``write``  a workbook in memory, computed, then written
"""

import datetime as dt
from dataclasses import dataclass

from xl_addin.adopt import postings, sheets
from xl_addin.adopt.account import POSTING, Account, account, ore_of
from xl_addin.adopt.grid import in_memory
from xl_addin.adopt.mapping import Mapping
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.write import workbook_file
from xl_addin.check import Finding, findings
from xl_addin.check.book import book_of
from xl_addin.engine import WorkbookError


@dataclass(frozen=True)
class Adopted:
    """The new workbook's file, the account of the source's rows, and the findings in the new workbook."""

    file: bytes
    account: Account
    found: list[Finding]


def adopt(name: str, read: list[SourceSheet], mapping: Mapping, today: dt.date) -> Adopted:
    """Take over a sheet of a workbook that has been read. `name` is what the source is called in the new workbook."""
    sheet = next(one for one in read if one.name == mapping.sheet)
    rows = account(sheet, mapping)
    if not rows.postings:
        raise WorkbookError(f"{name}: {sheet.name}: no row below the header is a posting")
    taken = postings.read_postings(sheet, mapping, rows)
    _nothing_lost(name, rows, taken)
    computed, names = postings.build(taken)
    others = [one.name for one in read if one.name != sheet.name]
    grids = [sheets.overview(name, sheet, others, rows), *computed]
    grids += [sheets.mapping_sheet(name, sheet, mapping, today), sheets.source_sheet(sheet, rows)]
    book = book_of(in_memory(name, grids, names), today)
    found = [*findings(book), *_source_totals(rows)]
    # Nothing reads the list of findings, so it may come in between after the rest is computed.
    grids.insert(1, sheets.findings_sheet(found, rows))
    values = [book.values[0], {}, *book.values[1:]]
    file = workbook_file("Overtaget regnskab for fælles hjælperordninger", grids, names, values)
    return Adopted(file, rows, found)


def _nothing_lost(name: str, rows: Account, taken: postings.Postings) -> None:
    """The postings in the new workbook are those of the source, to the øre."""
    there = sum(ore or 0 for ore in ore_of([row["beloeb"] for row in taken.rows]))
    if len(taken.rows) != rows.count(POSTING) or there != rows.ore(POSTING):
        raise WorkbookError(f"{name}: the postings taken over do not add up to those of the source")


def _source_totals(rows: Account) -> list[Finding]:
    """The totals of the source that do not agree with its own postings."""
    first = postings.FIRST_ROW
    return [
        Finding("kildesum", sheets.SOURCE, f"B{first + row.number - 1}", f"Række {row.number}: {row.why}")
        for row in rows.doubtful
    ]


__all__ = ["Adopted", "adopt"]
