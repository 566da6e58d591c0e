"""Opfølgning: what the agreement follows up, for each period of an arrangement.

Source: A Opfølgning: "Opstart og oplæring af fælles hjælperordninger", "Brugen af midlertidige hjælperhold", "Brugen af
fælles hjælperhold i forbindelse med indlæggelse". A discharge is told in the period it is written in; stays and costs
count in the period that is in force on their first day, so that sums over all periods count each of them once.
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import COST_TYPES, NOTHING
from xl_addin.cells.errors import OK
from xl_addin.rules import money, start_up
from xl_addin.rules.admission import ALONE, ASSESSMENTS, OVERDUE
from xl_addin.rules.target_group import JOINT, STATUSES
from xl_addin.tables.case_book import CaseBook
from xl_addin.tables.remarks import Remarks, with_deadline
from xl_addin.tables.stays import Stays
from xl_addin.tables.table_call import Records
from xl_addin.tables.typed_table import TypedTable

_DAY = np.timedelta64(1, "D")

_TEMPORARY_TEAM, _TRAINING = COST_TYPES.index("midlertidigt hold"), COST_TYPES.index("oplæring")
_FOLLOWED = (_TEMPORARY_TEAM, _TRAINING)
"""The cost types that the follow-up counts."""


def follow_up_table(
    book: CaseBook, stays: Stays | None, postings: TypedTable | None, agreement: Agreement, on_day: np.datetime64
) -> Records:
    """The columns of FHO_OPFOELGNING, a row for each period."""
    table, now, length = book.table, book.now, len(book.status)
    discharged = np.where(table.columns["udskrevet"].status == OK, now.discharged, np.datetime64("NaT", "D"))
    is_joint = book.status == STATUSES.index(JOINT)
    applies = start_up.has_deadlines(is_joint, now.sections, now.employer, discharged, agreement)
    deadline = np.where(applies, start_up.training_deadline(discharged, agreement), np.datetime64("NaT", "D"))
    had_help = applies & table.values("havde_hjaelp")

    def kept(applies: NDArray[np.bool_], deadline: Dates, done: Dates) -> NDArray[np.object_]:
        return with_deadline(start_up.KEPT, start_up.kept(applies, deadline, done, on_day), deadline)

    counted, with_team, missing = _stays_by_period(stays, length)
    columns = (
        np.array(table.cases, dtype=object),
        np.where(now.case == NOTHING, NOTHING, now.municipality),
        _year(discharged),
        discharged,
        kept(applies, discharged, table.values("vurderet")),
        kept(had_help, np.asarray(discharged + _DAY), table.values("oplaering_fra")),
        np.where(np.isnat(discharged), np.datetime64("NaT", "D"), now.trained),
        _days_to(discharged, now.trained),
        deadline,
        kept(applies, deadline, now.trained),
        _number_or_blank(table, "vikarhold"),
        _number_or_blank(table, "udskiftninger"),
        _cost_by_period(book, postings, _TEMPORARY_TEAM),
        _cost_by_period(book, postings, _TRAINING),
        counted,
        with_team,
        missing,
        _remarks(book, stays, postings, agreement),
    )
    return Records(columns, book.troubles)


def _year(day: Dates) -> NDArray[np.object_]:
    return np.array(["" if one is None else one.year for one in day.astype(object).tolist()], dtype=object)


def _days_to(first: Dates, last: Dates) -> NDArray[np.object_]:
    """Days from one day to another, below 0 where it is earlier; empty where one is missing."""
    days = (last - first).astype(np.int64).astype(object)
    days[np.isnat(first) | np.isnat(last)] = ""
    return np.asarray(days)


def _number_or_blank(table: TypedTable, key: str) -> NDArray[np.object_]:
    numbers = table.values(key).astype(object)
    numbers[table.is_blank(key)] = ""
    return np.asarray(numbers)


def _stays_by_period(
    stays: Stays | None, length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Stays, those with the joint team, and those whose joint assessment is missing, of each period."""
    if stays is None or not length:
        return (np.zeros(length, np.int64),) * 3
    good = stays.is_counted
    missing = np.isin(stays.assessment, [ASSESSMENTS.index(one) for one in (OVERDUE, ALONE)])
    return tuple(  # type: ignore[return-value]  # three of them
        np.bincount(stays.period[good & which], minlength=length)
        for which in (np.ones(len(good), dtype=bool), stays.has_team, missing)
    )


def _cost_by_period(book: CaseBook, postings: TypedTable | None, cost_type: int) -> NDArray[np.int64]:
    """The cost of a type, in øre, by the period in force on each posting's first day."""
    cost = np.zeros(len(book.status), np.int64)
    if postings is None:
        return cost
    case = postings.values("ordning")
    rows = np.flatnonzero(book.has(case) & _is_counted(postings) & (postings.values("art") == cost_type))
    ore = money.to_ore(postings.values("beloeb")[rows].astype(float))
    np.add.at(cost, book.period_on(case[rows], postings.values("fra")[rows]), ore)
    return cost


def _is_counted(postings: TypedTable) -> NDArray[np.bool_]:
    """Where a posting's case, cost type, day and amount can be read."""
    statuses = [postings.columns[key].status == OK for key in ("ordning", "art", "fra", "beloeb")]
    return np.asarray(np.all(statuses, axis=0))


def _remarks(
    book: CaseBook, stays: Stays | None, postings: TypedTable | None, agreement: Agreement
) -> NDArray[np.object_]:
    """What could not be counted is said in the case's first period; nothing is left out silently."""
    remarks = Remarks("follow_up", agreement)
    is_first = np.zeros(len(book.status), dtype=bool)
    is_first[book.order[book.begins]] = True
    if stays is not None:
        bad = np.isin(book.now.case, stays.bad_cases)
        remarks.remark(is_first & bad, "stay not counted")
    if postings is not None:
        other_type = (postings.columns["art"].status == OK) & ~np.isin(postings.values("art"), _FOLLOWED)
        uncounted = ~postings.blank & ~other_type & ~_is_counted(postings)
        bad = np.isin(book.now.case, postings.values("ordning")[uncounted])
        remarks.remark(is_first & bad, "posting not counted")
    return remarks.shown(len(book.status))
