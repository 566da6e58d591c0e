"""En ordning i tid: an arrangement as one or more periods (afsnit), each with its own circumstances [ours].

Source: A Principper for fordelingsnøglen ("Den fælles hjælperordning og den fælles finansiering (67/33) træder i
kraft senest 4 uger efter, at borgeren udskrives fra hospital med respiratorisk overvågning"); V 7.2 ("finder denne
som udgangspunkt anvendelse fra det tidspunkt, hvor den fælles hjælperordning etableres, indtil det tidspunkt hvor
den fælles hjælperordning ophører"). What a case is changes: hours, sections, employer, municipality, a pause.

Periods stand in the order of ``in_order``: case by case, within a case by their first day. A first day that is not
given (NaT) is ``BEGINNING``, a last day that is not given ``END``.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates

BEGINNING: Final = np.datetime64("1900-01-01", "D")
"""Before every day that a cell can hold."""

END: Final = np.datetime64("9999-12-31", "D")
"""The last day that a cell can hold."""

_DAY: Final = np.timedelta64(1, "D")


def in_order(case: NDArray[np.intp], first: Dates, is_known: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The indices of the periods in order: by case, then by first day; one not given comes first.

    ``is_known`` False is a first day that could not be read: such a period comes last in its case.

    Parameters: ``case``, an index of each period's case; ``first``, its first day, NaT where not given; of one length.

    Returns: indices in the columns given, of the same length.

    >>> in_order(np.array([1, 0, 0]), np.array(["NaT", "2016-06-01", "2016-01-01"], "M8[D]"), np.ones(3, bool)).tolist()
    [2, 1, 0]
    """
    day = np.where(np.isnat(first), BEGINNING, first).astype(np.int64)
    return np.lexsort((np.where(is_known, day, np.iinfo(np.int64).max), case))


