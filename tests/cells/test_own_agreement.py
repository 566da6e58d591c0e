"""A region's own agreement in a two-column range: what is taken, what is refused, what is filled in."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from xl_addin.agreement.parameters import ESTABLISHMENT, TRAINED_OR_DEADLINE, executive_order, midtjylland
from xl_addin.cells.errors import Unreadable
from xl_addin.cells.own_agreement import ErrorCell, read_agreement

REFUSED = {
    "a column of names": [["navn"], ["P"]],
    "three columns": [["navn", "P", ""], ["nøgle_region", 0.6, ""]],
    "a row without a name": [["navn", "P"], [None, 0.6]],
    "a number as a name": [["navn", "P"], [1.0, 0.6]],
    "an unknown name": [["navn", "P"], ["nøgle", 0.6]],
    "two names": [["navn", "P"], ["navn", "Q"]],
    "a number for a name": [["navn", 5.0], ["nøgle_region", 0.6]],
    "a shipped name": [["navn", "MIDTJYLLAND"], ["nøgle_region", 0.6]],
    "a value twice": [["nøgle_region", 0.6], ["nøgle_region", 0.7]],
    "a key above 1": [["navn", "P"], ["nøgle_region", 67.0]],
    "a key below 0": [["navn", "P"], ["nøgle_region", -0.1]],
    "a key that is no number": [["navn", "P"], ["nøgle_region", float("nan")]],
    "an infinite key": [["navn", "P"], ["nøgle_region", float("inf")]],
    "a key past a float": [["navn", "P"], ["nøgle_region", 10**400]],
    "days past a float": [["navn", "P"], ["frist_dage", 10**400]],
    "a date out of the calendar": [["navn", "P"], ["gyldig_fra", 5.0]],
    "before the executive order": [["navn", "P"], ["gyldig_fra", "2015-08-30"]],
    "versions out of order": [["gyldig_fra", "2017-01-01"], ["gyldig_fra", "2016-01-01"]],
    "two versions from one day": [["gyldig_fra", "2017-01-01"], ["gyldig_fra", "2017-01-01"]],
    "a deadline rule without a deadline": [["navn", "P"], ["startregel", "oplært eller frist"]],
    "half a day": [["navn", "P"], ["vurdering_dage", 1.5]],
    "more than ten years": [["navn", "P"], ["vurdering_dage", 3651.0]],
    "a mandatory section left out": [["navn", "P"], ["obligatorisk", "83;85;95;96"]],
    "a voluntary section made mandatory": [["navn", "P"], ["obligatorisk", "83;85;95;96;83/44;97"]],
    "another law made mandatory": [["navn", "P"], ["obligatorisk", "83;85;95;96;83/44;BL 90"]],
    "a mandatory section taken in": [["navn", "P"], ["medtaget", "95 stk. 3"]],
    "a section of another law that is not told apart": [["navn", "P"], ["medtaget", "BL § 32"]],
    "a mandatory section made voluntary": [["navn", "P"], ["frivillig", "85"]],
    "a name that no agreement has": "Atlantis",
    "a number": 5.0,
    "rows of different lengths": [["navn", "P"], ["nøgle_region"]],
}


@pytest.mark.parametrize("argument", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused(argument: object) -> None:
    with pytest.raises(Unreadable):
        read_agreement(argument)


def test_an_error_cell_anywhere_in_the_range_comes_out_as_itself() -> None:
    with pytest.raises(ErrorCell):
        read_agreement([["navn", "P"], ["nøgle_region", "#REF!"]])


@pytest.mark.parametrize("blank", [None, "", " ", [[None]]])
def test_a_blank_means_midtjylland(blank: object) -> None:
    assert read_agreement(blank) is midtjylland()
    assert read_agreement(" bekendtgørelsen ") is executive_order()


def test_a_shipped_name_alone_in_a_range_is_that_agreement() -> None:
    """A sheet where the agreement is chosen shows it so, with the rest of the range empty."""
    assert read_agreement([["Bekendtgørelsen", ""], ["", ""]]) is executive_order()
    assert read_agreement([["midtjylland ", None], [None, None]]) is midtjylland()
    for not_alone in ([["", "Midtjylland"]], [["", ""], ["Midtjylland", ""]], [["Midtjylland", "ja"], ["", ""]]):
        with pytest.raises(Unreadable):
            read_agreement(not_alone)


def test_what_is_left_out_is_as_in_the_executive_order() -> None:
    own = read_agreement([["navn", "P"], ["", None], ["nøgle_region", "60 %"], ["kommuner", None]])
    assert own.name == "P"
    version, order = own.newest, executive_order().newest
    assert version.region_key == Fraction(3, 5)
    assert (version.valid_from, version.start_rule) == (order.valid_from, ESTABLISHMENT)
    assert (version.mandatory, version.voluntary) == (order.mandatory, order.voluntary)
    assert version.sources["region_key"] == "Regionens egen aftale (vejl. 7.2)"
    assert version.sources["mandatory"] == order.sources["mandatory"]


def test_every_parameter_can_be_given_and_each_version_follows_its_date() -> None:
    own = read_agreement(
        [
            ["gyldig_fra", 42370.0], ["nøgle_region", 0.7], ["startregel", "Oplært eller frist"], ["frist_dage", 14.0],
            ["vurdering_dage", "21"], ["kommuner", "Viborg; Skive Kommune;"], ["frivillig", "97;118"],
            ["obligatorisk", "83;85;95;95 stk. 3;96;83/44"], ["medtaget", "97; SUL § 138; BL"],
            ["gyldig_fra", "01-01-2017"], ["nøgle_region", 0.6], ["frivillig", 97.0],
        ]
    )  # fmt: skip
    before, first, second = own.versions
    assert before == executive_order().newest
    assert first.valid_from == np.datetime64("2016-01-01")
    assert (first.region_key, first.start_rule) == (Fraction(7, 10), TRAINED_OR_DEADLINE)
    assert (first.deadline_days, first.review_days) == (14, 21)
    assert first.municipalities == {"Viborg", "Skive"}
    assert first.mandatory == {"83", "85", "95", "95 stk. 3", "96", "83/44"}
    assert first.voluntary == {"97", "118"}
    assert first.taken_in == {"97", "SUL 138", "BL", "BL 87", "BL 90"}
    assert second == replace(
        first,
        valid_from=np.datetime64("2017-01-01"),
        region_key=Fraction(3, 5),
        voluntary=frozenset({"97"}),
    )


@pytest.mark.parametrize(("begins", "versions"), [("2015-08-31", 1), ("2015-09-01", 2)])
def test_an_own_agreement_from_the_executive_orders_first_day_has_nothing_before_it(begins: str, versions: int) -> None:
    own = read_agreement([["gyldig_fra", begins], ["nøgle_region", 0.6]])
    assert len(own.versions) == versions
    assert own.newest.valid_from == np.datetime64(begins)


def test_a_newer_version_keeps_what_it_leaves_out() -> None:
    own = read_agreement([["nøgle_region", 0.7], ["gyldig_fra", "2016-01-01"], ["gyldig_fra", "2017-01-01"]])
    assert [version.region_key for version in own.versions] == [Fraction(67, 100), Fraction(7, 10), Fraction(7, 10)]
    assert own.first_day == executive_order().first_day
