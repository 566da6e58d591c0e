"""Aftale: the agreement chosen, room for a region's own, and the shipped parameters with their sources."""

import numpy as np

from xl_addin.agreement.employers import pairings
from xl_addin.agreement.parameters import Agreement, Version, executive_order, midtjylland
from xl_addin.agreement.wording import danish_order, filled
from xl_addin.books import style
from xl_addin.books.captions import OWN_AGREEMENT
from xl_addin.books.layout import DATE, GENERAL, PERCENT, WHOLE, define
from xl_addin.books.regional.areas import AGREEMENT, TERMS, Areas
from xl_addin.books.regional.balances import CUT_OFF
from xl_addin.books.regional.book_side import REGION_NAME
from xl_addin.books.rendering import Lines, Paper, SheetPlan, Shown
from xl_addin.books.validation import Entry

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

_OWN = (
    ("navn", "Regionens navn, for eksempel Syddanmark"),
    ("gyldig_fra", "Aftalens første dag"),
    ("nøgle_region", "Regionens andel, for eksempel 60 %. Tom: {region_key}"),
    ("startregel", "oplært eller frist, eller etablering"),
    ("frist_dage", "Kun ved oplært eller frist: dage efter udskrivelsen"),
    ("vurdering_dage", "Fælles vurdering af indlæggelse efter så mange dage; 0: ingen regel"),
    ("kommuner", "Aftalens kommuner, adskilt af semikolon"),
    ("medtaget", "Paragraffer, som aftalen tager med ud over pligten, adskilt af semikolon"),
    ("", "En senere version: gyldig_fra og det, der er ændret, i rækkerne herunder"),
    ("", ""), ("", ""), ("", ""),
)  # fmt: skip

_OWN_ROW = 12


def plan(areas: Areas) -> SheetPlan:
    """The sheet's description."""
    chosen = "aftale_valg"
    own_name = f"$C${_OWN_ROW + 1}"
    titles = {agreement.name: agreement.title for agreement in (midtjylland(), executive_order())}
    default = midtjylland().name
    based_on = f'=IF({chosen}="{OWN_AGREEMENT}","Regionens egen aftale",IF({chosen}="{executive_order().name}","{titles[executive_order().name]}","{titles[default]}"))&". Vejledning nr. 10338 af 24. august 2015; bekendtgørelse nr. 987 af 24. august 2015."'
    region = f'=IF({chosen}="{default}","Region {default}",IF(AND({chosen}="{OWN_AGREEMENT}",{own_name}<>""),"Region "&{own_name},"Regionen"))'
    choice = Entry(
        "list", "liste_aftaler", title="Aftale", help="Den aftale, der regnes efter. Egen aftale skrives herunder."
    )
    cut = Entry(
        "date",
        title="Skæringsdag",
        help="Tilgodehavender til og med denne dag er fra før aftalen (Aftalen, Ikrafttræden).",
    )
    head = (
        (Shown("Aftalen, der regnes efter"), Shown(areas.side.agreement, "ind tekst", chosen, entry=choice), Shown(span=2)),
        (Shown("Skæringsdag: tilgodehavender fra før aftalen, til og med"), Shown(midtjylland().agreed.item(), "ind dato", CUT_OFF, entry=cut), Shown("Aftalen, Ikrafttræden: tilgodehavender fra før den blev indgået, modregnes", "kilde", span=2)),
        (Shown("Regionens navn i mappens tekster"), Shown(region, "svar", REGION_NAME), Shown(span=2)),
        (Shown("Grundlag"), Shown(based_on, "kilde", "aftale_grundlag", span=3, lines=2)),
        (Shown("Beregnet med"), Shown("=FHO_VERSION()", "kilde"), Shown(span=2)),
    )  # fmt: skip
    own = tuple(
        (
            Shown(name or None, "ind tekst" if not name else "linje"),
            Shown(None, "ind"),
            Shown(filled(text, executive_order()), "kilde", span=2),
            Shown(),
            Shown(
                f'=IF({chosen}="{OWN_AGREEMENT}",B{{r}}&"",{"" if place else chosen}{chr(34) * 2 if place else ""})',
                "ud",
            ),
            Shown(f'=IF(AND({chosen}="{OWN_AGREEMENT}",C{{r}}<>""),C{{r}},"")', "ud"),
        )
        for place, (name, text) in enumerate(_OWN)
    )
    shipped = [
        _version(agreement, version, number)
        for agreement in (midtjylland(), executive_order())
        for number, version in enumerate(agreement.versions, 1)
    ]
    passed = f"Aftale!$G${_OWN_ROW + 1}:$H${_OWN_ROW + len(_OWN)}"
    return SheetPlan(
        TERMS,
        "Aftale",
        (
            "Vælg aftalen i det gule felt. En region med egen aftale skriver den i de gule felter herunder og vælger Egen aftale.",
            "De grå parametre er skrevet fra tilføjelsesprogrammets datafiler: en ændring dér ændrer ikke beregningen.",
        ),
        (
            Lines("Det, der regnes efter", (), head),
            Lines(
                f"{OWN_AGREEMENT} (vejl. 7.2). Det, der står tomt, er som i {executive_order().name}",
                (),
                own,
                row=_OWN_ROW,
                width=4,
            ),
            *shipped,
            _employers(),
        ),
        Paper("E90"),
        widths=(2, 46, 30, 24, 60, 2, 18, 18),
        column=2,
        more=lambda sheet: define(sheet.parent, AGREEMENT, passed),  # type: ignore[arg-type]
    )


def _version(agreement: Agreement, version: Version, number: int) -> Lines:
    more = f", version {number}" if len(agreement.versions) > 1 else ""
    rows = []
    for key, label, look in _LABELS:
        value = _value(version, key)
        source = version.sources.get(key, version.sources.get("region_key", ""))
        shown = Shown(value, style.look_of("svar", GENERAL if isinstance(value, str) else look), span=2)
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
