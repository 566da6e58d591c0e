"""Flytning i tid: which municipality pays on each day of a case, when the citizen moves once or more.

Source: V 8.3 (SEL § 96 b): "borgerens hidtidige opholdskommune [har] efter servicelovens § 96 b […] pligt til at
fortsætte den kommunale udbetaling af tilskud efter servicelovens §§ 95 eller 96 ved flytning over kommunegrænse,
indtil den nye opholdskommune har truffet afgørelse". From the day of the decision the new one pays; a decision before
the move counts from the move; for other sections the new one pays from the day of the move [ours].
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Dates
from xl_addin.rules.arrangement_in_time import BEGINNING, END, CaseRange, Pairs

_DAY: Final = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Residences:
    """Where the citizen lives and who pays, period by period.

    A period is in force from ``first`` (the first of a case before it, too) to the day before the next, ``until``.
    ``former`` pays to ``former_until``, which is before ``first`` where no move is undecided, then ``residence``.
    """

    first: Dates
    until: Dates
    residence: NDArray[np.intp]
    former: NDArray[np.intp]
    former_until: Dates


def moves(begins: NDArray[np.bool_], municipality: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which periods begin with a move: the municipality is another than in the period before [ours].

    Parameters: ``begins``, where a case begins; ``municipality``, an index for each period; periods in order.

    Returns: a flag for each period.

    >>> moves(np.array([True, False, False]), np.array([7, 7, 8])).tolist()
    [False, False, True]
    """
    moved = ~begins
    moved[1:] &= municipality[1:] != municipality[:-1]
    return moved


def residences(
    ranges: CaseRange,
    begins: NDArray[np.bool_],
    first: Dates,
    until: Dates,
    municipality: NDArray[np.intp],
    is_grant: NDArray[np.bool_],
    decided: Dates,
) -> Residences:
    """Who pays, period by period.

    Parameters: periods in order (see ``arrangement_in_time``); ``until`` the day before the next period;
    ``municipality`` where the citizen lives; ``is_grant`` where the first section named is § 95 or § 96; ``decided``
    the new municipality's decision (NaT: none), which may also stand in a later period before the next move [ours].

    Returns: ``Residences`` of the periods' length.

    >>> from xl_addin.rules import arrangement_in_time as in_time
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> case = in_time.cases(np.array([0, 0]), 1)
    >>> begins, first = np.array([True, False]), day("1900-01-01", "2016-03-15")
    >>> until, none = in_time.until_next(begins, first), day("NaT", "NaT")
    >>> grant = np.array([True, True])
    >>> homes = residences(case, begins, first, until, np.array([7, 8]), grant, none)
    >>> march = in_time.pairs(np.array([0]), case)
    >>> paying_municipality(day("2016-03-01"), day("2016-03-31"), march, homes).municipality
    array([7])
    """
    moved = moves(begins, municipality)
    decision = _known_decisions(ranges, moved, decided)
    former, former_until = municipality.copy(), first - _DAY
    for now in _one_after_the_other(ranges):
        before = now - 1
        is_pending = former_until[before] >= until[before]
        paid_before = np.where(is_pending, former[before], municipality[before])
        ends = np.where(np.isnat(decision[now]), END, decision[now] - _DAY)
        ends = np.where(is_grant[before], ends, first[now] - _DAY)
        former[now] = np.where(moved[now], paid_before, former[before])
        former_until[now] = np.where(moved[now], ends, former_until[before])
    return Residences(np.where(begins, BEGINNING, first), until, municipality, former, former_until)


def _one_after_the_other(ranges: CaseRange) -> list[NDArray[np.intp]]:
    """The second period of every case that has one, then the third, and so on."""
    most = int(ranges.count.max(initial=0))
    return [ranges.start[ranges.count > number] + number for number in range(1, most)]


def _known_decisions(ranges: CaseRange, moved: NDArray[np.bool_], decided: Dates) -> Dates:
    """The decision on each period's municipality: its own, else that of a later period before the next move."""
    known = decided.copy()
    for now in reversed(_one_after_the_other(ranges)):
        before = now - 1
        known[before] = np.where(np.isnat(known[before]) & ~moved[now], known[now], known[before])
    return known


@dataclass(frozen=True)
class PayingMunicipality:
    """Who pays on a posting's days; ``changes`` where it is not the same on all of them, so that it must be split."""

    municipality: NDArray[np.intp]
    changes: NDArray[np.bool_]


def paying_municipality(first: Dates, last: Dates, pairs: Pairs, homes: Residences) -> PayingMunicipality:
    """The municipality that pays on the days ``first``..``last`` of each posting, both ends included.

    A posting whose days have several must be split [ours]; the rule itself is ``moving``'s (V 8.3).

    Parameters: ``pairs`` of the postings with the periods of ``homes``.

    Returns: ``PayingMunicipality`` of the postings' length; where it changes, the municipality has no meaning.

    >>> from xl_addin.rules.arrangement_in_time import cases, pairs
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> moved = np.array([7, 8])
    >>> begin, until, no_day = day("1900-01-01", "2016-03-15"), day("2016-03-14", "9999-12-31"), day("NaT", "NaT")
    >>> homes = Residences(begin, until, moved, moved, no_day)
    >>> march = pairs(np.array([0]), cases(np.array([0, 0]), 1))
    >>> paying_municipality(day("2016-03-01"), day("2016-03-31"), march, homes).changes
    array([ True])
    """
    index = pairs.period
    begin = np.maximum(first[pairs.posting], homes.first[index])
    end = np.minimum(last[pairs.posting], homes.until[index])
    former_pays = begin <= np.minimum(end, homes.former_until[index])
    residence_pays = np.maximum(begin, homes.former_until[index] + _DAY) <= end
    former, residence = homes.former[index], homes.residence[index]
    none = np.iinfo(np.intp)
    least = np.minimum(np.where(former_pays, former, none.max), np.where(residence_pays, residence, none.max))
    greatest = np.maximum(np.where(former_pays, former, none.min), np.where(residence_pays, residence, none.min))
    one, other = pairs.least(least), pairs.greatest(greatest)
    return PayingMunicipality(one, one != other)
