"""The arrangements: hours, sections, employers, training deadlines."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from xl_addin.agreement.parameters import midtjylland
from xl_addin.cells.columns import read_cells
from xl_addin.cells.kinds import HOURS_A_DAY, SECTIONS
from xl_addin.check.book import Book
from xl_addin.check.cell_findings import at
from xl_addin.check.finding import Finding
from xl_addin.check.lines import lines_of, rows_of
from xl_addin.check.links import links
from xl_addin.check.phrasing import day, number, quoted
from xl_addin.rules.granted_help import least_hours_notes
from xl_addin.rules.target_group import JOINT, NEEDS_CLARIFICATION


def find(book: Book) -> Iterator[Finding]:
    """Every row of the functions about arrangements."""
    yield from _sections(book)
    yield from _hours(book)
    yield from _employers(book)
    yield from _training(book)


def _sections(book: Book) -> Iterator[Finding]:
    for name in ("FHO_STATUS", "FHO_OMFATTET", "FHO_BEGRUNDELSE"):
        for lines in lines_of(book, name):
            hours = read_cells(lines.values["sel_timer"], HOURS_A_DAY).values
            sections = read_cells(lines.values["paragraf"], SECTIONS).values
            no_day = np.full(len(hours), np.datetime64("NaT", "D"))
            for where, text in least_hours_notes(sections, hours, no_day):
                for row in np.flatnonzero(where).tolist():
                    what = f"{number(float(hours[row]))} timer i døgnet. {text}"
                    yield at(book, "paragraf-95-timer", lines.origin(book, "sel_timer", row), what)


def _hours(book: Book) -> Iterator[Finding]:
    for lines in lines_of(book, "FHO_TIMER"):
        cap = midtjylland().newest.hours_cap
        resp, sel, overlap = (
            read_cells(lines.values[name], HOURS_A_DAY) for name in ("resp_timer", "sel_timer", "overlap")
        )
        for row, (answer,) in enumerate(lines.own()):
            given = [float(column.values[row]) for column in (resp, sel, overlap)]
            total = round(given[0] + given[1] - given[2], 9)
            if isinstance(answer, float) and total > cap:
                what = (
                    f"{number(given[0])} + {number(given[1])} − {number(given[2])} samtidige = {number(total)} timer."
                )
                yield at(book, "timer-over-døgnet", lines.origin(book, "resp_timer", row), what)


def _employers(book: Book) -> Iterator[Finding]:
    for lines in lines_of(book, "FHO_ARBEJDSGIVER"):
        for row, answer in enumerate(lines.own()):
            if answer[0] in (False, NEEDS_CLARIFICATION):
                given = lines.values
                what = f"{quoted(given['arbejdsgiver'][row])} under § {given['paragraf'][row]}."
                yield at(book, "arbejdsgiver-ikke-mulig", lines.origin(book, "arbejdsgiver", row), what)


def _training(book: Book) -> Iterator[Finding]:
    """The team must be trained four weeks after the discharge; older arrangements were under way before the rule."""
    linked = links(book)
    for lines in lines_of(book, "FHO_STARTDATO"):
        if lines.agreement not in (None, "", "Midtjylland"):
            continue
        deadlines = rows_of(lines.call("FHO_STARTDATO", "udskrevet"))
        first_day = midtjylland().first_day.astype(object)
        for row, deadline in enumerate(deadlines):
            discharged, trained = day(lines.values["udskrevet"][row]), day(lines.values["oplaert"][row])
            cell = lines.origin(book, "udskrevet", row)
            arrangement = linked.arrangements.get(cell[:2])
            asked = lines.cells["oplaert"][row] is not None  # without it the call only asks for the deadline
            if not asked or isinstance(deadline, str) or (arrangement and arrangement.status != JOINT):
                continue
            if not discharged or discharged + dt.timedelta(midtjylland().newest.deadline_days) < first_day:
                continue
            what = f"Holdet skulle være oplært {deadline:%d-%m-%Y}"
            if trained is None and deadline < book.today and lines.values["oplaert"][row] in (None, ""):
                yield at(book, "oplæringsfrist", cell, f"{what}; ingen dato er skrevet.")
            elif trained is not None and trained > deadline:
                yield at(book, "oplæringsfrist", cell, f"{what}, men blev det {trained:%d-%m-%Y}.")
