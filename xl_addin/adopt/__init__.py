"""``fho adopt``: a region's own posting sheet taken over into a new workbook that the functions compute.

* ``source``, ``delimited``, ``old_excel``    the export as it stands, only read
* ``posting_fields``, ``header``, ``mapping``, ``mapping_file``  what a posting has, where the sheet has it, and the
  small file that says so
* ``units``, ``unused_columns``, ``personal``  what every column is
* ``totals``, ``account``   what every row is, so that nothing is lost and no sum is booked
* ``memory``, ``cost_scale``  what was taken over before, and what no arrangement costs
* ``posting_rows``, ``sheets``  the sheets of the new workbook
* ``grid``, ``write``  a workbook in memory, computed, then written
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from xl_addin.adopt import posting_rows, sheets
from xl_addin.adopt.account import POSTING, SEEN, Account, Row, account, ore_of
from xl_addin.adopt.cost_scale import too_costly
from xl_addin.adopt.grid import in_memory
from xl_addin.adopt.header import find_header
from xl_addin.adopt.mapping import Mapping, MappingError
from xl_addin.adopt.memory import Memory
from xl_addin.adopt.personal import Personal, personal
from xl_addin.adopt.posting_fields import Value
from xl_addin.adopt.posting_rows import PostingRows
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.unused_columns import Unused, questions, unused_columns
from xl_addin.adopt.write import workbook_file
from xl_addin.cells.cpr import without_cpr
from xl_addin.check import Finding, findings
from xl_addin.check.book import book_of
from xl_addin.xlsx.call_spelling import Spelling, spelled
from xl_addin.xlsx.package import WorkbookError
from xl_addin.xlsx.tree import address

REFUSE, ONLY_NEW, ALL = "afvis", "kun nye", "alle"
"""What becomes of postings that have been taken over before."""

_NAMED = 12
"""As many uncertain rows are named; the rest is a number."""


@dataclass(frozen=True)
class Adopted:
    """The new workbook's file, the account of the source's rows and columns, and what was found in the new workbook."""

    file: bytes
    account: Account
    unused: list[Unused]
    people: Personal
    found: list[Finding]


def adopt(
    name: str,
    read: list[SourceSheet],
    mapping: Mapping,
    today: dt.date,
    memory: Memory | None = None,
    into: str = "",
    before: str = REFUSE,
) -> Adopted:
    """Take over a sheet of a workbook that has been read. `name` is what the source is called in the new workbook.

    `memory` is what earlier months have left; it learns what goes `into` the workbook of that name. `before` says what
    becomes of postings that are in another one already. ``MappingError`` where anything is uncertain.
    """
    name = without_cpr(name)
    sheet, people, rows, taken = postings_of(name, read, mapping)
    memory = memory or Memory()
    taken, rows = _not_twice(taken, rows, memory, into, before)
    computed, names = posting_rows.build(taken, memory.arrangements)
    others = [without_cpr(one.name) for one in read if one.name != sheet.name]
    unused = unused_columns(sheet, mapping)
    grids = [sheets.overview(name, sheet, others, rows, (len(taken.rows), people)), *computed]
    grids.append(sheets.mapping_sheet(name, sheet, mapping, unused, today))
    book = book_of(in_memory(name, grids, names), today)
    found = [*findings(book), *_source_totals(rows), *_too_costly(taken)]
    # Nothing reads the list of findings or the copy of the source, so they come in after the rest is computed.
    grids.insert(1, sheets.findings_sheet(found, taken))
    grids.append(sheets.source_sheet(sheet, rows, people))
    values = [book.values[0], {}, *book.values[1:]]
    file = workbook_file("Overtaget regnskab for fælles hjælperordninger", grids, names, values)
    return Adopted(spelled(file, Spelling.ADDIN), rows, unused, people, found)


def postings_of(
    name: str, read: list[SourceSheet], mapping: Mapping
) -> tuple[SourceSheet, Personal, Account, PostingRows]:
    """The sheet, what is not copied, what its rows are, and its postings; ``MappingError`` where any is uncertain."""
    sheet = next(one for one in read if one.name == mapping.sheet)
    people = personal(sheet, mapping)
    rows = account(sheet, mapping)
    _nothing_uncertain(read, sheet, mapping, rows)
    if not rows.postings:
        raise WorkbookError(f"{name}: {without_cpr(sheet.name)}: ingen række under overskriften er en postering")
    taken = posting_rows.read_postings(sheet, mapping, rows, people)
    _nothing_lost(name, rows, taken, mapping)
    return sheet, people, rows, taken


def other_sheets(read: list[SourceSheet], mapping: Mapping) -> list[str]:
    """The sheets that look like postings too, and of which nobody has said that they are not to be read."""
    others = [one for one in read if one.name not in mapping.unread | {mapping.sheet}]
    return [one.name for one in others if (header := find_header(one)) and one.last_row > header.last]


def _nothing_uncertain(read: list[SourceSheet], sheet: SourceSheet, mapping: Mapping, rows: Account) -> None:
    asked = questions(sheet, mapping)
    for one in other_sheets(read, mapping):
        asked.append(f"Arket »{one}« ligner også posteringer: tag det over for sig, eller skriv det i andre_ark.")
    for row in rows.uncertain[:_NAMED]:
        asked.append(f'Række {row.number}: {row.why} Skriv "{row.mark}" = "sum" eller "postering" under ["rækker"].')
    if len(rows.uncertain) > _NAMED:
        asked.append(f"Og {len(rows.uncertain) - _NAMED} rækker mere, som kan være summer.")
    if asked:
        told = f"{without_cpr(sheet.name)} er ikke overtaget, for noget er uvist:"
        raise MappingError("\n  ".join([told, *map(without_cpr, asked)]))


def _nothing_lost(name: str, rows: Account, taken: PostingRows, mapping: Mapping) -> None:
    """The postings in the new workbook are those of the source, to the øre."""
    there = sum(ore or 0 for ore in ore_of([row["beloeb"] for row in taken.rows]))
    readable = mapping.months and any(row.ore is None for row in rows.postings)
    if (not mapping.months and len(taken.rows) != rows.count(POSTING)) or (not readable and there != rows.ore(POSTING)):
        raise WorkbookError(f"{name}: posteringerne i den nye mappe giver ikke summen af kildens")


def _not_twice(
    taken: PostingRows, rows: Account, memory: Memory, into: str, before: str
) -> tuple[PostingRows, Account]:
    """The postings that are to be taken over, and the account that says so; the memory learns them."""
    seen = memory.seen(taken.rows, into) if before != ALL else [False] * len(taken.rows)
    if any(seen) and before == REFUSE:
        raise MappingError(
            f"{sum(seen)} af {len(seen)} posteringer er overtaget før: --kun-nye tager kun de andre, --igen tager alle "
            "(til en mappe, der træder i stedet for den forrige)"
        )
    if all(seen):
        raise MappingError("alle posteringer er overtaget før")
    fresh = [row for row, known in zip(taken.rows, seen, strict=True) if not known]
    memory.take(fresh, into)
    if not any(seen):
        return taken, rows
    left = {number: list(group) for number, group in groupby(fresh, key=lambda row: row["kilderække"])}
    kept = tuple(_as_left(row, left) if row.kind == POSTING else row for row in rows.rows)
    return replace(taken, rows=fresh), Account(kept)


def _as_left(row: Row, left: dict[Value, list[dict[str, Value]]]) -> Row:
    """A row of which some postings, or all, have been taken over before."""
    postings = left.get(row.number)
    if postings is None:
        return replace(row, kind=SEEN, why="Posteringen er overtaget før.")
    return replace(row, ore=sum(ore or 0 for ore in ore_of([one["beloeb"] for one in postings])))


def _source_totals(rows: Account) -> list[Finding]:
    """The totals of the source that do not agree with its own postings."""
    first = posting_rows.FIRST_ROW
    return [
        Finding("kildesum", sheets.SOURCE, f"B{first + row.number - 1}", f"Række {row.number}: {row.why}")
        for row in rows.doubtful
    ]


def _too_costly(taken: PostingRows) -> Iterator[Finding]:
    column = posting_rows.KEYS.index("beloeb") + 1
    for place, what in too_costly(taken.rows):
        yield Finding("stort-beløb", posting_rows.POSTINGS, address(posting_rows.FIRST_ROW + place, column), what)


__all__ = ["ALL", "ONLY_NEW", "REFUSE", "Adopted", "adopt", "other_sheets", "postings_of"]
