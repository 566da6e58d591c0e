"""Faktura: what the party that paid collects from the other for a period, divided line by line.

The page that is printed repeats what is typed beside it, so that no yellow cell gets onto paper.
"""

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY, REGION, cited, columns
from xl_addin.books.layout import GENERAL, KRONER, Entry, SheetColumn, SheetTable
from xl_addin.books.new_arrangement.questions import SHARED, case_shown, form_words, kept, name
from xl_addin.books.paper import Paper
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

CLAIM = "Faktura"

_INPUT = columns(form_words()["claim_input"], typed=True)
_COMPUTED = (
    SheetColumn("region", "Regionen", 15, KRONER, "FHO_FORDEL: regionens andel."),
    SheetColumn("kommune", "Kommunen", 15, KRONER, "FHO_FORDEL: kommunens andel."),
    SheetColumn("borger", "Borgeren", 13, KRONER, "FHO_FORDEL: borgerens andel."),
    SheetColumn("ufordelt", "Ufordelt", 13, KRONER, "FHO_FORDEL: skal posteres som respiration eller servicelov."),
    SheetColumn("kode", "Kode", 12, GENERAL, "FHO_FORDEL"),
    SheetColumn(
        "opkræves", "Opkræves", 15, KRONER, "FHO_OPKRAEVNING: hvad den, der har betalt, opkræver hos den anden."
    ),
)
_HEADER, _ROWS = 9, 12
_PRINTED = SheetTable(CLAIM, "side", _HEADER, _ROWS, tuple(replace(one, typed=False) for one in _INPUT[:4]), 2)
_SETTLED = SheetTable(CLAIM, "fak", _HEADER, _ROWS, _COMPUTED, _PRINTED.last_column + 1)
_TYPED = SheetTable(CLAIM, "fak", _HEADER, _ROWS, _INPUT, _SETTLED.last_column + 2)


def plan() -> SheetPlan:
    """The sheet's description."""
    typed, settled = _TYPED, _SETTLED
    payer, start, region = name("betaler"), name("start"), kept("region_navn")
    municipality = f'IF({name("kommune")}="","",FHO_KOMMUNE({name("kommune")})&" Kommune")'
    blank = f'({typed.name("beløb")}="")*({typed.name("art")}="")'
    divided = f'{typed.names("beløb art fra til")},IF({blank},"",{start}),,{typed.names("udmålt_af bevilget")},{SHARED}'
    who_paid = f'IF({settled.name("region")}="","",{payer})'
    arrays = (
        (settled.area("region", "kode"), f'IF({start}="","",FHO_FORDEL({divided}))'),
        (settled.own("opkræves"), f'IF({payer}="","",FHO_OPKRAEVNING({who_paid},{settled.names("region kommune")}))'),
    )
    repeated = f"{typed.letter('art')}{typed.first_row}:{typed.letter('beløb')}{typed.last_row}"
    totals = {
        column.key: f"=ROUND(SUM({table.own(column.key)}),2)"
        for table in (_PRINTED, settled)
        for column in table.columns
        if column.number_format == KRONER
    }
    head = (
        (
            Shown("Fra", "tekst"),
            Shown(f'=IF({payer}="","",IF({payer}="{REGION}",{region},{municipality}))', "fed", span=3),
        ),
        (
            Shown("Til", "tekst"),
            Shown(f'=IF({payer}="","",IF({payer}="{MUNICIPALITY}",{region},{municipality}))', "fed", span=3),
        ),
        (Shown("Sagsnummer", "tekst"), Shown(f"={case_shown()}", "fed", span=3)),
        (Shown("Fakturanummer", "tekst"), Shown('=IF(fak_nr="","",fak_nr)', "fed", span=3)),
    )
    number = Entry("case", title="Fakturanummer", help="Fakturaens nummer. Aldrig et CPR-nummer.")
    beside = (
        (Shown("Fakturanummer", "fed"), Shown(None, "ind tekst", "fak_nr", span=2, entry=number)),
        (
            Shown(
                "Skriv de afholdte udgifter i de gule felter. De udskrives ikke; siden til venstre gør.", "note", span=6
            ),
        ),
        (
            Shown(
                f'=IF({start}="","Udfyld Skema: uden en startdato kan linjerne ikke deles.","Ufordelt kan ikke opkræves: postér det som respiration eller servicelov.")',
                "note",
                span=6,
            ),
        ),
    )
    return SheetPlan(
        CLAIM,
        "Opkrævning for en fælles hjælperordning",
        (
            cited(
                "Den, der har betalt, opkræver den andens andel af de afholdte udgifter "
                "({Midtjylland:Fakturering; vejl. 7.4.1})."
            ),
        ),
        (
            Lines(rows=head, row=4),
            Lines(rows=beside, column=typed.first_column, row=4),
            Filled(typed),
            Filled(settled, arrays=arrays, totals={key: totals[key] for key in totals if key != "beløb"}),
            Filled(
                _PRINTED,
                arrays=((_PRINTED.all, f'IF({repeated}="","",{repeated})'),),
                totals={"art": "I alt", "beløb": totals["beløb"]},
            ),
            Lines(rows=((Shown('="Beregnet med "&FHO_VERSION()', "note", span=6),),), row=_HEADER + _ROWS + 3),
        ),
        Paper(f"{settled.letter('opkræves')}{_HEADER + _ROWS + 3}", tall=1),
        widths=(2,),
        column=2,
        more=_colours,
    )  # fmt: skip


def _colours(sheet: Worksheet) -> None:
    loose = f"{_SETTLED.letter('ufordelt')}{_SETTLED.first_row}"
    style.look_here(sheet, _SETTLED.own("ufordelt"), f"AND(ISNUMBER({loose}),{loose}<>0)")
