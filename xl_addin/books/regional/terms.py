"""Aftale: the agreement chosen, room for a region's own, and the shipped parameters with their sources."""

from dataclasses import replace

import numpy as np

from xl_addin.agreement.employers import pairings
from xl_addin.agreement.parameters import Agreement, Version, executive_order, midtjylland
from xl_addin.agreement.wording import danish_order, filled
from xl_addin.books import style
from xl_addin.books.captions import CHOSEN, OWN_AGREEMENT, cited
from xl_addin.books.layout import DATE, GENERAL, NUMBER_FORMATS, PERCENT, WHOLE, Entry, define
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT, TERMS
from xl_addin.books.regional.balances import CUT_OFF
from xl_addin.books.regional.book_side import REGION_NAME
from xl_addin.books.rendering import Lines, SheetPlan, Shown
from xl_addin.books.validation import listed

_LABELS = (
    ("valid_from", "Gælder fra", DATE),
    ("region_key", "Regionens andel af fælles udgifter", PERCENT),
    ("municipality_key", "Kommunens andel af fælles udgifter", PERCENT),
    ("start_rule", "Fælles finansiering begynder", GENERAL),
    ("deadline_days", "Frist for oplæring, dage efter udskrivelsen", WHOLE),
    ("review_days", "Fælles vurdering af indlæggelse efter, dage", WHOLE),
    ("hours_cap", "Timer i døgnet, højst", WHOLE),
    ("mandatory", "Paragraffer med pligt til aftale", GENERAL),
    ("voluntary", "Paragraffer, hvor det kan aftales", GENERAL),
    ("municipalities", "Kommuner", GENERAL),
)

_NOTHING = '""'

_OWN = (
    ("navn", "Regionens navn", Entry("text"), "text", "For eksempel Syddanmark"),
    ("gyldig_fra", "Gælder fra", Entry("date"), "date", "Aftalens første dag, og dagen, hvor den er ændret"),
    ("nøgle_region", "Regionens andel", Entry("number", limits=(0, 1)), "percent", "For eksempel 60 %. Tom: {region_key}"),
    ("startregel", "Fælles finansiering begynder", listed("liste_startregler"), "text", "Når holdet er oplært, senest ved fristen, eller når ordningen er etableret"),
    ("frist_dage", "Frist for oplæring, dage", Entry("number", limits=(0, 3650)), "whole", "Efter udskrivelsen; kun ved oplært eller frist"),
    ("vurdering_dage", "Fælles vurdering af indlæggelse efter, dage", Entry("number", limits=(0, 3650)), "whole", "0: ingen regel"),
    ("kommuner", "Aftalens kommuner", Entry("text"), "text", "Adskilt af semikolon"),
    ("medtaget", "Paragraffer, der er taget med ud over pligten", Entry("text"), "text", "Adskilt af semikolon"),
)  # fmt: skip
"""A region's own agreement: the name that the functions know a parameter by, and what the reader sees of it."""

PASSED = 2 * len(_OWN) - 1
"""Rows of what is handed to the functions: the agreement, and what a later version changes in it (not its name)."""


def plan(agreement: str, *, cut_off: bool = True) -> SheetPlan:
    """The sheet's description: the agreement that is chosen to begin with, and whether older claims are settled."""
    own_row = 11 if cut_off else 10
    first = own_row + 2
    head = _head(agreement, f"$C${first}", cut_off=cut_off)
    own = tuple(
        (
            Shown(label),
            Shown(None, style.style_name("ind", NUMBER_FORMATS[look]), entry=replace(entry, title=label, help=text)),
            Shown(None, style.style_name("ind", NUMBER_FORMATS[look]), entry=replace(entry, title=label, help="Kun det, der er ændret."))
            if key != "navn"
            else Shown(),
            Shown(text, "kilde"),
        )
        for key, label, entry, look, told in _OWN
        for text in [filled(told, executive_order())]
    )  # fmt: skip
    rows = [(key, f"$C${row}") for row, (key, *_) in enumerate(_OWN, first)]
    rows += [(key, f"$D${row}") for row, (key, *_) in enumerate(_OWN, first) if key != "navn"]
    is_own = f'{CHOSEN}="{OWN_AGREEMENT}"'
    passed = tuple(
        (
            Shown(f'=IF({is_own},IF({cell}="","","{key}"),{CHOSEN if not place else _NOTHING})', "ud"),
            Shown(f'=IF(AND({is_own},{cell}<>""),{cell},"")', "ud"),
        )
        for place, (key, cell) in enumerate(rows)
    )
    shipped = [
        _version(agreement, version, number)
        for agreement in (midtjylland(), executive_order())
        for number, version in enumerate(agreement.versions, 1)
    ]
    parts = (
        Lines("Det, der regnes efter", (), head),
        Lines(
            f"{OWN_AGREEMENT} (vejl. 7.2). Det, der står tomt, er som i {executive_order().name}",
            ("Parameter", "Aftalen", "Senere ændret til", "Forklaring"),
            own,
            row=own_row,
        ),
        *shipped,
        _employers(),
        Lines(rows=passed, column=7, row=first, height=0),
    )
    last = first + len(own) + sum(len(part.rows) + 3 for part in (*shipped, _employers()))
    return SheetPlan(
        TERMS,
        "Aftale",
        (
            "Vælg aftalen i det gule felt. En region med egen aftale skriver den i de gule felter herunder og vælger Egen aftale.",
        ),
        parts,
        Paper(f"E{last}"),
        widths=(2, 46, 30, 30, 60, 2, 18, 18),
        column=2,
        hidden=("G", "H"),
        more=lambda sheet: define(sheet.parent, AGREEMENT, f"{TERMS}!$G${first}:$H${first + PASSED - 1}"),  # type: ignore[arg-type]
    )


