"""Sums over many large postings: whole øre, in numbers that are wide enough."""

import numpy as np
import pytest

from xl_addin.agreement.vocabulary import FIRST_NAMED_PAYER, MUNICIPALITY, NOTHING, REGION
from xl_addin.rules.money import LARGEST_ORE
from xl_addin.rules.offsetting import PAYERS, Balance, names_another, offset, paying_party


@pytest.mark.parametrize(
    ("amount", "number"), [(999_999, 5_000), (2**31, 2_201), (LARGEST_ORE, 20_000), (-LARGEST_ORE, 20_000)]
)
def test_no_ore_is_lost(amount: int, number: int) -> None:
    shares = np.full(number, amount, dtype=np.int64)
    payers = np.where(np.arange(number) % 2 == 0, REGION, MUNICIPALITY)
    balance = offset(np.arange(number) % 3, payers, shares, shares - 1, np.zeros(3, dtype=np.int64))
    for row in range(3):
        numbers = range(row, number, 3)
        assert balance.region_receivable[row] == (amount - 1) * sum(place % 2 == 0 for place in numbers)
        assert balance.municipality_receivable[row] == amount * sum(place % 2 == 1 for place in numbers)


def test_a_payer_by_name_is_that_municipality_the_first_and_the_last_of_the_list_too() -> None:
    payer = np.array([REGION, MUNICIPALITY, NOTHING, FIRST_NAMED_PAYER, FIRST_NAMED_PAYER + 97])
    assert paying_party(payer).tolist() == [REGION, MUNICIPALITY, NOTHING, MUNICIPALITY, MUNICIPALITY]
    assert names_another(payer, np.array([0, 0, 0, 0, 97])).tolist() == [False] * 5
    assert names_another(payer, np.array([1, 1, 1, 1, 96])).tolist() == [False] * 3 + [True] * 2


def test_the_largest_sum_of_a_cell_is_not_too_large() -> None:
    sums = np.array([LARGEST_ORE, LARGEST_ORE + 1, -LARGEST_ORE, -LARGEST_ORE - 1, 0], dtype=object)
    none = np.zeros(5, dtype=object)
    for three in ((sums, none, none), (none, sums, none), (none, none, sums)):
        assert Balance(*three).is_too_large.tolist() == [False, True, False, True, False]
    net = Balance(none, none, np.array([1, -1, 0], dtype=object))
    assert [PAYERS[one] for one in net.payer] == ["Kommunen", "Regionen", ""]
