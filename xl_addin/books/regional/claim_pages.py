"""Opkrævningslinjer and Opkrævning: what each payer has to collect by municipality and month, and has collected."""

from openpyxl.utils import get_column_letter

from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY_CLAIMS, REGION_CLAIMS, cited
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.layout import KRONER, MONTH, WHOLE, Entry
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import EARLIER, FIRST_MONTH, INVOICE, LATER, UNDATED, Areas
from xl_addin.books.regional.book_side import REGION_NAME
from xl_addin.books.regional.settled_postings import claim_line, first_of_month, shown_month
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

CHOSEN = "opk_valgt_kommune"
_PLACE = "opk_plads"
_WISHED = "opk_ønsket_måned"
_BESIDE = 9  # the column to the right of the printed page

TOO_MUCH = "Opkrævet for meget: send en kreditnota"
CREDIT = "Til gode med minus: send en kreditnota"
"""A month of credits that nothing was claimed for: nobody has claimed too much, and there is a credit note to send."""
NOTHING = "Intet at opkræve"


def month(place: int) -> str:
    """A formula: the month of a place, 0 for the first one; blank in a workbook without postings."""
    return f'IF({FIRST_MONTH}=0,"",EDATE({FIRST_MONTH},{place}))'


def lines(areas: Areas) -> SheetPlan:
    """All lines: one a municipality and month, and three for what lies outside the months."""
    table = areas.lines
    looked = f"${table.letter('tekst')}{table.first_row}"
    last = table.header_row + len(areas.side.municipalities) * areas.buckets
    return SheetPlan(
        table.sheet,
        "Opkrævningslinjer",
        (
            areas.side.say("lines"),
            areas.side.say("filter"),
        ),
        (
            Filled(
                table,
                [_line(areas, row) for row in range(table.rows)],
                arrays=_sums(areas),
                filtered=table.letter("tekst"),
            ),
            Filled(areas.claim_places, arrays=_places(areas)),
        ),
        Paper(f"{table.letter('tekst')}{last}", repeat=table.header_row),
        freeze=f"C{table.first_row}",
        hidden=(
            *map(table.letter, ("linje", *_HIDDEN)),
            *map(areas.claim_places.letter, ("måned", "linje")),
        ),
        more=lambda sheet: style.look_here(
            sheet,
            table.all,
            f'OR({looked}="{TOO_MUCH}",{looked}="{CREDIT}",'
            f'AND(${table.letter("måned")}{table.first_row}="{UNDATED}",{looked}<>""))',
        ),
    )


_HIDDEN = ("sum_antal", "sum_region", "sum_kommune", "sendt_region", "sendt_kommune")


def _sums(areas: Areas) -> tuple[tuple[str, str], ...]:
    """What postings and claims add up to, for all lines: once through them, where a SUMIF a line takes most of the time.

    A blank line asks for nothing.
    """
    table, postings, line = areas.lines, areas.sorted_out.name("linje"), areas.lines.own("linje")
    added = {
        "sum_antal": f'({postings}<>"")*1',
        "sum_region": areas.division.name("opk_region"),
        "sum_kommune": areas.division.name("opk_kommune"),
    }
    sent = {"sendt_region": REGION_CLAIMS, "sendt_kommune": MUNICIPALITY_CLAIMS}
    return (
        *((table.own(key), f"FHO_SUMMER({line},{postings},{amounts})") for key, amounts in added.items()),
        *(
            (
                table.own(key),
                f"FHO_SUMMER({claim_line(line, _quoted(direction))},{areas.claim_places.own('linje')},"
                f"{areas.claims.name('beløb')})",
            )
            for key, direction in sent.items()
        ),
    )


def _quoted(text: str) -> str:
    return f'"{text}"'