def _head(agreement: str, own_name: str, *, cut_off: bool) -> tuple[tuple[Shown, ...], ...]:
    """The agreement chosen, and what follows for the texts of the workbook."""
    titles = {one.name: one.title for one in (midtjylland(), executive_order())}
    default = midtjylland().name
    based_on = f'=IF({CHOSEN}="{OWN_AGREEMENT}","Regionens egen aftale",IF({CHOSEN}="{executive_order().name}","{titles[executive_order().name]}","{titles[default]}"))&". Vejledning nr. 10338 af 24. august 2015; bekendtgørelse nr. 987 af 24. august 2015."'
    region = f'=IF({CHOSEN}="{default}","Region {default}",IF(AND({CHOSEN}="{OWN_AGREEMENT}",{own_name}<>""),"Region "&{own_name},"Regionen"))'
    choice = Entry(
        "list", "liste_aftaler", title="Aftale", help="Den aftale, der regnes efter. Egen aftale skrives herunder."
    )
    cut = Entry(
        "date",
        title="Skæringsdag",
        help="Tilgodehavender til og med denne dag er fra før aftalen.",
    )
    day = (
        Shown("Skæringsdag"),
        Shown(midtjylland().agreed.item(), "ind dato", CUT_OFF, entry=cut),
        Shown(
            cited("Tilgodehavender til og med denne dag er fra før aftalen og modregnes ({Midtjylland:Ikrafttræden})"),
            "kilde",
            span=2,
        ),
    )
    return (
        (Shown("Aftalen, der regnes efter"), Shown(agreement, "ind tekst", CHOSEN, entry=choice), Shown(span=2)),
        *([day] if cut_off else []),
        (Shown("Regionens navn i mappens tekster"), Shown(region, "oplyst", REGION_NAME), Shown(span=2)),
        (Shown("Grundlag"), Shown(based_on, "kilde", "aftale_grundlag", span=3, lines=2)),
        (Shown("Beregnet med"), Shown("=FHO_VERSION()", "kilde"), Shown(span=2)),
    )  # fmt: skip


def _version(agreement: Agreement, version: Version, number: int) -> Lines:
    more = f", version {number}" if len(agreement.versions) > 1 else ""
    rows = []
    for key, label, look in _LABELS:
        value = _value(version, key)
        source = version.sources.get(key, version.sources.get("region_key", ""))
        shown = Shown(value, style.style_name("oplyst", GENERAL if isinstance(value, str) else look), span=2)
        rows.append((Shown(label), shown, Shown(source, "kilde")))
    heading = f"{agreement.name}{more}: {agreement.title}"
    return Lines(heading, ("Parameter", "Værdi", "", "Kilde"), tuple(rows))


def _value(version: Version, key: str) -> object:
    value = getattr(version, key)
    if isinstance(value, np.datetime64):
        return value.item()
    if key.endswith("_key"):
        return float(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value, key=danish_order)) or "ingen"
    if key == "review_days" and not value:
        return "ingen regel"
    return value


def _employers() -> Lines:
    rows = tuple(
        (
            Shown(f"§ {section}, {employer}"),
            Shown(pairing.trains),
            Shown(pairing.pays),
            Shown(pairing.source, "kilde"),
        )
        for (section, employer), pairing in pairings().items()
    )
    headers = ("Paragraf og arbejdsgiver", "Oplærer i den anden parts opgaver", "Betaler først", "Kilde")
    return Lines("Hvem der kan være arbejdsgiver, oplære og betale først (Midtjylland)", headers, rows)
