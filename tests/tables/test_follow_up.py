"""FHO_INDLAEGGELSER and FHO_OPFOELGNING: deadlines against a day, stays without the team, sums that count each once."""

import datetime
from typing import Any

from tests.calling import functions

Date = datetime.date

HEADINGS = [
    "Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
    "Gælder fra", "Gælder til", "Arbejdsgiver", "Oplært respiration", "Oplært servicelov", "Behov vurderet",
    "Hjælp før indlæggelsen", "Oplæring begyndt", "Midlertidige hold",
]  # fmt: skip
ORDNINGER: list[list[Any]] = [
    HEADINGS,
    ["A", "Viborg", "83", 24, 12, "ja", "01-01-2016", None, None, "region", "10-01-2016", "15-02-2016", "31-12-2015",
     "ja", "02-01-2016", 2],
    ["A", "Aarhus", None, None, None, None, None, "15-03-2016", *[None] * 8],
    ["B", "Viborg", "96", 24, 12, "ja", "01-01-2016", None, None, "borger", *[None] * 6],
    ["C", "Viborg", "83", 24, 12, "ja", "01-10-2016", None, None, "region", *[None] * 6],
]  # fmt: skip
STAYS: list[list[Any]] = [
    ["Ordning", "Indlagt", "Udskrevet", "Fælles hold med", "Vurderet", "Beslutning", "Truffet af"],
    ["A", "01-05-2016", None, "nej", None, None, None],
    ["A", "01-02-2016", "29-02-2016", "ja", None, None, None],
    ["B", "01-02-2016", "10-06-2016", "ja", "01-03-2016", "ophører", "Region og kommune"],
    ["B", "01-07-2016", "10-09-2016", "ja", "01-08-2016", "fortsætter", "Regionen alene"],
    ["X", "01-07-2016", None, None, None, None, None],
    [None] * 7,
]
POSTINGS: list[list[Any]] = [
    ["Ordning", "Fra", "Til", "Art", "Beløb", "Betalt af"],
    ["A", "01-03-2016", "31-03-2016", "midlertidigt hold", 100.5, "kommunen"],
    ["A", "01-04-2016", None, "midlertidigt hold", -0.25, "kommunen"],
    ["A", "01-05-2016", "31-05-2016", "indlæggelse", 500, "region"],
    ["B", "01-05-2016", None, "oplæring", 7, "region"],
]


def statuses(on_day: object) -> list[object]:
    return [row[3] for row in functions.fho_indlaeggelser(STAYS, ORDNINGER, None, on_day)]


def test_a_deadline_is_overdue_only_after_its_day() -> None:
    together, alone = "Vurderet i fællesskab", "Mangler: ikke vurderet i fællesskab"
    others = ["Ingen vurdering nødvendig", together, alone, "#N/A", ""]
    assert statuses(None) == ["Frist 29-05-2016", *others]
    assert statuses("29-05-2016") == ["Frist 29-05-2016", *others]
    assert statuses("30-05-2016") == ["Mangler (overskredet)", *others]


def test_bekendtgoerelsen_has_no_such_deadline() -> None:
    rows = functions.fho_indlaeggelser(STAYS, ORDNINGER, "Bekendtgørelsen", "30-05-2016")
    # Under it an arrangement begins on the day that it is established, which cases B and C do not tell.
    assert [row[2:4] for row in rows[:3]] == [["", "Ingen vurdering nødvendig"]] * 2 + [["#N/A", "#N/A"]]


def test_a_stay_belongs_to_the_period_of_its_first_day() -> None:
    stays = [["Ordning", "Indlagt"], ["A", "14-03-2016"], ["A", "15-03-2016"]]
    assert [row[0] for row in functions.fho_indlaeggelser(stays, ORDNINGER)] == ["Viborg", "Aarhus"]


def test_a_stay_shows_where_the_citizen_lived_and_how_long_it_was() -> None:
    rows = functions.fho_indlaeggelser(STAYS, ORDNINGER)
    assert [row[:3] for row in rows[:3]] == [
        ["Aarhus", "", Date(2016, 5, 29)], ["Viborg", 29, ""], ["Viborg", 131, Date(2016, 2, 29)],
    ]  # fmt: skip


