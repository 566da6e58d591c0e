"""Random cells: for every kind of argument, good values in the forms people write, and bad ones.

Only what the contract settles is drawn here: forms it leaves open stay out.
"""

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.oracle.errors import COM_ERRORS, ERRORS
from tests.oracle.municipalities import MIDTJYLLAND, TABLE
from tests.oracle.surface import Argument, Function

Cells = st.SearchStrategy[Any]

BLANKS: Cells = st.sampled_from([None, "", "  ", "\u00a0"])
ERROR_CELLS: Cells = st.sampled_from(
    [*sorted(ERRORS), *COM_ERRORS, {"type": "Error", "errorType": "Ref", "basicValue": "#REF!"}]
)
SECTIONS = [
    83, 83.0, "83", "§ 83", "§83", "SEL § 83", "83 stk. 1", 85, "§ 85", 95, "95 stk. 1", "95 stk. 2",
    "95 stk. 3", "95,3", 95.3, 96, "SEL § 96", "83/44", "§ 83, jf. § 44", "44", 44, 42, "84,1", 84.1,
    "§ 84, stk. 1", "97", 118, "ÆL § 10", "BL § 90", "BL § 32", "SUL § 138",
]  # fmt: skip


def oere(largest: int = 9 * 10**13) -> st.SearchStrategy[int]:
    """Amounts: small ones, those that end on a rounding half, and the largest."""
    halves = st.integers(-(10**6), 10**6).map(lambda k: 100 * k + 50)
    return st.one_of(st.integers(-5000, 5000), halves, st.integers(-largest, largest))


def written(value: int, style: int) -> str:
    """Øre as Danish text, in one of several ways."""
    kroner, rest = divmod(abs(value), 100)
    plain = f"{kroner},{rest:02d}"
    grouped = f"{kroner:,}".replace(",", ". \u00a0"[style % 3]) + f",{rest:02d}"
    body = grouped if style % 2 else plain
    minus = "" if value >= 0 else ("-", "−")[style % 2]
    signed = body + "-" if minus and style % 5 == 0 else minus + body
    return (signed, f"{signed} kr.", f"kr. {signed}", f"{signed} DKK", f" {signed}\u200b")[style % 5]


amounts: Cells = st.one_of(
    oere().map(lambda n: n / 100),
    oere().map(lambda n: Decimal(n) / 100),
    st.integers(-(10**9), 10**9).filter(lambda n: n not in COM_ERRORS and n != -2147352572),
    st.builds(written, oere(), st.integers(0, 29)),
    st.integers(-(10**7), 10**7).map(lambda n: (n + 0.5) / 100),
    st.floats(-1e6, 1e6),
    st.floats(-1e12, 1e12),
)
bad_amounts: Cells = st.sampled_from(
    [
        "abc",
        "1.5",
        "1.234",
        "1,234",
        "-12,345 kr.",
        "1,234.50",
        "(5)",
        "1e5",
        "5 %",
        True,
        False,
        9.1e11,
        -1e300,
        10**400,
        "5-5",
    ]
)
dates: Cells = st.dates(datetime.date(2015, 7, 1), datetime.date(2017, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            day,
            datetime.datetime.combine(day, datetime.time(13, 30)),
            (day - datetime.date(1899, 12, 30)).days,
            (day - datetime.date(1899, 12, 30)).days + 0.75,
            day.strftime("%d-%m-%Y"),
            day.strftime("%d.%m.%Y"),
            day.strftime(" %d/%m-%Y"),
            day.isoformat(),
        ]
    )
)
far_dates: Cells = st.sampled_from([61, 2958465, "01-03-1900", "9999-12-31", "2015-08-30", "2015-08-31"])
bad_dates: Cells = st.sampled_from(
    ["12-31-2016", "25-10-16", "2016-02-30", "abc", True, 60, 0, -1, 2958466, "28-02-1900", 1e300, 10**400]
)
hours: Cells = st.one_of(
    st.integers(0, 240).map(lambda n: n / 10),
    st.integers(0, 2400).map(lambda n: f"{n // 100},{n % 100:02d}"),
    st.integers(0, 24),
    st.floats(0, 24).map(lambda n: round(n, 6)),
)
rates: Cells = st.one_of(st.integers(0, 500_000).map(lambda n: n / 1000), st.integers(100, 400))
yes_or_no: Cells = st.sampled_from([True, False, 1, 0, 1.0, 0.0, "ja", "Nej", "J", "n", "x", " JA "])
parties: Cells = st.sampled_from(
    ["region", "Regionen", "Region Midtjylland", "respirationscentret", "RCV", "kommune", "KOMMUNEN",
     "Viborg", "Århus Kommune"]
)  # fmt: skip
shares: Cells = st.one_of(
    st.integers(0, 10_000).map(lambda n: n / 10_000),
    st.integers(0, 100).map(lambda n: f"{n} %"),
    st.sampled_from([0, 1, "0,5"]),
)
names: Cells = st.sampled_from(
    [one.name for one in TABLE]
    + [int(one.code) for one in TABLE]
    + [f"{one.name} Kommune" for one in TABLE]
    + [one.code for one in TABLE]
    + ["Århus", "A\u030arhus", "københavns kommune"]
)
arts: Cells = st.sampled_from(
    ["fælles", "løn", "VIKAR", "sygefravær", "forsikring", "Arbejdsmiljø", "administration", "faglighed",
     "indlæggelse", "oplæring", "Midlertidigt hold", "arbejdsgiveropgaver",
     " løn\u00a0", "respiration", "servicelov", "ekstra", "ferie"]
)  # fmt: skip
codes: Cells = st.sampled_from(
    ["NØGLE", "delvis", "FØR-AFTALE", "FØR-START", "EFTER-SLUT", "RESP", "SEL", "EKSTRA-R", "EKSTRA-K",
     "FERIE-K", "FERIE-B", "PAUSE", "ikke-fælles", "Fælles ordning", "Uden for regionen"]
)  # fmt: skip


