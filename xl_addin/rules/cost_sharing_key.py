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

# Keys have two decimals, a few perhaps four: their products with days and øre stay inside int64.
PLAIN_DENOMINATOR: Final = 100_000


def before_agreement(days: Dates, agreement: Agreement) -> NDArray[np.bool_]:
    """Where a day lies before the agreement's first day, so that no key applies. No day is not before.

    Parameters: ``days``, ``datetime64[D]``, NaT for no day.

    Returns: a flag for each day.
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
    numerators, denominators = _fractions([version.region_key for version in agreement.versions])
    version = _version(days, agreement)
    return part_of(amount, numerators[version], denominators[version])


def region_share_of_period(amount: Ore, period: JointPeriod, agreement: Agreement) -> Ore:
    """The region's share of an amount for the joint days of a period: the key weighted by days, rounded once [ours].

    *I givet fald skal der i aftalen fastsættes en fordelingsnøgle, som finder anvendelse for alle fælles
    hjælperordninger i regionen* (V 7.2).

    Parameters: ``amount`` in øre, 0 for a period without joint days; ``period`` of the same length.

    Returns: øre, halves away from zero.
    """
    keys = [version.region_key for version in agreement.versions]
    if len(keys) == 1:
        return part_of(amount, keys[0].numerator, keys[0].denominator)
    common = math.lcm(*(key.denominator for key in keys))
    # Python's integers where a key with many decimals would not fit in 64 bits.
    exact = object if common > PLAIN_DENOMINATOR else np.int64
    days = period.days_in_version(agreement).astype(exact)
    numerator = np.sum([int(key * common) * days[index] for index, key in enumerate(keys)], axis=0)
    return part_of(amount, numerator, common * np.maximum(days.sum(axis=0), 1))


def agreed_share(amount: Ore, share: NDArray[np.float64]) -> Ore:
    """The region's share of a joint amount where the parties have agreed one for the arrangement (V 5.2, 7.4.2, 8.3).

    *Det kan bl.a. aftales, hvordan udgifter til fælles hjælperordninger skal fordeles mellem region og kommune*
    (V 5.2).

    Parameters: ``amount`` in øre; ``share`` from 0 to 1, taken as Excel shows it; of one length.

    Returns: øre, ``int64``, halves away from zero.

    >>> agreed_share(np.array([1001]), np.array([0.5]))
    array([501])
    """
    agreed, index = np.unique(share, return_inverse=True)
    numerators, denominators = _fractions([Fraction(shown_decimal(one)) for one in agreed.tolist()])
    return part_of(amount, numerators[index], denominators[index])


def _version(days: Dates, agreement: Agreement) -> NDArray[np.intp]:
    return np.where(np.isnat(days), len(agreement.versions) - 1, agreement.version_on(days))


def _fractions(keys: list[Fraction]) -> tuple[NDArray[Any], NDArray[Any]]:
    exact = object if max(key.denominator for key in keys) > PLAIN_DENOMINATOR else np.int64
    return (
        np.array([key.numerator for key in keys], dtype=exact),
        np.array([key.denominator for key in keys], dtype=exact),
    )
