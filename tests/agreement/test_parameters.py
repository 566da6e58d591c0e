"""The data files are the law as the add-in knows it: complete, sourced, in order."""

from fractions import Fraction

import numpy as np
import pytest

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.employers import pairings
from xl_addin.agreement.municipalities import municipalities, region_on
from xl_addin.agreement.parameters import START_RULES, Agreement, executive_order, midtjylland, shipped
from xl_addin.agreement.sections import find_section, other_laws, other_sections, sections
from xl_addin.agreement.vocabulary import COST_TYPE_ALIASES, COST_TYPES, EMPLOYERS, SECTIONS, TREATMENTS
from xl_addin.rules.sources import EXPLAINED


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


@pytest.mark.parametrize("agreement", shipped(), ids=lambda agreement: agreement.name)
def test_every_value_of_every_version_has_a_source(agreement: Agreement) -> None:
    for version in agreement.versions:
        values = set(version.__dataclass_fields__) - {"sources"}
        assert set(version.sources) == values
        assert all(source.strip() for source in version.sources.values())
        assert version.start_rule in START_RULES
        assert version.mandatory <= set(sections())
        assert version.voluntary <= set(sections())
        assert not version.mandatory & version.voluntary


@pytest.mark.parametrize("agreement", shipped(), ids=lambda agreement: agreement.name)
def test_versions_are_in_order_and_begin_with_the_executive_order(agreement: Agreement) -> None:
    starts = [version.valid_from for version in agreement.versions]
    assert starts == sorted(set(starts))
    assert agreement.first_day == np.datetime64("2015-08-31")


def test_the_central_key_is_67_to_33() -> None:
    for agreement in shipped():
        assert agreement.newest.region_key == Fraction(67, 100)
        assert agreement.newest.municipality_key == Fraction(33, 100)


def test_midtjylland_names_exactly_the_19_municipalities_of_its_region() -> None:
    of_the_region = {one.name for one in municipalities().values() if one.region == "Midtjylland"}
    assert midtjylland().newest.municipalities == of_the_region
    assert len(of_the_region) == 19
    assert executive_order().newest.municipalities == frozenset()


def test_there_are_98_municipalities_with_codes_of_their_own() -> None:
    codes = [one.code for one in municipalities().values()]
    assert len(codes) == len(set(codes)) == 98
    assert all(len(code) == 4 and code.isdigit() for code in codes)


@pytest.mark.parametrize(
    ("name", "day", "region"),
    [
        ("Greve", "2026-12-31", "Sjælland"),
        ("Greve", "2027-01-01", "Østdanmark"),
        ("København", "2027-01-01", "Østdanmark"),
        ("Viborg", "2027-01-01", "Midtjylland"),
    ],
)
def test_a_municipality_is_in_the_region_of_the_day(name: str, day: str, region: str) -> None:
    assert region_on(municipalities()[name], np.datetime64(day)) == region


@pytest.mark.parametrize(
    ("number", "subsection", "key"),
    [
        (83, None, "83"), (83, 1, "83"), (83, 2, "83"), (44, None, "83/44"), (84, None, None), (84, 1, "84 stk. 1"),
        (84, 2, None), (95, None, "95"), (95, 2, "95 stk. 2"), (95, 3, "95 stk. 3"), (95, 4, None), (27, None, None),
    ],
)  # fmt: skip
def test_sections_are_only_those_that_the_sources_name(number: int, subsection: int | None, key: str | None) -> None:
    assert find_section(number, subsection) == key


def test_every_section_counts_as_a_known_one_and_has_its_source() -> None:
    assert all(section.counts_as in sections() for section in sections().values())
    assert all(one.source for one in (*sections().values(), *other_laws().values()))
    assert tuple(SECTIONS) == (*sections(), *other_sections())
    followed = {one.follows for one in (*other_laws().values(), *other_sections().values())}
    assert followed - {""} <= set(sections())


def test_the_employer_table_knows_only_known_sections_and_employers() -> None:
    for (section, employer), pairing in pairings().items():
        assert section in sections()
        assert employer in EMPLOYERS
        assert pairing.source


def test_every_art_of_cost_is_listed_once() -> None:
    assert len(set(COST_TYPES)) == len(COST_TYPES) == len(TREATMENTS) == 15
    assert set(COST_TYPE_ALIASES.values()) < set(COST_TYPES)
    assert not set(COST_TYPE_ALIASES) & set(COST_TYPES)


def test_every_code_and_status_has_a_text_and_no_text_is_for_nothing() -> None:
    texts = read_toml("sources.toml")
    assert set(texts["code"]) | set(texts["status"]) == set(EXPLAINED)
    assert set(texts["note"]) <= set(texts["code"])
    assert all("Kilde:" in text for text in (*texts["code"].values(), *texts["status"].values()))


def two_versions() -> Agreement:
    old = midtjylland().newest
    new = type(old)(**{**vars(old), "valid_from": np.datetime64("2020-01-01"), "region_key": Fraction(1, 2)})
    return Agreement("To", "To", (old, new))


def test_a_day_follows_the_version_in_force() -> None:
    found = two_versions().version_on(days("2014-01-01", "2019-12-31", "2020-01-01", "NaT"))
    assert found.tolist() == [0, 0, 1, 0]
    keys = two_versions().per_version("region_key", days("2019-12-31", "2020-01-01"))
    assert keys.tolist() == [Fraction(67, 100), Fraction(1, 2)]
