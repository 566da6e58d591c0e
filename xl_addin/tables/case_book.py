"""The table *ordninger* as arrangements in time: every record a period, read, put in order and judged."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.section_lists import SectionLists
from xl_addin.cells.columns import Column
from xl_addin.cells.errors import BLANK, NOT_AVAILABLE, NUM_ERROR, OK, VALUE_ERROR
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import joint_financing, joint_hours, moving, paying_municipality, target_group
from xl_addin.rules.ledger import Stretches
from xl_addin.tables.records import Troubles, troubles_of, worst_by
from xl_addin.tables.typed_table import TypedTable

_INHERITED: Final = (
    "kommune", "paragraf", "resp", "sel", "samme", "udskrevet", "overlap", "plejebolig", "resp_fra", "sel_fra",
    "oplaert_resp", "oplaert_sel", "arbejdsgiver",
)  # fmt: skip
"""What a later period has as in the period before where it is left blank."""

_NEEDED: Final = ("sag", "kommune", "paragraf", "resp", "sel", "samme")


@dataclass(frozen=True)
class Circumstances:
    """What holds in each record's period, blanks filled in from the period before; all of one length, in table order.

    ``first`` NaT: from the start of the help; ``last`` is worked out (``END``: goes on).
    """

    case: NDArray[np.intp]
    first: Dates
    last: Dates
    municipality: NDArray[np.intp]
    sections: SectionLists
    respiration_hours: NDArray[np.float64]
    social_hours: NDArray[np.float64]
    overlap: NDArray[np.float64]
    has_overlap: NDArray[np.bool_]
    same_helpers: NDArray[np.bool_]
    care_home: NDArray[np.bool_]
    discharged: Dates
    trained: Dates
    both_from: Dates
    employer: NDArray[np.intp]
    agreed_start: Dates
    agreed_share: NDArray[np.float64]
    decided: Dates


@dataclass(frozen=True)
class CaseBook:
    """The arrangements of a table.

    ``now`` and ``status`` stand in the table's order, ``stretches`` too. ``order`` are the indices of the records that
    are periods of a case, case by case in time; ``ranges`` and ``homes`` go by that order. ``troubles`` are the
    records' errors, ``case_troubles`` those of each case, and ``moves`` whether its citizen ever moves.
    """

    table: TypedTable
    now: Circumstances
    status: NDArray[np.intp]
    order: NDArray[np.intp]
    begins: NDArray[np.bool_]
    ranges: in_time.CaseRange
    stretches: Stretches
    homes: paying_municipality.Residences
    troubles: Troubles
    case_troubles: Troubles
    moves: NDArray[np.bool_]

    @property
    def ordered_stretches(self) -> Stretches:
        """The stretches in the order of ``homes``."""
        one, order = self.stretches, self.order
        return Stretches(one.first[order], one.last[order], one.is_joint[order], one.share[order])

    def has(self, case: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether each case has a period."""
        return np.asarray((case >= 0) & (self.ranges.count[case] > 0))

    def period_on(self, case: NDArray[np.intp], day: Dates) -> NDArray[np.intp]:
        """The index in the table of the period in force on a day of each case; anything where there is none.

        Before the first period it is the first, in a gap the one before it.
        """
        found = np.zeros(len(case), dtype=np.intp)
        rows = np.flatnonzero(self.has(case))
        pairs = in_time.pairs(case[rows], self.ranges)
        asked = np.where(np.isnat(day), in_time.BEGINNING, day)[rows][pairs.posting]
        first, until = self.homes.first[pairs.period], self.homes.until[pairs.period]
        index = pairs.greatest(np.where((first <= asked) & (asked <= until), pairs.period, 0))
        if len(rows):
            found[rows] = self.order[index]
        return found