def begins_case(case: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which periods are the first of their case.

    Parameters: ``case`` of each period, in order.

    Returns: a flag for each period.

    >>> begins_case(np.array([0, 0, 1])).tolist()
    [True, False, True]
    """
    begins = np.ones(len(case), dtype=bool)
    begins[1:] = case[1:] != case[:-1]
    return begins


def held_from(begins: NDArray[np.bool_], is_given: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The index of the period whose value holds in each period: its own where given, else the one before's.

    What a later period leaves blank is as in the period before [ours]; the first period of a case holds its
    own, given or not.

    Parameters: ``begins``, where a case begins; ``is_given``, where the period has a value of its own; periods in
    order.

    Returns: an index for each period.

    >>> held_from(np.array([True, False, False, True]), np.array([True, False, True, False])).tolist()
    [0, 0, 2, 3]
    """
    return np.maximum.accumulate(np.where(begins | is_given, np.arange(len(begins)), 0))


def last_days(begins: NDArray[np.bool_], first: Dates, last: Dates) -> Dates:
    """The last day of each period: where it is not given, the day before the next begins, or ``END`` [ours].

    Parameters: ``begins``, where a case begins; ``first`` and ``last``, ``datetime64[D]``, ``last`` NaT where not
    given; periods in order.

    Returns: a day for each period, never NaT.

    >>> days = np.array(["2016-01-01", "2016-06-01"], "M8[D]")
    >>> last_days(np.array([True, False]), days, np.array(["NaT", "NaT"], "M8[D]")).tolist()[0]
    datetime.date(2016, 5, 31)
    """
    return np.where(np.isnat(last), until_next(begins, first), last)


def until_next(begins: NDArray[np.bool_], first: Dates) -> Dates:
    """The day before the next period of the same case begins, or ``END``.

    Parameters: ``begins``, where a case begins; ``first``, the first day of each period; periods in order.

    Returns: a day for each period, ``END`` for the last of a case.

    >>> until_next(np.array([True, False]), np.array(["2016-01-01", "2016-06-01"], "M8[D]"))
    array(['2016-05-31', '9999-12-31'], dtype='datetime64[D]')
    """
    until = np.full(len(first), END)
    if len(first) > 1:
        until[:-1] = np.where(begins[1:], END, first[1:] - _DAY)
    return until


def overlaps(begins: NDArray[np.bool_], first: Dates, last: Dates) -> NDArray[np.bool_]:
    """Where a period shares days with the one before it or after it in its case: none may [ours].

    Parameters: ``begins``, where a case begins; ``first`` and ``last``, both days included, none NaT; periods in order.

    Returns: a flag for each period; both periods of an overlap have it.

    >>> first, last = np.array([["2016-01-01", "2016-03-01"], ["2016-03-01", "2016-04-30"]], "M8[D]")
    >>> overlaps(np.array([True, False]), first, last).tolist()
    [True, True]
    """
    found = np.zeros(len(first), dtype=bool)
    # The latest last day so far, case by case: a long period can reach past the next one.
    runs = np.cumsum(begins)
    reached = np.maximum.accumulate(last.astype(np.int64) + runs * _PAST_ALL_DAYS) - runs * _PAST_ALL_DAYS
    starts_inside = (first[1:].astype(np.int64) <= reached[:-1]) | (first[1:] == first[:-1])
    into = np.flatnonzero(~begins[1:] & starts_inside) + 1
    found[into] = True
    found[into - 1] = True
    return found


_PAST_ALL_DAYS: Final = 10_000_000


@dataclass(frozen=True)
class CaseRange:
    """The periods of each case: ``start`` is the index of its first one, ``count`` how many it has."""

    start: NDArray[np.intp]
    count: NDArray[np.intp]


def cases(case: NDArray[np.intp], number_of_cases: int) -> CaseRange:
    """Where each case's periods stand; cases without a period have the count 0.

    Parameters: ``case`` of each period, in order, as indices below ``number_of_cases``.

    Returns: a ``CaseRange`` of the length ``number_of_cases``.

    >>> found = cases(np.array([0, 0, 2]), 3)
    >>> found.start.tolist(), found.count.tolist()
    ([0, 2, 2], [2, 0, 1])
    """
    count = np.bincount(case, minlength=number_of_cases)
    return CaseRange(np.cumsum(count) - count, count)


@dataclass(frozen=True)
class Pairs:
    """Every posting beside every period of its case: the indices of both, and where each posting's pairs begin."""

    posting: NDArray[np.intp]
    period: NDArray[np.intp]
    offset: NDArray[np.intp]

    def total(self, values: NDArray[Any]) -> NDArray[Any]:
        """The sum over each posting's pairs, in the values' own type."""
        return np.asarray(np.add.reduceat(values, self.offset)) if len(self.offset) else values[:0]

    def least(self, values: NDArray[Any]) -> NDArray[Any]:
        """The least value among each posting's pairs."""
        return np.asarray(np.minimum.reduceat(values, self.offset)) if len(self.offset) else values[:0]

    def greatest(self, values: NDArray[Any]) -> NDArray[Any]:
        """The greatest value among each posting's pairs."""
        return np.asarray(np.maximum.reduceat(values, self.offset)) if len(self.offset) else values[:0]


def pairs(case: NDArray[np.intp], ranges: CaseRange) -> Pairs:
    """Pair postings (each with its case, which has a period) with the periods.

    Parameters: ``case`` of each posting, an index in ``ranges``.

    Returns: ``Pairs``, a row for each posting and period; ``offset`` is of the postings' length.

    >>> found = pairs(np.array([0, 0]), cases(np.array([0, 0]), 1))
    >>> found.posting.tolist(), found.period.tolist(), found.offset.tolist()
    ([0, 0, 1, 1], [0, 1, 0, 1], [0, 2])
    """
    count = ranges.count[case]
    offset = np.cumsum(count) - count
    posting = np.repeat(np.arange(len(case)), count)
    return Pairs(posting, ranges.start[case][posting] + np.arange(len(posting)) - offset[posting], offset)