def test_what_is_worth_a_look_in_a_stay() -> None:
    without, same, stops, *_ = functions.fho_indlaeggelser(STAYS, ORDNINGER, None, None, POSTINGS)
    assert "arten indlæggelse" in without[4]
    assert same[4] == "OK"
    assert "ingen sidste dag" in stops[4]
    assert functions.fho_indlaeggelser(STAYS, ORDNINGER)[0][4] == "OK"


def test_of_postings_only_what_tells_of_the_days_is_read_and_missed() -> None:
    days = [row[:4] for row in POSTINGS]
    found = functions.fho_indlaeggelser(STAYS, ORDNINGER, None, None, POSTINGS)
    assert functions.fho_indlaeggelser(STAYS, ORDNINGER, None, None, days) == found
    without_type = [row[:3] for row in POSTINGS]
    assert functions.fho_indlaeggelser(STAYS, ORDNINGER, None, None, without_type)[0][0] == "#N/A"
    assert functions.fho_opfoelgning(ORDNINGER, STAYS, days)[0][0] == "#N/A"


def follow_up(on_day: object) -> list[dict[str, object]]:
    names = [
        "sag", "kommune", "år", "udskrevet", "vurdering", "begyndt", "oplært", "dage", "frist", "oplæring", "hold",
        "udskiftninger", "udgift_hold", "udgift_oplæring", "indlæggelser", "med_hold", "mangler", "bemærkning",
    ]  # fmt: skip
    rows = functions.fho_opfoelgning(ORDNINGER, STAYS, POSTINGS, None, on_day)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_the_deadlines_before_the_start_are_those_of_section_83_with_the_region_employing() -> None:
    first, later, other, waiting = follow_up("15-10-2016")
    assert [first[key] for key in ("vurdering", "begyndt", "oplæring", "dage")] == [
        "Til tiden", "Til tiden", "Efter fristen", 45,
    ]  # fmt: skip
    assert [later[key] for key in ("år", "vurdering", "oplæring", "frist")] == ["", "Ingen frist", "Ingen frist", ""]
    assert [other[key] for key in ("år", "vurdering", "oplæring")] == [2016, "Ingen frist", "Ingen frist"]
    assert [waiting[key] for key in ("vurdering", "begyndt", "oplæring")] == [
        "Mangler", "Ingen frist", "Frist 29-10-2016",
    ]  # fmt: skip
    assert follow_up(None)[3]["vurdering"] == "Frist 01-10-2016"
    assert follow_up("30-10-2016")[3]["oplæring"] == "Mangler"


def test_sums_over_the_periods_count_every_stay_and_cost_once() -> None:
    rows = follow_up("15-10-2016")
    assert [row["indlæggelser"] for row in rows] == [1, 1, 2, 0]
    assert [row["med_hold"] for row in rows] == [1, 0, 2, 0]
    assert [row["mangler"] for row in rows] == [0, 1, 1, 0]
    assert [row["udgift_hold"] for row in rows] == [100.5, -0.25, 0.0, 0.0]
    assert [row["udgift_oplæring"] for row in rows] == [0.0, 0.0, 7.0, 0.0]


def test_without_stays_and_postings_nothing_is_counted() -> None:
    assert [row[12:17] for row in functions.fho_opfoelgning(ORDNINGER)] == [[0.0, 0.0, 0, 0, 0]] * 4


def test_what_cannot_be_counted_is_said() -> None:
    stays = [STAYS[0], ["B", "igår", None, "ja", None, None, None]]
    postings = [POSTINGS[0], ["C", None, None, "oplæring", 5, "region"]]
    remarks = [row[-1] for row in functions.fho_opfoelgning(ORDNINGER, stays, postings)]
    assert remarks[:2] == ["OK", "OK"]
    assert "indlæggelse kan ikke læses" in remarks[2]
    assert "postering kan ikke læses" in remarks[3]


def test_a_later_law_is_worth_a_look_from_its_first_day_on_the_day_that_is_asked_about() -> None:
    in_time = list(ORDNINGER[1])
    in_time[HEADINGS.index("Oplært servicelov")] = "20-01-2016"

    def remark(on_day: object) -> str:
        return str(functions.fho_ordninger([HEADINGS, in_time], None, on_day)[0][7])

    assert "Ældreloven" not in remark("30-06-2025")
    assert "Ældreloven" in remark("01-07-2025")
    assert "Ældreloven" in remark(None)