def _places(areas: Areas) -> tuple[tuple[str, str], ...]:
    """The line of each claim: its municipality, its month as the lines show it, and its direction."""
    places, claims = areas.claim_places, areas.claims
    month_of, own = claims.name("måned"), places.own("måned")
    line = claim_line(claims.name("kommune"), shown_month(own, areas.months))
    return (
        (own, f'IF(ISNUMBER({month_of}),IF({month_of}>0,{first_of_month(month_of)},"{UNDATED}"),"{UNDATED}")'),
        (places.own("linje"), f'IFERROR({claim_line(line, claims.name("retning"))},"")'),
    )


def _line(areas: Areas, offset: int) -> dict[str, str]:
    """The formulas of one line."""
    table, listed, balance = areas.lines, areas.municipalities, areas.balance
    place, bucket = divmod(offset, areas.buckets)
    row = table.first_row + offset
    name = f"{listed.sheet}!${listed.letter('kommune')}${listed.first_row + place}"
    fault = f"{balance.sheet}!${balance.letter('fejl')}${balance.first_row + place}"
    label = _month_label(areas, bucket)
    own, when = table.cell("kommune", row), table.cell("måned", row)

    def cell(key: str) -> str:
        return table.cell(key, row)

    def shown(formula: str) -> str:
        return f'=IF({when}="","",IF({fault}=0,{formula},NA()))'

    def left(key: str) -> str:
        """What was left from last year, on the line for no month in particular."""
        opening = f"{listed.sheet}!${listed.letter(key)}${listed.first_row + place}"
        return f'+IF({opening}="",0,{opening})' if bucket == areas.buckets - 1 else ""

    rest = {key: f"ROUND({cell(owed)}-{cell(sent)},2)" for key, owed, sent in (
        ("rest_region", "region", "før_region"), ("rest_kommune", "kommunens", "før_kommune"),
    )}  # fmt: skip
    directions = (("rest_region", "før_region"), ("rest_kommune", "før_kommune"))
    formulas = {
        "antal": cell("sum_antal"),
        "region": f"ROUND({cell('sum_region')}{left('primo_region')},2)",
        "kommunens": f"ROUND({cell('sum_kommune')}{left('primo_kommune')},2)",
        "før_region": cell("sendt_region"),
        "før_kommune": cell("sendt_kommune"),
    } | rest
    too_much = f"OR({','.join(f'AND({cell(left)}<0,{cell(sent)}>0)' for left, sent in directions)})"
    none = f"AND({','.join(f'{cell(sent)}=0' for _, sent in directions)})"
    text = (
        f'IF(MIN({cell("rest_region")},{cell("rest_kommune")})<0,IF({too_much},"{TOO_MUCH}","{CREDIT}"),'
        f'IF(MAX({cell("rest_region")},{cell("rest_kommune")})>0,"Mangler at blive opkrævet",'
        f'IF({cell("antal")}=0,"",IF({none},"{NOTHING}","Opkrævet"))))'
    )
    return {
        "kommune": f'=IF({when}="","",{name})',
        "måned": f'=IF({name}="","",{label})',
        "linje": f'=IF({own}="","",{claim_line(own, when)})',
        **{key: shown(formula) for key, formula in formulas.items()},
        "tekst": shown(text),
    }


def _month_label(areas: Areas, place: int) -> str:
    """What stands in the month's cell of a line; nothing in a workbook where nothing is typed."""
    if place == 0:
        return f'IF({FIRST_MONTH}=0,"","{EARLIER}")'
    if place <= areas.months:
        return month(place - 1)
    if place == areas.months + 1:
        return f'IF({FIRST_MONTH}=0,"","{LATER}")'
    listed = areas.municipalities
    typed = (
        areas.postings.name("beløb"),
        areas.claims.name("beløb"),
        *map(listed.name, ("primo_region", "primo_kommune")),
    )
    return f'IF({FIRST_MONTH}=0,IF(COUNTA({",".join(typed)})=0,"","{UNDATED}"),"{UNDATED}")'


