"""Principper for fordelingsnøglen: from when and until when an arrangement is jointly financed.

Source: A Principper for fordelingsnøglen, Ikrafttræden; V 7.1-7.3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import TRAINED_OR_DEADLINE, Agreement, Dates


def starts_at_training(discharged: Dates, trained: Dates, agreement: Agreement) -> NDArray[np.bool_]:
    """Where the start rule is the trained team or the deadline after discharge; elsewhere establishment.

    The rule is that of the version in force on the day of discharge, without one on the day trained [ours].

    Parameters: ``discharged`` and ``trained``, ``datetime64[D]`` of one length, NaT where not given.

    Returns: a flag for each.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> starts_at_training(day("2016-01-01", "NaT"), day("NaT", "2016-01-15"), midtjylland()).tolist()
    [True, True]
    """
    day = np.where(np.isnat(discharged), trained, discharged)
    return np.asarray(agreement.per_version("start_rule", day) == TRAINED_OR_DEADLINE)


def start_date(discharged: Dates, trained: Dates, both_from: Dates, agreement: Agreement) -> Dates:
    """The first day of joint financing (fælles finansiering).

    *Den fælles hjælperordning og den fælles finansiering (67/33) træder i kraft senest 4 uger efter, at borgeren
    udskrives fra hospital med respiratorisk overvågning. I de forløb, hvor hjælperholdet er oplært … inden 4 uger,
    træder den … i kraft, når hjælperholdet er oplært* (A). Under Bekendtgørelsen *fra det tidspunkt, hvor den
    fælles hjælperordning etableres* (V 7.3).

    Parameters: ``discharged`` with respiratory monitoring; ``trained``, the team in both kinds of help (under
    Bekendtgørelsen the day of establishment); ``both_from``, the first day with both kinds of help, for the
    start is never before it (A Målgruppe, V 1); each ``datetime64[D]`` of one length, NaT where not given.

    Returns: the start of each, ``datetime64[D]``, never before the agreement; not before the discharge [ours].

    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> from xl_addin.agreement.parameters import midtjylland
    >>> start_date(day("2016-01-01"), day("NaT"), day("2016-06-01"), midtjylland())
    array(['2016-06-01'], dtype='datetime64[D]')
    """
    deadline = discharged + agreement.per_version("deadline_days", discharged)
    by_training = np.maximum(discharged, np.fmin(trained, deadline))
    start = np.where(starts_at_training(discharged, trained, agreement), by_training, trained)
    return np.asarray(np.fmax(np.maximum(start, agreement.first_day), both_from))


@dataclass(frozen=True)
class JointPeriod:
    """The part of each period that is jointly financed; ``last`` is before ``first`` where there is none."""

    first: Dates
    last: Dates

    @property
    def days(self) -> NDArray[np.int64]:
        """Days, both ends included; 0 where none is joint."""
        return days_between(self.first, self.last)

    def days_in_version(self, agreement: Agreement) -> NDArray[np.int64]:
        """Joint days under each version of the agreement, shape (versions, rows)."""
        starts = [version.valid_from for version in agreement.versions]
        ends = [start - np.timedelta64(1, "D") for start in starts[1:]]
        return np.stack(
            [
                days_between(np.maximum(self.first, start), self.last if end is None else np.minimum(self.last, end))
                for start, end in zip(starts, [*ends, None], strict=True)
            ]
        )


def days_between(first: Dates, last: Dates) -> NDArray[np.int64]:
    """Calendar days from first to last, both included [ours]; 0 where last is before first.

    Parameters: ``first`` and ``last``, ``datetime64[D]`` of one length.

    Returns: whole days, ``int64``; 0 where a day is not given (NaT).

    >>> days_between(np.array(["2016-02-28"], "M8[D]"), np.array(["2016-03-01"], "M8[D]"))
    array([3])
    """
    return np.maximum((last - first).astype(np.int64) + 1, 0)


def ends_before_it_starts(first: Dates, last: Dates, start: Dates, end: Dates) -> NDArray[np.bool_]:
    """Where a period or an arrangement ends before it starts; what is not given (NaT) is not compared.

    Parameters: ``first``..``last`` the period, ``start``..``end`` the arrangement, ``datetime64[D]`` of one length.

    Returns: a flag for each.

    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> ends_before_it_starts(day("2016-03-31"), day("2016-03-01"), day("2016-01-01"), day("NaT")).tolist()
    [True]
    """
    return np.asarray((last < first) | (end < start))


def joint_period(first: Dates, last: Dates, start: Dates, end: Dates, agreement: Agreement) -> JointPeriod:
    """The joint part of the periods ``first``..``last`` of arrangements that are shared ``start``..``end``.

    ``end`` NaT means that the arrangement goes on; its last day is included [ours]. Days before the
    agreement are never joint.

    Parameters: ``datetime64[D]`` of one length.

    Returns: a ``JointPeriod`` of the same length, without days where the period or the start is not given (NaT).

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> joint_period(day("2016-03-01"), day("2016-03-31"), day("2016-03-11"), day("NaT"), midtjylland()).days
    array([21])
    """
    return JointPeriod(np.maximum(np.maximum(first, start), agreement.first_day), np.fmin(last, end))
