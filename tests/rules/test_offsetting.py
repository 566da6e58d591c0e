"""Sums over many large postings: whole øre, in numbers that are wide enough."""

import numpy as np
import pytest

from xl_addin.agreement.vocabulary import MUNICIPALITY, REGION
from xl_addin.rules.money import LARGEST_ORE
from xl_addin.rules.offsetting import offset


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
