"""What is worth a look in a period, in a posting and in a stay in hospital, in Danish sentences [ours]."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING, REGION
from xl_addin.agreement.wording import clauses, day_in_words, days_in_words
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import money, moving, start_up
from xl_addin.rules.admission import NOT_DUE
from xl_addin.rules.employer import Employment, employment
from xl_addin.rules.granted_help import later_law_notes, least_hours_notes
from xl_addin.rules.holiday import holiday_notes
from xl_addin.rules.paying_municipality import moves
from xl_addin.rules.review import code_notes, long_admission_notes, one_party_note, period_notes
from xl_addin.rules.sentences import Note, Said, text_of
from xl_addin.rules.target_group import (
    JOINT,
    NEEDS_CLARIFICATION,
    OUTSIDE_REGION,
    STATUSES,
    VOLUNTARY,
    border_notes,
    is_other_law,
)
from xl_addin.tables.case_book import CaseBook
from xl_addin.tables.settled_ledger import SettledLedger
from xl_addin.tables.stays import Stays, has_admission_costs
from xl_addin.tables.typed_table import TypedTable


class Remarks(Said):
    """Sentences of ``remarks.toml`` by row."""

    def __init__(self, about: str, agreement: Agreement) -> None:
        """Nothing said yet. Parameters: ``about``, the part of the file that the sentences are of."""
        super().__init__()
        self._texts: dict[str, str] = read_toml("remarks.toml")[about]
        self._clauses = clauses(agreement)

    def remark(self, where: NDArray[np.bool_], name: str, **filled: Callable[[int], str]) -> None:
        """Say a sentence of each row where it is so; ``filled`` tells what stands in its {…}, by row."""
        for row in np.flatnonzero(where).tolist():
            fields = {field: value(row) for field, value in filled.items()}
            self.say(row, self._texts[name].format_map(self._clauses | fields))


def period_remarks(
    book: CaseBook, hired: Employment, agreement: Agreement, on_day: np.datetime64
) -> NDArray[np.object_]:
    """What is worth a look in each period, in the table's order."""
    remarks = Remarks("period", agreement)
    _about_agreed(remarks, book)
    _about_employer(remarks, book, hired)
    _about_training(remarks, book, agreement, on_day)
    _about_moves(remarks, book)
    remarks.note(_about_help(book, agreement, on_day))
    return remarks.shown(len(book.status))


def _is(book: CaseBook, *statuses: str) -> NDArray[np.bool_]:
    return np.isin(book.status, [STATUSES.index(one) for one in statuses])


def _about_agreed(remarks: Remarks, book: CaseBook) -> None:
    """Whether what the parties agreed for a voluntary arrangement is used."""
    has_start, has_share = ~np.isnat(book.now.agreed_start), ~np.isnan(book.now.agreed_share)
    is_joint, is_optional = _is(book, JOINT), _is(book, VOLUNTARY, OUTSIDE_REGION)
    remarks.remark(is_optional & (has_start ^ has_share), "agreed incomplete")
    remarks.remark(~is_joint & ~is_optional & (has_start | has_share), "agreed unused")
    remarks.remark(is_joint & has_start, "start unused")


def _about_employer(remarks: Remarks, book: CaseBook, hired: Employment) -> None:
    is_told, other_law = book.now.employer != NOTHING, is_other_law(book.now.sections)
    unclear = is_told & np.equal(hired.allowed, NEEDS_CLARIFICATION)
    remarks.remark(is_told & np.equal(hired.allowed, False), "employer refused")
    remarks.remark(unclear & ~other_law, "employer unclear")
    remarks.remark(unclear & other_law, "employer under another law")


def _about_training(remarks: Remarks, book: CaseBook, agreement: Agreement, on_day: np.datetime64) -> None:
    """Where joint financing began by the deadline, with the team not trained: known, or so on the day asked about."""
    now = book.now
    has_begun = book.stretches.first <= book.stretches.last
    deadline = start_up.training_deadline(now.discharged, agreement)
    by_deadline = _is(book, JOINT) & has_begun & start_up.is_by_training(now.discharged, now.trained, agreement)
    late = by_deadline & ((now.trained > deadline) | (np.isnat(now.trained) & (deadline < on_day)))
    duty = start_up.has_deadlines(_is(book, JOINT), now.sections, now.employer, now.discharged, agreement)
    days = agreement.per_version("deadline_days", now.discharged)
    for where, name in ((late & ~duty, "not trained"), (late & duty, "not trained, deadline")):
        remarks.remark(where, name, deadline=lambda row: days_in_words(int(days[row])))


def _about_moves(remarks: Remarks, book: CaseBook) -> None:
    """Moves out of the region, undecided moves, and moves into a care home, in the period that begins with them."""
    now, order = book.now, book.order
    moved = np.zeros(len(book.status), dtype=bool)
    before = np.zeros(len(book.status), dtype=np.intp)
    moved[order] = moves(book.begins, now.municipality[order])
    before[order[1:]] = order[:-1]
    undecided = moved & moving.is_grant(now.sections[before]) & np.isnat(_decisions(book))
    former = np.zeros(len(book.status), dtype=np.intp)
    former[order] = book.homes.former
    remarks.remark(moved & _is(book, OUTSIDE_REGION) & ~_is(book, OUTSIDE_REGION)[before], "moved out")
    remarks.remark(
        undecided & (former != now.municipality),
        "undecided",
        former=lambda row: MUNICIPALITIES[former[row]],
        new=lambda row: MUNICIPALITIES[now.municipality[row]],
    )
    remarks.remark(moved & now.care_home & ~now.care_home[before], "care home")
    has_moved = np.isin(now.case, now.case[moved])
    remarks.remark(~np.isnat(now.decided) & ~has_moved, "decision unused")


