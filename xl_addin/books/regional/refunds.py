"""Refusion: what a former municipality can expect back after a move (SEL § 96 b, stk. 2; V 8.3), posting by posting."""

from xl_addin.agreement.wording import filled
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import Areas
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

_COUNT = "ref_antal"
"""How many postings have an expected refund: counted once, not in each row."""


def plan(areas: Areas) -> SheetPlan:
    """The sheet's description."""
    table, entered, settled = areas.refunds, areas.postings, areas.division
    places = areas.sorted_out.name("refusionsplads")
    at = f"${table.letter('plads')}{{r}}-ROW({entered.sheet}!$A${entered.header_row})"

    def shown(name: str) -> str:
        found = f"INDEX({name},{at})"
        return f'IF(${table.letter("plads")}{{r}}="","",IF({found}="","",{found}))'

    sources = {
        "bilag": entered, "ordning": entered, "fra": entered, "til": entered, "art": entered, "kommunens": settled,
    }  # fmt: skip
    formulas = {key: shown(source.name(key)) for key, source in sources.items()}
    formulas["plads"] = f'IF({{n}}>{_COUNT},"",SMALL({places},{{n}})+ROW({entered.sheet}!$A${entered.header_row}))'
    formulas |= {
        "hidtidig": shown(settled.name("afregnes")),
        "ny": shown(settled.name("refunderes_af")),
        "beløb": shown(settled.name("refusion")),
    }
    total = f"=IF({ALL_FAULTS}=0,ROUND(SUM({table.name('beløb')}),2),NA())"
    return SheetPlan(
        table.sheet,
        "Refusion efter flytning",
        (
            filled(
                "{grants}: den hidtidige kommune betaler, til den nye har truffet afgørelse, og har ret til refusion (vejl. 8.3)."
            ),
            "Kun kommunens andel, for dagene fra flytningen: regionens andel er den samme ved flytning inden for regionen.",
        ),
        (
            Lines(
                rows=(
                    (
                        Shown("Posteringer", "fed"),
                        Shown(f"=COUNT({places})", "fed helt", _COUNT),
                        Shown("I alt", "fed"),
                        Shown(total, "fed kroner"),
                    ),
                ),
                column=table.last_column - 3,
                row=4,
                gap=0,
            ),
            Filled(table, formulas=formulas, filtered=table.letter("beløb")),
        ),
        Paper(f"{table.letter('beløb')}{table.header_row + 40}", repeat=table.header_row),
        freeze=f"C{table.first_row}",
    )
