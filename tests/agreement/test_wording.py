"""The fields of the texts, each filled in as finance staff read it."""

import numpy as np
import pytest

from xl_addin.agreement.parameters import executive_order, midtjylland
from xl_addin.agreement.wording import danish_order, day_in_words, days_in_words, filled

FIELDS = {
    "key": "67/33", "region_key": "67 %", "municipality_key": "33 %", "region_part": "0,67",
    "municipality_part": "0,33", "deadline": "4 uger (28 dage)", "review": "4 uger (28 dage)", "hours_cap": "24",
    "grants": "§§ 95 og 96", "home_help": "§ 83", "first_day": "31-08-2015",
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_each_field(field: str) -> None:
    assert filled(f"<{{{field}}}>") == filled(f"<{{{field}}}>", midtjylland()) == f"<{FIELDS[field]}>"


def test_another_agreement_and_fields_of_one_s_own() -> None:
    assert filled("{review}: {other}", executive_order(), other=5) == "0 dage: 5"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 dage"), (1, "1 dag"), (2, "2 dage"), (13, "13 dage"), (14, "2 uger (14 dage)"), (15, "15 dage")],
)  # fmt: skip
def test_days(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_a_day() -> None:
    assert day_in_words(np.datetime64("2016-03-01")) == "01-03-2016"


def test_danish_order() -> None:
    in_order = ["abe", "Odense", "odense", "Zoo", "Ærø", "Ørsted", "Aabenraa", "Åbenrå", "Aalborg"]
    assert sorted(sorted(in_order), key=danish_order) == in_order
