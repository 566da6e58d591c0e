"""What is owed is exact however many postings there are, and a payer by name is told apart."""

import numpy as np
import pytest

from xl_addin.agreement.vocabulary import FIRST_NAMED_PAYER, MUNICIPALITY, REGION
from xl_addin.rules.money import LARGEST_ORE
from xl_addin.rules.offsetting import names_another, offset, paying_party


@pytest.mark.parametrize(("number", "share"), [(5_000, 999_999), (3, 9 * 10**13), (200_000, -999_999_999)])
def test_sums_past_any_small_integer_are_exact(number: int, share: int) -> None:
    shares = np.full(number, share)
    for payer, column in ((REGION, 0), (MUNICIPALITY, 1)):
        found = offset(np.zeros(number, np.intp), np.full(number, payer), shares, shares, np.array([0, 7]))
        owed = (found.region_receivable, found.municipality_receivable)[column]
        assert owed.tolist() == [number * share, 0]
        assert found.net.tolist() == [number * share * (1 - 2 * column), -7]
        assert found.is_too_large.tolist() == [number * abs(share) > LARGEST_ORE, False]


def test_a_municipality_that_pays_for_another_is_seen() -> None:
    payer = np.array([REGION, MUNICIPALITY, FIRST_NAMED_PAYER + 4, FIRST_NAMED_PAYER + 5, FIRST_NAMED_PAYER])
    assert names_another(payer, np.array([4, 4, 4, 4, 0])).tolist() == [False, False, False, True, False]
    assert paying_party(payer).tolist() == [REGION, *[MUNICIPALITY] * 4]
