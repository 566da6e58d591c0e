"""Opfølgning: what the agreement follows up: training, temporary teams, joint teams during stays (A Opfølgning)."""

from xl_addin.books.captions import cited
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT, TO_DATE, Areas, Records
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

IN_TIME = "Til tiden"


def plan(areas: Areas, records: Records) -> SheetPlan:
    """The sheet's description."""
    table = areas.follow_up
    used = max(len(records.get(areas.arrangements.sheet, ())), 20)
    tables = ",".join(one.whole for one in (areas.arrangements, areas.admissions, areas.postings))
    found = f"FHO_OPFOELGNING({tables},{AGREEMENT},{TO_DATE})"
    last = table.letter(table.columns[-1].key)
    return SheetPlan(
        table.sheet,
        "Opfølgning",
        (
            cited(
                "{Midtjylland:Opfølgning}: opstart og oplæring, midlertidige hjælperhold, "
                "fælles hold under indlæggelse."
            ),
        ),
        (
            *_totals(areas),
            Filled(table, arrays=((table.all, found),), filtered=last),
        ),
        Paper(
            f"{last}{table.header_row + used}",
            wide=2,
            repeat=table.header_row,
            repeat_columns="A:A",
        ),
        freeze=f"B{table.first_row}",
    )


def _totals(areas: Areas) -> tuple[Lines, ...]:
    """The follow-up in a few numbers, above the table."""
    name = areas.follow_up.name
    training, days, due = name("oplæring"), name("dage"), f'{name("frist")},">0"'
    dated = f'COUNTIFS({due},{days},">-9999")'
    kroner, whole = "svar kroner", "svar helt"
    groups = (
        (2, 3, "Opstart og oplæring", (
            ("Udskrivelser med frist", f"COUNT({name('frist')})", whole),
            ("Heraf oplært til tiden", f'COUNTIF({training},"{IN_TIME}*")', whole),
            ("For sent, eller mangler", f'COUNT({name("frist")})-COUNTIF({training},"{IN_TIME}*")', whole),
            ("Dage til oplært, gennemsnit", f'IF({dated}=0,"",ROUND(SUMIFS({days},{due})/{dated},1))', "svar timer"),
        )),
        (6, 3, "Midlertidige hjælperhold", (
            ("Afsnit med midlertidigt hold", f'COUNTIF({name("vikarhold")},">0")', whole),
            ("Midlertidige hold i alt", f"SUM({name('vikarhold')})", whole),
            ("Udskiftninger på holdene", f"SUM({name('udskiftninger')})", whole),
            ("Udgift til midlertidigt hold, kroner", f"ROUND(SUM({name('vikar')}),2)", kroner),
        )),
        (10, 2, "Fælles hold under indlæggelse", (
            ("Indlæggelser", f"SUM({name('indlæggelser')})", whole),
            ("Heraf med fælles hold", f"SUM({name('hold_med')})", whole),
            ("Vurderet i fællesskab", f'COUNTIF({areas.stays.name("status")},"Vurderet*")', whole),
            ("Mangler vurdering", f"SUM({name('mangler')})", whole),
        )),
    )  # fmt: skip
    return tuple(
        Lines(
            heading,
            (),
            tuple((Shown(text, span=width - 1), Shown(f"={formula}", look)) for text, formula, look in lines),
            column=column,
            row=4,
            height=18,
        )
        for column, width, heading, lines in groups
    )