def case_book(table: TypedTable, agreement: Agreement, *asked: NDArray[np.intp]) -> CaseBook:
    """Read the periods of every case, and judge them.

    Parameters: ``asked``, the cases that other tables of the call name, which may have no period.
    """
    # One more than there are, so that no case (-1) is a case without a period.
    number_of_cases = int(max(one.max(initial=-1) for one in (table.values("sag"), *asked))) + 2
    case, first_day = table.columns["sag"], table.columns["fra"]
    is_period = ~table.blank & (case.status == OK)
    indices = np.flatnonzero(is_period)
    order = indices[
        in_time.in_order(case.values[indices], first_day.values[indices], first_day.status[indices] <= BLANK)
    ]  # fmt: skip
    begins = in_time.begins_case(case.values[order])
    columns = _filled_in(table, order, begins)
    now = _circumstances(columns, order)
    status = target_group.status(
        now.respiration_hours, now.sections, now.social_hours, now.same_helpers, now.municipality, agreement
    )
    is_taken_in = _is(status, target_group.VOLUNTARY) & target_group.is_taken_in(now.sections, agreement)
    is_agreed = (
        (_is(status, target_group.VOLUNTARY) | _is(status, target_group.OUTSIDE_REGION))
        & ~np.isnat(now.agreed_start)
        & ~np.isnan(now.agreed_share)
    )
    by_rule = (_is(status, target_group.JOINT) | is_taken_in) & ~is_agreed
    stretches = _stretches(now, by_rule, is_agreed, agreement)
    troubles = _judge(table, columns, now, status, by_rule, stretches, agreement)
    _judge_order(troubles, table, now, order, begins)
    ranges = in_time.cases(case.values[order], number_of_cases)
    homes = paying_municipality.residences(
        ranges,
        begins,
        _known(now.first[order]),
        in_time.until_next(begins, _known(now.first[order])),
        now.municipality[order],
        moving.is_grant(now.sections[order]),
        now.decided[order],
    )
    case_troubles = worst_by(case.values[order], number_of_cases, troubles.at(order))
    return CaseBook(
        table, now, status, order, begins, ranges, stretches, homes, troubles, case_troubles,
        _cases_that_move(now, order, begins, number_of_cases),
    )  # fmt: skip


def _cases_that_move(
    now: Circumstances, order: NDArray[np.intp], begins: NDArray[np.bool_], number_of_cases: int
) -> NDArray[np.bool_]:
    moved = paying_municipality.moves(begins, now.municipality[order])
    return np.bincount(now.case[order][moved], minlength=number_of_cases) > 0


def _is(status: NDArray[np.intp], name: str) -> NDArray[np.bool_]:
    return np.asarray(status == target_group.STATUSES.index(name))


def _known(first: Dates) -> Dates:
    return np.where(np.isnat(first), in_time.BEGINNING, first)


def _filled_in(table: TypedTable, order: NDArray[np.intp], begins: NDArray[np.bool_]) -> dict[str, Column]:
    """The columns with what a later period leaves blank filled in from the period before."""
    columns = dict(table.columns)
    for key in _INHERITED:
        own = columns[key]
        index = np.arange(len(table))
        index[order] = order[in_time.held_from(begins, own.status[order] != BLANK)]
        columns[key] = own.at(index)
    return columns


def _circumstances(columns: dict[str, Column], order: NDArray[np.intp]) -> Circumstances:
    value: dict[str, NDArray[Any]] = {key: column.values for key, column in columns.items()}
    last = np.where(np.isnat(value["til"]), in_time.END, value["til"])
    # A period whose first day cannot be read tells nothing about when the one before it ends.
    dated = order[columns["fra"].status[order] <= BLANK]
    begins = in_time.begins_case(value["sag"][dated])
    last[dated] = in_time.last_days(begins, _known(value["fra"][dated]), value["til"][dated])
    return Circumstances(
        case=value["sag"],
        first=value["fra"],
        last=last,
        municipality=value["kommune"],
        sections=value["paragraf"],
        respiration_hours=value["resp"].astype(float),
        social_hours=value["sel"].astype(float),
        overlap=value["overlap"].astype(float),
        has_overlap=columns["overlap"].status == OK,
        same_helpers=value["samme"],
        care_home=value["plejebolig"],
        discharged=value["udskrevet"],
        trained=np.maximum(value["oplaert_resp"], value["oplaert_sel"]),
        both_from=np.fmax(value["resp_fra"], value["sel_fra"]),
        employer=value["arbejdsgiver"],
        agreed_start=value["aftalt_start"],
        agreed_share=value["aftalt_andel"],
        decided=value["afgjort"],
    )


