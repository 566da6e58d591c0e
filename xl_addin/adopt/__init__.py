"""``fho adopt``: a region's own posting sheet taken over into a new workbook that the functions compute.

* ``source``, ``delimited``, ``old_excel``    the export as it stands, only read
* ``posting_fields``, ``header``, ``mapping``, ``mapping_file``  what a posting has, where the sheet has it, and the
  small file that says so
* ``units``, ``unused_columns``, ``personal``  what every column is
* ``totals``, ``account``   what every row is, so that nothing is lost and no sum is booked
* ``memory``, ``cost_scale``, ``year_to_date``  what was taken over before, what no arrangement costs, and amounts that
  are no month's own
* ``posting_rows``, ``ledger_sheets``, ``sheets``  the postings, and the sheets that settle them and tell of them
* ``new_book``  the sheets rendered, computed, written
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from xl_addin.adopt import ledger_sheets, sheets
from xl_addin.adopt.account import POSTING, SEEN, Account, Row, account, ore_of
from xl_addin.adopt.cost_scale import too_costly
from xl_addin.adopt.header import find_header
from xl_addin.adopt.mapping import COST, INCOME, Mapping, MappingError, header_of, repeats
from xl_addin.adopt.memory import Memory
from xl_addin.adopt.new_book import NewBook, Typed
from xl_addin.adopt.personal import Personal, personal
from xl_addin.adopt.posting_fields import Value
from xl_addin.adopt.posting_rows import SOURCE_ROW, Posting, read_postings
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.unused_columns import Unused, questions, unused_columns
from xl_addin.adopt.year_to_date import looks_year_to_date, says_year_to_date
from xl_addin.agreement.wording import counted, figures
from xl_addin.books.layout import SheetTable
from xl_addin.books.regional.areas import ARRANGEMENTS, POSTINGS
from xl_addin.cells.cpr import without_cpr
from xl_addin.check import Finding, findings
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
    typed: Typed | None = None,
) -> Adopted:
    """Take over a sheet of a workbook that has been read. `name` is what the source is called in the new workbook.

    `memory` is what earlier months have left; it learns what goes `into` the workbook of that name. `before` says what
    becomes of postings that are in another one already, `typed` is what a person wrote in an earlier workbook.
    ``MappingError`` where anything is uncertain.
    """
    name, typed, memory = without_cpr(name), typed or Typed(), memory or Memory()
    sheet, people, rows, taken = postings_of(name, read, mapping)
    taken, rows = _not_twice(taken, rows, memory, into, before)
    others = [without_cpr(one.name) for one in read if one.name != sheet.name]
    unused = unused_columns(sheet, mapping)
    periods = sum(len(known) for known in memory.arrangements.values())
    found = ledger_sheets.ledger_areas(taken, periods)
    records = {one.sheet: _by_key(one, typed) for one in (found.claims, found.admissions)}
    records[ARRANGEMENTS] = ledger_sheets.arrangement_records(
        found.arrangements, taken, memory.arrangements, records[found.admissions.sheet]
    )
    ledger = ledger_sheets.ledger_plans(found, taken, records)
    plans = [
        sheets.overview(name, sheet, others, rows, (len(taken), people), found), sheets.findings_plan(), *ledger,
        sheets.mapping_plan(name, sheet, mapping, unused, today), sheets.source_plan(sheet),
    ]  # fmt: skip
    book = NewBook(name, plans, {POSTINGS: ledger_sheets.posting_cells(found.postings, taken)}, typed.terms)
    said = [*findings(book.computed(today)), *_source_totals(rows), *_too_costly(taken, found.postings)]
    file = book.file({
        sheets.FINDINGS: sheets.findings_cells(said, [row[SOURCE_ROW] for row in taken]),
        sheets.SOURCE: sheets.source_cells(sheet, rows, people, _ledger_rows(taken, found.postings)),
    })  # fmt: skip
    return Adopted(file, rows, unused, people, said)


def _by_key(table: SheetTable, typed: Typed) -> list[dict[str, Value]]:
    """What was typed on a sheet, by the keys of its columns."""
    keys = {column.header: column.key for column in table.columns}
    return [
        {keys[one]: value for one, value in record.items() if one in keys}
        for record in typed.records.get(table.sheet, ())
    ]


def _ledger_rows(taken: list[Posting], table: SheetTable) -> dict[Value, list[int]]:
    """The rows on Udgifter of each row of the source."""
    found: dict[Value, list[int]] = {}
    for row, posting in enumerate(taken, table.first_row):
        found.setdefault(posting[SOURCE_ROW], []).append(row)
    return found


def postings_of(
    name: str, read: list[SourceSheet], mapping: Mapping
) -> tuple[SourceSheet, Personal, Account, list[Posting]]:
    """The sheet, what is not copied, what its rows are, and its postings; ``MappingError`` where any is uncertain."""
    sheet = next(one for one in read if one.name == mapping.sheet)
    people = personal(sheet, mapping)
    rows = account(sheet, mapping)
    _nothing_uncertain(read, sheet, mapping, rows)
    if not rows.postings:
        raise WorkbookError(f"{name}: {without_cpr(sheet.name)}: ingen række under overskriften er en postering")
    taken = read_postings(sheet, mapping, rows, people)
    _nothing_lost(name, rows, taken, mapping)
    _not_year_to_date(sheet, mapping, taken)
    return sheet, people, rows, taken


def _not_year_to_date(sheet: SourceSheet, mapping: Mapping, taken: list[Posting]) -> None:
    """``MappingError`` where the amounts are, or may be, from the year's beginning, and nobody has said otherwise."""
    header = header_of(sheet, mapping)
    says = any(says_year_to_date(header.texts.get(column, "")) for column in mapping.money)
    # A sheet that adds its months up takes them for each month's own.
    added = any(repeats(sheet, header, column, list(mapping.months)) for column in header.texts.keys() - mapping.used)
    if not mapping.accumulated and (says or (looks_year_to_date(taken) and not added)):
        raise MappingError(
            f"{without_cpr(sheet.name)}: beløbene ligner summer fra årets begyndelse (de vokser måned for måned): "
            'træk hver måneds egne beløb ud. Er de det, så skriv akkumuleret = "nej".'
        )


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
        asked.append(f"Og {counted(len(rows.uncertain) - _NAMED, 'række')} mere, som kan være summer.")
    asked += _no_cost(rows, mapping)
    if asked:
        name = " ".join(without_cpr(sheet.name).split())
        told = f"{name} er ikke overtaget, for noget er uvist. Svarene skrives i tilpasningen:"
        raise MappingError("\n".join([told, *map(without_cpr, asked)]))


