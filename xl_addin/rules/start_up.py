"""Opstart: the deadlines that the agreement sets before joint financing, and whether they were kept.

Source: A Principper for fordelingsnøglen, "I ordninger, hvor regionen er ansættende myndighed": "Hos de borgere, der
får hjælp eller skal tildeles hjælp efter servicelovens § 83, skal kommunen, inden borgeren udskrives med respiratorisk
overvågning, vurdere behovet for hjælp samt evt. visitere og oplære hjælperne hurtigst muligt og senest 4 uger efter
udskrivelsen", and "påbegynder kommunen oplæringen af hjælperne fra første dag efter udskrivelsen hos de borgere, som
allerede inden indlæggelsen får hjælp". For all others the weeks only start the financing. Followed up by A Opfølgning.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.employers import employer_kinds
from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.section_lists import SectionLists, first_named
from xl_addin.agreement.sections import special_rules
from xl_addin.agreement.vocabulary import COUNTS_AS
from xl_addin.rules.joint_financing import starts_at_training

NO_DEADLINE: Final = "Ingen frist"
NOT_YET: Final = "Frist"
IN_TIME: Final = "Til tiden"
LATE: Final = "Efter fristen"
MISSING: Final = "Mangler"

KEPT: Final = (NO_DEADLINE, NOT_YET, IN_TIME, LATE, MISSING)
"""Whether a deadline was kept; *Frist* is shown with the day."""

_IS_HOME_HELP: Final = np.array([key in special_rules()["deadlines"].sections for key in COUNTS_AS])
_REGION: Final = employer_kinds().index("region")


def has_deadlines(
    is_joint: NDArray[np.bool_],
    sections: SectionLists,
    employer: NDArray[np.intp],
    discharged: Dates,
    agreement: Agreement,
) -> NDArray[np.bool_]:
    """Where the agreement's deadlines before the start apply: § 83 (first named [ours]) with the region employing.

    Not for a discharge before the agreement, nor where the start does not follow from training.

    Parameters: ``is_joint``, where the status gives a joint arrangement; ``sections`` as ``section_lists`` packs them;
    ``employer``, an index in ``vocabulary.EMPLOYERS``; ``discharged``, ``datetime64[D]``, NaT where not given; of one
    length.

    Returns: a flag for each.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.section_lists import packed
    >>> from xl_addin.agreement.vocabulary import SECTIONS
    >>> sections = np.array([packed([SECTIONS.index("83")])])
    >>> has_deadlines(np.array([True]), sections, np.array([_REGION]), np.array(["2016-01-01"], "M8[D]"), midtjylland())
    array([ True])
    """
    by_training = is_by_training(discharged, discharged, agreement)
    home_help = _IS_HOME_HELP[first_named(sections)] & (sections != 0)
    return np.asarray(
        is_joint & home_help & (employer == _REGION) & by_training & (discharged >= agreement.first_day)
    )  # fmt: skip


def is_by_training(discharged: Dates, trained: Dates, agreement: Agreement) -> NDArray[np.bool_]:
    """Where the start follows from a discharge and the team's training.

    *Fordelingsnøglen træder først i kraft når hjælperholdet er oplært* (A Principper for fordelingsnøglen).

    Parameters: ``discharged`` and ``trained``, ``datetime64[D]`` of one length, NaT where not given.

    Returns: a flag for each, False without a discharge.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> day = lambda *texts: np.array(texts, dtype="datetime64[D]")
    >>> is_by_training(day("2016-01-01", "NaT"), day("2016-01-15", "2016-01-15"), midtjylland()).tolist()
    [True, False]
    """
    return np.asarray(starts_at_training(discharged, trained, agreement) & ~np.isnat(discharged))


def training_deadline(discharged: Dates, agreement: Agreement) -> Dates:
    """The last day for the team to be trained; NaT where there is no discharge.

    *senest 4 uger efter, at borgeren udskrives fra hospital* (A Principper for fordelingsnøglen).

    Parameters: ``discharged``, ``datetime64[D]``.

    Returns: a day for each, so many days after as the version in force on the discharge says.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> training_deadline(np.array(["2016-01-01"], "M8[D]"), midtjylland())
    array(['2016-01-29'], dtype='datetime64[D]')
    """
    return np.asarray(discharged + agreement.per_version("deadline_days", discharged))


def kept(applies: NDArray[np.bool_], deadline: Dates, done: Dates, on_day: np.datetime64) -> NDArray[np.intp]:
    """Whether a deadline was kept, as an index in ``KEPT``.

    Parameters: ``applies``, where there is one; ``done``, the day it was done (NaT: not yet); ``on_day``, the day that
    is asked about: without one (NaT) nothing is said to be missing. Done on the day itself is in time [ours].

    Returns: an index for each.

    >>> day = lambda text: np.array([text], dtype="datetime64[D]")
    >>> late = kept(np.array([True]), day("2016-01-29"), day("2016-02-15"), np.datetime64("NaT"))
    >>> KEPT[late[0]]
    'Efter fristen'
    """
    return np.select(
        [~applies | np.isnat(deadline), done <= deadline, ~np.isnat(done), deadline < on_day],
        [KEPT.index(one) for one in (NO_DEADLINE, IN_TIME, LATE, MISSING)],
        default=KEPT.index(NOT_YET),
    )