def page(areas: Areas, chosen: str | None) -> SheetPlan:
    """The page for one municipality, one A4; what helps to make it stands beside the page."""
    table, listed, balance, more = areas.lines, areas.municipalities, areas.balance, areas.sorted_out
    header = 6
    keys = ("måned", "antal", "region", "kommunens", "før_region", "før_kommune")

    def there(key: str, offset: int) -> str:
        return f'=IF({_PLACE}="","",INDEX({table.name(key)},({_PLACE}-1)*{areas.buckets}+{offset + 1}))'

    looks = (MONTH, WHOLE, KRONER, KRONER, KRONER, KRONER)
    rows = [
        tuple(Shown(there(key, offset), style.style_name("ud", look)) for key, look in zip(keys, looks, strict=True))
        for offset in range(areas.buckets)
    ]
    first, last = header + 1, header + areas.buckets
    rows.append((Shown("I alt", "sum"), *(_sum(number, first, last) for number in range(3, 8))))
    for text, key, look in (
        ("Netto at afregne, når det betalte er trukket fra", "netto", "svar kroner"),
        ("Hvem betaler", "betaler", "svar"),
    ):
        value = f'=IF({_PLACE}="","",INDEX({balance.name(key)},{_PLACE}))'
        rows.append((Shown(text, "svar", span=4), Shown(value, look, span=2)))
    found = f"IF(COUNT({more.name('måned')})=0,0,MIN({more.name('måned')}))"
    started = f'IF({_WISHED}="",{found},DATE(YEAR({_WISHED}),MONTH({_WISHED}),1))'
    chosen_help = Entry("list", listed.name("kommune"), title="Kommune", help="Kommunen, som siden handler om.")
    month_help = Entry("date", title="Vis fra måned", help="Tom = den første måned, der har posteringer.")
    beside = (
        (Shown("Vælg kommune", "fed"), Shown(chosen, "ind tekst", CHOSEN, entry=chosen_help)),
        (Shown("Vis fra måned", "fed"), Shown(None, "ind måned", _WISHED, entry=month_help)),
        (Shown("Første måned, der vises", "note"), Shown(f"={started}", "note måned", FIRST_MONTH)),
        (
            Shown("Kommunens plads på Modregning", "note"),
            Shown(f'=IF({CHOSEN}="","",MATCH({CHOSEN},{listed.name("kommune")},0))', "note helt", _PLACE),
        ),
        (
            Shown(
                "Det, der står her, udskrives ikke. Grundlaget står på Fordeling: filtrér Afregnes med.",
                "note",
                span=2,
                deep=2,
            ),
        ),
    )
    notes = tuple(
        (Shown(text, "note", span=6),)
        for text in (
            cited(
                "Beløbene er på afholdte udgifter, aldrig på budget ({Midtjylland:Ikrafttræden}). "
                "Måneden er den, hvor regningens periode slutter."
            ),
            "Den, der har betalt, opkræver den andens andel: fordelte udgifter efter nøglen, ekstra hjælper og egne udgifter efter aftalen.",
        )
    )
    headers = (
        "Måned", "Posteringer", "Regionen har til gode", "Kommunen har til gode", "Regionen har opkrævet",
        "Kommunen har opkrævet",
    )  # fmt: skip
    return SheetPlan(
        INVOICE,
        f'="Mellemværende: "&IF({CHOSEN}="","vælg kommunen til højre",{CHOSEN})',
        (
            f'={REGION_NAME}&" og "&IF({CHOSEN}="","kommunen",{CHOSEN}&" Kommune")&", fælles hjælperordninger (fordelte udgifter, ekstra hjælper, egne udgifter)"',
            "=FHO_VERSION()",
        ),
        (
            Lines(rows=beside, column=_BESIDE, row=1, height=15),
            Lines("", headers, tuple(rows), row=header),
            Lines(rows=notes),
        ),
        Paper(f"G{last + 6}", landscape=False, tall=1),
        widths=(2, 16, 13, 20, 20, 20, 20, 4, 24, 26),
        column=2,
    )


def _sum(number: int, first: int, last: int) -> Shown:
    letter = get_column_letter(number)
    total = f"=IF({ALL_FAULTS}=0,ROUND(SUM({letter}{first}:{letter}{last}),2),NA())"
    return Shown(total, "sum helt" if number == 3 else "sum kroner")