def _no_cost(rows: Account, mapping: Mapping) -> Iterator[str]:
    """Costs that add up to nothing or less: counter-postings are among them, or costs have the minus."""
    total = rows.ore(POSTING)
    if total > 0 or mapping.minus or not any(row.ore for row in rows.postings):
        return
    yield (
        f"Posteringerne giver tilsammen {figures(total / 100, 2)} kr.: "
        + ("modposteringerne er nok med, så tag dem ud af udtrækket. " if not total else "")
        + f'Er et beløb med minus en udgift, så skriv minus = "{COST}"; ellers minus = "{INCOME}".'
    )


def _nothing_lost(name: str, rows: Account, taken: list[Posting], mapping: Mapping) -> None:
    """The postings in the new workbook are those of the source, to the øre."""
    there = sum(ore or 0 for ore in ore_of([row["beloeb"] for row in taken]))
    readable = mapping.months and any(row.ore is None for row in rows.postings)
    if (not mapping.months and len(taken) != rows.count(POSTING)) or (not readable and there != rows.ore(POSTING)):
        raise WorkbookError(f"{name}: posteringerne i den nye mappe giver ikke summen af kildens")


def _not_twice(
    taken: list[Posting], rows: Account, memory: Memory, into: str, before: str
) -> tuple[list[Posting], Account]:
    """The postings that are to be taken over, and the account that says so; the memory learns them."""
    seen = memory.seen(taken, into) if before != ALL else [False] * len(taken)
    if any(seen) and before == REFUSE:
        raise MappingError(
            f"{sum(seen)} af {counted(len(seen), 'postering')} er overtaget før: --kun-nye tager kun de andre, "
            "--igen tager alle (til en mappe, der træder i stedet for den forrige)"
        )
    if all(seen):
        raise MappingError("alle posteringer er overtaget før")
    fresh = [row for row, known in zip(taken, seen, strict=True) if not known]
    memory.take(fresh, into)
    if not any(seen):
        return taken, rows
    left = {number: list(group) for number, group in groupby(fresh, key=lambda row: row[SOURCE_ROW])}
    return fresh, Account(tuple(_as_left(row, left) if row.kind == POSTING else row for row in rows.rows))


def _as_left(row: Row, left: dict[Value, list[dict[str, Value]]]) -> Row:
    """A row of which some postings, or all, have been taken over before."""
    postings = left.get(row.number)
    if postings is None:
        return replace(row, kind=SEEN, why="Posteringen er overtaget før.")
    return replace(row, ore=sum(ore or 0 for ore in ore_of([one["beloeb"] for one in postings])))


def _source_totals(rows: Account) -> list[Finding]:
    """The totals of the source that do not agree with its own postings."""
    return [
        Finding("kildesum", sheets.SOURCE, f"B{sheets.FIRST_ROW + row.number - 1}", f"Række {row.number}: {row.why}")
        for row in rows.doubtful
    ]


def _too_costly(taken: list[Posting], table: SheetTable) -> Iterator[Finding]:
    for place, what in too_costly(taken):
        cell = address(table.first_row + place, table.number("beløb"))
        yield Finding("stort-beløb", POSTINGS, cell, what)


__all__ = ["ALL", "ONLY_NEW", "REFUSE", "Adopted", "adopt", "other_sheets", "postings_of"]
