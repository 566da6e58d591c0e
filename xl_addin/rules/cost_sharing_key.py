"""Økonomi: the cost-sharing key (fordelingsnøglen), one for all arrangements of an agreement.

Source: A Økonomi; V 7.2, 7.3.
"""

import math
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import REGION
from xl_addin.rules.joint_financing import JointPeriod
from xl_addin.rules.money import Ore, part_of, shown_decimal

PLAIN_DENOMINATOR: Final = 100_000


def before_agreement(days: Dates, agreement: Agreement) -> NDArray[np.bool_]:
    """Where a day lies before the agreement's first day, so that no key applies. No day is not before [ours].

    *Aftalen gælder fra bekendtgørelsens ikrafttræden den 31. august 2015* (A Ikrafttræden).

    Parameters: ``days``, ``datetime64[D]``, NaT for no day.

    Returns: a flag for each day.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> before_agreement(np.array(["2015-08-30", "2016-01-01", "NaT"], "M8[D]"), midtjylland()).tolist()
    [True, False, False]
    """
    return np.asarray(days < agreement.first_day)


def key_of_party(party: NDArray[np.intp], days: Dates, agreement: Agreement) -> NDArray[np.float64]:
    """The party's part of a joint cost on each day; the newest version's for no day.

    *Det betyder, at regionen afholder 67 % af udgifterne og kommunen 33 %. Der kan ikke indgås individuelle aftaler,
    der afviger fra den centralt fastsatte fordelingsnøgle* (A Økonomi).

    Parameters: ``party``, an index in ``vocabulary.PARTIES``; ``days`` of the same length, NaT for no day.

    Returns: parts of a whole.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> key_of_party(np.array([0, 1]), np.array(["NaT", "2016-01-01"], "M8[D]"), midtjylland())
    array([0.67, 0.33])
    """
    keys = np.array([[float(version.region_key), float(version.municipality_key)] for version in agreement.versions])
    return np.asarray(keys[_version(days, agreement), np.where(party == REGION, 0, 1)])


def region_share(amount: Ore, days: Dates, agreement: Agreement) -> Ore:
    """The region's share (regionens andel) of a joint amount, rounded to the øre; the newest key for no day.

    *Den centrale fordelingsnøgle er fastsat således, at regionen afholder 67 pct. af de samlede udgifter til fælles
    hjælperordninger, og kommunerne afholder 33 pct. af de samlede udgifter* (V 7.3). The municipality's share is the
    rest, so the two always add up to the amount.

    Parameters: ``amount`` in øre, ``days`` of the same length.

    Returns: øre, halves away from zero.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> region_share(np.array([150, -3333]), np.array(["NaT", "NaT"], "M8[D]"), midtjylland())
    array([  101, -2233])
    """
    numerators, denominator = _over_one_denominator([version.region_key for version in agreement.versions])
    return part_of(amount, numerators[_version(days, agreement)], denominator)


def region_share_of_period(amount: Ore, period: JointPeriod, agreed: NDArray[np.float64], agreement: Agreement) -> Ore:
    """The region's share of an amount for the joint days of a period, rounded once.

    *I givet fald skal der i aftalen fastsættes en fordelingsnøgle, som finder anvendelse for alle fælles
    hjælperordninger i regionen* (V 7.2).

    Parameters: ``amount`` in øre, 0 for a period without joint days; ``period`` and ``agreed`` as in
    ``key_times_days``; of one length.

    Returns: øre, halves away from zero.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> march = JointPeriod(np.array(["2016-03-01"], "M8[D]"), np.array(["2016-03-31"], "M8[D]"))
    >>> region_share_of_period(np.array([100_000]), march, np.array([np.nan]), midtjylland())
    array([67000])
    """
    keys = [version.region_key for version in agreement.versions]
    if len(keys) == 1 and np.isnan(agreed).all():
        return part_of(amount, keys[0].numerator, keys[0].denominator)
    numerator, denominator = key_times_days(period, agreed, agreement)
    return part_of(amount, numerator, denominator * np.maximum(period.days, 1).astype(numerator.dtype))


def key_times_days(period: JointPeriod, agreed: NDArray[np.float64], agreement: Agreement) -> tuple[NDArray[Any], int]:
    """The region's part of a period, added up over its joint days: by the key of each day [ours], or as agreed.

    *Det kan bl.a. aftales, hvordan udgifter til fælles hjælperordninger skal fordeles mellem region og kommune*
    (V 5.2; also 7.4.2, 8.3).

    Parameters: ``period``; ``agreed``, the region's part that the parties have agreed for the arrangement, from 0 to 1
    and taken as Excel shows it, NaN where the agreement's key applies; of one length.

    Returns: whole numbers, ``int64`` or Python's where that would not hold them, and the denominator of all of them.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> two_days = JointPeriod(np.array(["2016-01-01"] * 2, "M8[D]"), np.array(["2016-01-02"] * 2, "M8[D]"))
    >>> key_times_days(two_days, np.array([np.nan, 0.5]), midtjylland())
    (array([134, 100]), 100)
    """
    keys = [version.region_key for version in agreement.versions]
    is_agreed = ~np.isnan(agreed)
    shares, index = np.unique(agreed[is_agreed], return_inverse=True)
    numerators, denominator = _over_one_denominator(
        [*keys, *(Fraction(shown_decimal(share)) for share in shares.tolist())]
    )
    of_key, of_share = numerators[: len(keys)], numerators[len(keys) :]
    days = period.days_in_version(agreement).astype(numerators.dtype)
    added_up = np.asarray((of_key[:, np.newaxis] * days).sum(axis=0))
    added_up[is_agreed] = of_share[index] * days.sum(axis=0)[is_agreed]
    return added_up, denominator


def _version(days: Dates, agreement: Agreement) -> NDArray[np.intp]:
    return np.where(np.isnat(days), len(agreement.versions) - 1, agreement.version_on(days))


def _over_one_denominator(parts: list[Fraction]) -> tuple[NDArray[Any], int]:
    denominator = math.lcm(*(part.denominator for part in parts))
    # Parts have two decimals, a few perhaps four: their products with days and øre stay inside int64.
    exact = object if denominator > PLAIN_DENOMINATOR else np.int64
    return np.array([int(part * denominator) for part in parts], dtype=exact), denominator