def _stretches(
    now: Circumstances, by_rule: NDArray[np.bool_], is_agreed: NDArray[np.bool_], agreement: Agreement
) -> Stretches:
    """From when to when each period is jointly financed: by the start rule, or as the parties have agreed."""
    start = joint_financing.start_date(now.discharged, now.trained, now.both_from, agreement)
    start = np.where(is_agreed, np.maximum(now.agreed_start, agreement.first_day), start)
    is_joint = by_rule | is_agreed
    first = np.maximum(_known(now.first), start)
    none = ~is_joint | np.isnat(first)
    return Stretches(
        np.where(none, in_time.END, first),
        np.where(none, in_time.BEGINNING, now.last),
        is_joint,
        np.where(is_agreed, now.agreed_share, np.nan),
    )


def _judge(
    table: TypedTable,
    columns: dict[str, Column],
    now: Circumstances,
    status: NDArray[np.intp],
    by_rule: NDArray[np.bool_],
    stretches: Stretches,
    agreement: Agreement,
) -> Troubles:
    """What is wrong with each record by itself."""
    from_discharge = joint_financing.starts_at_training(now.discharged, now.trained, agreement)
    troubles = troubles_of(table, columns, dict.fromkeys(_NEEDED, True), agreement)
    readable = ~troubles.found & ~table.blank
    no_discharge = readable & by_rule & from_discharge & np.isnat(now.discharged)
    troubles.note(no_discharge, NOT_AVAILABLE, "Fejl: Udskrevet mangler, så den fælles finansierings start er ukendt.")
    not_established = readable & by_rule & ~from_discharge & np.isnat(now.trained)
    troubles.note(
        not_established,
        NOT_AVAILABLE,
        "Fejl: Oplært respiration og Oplært servicelov (dagen, ordningen er etableret) skal begge udfyldes.",
    )
    share_on_joint = readable & _is(status, target_group.JOINT) & ~np.isnan(now.agreed_share)
    troubles.note(
        share_on_joint,
        VALUE_ERROR,
        "Fejl: En Fælles ordning kan ikke have en aftalt regionsandel: nøglen er den samme for alle.",
    )
    troubles.note(table.values("til") < now.first, NUM_ERROR, "Fejl: Gælder til ligger før Gælder fra.")
    overlap = joint_hours.impossible_overlap(now.respiration_hours, now.social_hours, now.overlap)
    troubles.note(
        readable & now.has_overlap & overlap, NUM_ERROR, "Fejl: Samtidige timer er flere end en af de to slags hjælp."
    )
    too_late = readable & stretches.is_joint & (stretches.first > in_time.END)
    troubles.note(too_late, NUM_ERROR, "Fejl: Den fælles finansiering begynder efter 31-12-9999.")
    return troubles


def _judge_order(
    troubles: Troubles,
    table: TypedTable,
    now: Circumstances,
    order: NDArray[np.intp],
    begins: NDArray[np.bool_],
) -> None:
    """The periods of one case may not overlap; those whose days cannot be read are told of by themselves."""
    has_days = (table.columns["fra"].status[order] <= BLANK) & (table.columns["til"].status[order] <= BLANK)
    dated, begins = order[has_days], in_time.begins_case(now.case[order[has_days]])
    found = np.zeros(len(table), dtype=bool)
    found[dated] = in_time.overlaps(begins, _known(now.first[dated]), now.last[dated])
    troubles.note(found, VALUE_ERROR, "Fejl: Afsnittet overlapper et andet afsnit af samme ordning.")
