"""No text cites the clauses of Midtjylland's agreement as those of another agreement that was chosen."""

import re
from itertools import zip_longest
from typing import Any

import pytest

from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import notes
from xl_addin.rules.sources import EXPLAINED

OWN = [
    ["navn", "Nordjylland"], ["gyldig_fra", "01-01-2016"], ["nøgle_region", 0.6],
    ["startregel", "oplært eller frist"], ["frist_dage", 28],
]  # fmt: skip
PERIODS = [
    ["Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samtidige timer", "Samme hjælpere",
     "Udskrevet", "Arbejdsgiver", "Oplært respiration", "Oplært servicelov"],
    ["A", "Viborg", "83", 8, 5, 0, "ja", "01-03-2016", "region", "02-03-2016", "02-05-2016"],
    ["B", "Viborg", "83", 0, 5, "", "ja", "01-03-2016", "region", "", ""],
    ["C", "Viborg", "83", 8, 5, 0, "nej", "01-03-2016", "region", "", ""],
]  # fmt: skip
STAYS = [
    ["Ordning", "Indlagt", "Udskrevet", "Fælles hold med", "Vurderet", "Beslutning", "Truffet af"],
    ["A", "01-05-2016", "01-07-2016", "ja", "10-05-2016", "Ophører", "region og kommune"],
]
CALLS: list[tuple[str, list[Any]]] = [
    ("FHO_BEGRUNDELSE", [0, "83", 12, "ja"]),
    ("FHO_BEGRUNDELSE", [24, "83", 0, "ja"]),
    ("FHO_BEGRUNDELSE", [24, "83", 12, "nej"]),
    ("FHO_STATUS", [24, "83", 12, "nej"]),
    ("FHO_KONTROL", [100, "løn", "01-01-2090", "31-01-2090", "01-01-2016"]),
    ("FHO_FORDEL", [100, "løn", "01-01-2017", "31-01-2017", "01-01-2016"]),
    ("FHO_STARTDATO", ["01-01-2015", "01-01-2015"]),
    ("FHO_STARTDATO", ["01-01-2016", "01-01-2016", "", "01-06-2016"]),
    *(("FHO_KILDE", [one]) for one in EXPLAINED),
    ("FHO_ORDNINGER", [PERIODS]),
    ("FHO_INDLAEGGELSER", [STAYS, PERIODS]),
]


def shown(name: str, arguments: list[Any], agreement: object) -> str:
    """All that is told of a call: its result, and what stands behind its first row."""
    function = by_name()[name]
    names = [one.name for one in function.arguments]
    given = [agreement if one == "aftale" else value for one, value in zip_longest(names, arguments, fillvalue="")]
    rows = function.rows(*given)
    whole = given if isinstance(given[0], list) else None
    return "\n".join(map(str, [rows, *notes(function, given, rows[0], whole)]))


def named(name: str, arguments: list[Any]) -> str:
    return f"{name} {arguments if not isinstance(arguments[0], list) else ''}"


@pytest.mark.parametrize("agreement", ["Bekendtgørelsen", OWN], ids=["executive order", "own"])
@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=[named(*call) for call in CALLS])
def test_no_clause_of_another_agreement_is_cited_as_its_own(name: str, arguments: list[Any], agreement: object) -> None:
    said = shown(name, arguments, agreement)
    assert not re.search(r"\bAftalen, ", said), said


def test_the_key_behind_a_code_is_the_agreements_own() -> None:
    assert "efter fordelingsnøglen (60/40)" in shown("FHO_FORDEL", CALLS[5][1], OWN)


def test_midtjyllands_own_clauses_are_cited() -> None:
    from_the_guideline = ["Uden for regionen", "Frivillig aftale"]
    calls = [call for call in CALLS if call[1][0] not in from_the_guideline]
    assert all("Aftalen, " in shown(name, arguments, "Midtjylland") for name, arguments in calls)
