"""The table *indlæggelser*: every stay in hospital read, judged, and what has become of its joint assessment."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import COST_TYPES, NOTHING
from xl_addin.cells.errors import NOT_AVAILABLE, NUM_ERROR
from xl_addin.rules import admission
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules.admission import joint_assessment
from xl_addin.tables.case_book import CaseBook
from xl_addin.tables.records import Troubles, troubles_of
from xl_addin.tables.typed_table import TypedTable

_STOPS: Final = "ophør"
_ALONE: Final = "alene"


@dataclass(frozen=True)
class Stays:
    """Stays in hospital, in the table's order.

    ``period`` is the index in *ordninger* of the period they begin in; ``is_counted``, those that are neither blank nor
    in error; ``bad_cases``, the cases of those in error.
    """

    admitted: Dates
    discharged: Dates
    period: NDArray[np.intp]
    due: Dates
    assessment: NDArray[np.intp]
    has_team: NDArray[np.bool_]
    is_without_team: NDArray[np.bool_]
    stops: NDArray[np.bool_]
    is_counted: NDArray[np.bool_]
    bad_cases: NDArray[np.intp]
    troubles: Troubles


def stays_of(table: TypedTable, book: CaseBook, agreement: Agreement, on_day: np.datetime64) -> Stays:
    """Read the stays. Parameters: ``on_day``, the day that deadlines are compared with (NaT: none)."""
    admitted, discharged = table.values("indlagt"), table.values("udskrevet")
    case = table.values("ordning")
    troubles = _judge(table, book, agreement)
    due = admission.review_date(admitted, discharged, agreement)
    troubles.note(due > in_time.END, NUM_ERROR, "Fejl: Fristen ligger efter 31-12-9999.")
    together = np.array(
        ["region" in text and "kommune" in text and _ALONE not in text for text in table.texts["truffet_af"]],
        dtype=bool,
    )
    has_team, is_told = table.values("hold_med"), ~table.is_blank("hold_med")
    stops = np.array([text.startswith(_STOPS) for text in table.texts["beslutning"]], dtype=bool)
    return Stays(
        admitted=admitted,
        discharged=discharged,
        period=book.period_on(case, admitted),
        due=due,
        assessment=joint_assessment(due, table.values("vurderet"), together, on_day),
        has_team=has_team,
        is_without_team=is_told & ~has_team,
        stops=stops,
        is_counted=~troubles.found & ~table.blank,
        bad_cases=case[troubles.found],
        troubles=troubles,
    )


def _judge(table: TypedTable, book: CaseBook, agreement: Agreement) -> Troubles:
    case = table.values("ordning")
    has_case = book.has(case)
    troubles = troubles_of(table, table.columns, dict.fromkeys(("ordning", "indlagt"), True), agreement)
    unknown = ~table.blank & (case != NOTHING) & ~has_case
    troubles.note(unknown, NOT_AVAILABLE, "Fejl: Ordningen står ikke i ordninger.")
    backwards = table.values("udskrevet") < table.values("indlagt")
    troubles.note(backwards, NUM_ERROR, "Fejl: Udskrevet ligger før Indlagt.")
    bad_case = np.flatnonzero(~table.blank & has_case & book.case_troubles.found[case])
    troubles.take(bad_case, book.case_troubles, case[bad_case])
    return troubles


def has_admission_costs(stays: Stays, case: NDArray[np.intp], postings: TypedTable) -> NDArray[np.bool_]:
    """Where the ledger holds a cost of type *indlæggelse* on days of the stay: then helpers came along after all."""
    rows = np.flatnonzero(postings.values("art") == COST_TYPES.index("indlæggelse"))
    first, last = postings.values("fra")[rows], postings.values("til")[rows]
    last = np.where(np.isnat(last), first, last)
    of_case = postings.values("ordning")[rows]
    until = np.where(np.isnat(stays.discharged), in_time.END, stays.discharged)
    begins, ends = stays.admitted[:, np.newaxis], until[:, np.newaxis]
    same = (case[:, np.newaxis] == of_case) & (first <= ends) & (begins <= last)
    return np.asarray(same.any(axis=1))
