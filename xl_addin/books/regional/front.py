"""Forside: what the workbook is, whether it agrees, and the figures that are asked for first."""

import datetime as dt

from xl_addin.agreement.wording import filled
from xl_addin.books import style
from xl_addin.books.captions import JOINT
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.layout import Entry
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import FRONT, TO_DATE, Areas
from xl_addin.books.rendering import Lines, SheetPlan, Shown

CHARTS_ROW = 33
"""The row where the charts begin."""

_SHEETS = (
    ("Ordninger", "Borgerens ordning, ét afsnit pr. række. Status, begrundelse og datoer beregnes."),
    ("Udgifter", "Posteringerne: skriv eller indsæt dem her. Ingen formler, så rækker kan flyttes frit."),
    ("Fordeling", "Hver postering afregnet: andele, kommune, opkrævning, refusion og bemærkning."),
    ("Modregning", "Hvad parterne har til gode hos hinanden, kommune for kommune, og hvad der er betalt."),
    ("Opkrævet", "Sendte og betalte opkrævninger: skriv dem her."),
    ("Opkrævning", "Én kommune måned for måned, klar til at udskrive."),
    ("Opkrævningslinjer", "Hver kommune og måned: til gode nu, opkrævet før, og hvad der mangler."),
    ("Refusion", filled("Hvad en hidtidig kommune kan vente refunderet efter en flytning ({grants}).")),
    ("Indlæggelser", "Indlæggelser, og den fælles vurdering af de lange: skriv dem her."),
    ("Opfølgning", "Oplæring mod fristerne, midlertidige hold, fælles hold under indlæggelse."),
    ("Kontrol", "Tal, der skal stemme, posteringer med fejl, og hvad der er værd at se på."),
    ("Nøgletal", "Tallene bag diagrammerne."),
    ("Aftale", "Vælg aftalen, eller skriv jeres egen. Parametrene og deres kilder."),
    ("Eksempler", "Ét regnet eksempel for hver situation, med formler til at kopiere."),
    ("Vejledning", "Sådan bruges mappen, koderne, og hvad der er vores læsning."),
)
_COLOURS = (
    ("Indtastes", "ind", "Gult felt med ramme: her skriver du. Ark, der udfyldes, har en gul fane."),
    ("Beregnes", "ud", "Gråt felt: beregnes af tilføjelsesprogrammet og er låst, hvor det kan lade sig gøre."),
    ("Se efter", "se efter", "Ravgul: en bemærkning, som et menneske bør se på. Ikke nødvendigvis en fejl."),
)


def plan(areas: Areas, to_date: dt.date | None, invented: bool) -> SheetPlan:
    """The sheet's description."""
    note = "Skriv ordningerne på Ordninger og regningerne på Udgifter. Skriv aldrig CPR-numre eller navne."
    if invented:
        note = "ALLE DATA ER OPFUNDNE: ingen borger, ordning eller regning i denne mappe findes."
    sheets = tuple(
        (Shown(name, "link", link=name), Shown(areas.side.instead("sheets", name, text), "tekst"))
        for name, text in _SHEETS
    )
    period = " · september 2015 til december 2016" if invented else ""
    parties = areas.side.say("parties").replace("{period}", period)
    colours = tuple((Shown(name, look), Shown(text, "tekst")) for name, look, text in _COLOURS)
    row = 5
    parts = []
    for heading, lines in _groups(areas, to_date):
        parts.append(Lines(heading, (), lines, row=row, width=2))
        row += len(lines) + 2
    return SheetPlan(
        FRONT,
        areas.side.say("title"),
        (parties, note),
        (
            *parts,
            Lines("Arkene", (), sheets, column=5, row=5),
            Lines("Farver", (), colours, column=5, row=22),
            Lines("Grundlag", (), ((Shown("=aftale_grundlag", "tekst", span=2, deep=2),),), column=5, row=27),
            Lines("Diagrammer", row=CHARTS_ROW - 1, width=5),
        ),
        Paper(f"F{CHARTS_ROW + (18 if areas.side.own else 42)}"),
        widths=(3, 46, 26, 4, 20, 86),
        column=2,
        more=lambda sheet: style.good_or_bad(sheet, "C6", "Alt stemmer", "Fejl: se Kontrol"),
    )


def _groups(areas: Areas, to_date: dt.date | None) -> tuple[tuple[str, tuple[tuple[Shown, Shown], ...]], ...]:
    """The figures: a heading, and lines of a text and a number."""
    say = areas.side.say
    post, balance, status, entered = areas.division, areas.balance, areas.status, areas.postings
    states = status.name("status")
    total = entered.name("beløb")

    def gated(formula: str, look: str = "svar kroner") -> Shown:
        return Shown(f"=IF({ALL_FAULTS}=0,{formula},NA())", look)

    def kroner(key: str, table: object = post) -> Shown:
        return gated(f"ROUND(SUM({table.name(key)}),2)")  # type: ignore[attr-defined]

    help_text = Entry(
        "date",
        title="Opgjort pr.",
        help="Den dag, frister sammenlignes med. Tom: ingen frist siges at være overskredet.",
    )
    lines = (
        ("Status", (
            ("Kontrollerne", Shown(f'=IF({ALL_FAULTS}=0,"Alt stemmer","Fejl: se Kontrol")', "svar")),
            ("Opgjort pr.", Shown(to_date, "ind dato", TO_DATE, entry=help_text)),
            ("Beregnet med", Shown("=FHO_VERSION()", "kilde")),
        )),
        ("Ordninger", (
            ("Afsnit af ordninger", Shown(f'=COUNTIF({states},"?*")', "svar helt")),
            ("Heraf fælles ordning (nøglen gælder)", Shown(f'=COUNTIF({states},"{JOINT}")', "svar helt")),
            ("Posteringer", gated(f"COUNT({total})", "svar helt")),
        )),
        ("Udgifter, kroner", (
            ("Udgifter i alt", kroner("beløb", entered)),
            ("Regionens andel", kroner("region")),
            (say("share"), kroner("kommunens")),
            ("Borgernes andel", kroner("borger")),
            ("Ufordelt, skal posteres om", kroner("ufordelt")),
            ("Ufordelt, del af udgifterne", gated(f"IF(SUM({total})=0,0,SUM({post.name('ufordelt')})/SUM({total}))", "svar procent")),
        )),
        ("Mellemværende, kroner", (
            (say("owed_region"), kroner("region", balance)),
            (say("owed_municipality"), kroner("kommunens", balance)),
            ("Betalt til regionen", kroner("til_regionen", balance)),
            (say("paid_municipality"), kroner("til_kommunen", balance)),
            (say("net"), kroner("netto", balance)),
            ("Forventet refusion mellem kommuner efter flytning", kroner("beløb", areas.refunds)),
        )),
    )  # fmt: skip
    return tuple((heading, tuple((Shown(text), shown) for text, shown in group)) for heading, group in lines)
