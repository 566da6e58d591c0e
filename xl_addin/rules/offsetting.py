"""Ikrafttræden: what the parties owe each other (tilgodehavender) is offset (modregning).

Source: A Fakturering, Ikrafttræden; V 7.4.1. On costs actually held, per municipality and as a running
balance [ours].
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import FIRST_NAMED_PAYER, MUNICIPALITY, REGION
from xl_addin.rules.invoicing import collected
from xl_addin.rules.money import LARGEST_ORE, Ore

PAYERS: Final = ("", "Kommunen", "Regionen")
"""Who pays the net: nobody, the municipality, the region."""

# Sums are kept in two halves so that no number of postings overflows int64.
_HALF: Final = 1_000_000


@dataclass(frozen=True)
class Balance:
    """Per municipality, exact Python integers in øre: what each party is owed, and what is left to settle.

    ``net`` is positive where the municipality pays.
    """

    region_receivable: NDArray[np.object_]
    municipality_receivable: NDArray[np.object_]
    net: NDArray[np.object_]

    @property
    def payer(self) -> NDArray[np.intp]:
        """Who pays the net, as an index in ``PAYERS``."""
        return np.where(self.net > 0, PAYERS.index("Kommunen"), np.where(self.net < 0, PAYERS.index("Regionen"), 0))

    @property
    def is_too_large(self) -> NDArray[np.bool_]:
        """Where a sum is past the largest amount that a cell can hold to the øre."""
        sums = np.stack([self.region_receivable, self.municipality_receivable, self.net])
        return np.asarray((np.abs(sums) > LARGEST_ORE).any(axis=0), dtype=bool)


def offset(row: NDArray[np.intp], paid_by: NDArray[np.intp], region: Ore, municipality: Ore, settled: Ore) -> Balance:
    """Offset the postings per municipality.

    *Det betyder, at der skal ske en modregning af de tilgodehavender, som parterne måtte have hos hinanden.
    Modregning vil ske på baggrund af afholdte udgifter og samarbejdsaftalens fordelingsnøgle* (A Ikrafttræden).

    Parameters: ``row``, each posting's municipality as an index in ``settled``; ``paid_by`` the party
    that held the cost; ``region`` and ``municipality`` the shares in øre; ``settled``, what each municipality
    has paid on the balance already, in øre.

    Returns: a balance of the length of ``settled``.

    >>> shares = np.array([670, 67]), np.array([330, 33])
    >>> balance = offset(np.array([0, 0]), np.array([REGION, MUNICIPALITY]), *shares, np.array([0]))
    >>> balance.region_receivable, balance.municipality_receivable, balance.net, PAYERS[balance.payer[0]]
    (array([330], dtype=object), array([67], dtype=object), array([263], dtype=object), 'Kommunen')
    """
    owed = collected(paid_by, region, municipality)
    by_region = paid_by == REGION
    region_receivable = _sum_at(row, np.where(by_region, owed, 0), len(settled))
    municipality_receivable = _sum_at(row, np.where(by_region, 0, owed), len(settled))
    net = region_receivable - municipality_receivable - settled.astype(object)
    return Balance(region_receivable, municipality_receivable, net)


def names_another(payer: NDArray[np.intp], municipality: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Where the payer is called by the name of another municipality than the posting's: such a claim is none [ours].

    Parameters: ``payer``, a party, or ``FIRST_NAMED_PAYER`` plus the index of a municipality.

    Returns: a flag for each.

    >>> names_another(FIRST_NAMED_PAYER + np.array([7, 8]), np.array([7, 7])).tolist()
    [False, True]
    """
    return np.asarray((payer >= FIRST_NAMED_PAYER) & (payer - FIRST_NAMED_PAYER != municipality))


def paying_party(payer: NDArray[np.intp]) -> NDArray[np.intp]:
    """The party of each payer: a municipality called by its name is the municipality [ours].

    Parameters: ``payer``, a party, or ``FIRST_NAMED_PAYER`` plus the index of a municipality.

    Returns: an index in ``vocabulary.PARTIES`` for each; ``NOTHING`` stays.

    >>> paying_party(np.array([REGION, FIRST_NAMED_PAYER + 7])).tolist() == [REGION, MUNICIPALITY]
    True
    """
    return np.where(payer >= FIRST_NAMED_PAYER, MUNICIPALITY, payer)


def _sum_at(row: NDArray[np.intp], amount: Ore, length: int) -> NDArray[Any]:
    high, low = np.zeros(length, np.int64), np.zeros(length, np.int64)
    np.add.at(high, row, amount // _HALF)
    np.add.at(low, row, amount % _HALF)
    total: NDArray[Any] = high.astype(object) * _HALF + low.astype(object)
    return total
