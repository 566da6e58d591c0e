"""Kontrol: what is wrong or worth a look in a posting, in Danish, also where its amount could be divided.

Source: the clauses that ``sources.toml`` names for each code; what to look at is [ours].
"""

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import COST_TYPES, is_treated
from xl_addin.agreement.wording import days_in_words, filled
from xl_addin.rules.division import CODES, Postings, divide, is_impossible
from xl_addin.rules.joint_financing import joint_period
from xl_addin.rules.sentences import Note, Said, text_of


def review(
    postings: Postings, has_parts_of_ore: NDArray[np.bool_], today: np.datetime64, agreement: Agreement
) -> NDArray[np.object_]:
    """``OK``, or what is wrong or worth a look in each posting.

    Parameters: ``has_parts_of_ore``, where the amount was given with more than two decimals; ``today``, the day
    after which a period lies in the future.

    Returns: a Danish text for each, none longer than a cell can show.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> none, march = np.array([-1]), (day("2016-03-01"), day("2016-03-31"))
    >>> joint = day("2016-01-01"), day("NaT")
    >>> wages = Postings(np.array([100]), np.array([0]), *march, *joint, none, none > 0, np.array([np.nan]))
    >>> review(wages, np.array([False]), np.datetime64("2016-04-01"), midtjylland()).tolist()
    ['OK']
    """
    impossible = is_impossible(postings)
    period = joint_period(postings.first, postings.last, postings.start, postings.end, agreement)
    look = [
        (has_parts_of_ore, text_of("parts of ore")),
        *code_notes(divide(postings, agreement).code, agreement),
        one_party_note(postings.cost_type, period.days),
        *period_notes(postings.first, postings.last, today, agreement),
        *long_admission_notes(postings.cost_type, postings.first, postings.last, agreement),
    ]
    wrong = [
        (postings.last < postings.first, text_of("period backwards")),
        (postings.end < postings.start, text_of("arrangement backwards")),
    ]
    said = Said()
    said.note([*wrong, *((where & ~impossible, text) for where, text in look)])
    return said.shown(len(postings.amount))


def code_notes(code: NDArray[np.intp], agreement: Agreement) -> list[Note]:
    """What the code of a divided posting says is worth a look [ours].

    Parameters: ``code``, an index in ``CODES`` for each posting.

    Returns: a note for each code that has one: where it is so, and the sentence.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> before = code_notes(np.array([CODES.index("FØR-AFTALE")]), midtjylland())
    >>> next(text for where, text in before if where[0]).split(":")[0]
    'Ligger før 31-08-2015'
    """
    return [
        (code == CODES.index(name), filled(text, agreement)) for name, text in read_toml("sources.toml")["note"].items()
    ]


def one_party_note(cost_type: NDArray[np.intp], joint_days: NDArray[np.int64]) -> Note:
    """Respiration or servicelov posted on a joint day, where the key should perhaps be used.

    *Udgifterne til alle de fælles hjælperordninger fordeles efter den af Ministeriet centralt fastsatte
    fordelingsnøgle* (A Økonomi).

    Parameters: ``cost_type``, an index in ``vocabulary.COST_TYPES``; ``joint_days`` of the posting's period; of one
    length.

    Returns: a note: where it is so, and the sentence.

    >>> where, _ = one_party_note(np.array([COST_TYPES.index("servicelov")] * 2), np.array([31, 0]))
    >>> where
    array([ True, False])
    """
    one_party = is_treated(cost_type, "region") | is_treated(cost_type, "municipality")
    return one_party & (joint_days > 0), text_of("one party on a joint day")


def period_notes(first: Dates, last: Dates, today: np.datetime64, agreement: Agreement) -> list[Note]:
    """A period of more than 12 months, or one that ends after ``today``, is more often a slip than meant.

    Parameters: ``first`` and ``last``, ``datetime64[D]`` of one length; ``today``, a day.

    Returns: two notes: where it is so, and the sentence.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> year = day("2016-01-01"), day("2016-12-31")
    >>> [where.tolist() for where, _ in period_notes(*year, np.datetime64("2017-01-01"), midtjylland())]
    [[False], [False]]
    """
    return [
        (last >= _a_year_after(first), text_of("long period")),
        (last > today, filled(text_of("future"), agreement)),
    ]


def long_admission_notes(cost_type: NDArray[np.intp], first: Dates, last: Dates, agreement: Agreement) -> list[Note]:
    """A cost of an admission for longer than the agreement's days. No date: the posting may be a part of the stay.

    *Ved særligt lange indlæggelser (mere end 4 uger) vurderer region og kommune i fællesskab efter 4 ugers
    indlæggelse om den fælles hjælperordning bør fortsætte* (A).

    Parameters: ``cost_type``, an index in ``vocabulary.COST_TYPES``; ``first`` and ``last``, ``datetime64[D]``; of one
    length.

    Returns: a note for each number of days that the agreement's versions have: where it is so, and the sentence.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> stay = np.array([COST_TYPES.index("indlæggelse")])
    >>> [where.tolist() for where, _ in long_admission_notes(stay, day("2016-03-01"), day("2016-03-30"), midtjylland())]
    [[True]]
    """
    days = agreement.per_version("review_days", first)
    is_long = (cost_type == COST_TYPES.index("indlæggelse")) & (days > 0) & (last > first + days)
    return [
        (is_long & (days == one), text_of("long admission").format(review=days_in_words(one)))
        for one in sorted({version.review_days for version in agreement.versions})
    ]


def _a_year_after(first: Dates) -> Dates:
    month = first.astype("datetime64[M]")
    return np.asarray((month + 12).astype("datetime64[D]") + (first - month.astype("datetime64[D]")))