@st.composite
def own_agreements(draw: st.DrawFn) -> list[list[object]]:
    """A region's own range: one to three versions, one start rule for all of them."""
    rule = draw(st.sampled_from(["etablering", "oplært eller frist"]))
    days = draw(st.integers(1, 60))
    firsts = draw(
        st.lists(
            st.dates(datetime.date(2015, 8, 31), datetime.date(2017, 6, 30)),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    rows: list[list[object]] = [["navn", "Region Prøve"]]
    for number, first in enumerate(sorted(firsts)):
        given: list[list[object]] = [
            ["nøgle_region", draw(st.integers(0, 10_000)) / 10_000],
            ["startregel", rule],
            ["frist_dage", days],
            ["vurdering_dage", days],
            ["kommuner", "; ".join(MIDTJYLLAND[:10])],
            ["medtaget", draw(st.sampled_from(["97; BL 90", "SUL § 138", "BL", "42; 118"]))],
        ]
        # A later version keeps what it leaves out.
        kept = [draw(st.booleans()) or number == 0 for _ in given[1:]]
        rows += [
            ["gyldig_fra", first.isoformat()],
            given[0],
            *(row for row, keep in zip(given[1:], kept, strict=True) if keep),
        ]
    return rows


agreements: Cells = st.one_of(
    st.sampled_from([None, "", "Midtjylland", "bekendtgørelsen", "Syddanmark", "#REF!"]), own_agreements()
)

GOOD: dict[str, Cells] = {
    "amount": amounts,
    "date": st.one_of(dates, dates, dates, far_dates),
    "hours_a_day": hours,
    "hours": hours,
    "rate": rates,
    "yes_no": yes_or_no,
    "party": parties,
    "employer": st.one_of(parties, st.sampled_from(["privat", "borger", "Nærtstående", "forening"])),
    "municipality": names,
    "sections": st.one_of(
        st.sampled_from(SECTIONS),
        st.lists(st.sampled_from([one for one in SECTIONS if isinstance(one, str)]), min_size=2, max_size=3).map(
            "; ".join
        ),
    ),
    "payer": parties,
    "share": shares,
    "art": arts,
    "field": st.sampled_from(["navn", "Kode", " region "]),
    "code": codes,
}
BAD: dict[str, Cells] = {
    "amount": bad_amounts,
    "date": bad_dates,
    "hours_a_day": st.sampled_from([-1, 24.5, 25, "8.5", "otte", True, -0.25, 10**400]),
    "hours": st.sampled_from([-1, "8.5", "otte", True, -0.25]),
    "rate": st.sampled_from(["250.50", "gratis", True, 1e13]),
    "yes_no": st.sampled_from([2, -1, 0.5, "måske", 10**400]),
    "party": st.sampled_from(["borger", "staten", 7, True]),
    "payer": st.sampled_from(["borger", "staten", 7, True]),
    "share": st.sampled_from([1.01, -0.1, 60, "60", "to tredjedele", True, 10**400]),
    "employer": st.sampled_from(["naboen", 7, True]),
    "municipality": st.sampled_from(["Atlantis", 100, 751.5, True, "Region Midtjylland", 10**400]),
    "sections": st.sampled_from([27, "83; 27", ";", "84", 84, "84 stk. 2", "otte", True, -83, 10**400]),
    "art": st.sampled_from(["gaver", 7, True, "fælles løn"]),
    "field": st.sampled_from(["farve", 7, True]),
    "code": st.sampled_from(["HEMMELIG", 7]),
}


def cell(argument: Argument) -> Cells:
    """Mostly good; now and then blank, unreadable or an error."""
    good = GOOD[argument.kind]
    blank = 1 if argument.needed else 4
    return st.integers(0, 19).flatmap(
        lambda n: ERROR_CELLS if n == 19 else BAD[argument.kind] if n == 18 else BLANKS if n >= 18 - blank else good
    )


@st.composite
def calls(draw: st.DrawFn, function: Function, height: int | None = None) -> list[Any]:
    """Arguments of one call: each a single cell or a column; the agreement whole."""
    rows = draw(st.integers(2, 5)) if height is None else height
    given = []
    for argument in function.arguments:
        if argument.kind == "agreement":
            given.append(draw(agreements))
        elif draw(st.integers(0, 3)) == 0:
            given.append(draw(cell(argument)))
        else:
            given.append([[draw(cell(argument))] for _ in range(rows)])
    return given
