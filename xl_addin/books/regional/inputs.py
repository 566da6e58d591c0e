"""Ordninger, Udgifter, Opkrævet and Indlæggelser: the sheets that users fill in.

Udgifter and Opkrævet hold no formula at all, so rows can be inserted, deleted and sorted; on the two others what
follows stands to the right, past an empty column.
"""

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.agreement.wording import figures
from xl_addin.books import style
from xl_addin.books.captions import JOINT, cited
from xl_addin.books.layout import define
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT, TO_DATE, Areas, Records
from xl_addin.books.rendering import Filled, SheetPlan
from xl_addin.books.validation import listed

_DAYS = "Posteringsdage"
"""The name of the postings without their amounts: stays are not computed anew when an amount is changed."""


def arrangements(areas: Areas, records: Records) -> SheetPlan:
    """Ordninger: one row a period; to the left what is typed, to the right what FHO_ORDNINGER makes of it."""
    table, computed = areas.arrangements, areas.status
    typed = records.get(table.sheet, ())
    status, remark = (f"${computed.letter(key)}{computed.first_row}" for key in ("status", "bemærkning"))

    def colours(sheet: Worksheet) -> None:
        style.look_here(sheet, computed.area("status", "betaler"), f'AND({status}<>"",{status}<>"{JOINT}")')
        style.look_here(sheet, computed.own("bemærkning"), f'AND({remark}<>"",{remark}<>"OK")')

    return SheetPlan(
        table.sheet,
        "Ordninger",
        (
            "Én række pr. afsnit af en ordning: et nyt afsnit, når timer, paragraf, arbejdsgiver eller kommune ændres, "
            "eller efter en pause. I et senere afsnit skrives kun det nye.",
            f"Der er plads til {figures(table.rows, 0)} afsnit. Nye skrives i den første tomme række; rækkefølgen er "
            "ligegyldig, og de gule felter kan sorteres.",
        ),
        (
            Filled(table, typed),
            Filled(computed, arrays=((computed.all, f"FHO_ORDNINGER({table.whole},{AGREEMENT},{TO_DATE})"),)),
        ),
        Paper(
            f"{computed.letter('begrundelse')}{table.header_row + max(len(typed), 20)}",
            wide=5,
            repeat=table.header_row,
            repeat_columns="A:A",
        ),
        freeze=f"B{table.first_row}",
        is_locked=False,
        more=colours,
    )


def postings(areas: Areas, records: Records) -> SheetPlan:
    """Udgifter: the postings, typed or pasted."""
    table, settled = areas.postings, areas.division
    typed = records.get(table.sheet, ())
    own = {"afregnes": listed(areas.municipalities.name("kommune"))} if areas.side.own else {}
    place = f"ROW()-ROW($A${table.header_row})"

    def more(sheet: Worksheet) -> None:
        define(sheet.parent, _DAYS, table.anchored("bilag", "art", header=True))  # type: ignore[arg-type]
        remark = f"INDEX({settled.name('bemærkning')},{place})"
        style.look_here(sheet, table.all, f'IF({remark}="",FALSE,{remark}<>"OK")')

    return SheetPlan(
        table.sheet,
        "Udgifter",
        (
            "Én række pr. postering. Rækker kan tilføjes, indsættes, slettes og sorteres frit: her står ingen formler.",
            f"Der er plads til {figures(table.rows, 0)} posteringer. Ravgul: der er en bemærkning på Fordeling.",
        ),
        (Filled(table, typed, entries=own, filtered=table.letter("tekst")),),
        Paper(f"{table.letter('tekst')}{table.header_row + max(len(typed), 20)}", repeat=table.header_row),
        freeze=f"C{table.first_row}",
        is_locked=False,
        more=more,
    )


def claims(areas: Areas, records: Records) -> SheetPlan:
    """Opkrævet: what has been sent and paid; what is settled already follows from it."""
    table = areas.claims
    typed = records.get(table.sheet, ())
    return SheetPlan(
        table.sheet,
        "Opkrævet",
        (
            "Én række pr. opkrævning, der er sendt eller modtaget. Når den er betalt, skrives dagen i Betalt den.",
            "Beløbet er altid plus; en kreditnota skrives med minus og med samme retning. Her står ingen formler.",
        ),
        (Filled(table, typed, filtered=table.letter("reference")),),
        Paper(f"{table.letter('reference')}{table.header_row + max(len(typed), 20)}", repeat=table.header_row),
        freeze=f"C{table.first_row}",
        is_locked=False,
    )


def admissions(areas: Areas, records: Records) -> SheetPlan:
    """Indlæggelser: stays in hospital, and what the parties assessed together after a long one."""
    table, computed = areas.admissions, areas.stays
    typed = records.get(table.sheet, ())
    status = f"${computed.letter('status')}{computed.first_row}"
    found = f"FHO_INDLAEGGELSER({table.whole},{areas.arrangements.whole},{AGREEMENT},{TO_DATE},{_DAYS})"
    return SheetPlan(
        table.sheet,
        "Indlæggelser",
        (
            "Nøglen gælder også under indlæggelse. Varer den længere end fristen, vurderer region og kommune i "
            "fællesskab, om ordningen bør fortsætte.",
            cited("{Midtjylland:Ved forskellige kompetencekrav, ferie og indlæggelse}. De gule felter kan sorteres."),
        ),
        (Filled(table, typed), Filled(computed, arrays=((computed.all, found),))),
        Paper(
            f"{computed.letter(computed.columns[-1].key)}{table.header_row + max(len(typed), 25)}",
            wide=2,
            repeat=table.header_row,
            repeat_columns="A:A",
        ),
        freeze=f"B{table.first_row}",
        is_locked=False,
        more=lambda sheet: style.look_here(sheet, computed.all, f'LEFT({status},7)="Mangler"'),
    )