def _has_moved_out(book: CaseBook) -> NDArray[np.bool_]:
    """The periods outside the region of a case that has been inside it before."""
    inside = _is(book, JOINT, VOLUNTARY)[book.order]
    so_far = np.cumsum(inside)
    before_case = np.maximum.accumulate(np.where(book.begins, so_far - inside, 0))
    has_been_inside = np.zeros(len(book.status), dtype=bool)
    has_been_inside[book.order] = so_far > before_case
    return _is(book, OUTSIDE_REGION) & has_been_inside


def _decisions(book: CaseBook) -> Dates:
    """The decision that ends each period's undecided move; NaT where there is none."""
    ends = np.full(len(book.status), in_time.END)
    ends[book.order] = book.homes.former_until
    return np.where(ends == in_time.END, np.datetime64("NaT", "D"), ends)


def _about_help(book: CaseBook, agreement: Agreement, on_day: np.datetime64) -> list[Note]:
    """The border of the agreement's note 1, and the sections that the help is granted under.

    A later law is worth a look from its first day: not yet on an earlier day that is asked about.
    """
    now = book.now
    last = now.last if np.isnat(on_day) else np.minimum(now.last, on_day)
    asked = _is(book, JOINT, VOLUNTARY, OUTSIDE_REGION)
    border = border_notes(now.respiration_hours, now.social_hours, now.overlap, now.has_overlap, agreement)
    granted = least_hours_notes(now.sections, now.social_hours, now.first) + later_law_notes(now.sections, last)
    return [(asked & where, text) for where, text in border] + [
        (~book.table.blank & where, text) for where, text in granted
    ]


def posting_remarks(
    table: TypedTable, book: CaseBook, found: SettledLedger, today: np.datetime64, agreement: Agreement
) -> NDArray[np.object_]:
    """What is worth a look in each settled posting. Parameters: ``today``, after which a period lies in the future."""
    done, postings = found.settlement, found.postings
    remarks = Remarks("posting", agreement)
    remarks.remark(_stands_twice(table, found), "twice")
    period = book.period_on(table.values("ordning")[found.rows], postings.first)
    parts = money.has_parts_of_ore(table.values("beloeb")[found.rows].astype(float))
    remarks.note([(parts, text_of("parts of ore")), *code_notes(done.divided.code, agreement)])
    remarks.note(
        [
            one_party_note(postings.cost_type, done.joint_days),
            *period_notes(postings.first, postings.last, today, agreement),
        ]
    )
    remarks.note(long_admission_notes(postings.cost_type, postings.first, postings.last, agreement))
    if len(period):
        remarks.note(holiday_notes(postings.cost_type, book.now.sections[period]))
        remarks.remark(_has_moved_out(book)[period], "moved out")
    by_rule, pays = done.by_rule, _pays_first(book, period, postings.first, agreement)
    remarks.remark(done.settled_with != by_rule, "other municipality", by_rule=lambda row: MUNICIPALITIES[by_rule[row]])
    paid = np.where(postings.paid_by == REGION, "Regionen", "Kommunen")
    remarks.remark((pays != "") & (pays != paid), "other payer", pays=lambda row: str(pays[row]).lower())
    return remarks.shown(len(found.rows))


def _stands_twice(table: TypedTable, found: SettledLedger) -> NDArray[np.bool_]:
    """Where another settled posting is for the same: perhaps the same bill, written twice."""
    case, payer = (table.values(key)[found.rows] for key in ("ordning", "betalt_af"))
    one = found.postings
    days = (day.astype(np.int64) for day in (one.first, one.last))
    columns = (case, payer, one.cost_type, one.amount, *days)
    order = np.lexsort(columns)
    alike = np.all([column[order][1:] == column[order][:-1] for column in columns], axis=0)
    twice = np.zeros(len(order), dtype=bool)
    twice[order[1:]] = alike
    twice[order[:-1]] |= alike
    return twice


def _pays_first(book: CaseBook, period: NDArray[np.intp], day: Dates, agreement: Agreement) -> NDArray[np.object_]:
    """Who pays first by the rule in the period in force on each posting's first day; empty: not known."""
    if not len(period):
        return np.zeros(0, dtype=object)
    now = book.now
    hired = employment(now.sections[period], now.employer[period], now.care_home[period], day, agreement)
    return np.where(now.employer[period] == NOTHING, "", hired.pays)


def stay_remarks(
    stays: Stays, case: NDArray[np.intp], book: CaseBook, postings: TypedTable | None, agreement: Agreement
) -> NDArray[np.object_]:
    """What is worth a look in each stay in hospital."""
    remarks = Remarks("stay", agreement)
    if len(book.status):
        goes_on = book.stretches.is_joint[stays.period] & (book.stretches.last[stays.period] == in_time.END)
        remarks.remark(stays.stops & goes_on, "stops, no last day")
    remarks.remark(stays.stops, "stopped")
    if postings is not None:
        remarks.remark(stays.is_without_team & has_admission_costs(stays, case, postings), "costs without team")
    return remarks.shown(len(case))


def with_deadline(words: tuple[str, ...], index: NDArray[np.intp], deadline: Dates) -> NDArray[np.object_]:
    """Words for each row; *Frist* is shown with its day."""
    texts = np.array(words, dtype=object)[index]
    # A deadline past the last day of a cell cannot be written: its record is in error anyway.
    for row in np.flatnonzero((texts == NOT_DUE) & (deadline <= in_time.END)).tolist():
        texts[row] = f"{NOT_DUE} {day_in_words(deadline[row])}"
    return np.asarray(texts)
