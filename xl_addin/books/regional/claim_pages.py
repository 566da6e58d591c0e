"""Opkrævningslinjer and Opkrævning: what each payer has to collect by municipality and month, and has collected."""

from openpyxl.utils import get_column_letter

from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY_CLAIMS, REGION_CLAIMS
from xl_addin.books.layout import KRONER, MONTH, WHOLE, Entry
from xl_addin.books.regional.areas import EARLIER, INVOICE, LATER, UNDATED, Areas
from xl_addin.books.regional.book_side import REGION_NAME
from xl_addin.books.regional.control import ALL_FAULTS
from xl_addin.books.regional.settled_postings import claim_line
from xl_addin.books.rendering import Filled, Lines, Paper, SheetPlan, Shown

FIRST_MONTH = "opk_første_måned"
"""The first month that is shown by itself; 0 in a workbook without postings."""

CHOSEN = "opk_valgt_kommune"
_PLACE = "opk_plads"
_WISHED = "opk_ønsket_måned"
_BESIDE = 9  # the column to the right of the printed page

TOO_MUCH = "Opkrævet for meget: send en kreditnota"


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
        (Filled(table, [_line(areas, row) for row in range(table.rows)], filtered=table.letter("tekst")),),
        Paper(f"{table.letter('tekst')}{last}", repeat=table.header_row),
        freeze=f"C{table.first_row}",
        hidden=(table.letter("linje"),),
        more=lambda sheet: style.look_here(
            sheet,
            table.all,
            f'OR({looked}="{TOO_MUCH}",AND(${table.letter("måned")}{table.first_row}="{UNDATED}",{looked}<>""))',
        ),
    )


def _line(areas: Areas, offset: int) -> dict[str, str]:
    """The formulas of one line."""
    table, listed, balance = areas.lines, areas.municipalities, areas.balance
    place, bucket = divmod(offset, areas.buckets)
    row = table.first_row + offset
    name = f"{listed.sheet}!${listed.letter('kommune')}${listed.first_row + place}"
    fault = f"{balance.sheet}!${balance.letter('fejl')}${balance.first_row + place}"
    label, months = _bucket(bucket, areas.months)
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
    formulas = {
        "antal": _owed(areas, months, row, "COUNTIF", ""),
        "region": f"ROUND({_owed(areas, months, row, 'SUMIF', 'opk_region')}{left('primo_region')},2)",
        "kommunens": f"ROUND({_owed(areas, months, row, 'SUMIF', 'opk_kommune')}{left('primo_kommune')},2)",
        "før_region": f"ROUND({_sent(areas, bucket, own, REGION_CLAIMS)},2)",
        "før_kommune": f"ROUND({_sent(areas, bucket, own, MUNICIPALITY_CLAIMS)},2)",
    } | rest
    text = (
        f'IF(MIN({cell("rest_region")},{cell("rest_kommune")})<0,"{TOO_MUCH}",'
        f'IF(MAX({cell("rest_region")},{cell("rest_kommune")})>0,"Mangler at blive opkrævet",'
        f'IF({cell("antal")}=0,"","Opkrævet")))'
    )
    return {
        "kommune": f'=IF({name}="","",{name})',
        "måned": f'=IF({own}="","",{label})',
        "linje": f'=IF({own}="","",{claim_line(own, when)})',
        **{key: shown(formula) for key, formula in formulas.items()},
        "tekst": shown(text),
    }


def _owed(areas: Areas, months: tuple[str, ...], row: int, function: str, key: str) -> str:
    """A line's postings, counted or added: by the one text that tells lines apart, or by conditions on the month."""
    settled, more, table = areas.division, areas.sorted_out, areas.lines
    added = settled.name(key) if key else ""
    if not months:
        asked = f"{more.name('linje')},{table.cell('linje', row)}"
        return f"{function}({asked}{',' + added if added else ''})"
    conditions = "".join(f",{more.name('måned')},{one}" for one in months)
    asked = f"{settled.name('afregnes')},{table.cell('kommune', row)}{conditions}"
    return f"{function}S({added + ',' if added else ''}{asked})"


def _sent(areas: Areas, bucket: int, own: str, direction: str) -> str:
    """What has been claimed for a line before."""
    claims = areas.claims
    total = f'SUMIFS({claims.names("beløb kommune")},{own},{claims.name("retning")},"{direction}"'
    month_of = claims.name("måned")
    last = areas.months + 1
    if bucket == 0:
        return f'{total},{month_of},"<"&{FIRST_MONTH})'
    if bucket <= areas.months:
        return (
            f'{total},{month_of},">="&EDATE({FIRST_MONTH},{bucket - 1}),{month_of},"<"&EDATE({FIRST_MONTH},{bucket}))'
        )
    if bucket == last:
        return f'{total},{month_of},">="&EDATE({FIRST_MONTH},{areas.months}))'
    return f'{total})-{total},{month_of},">0")'


def _bucket(place: int, months: int) -> tuple[str, tuple[str, ...]]:
    """What stands in the month's cell of a line, and which other months belong to it."""
    if place == 0:
        return f'IF({FIRST_MONTH}=0,"","{EARLIER}")', (f'"<"&{FIRST_MONTH}',)
    if place <= months:
        return month(place - 1), ()
    if place == months + 1:
        return f'IF({FIRST_MONTH}=0,"","{LATER}")', (f'">="&EDATE({FIRST_MONTH},{months})',)
    return f'"{UNDATED}"', ()


def page(areas: Areas) -> SheetPlan:
    """The page for one municipality, one A4; what helps to make it stands beside the page."""
    table, listed, balance, more = areas.lines, areas.municipalities, areas.balance, areas.sorted_out
    header = 6
    keys = ("måned", "antal", "region", "kommunens", "før_region", "før_kommune")

    def there(key: str, offset: int) -> str:
        return f'=IF({_PLACE}="","",INDEX({table.name(key)},({_PLACE}-1)*{areas.buckets}+{offset + 1}))'

    looks = (MONTH, WHOLE, KRONER, KRONER, KRONER, KRONER)
    rows = [
        tuple(Shown(there(key, offset), style.look_of("ud", look)) for key, look in zip(keys, looks, strict=True))
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
        (Shown("Vælg kommune", "fed"), Shown(areas.side.municipalities[0], "ind tekst", CHOSEN, entry=chosen_help)),
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
            "Beløbene er på afholdte udgifter, aldrig på budget (Aftalen, Ikrafttræden). Måneden er den, hvor regningens periode slutter.",
            "Den, der har betalt, opkræver den andens andel: fordelte udgifter efter nøglen, ekstra hjælper og egne udgifter efter aftalen.",
        )
    )
    headers = (
        "Måned", "Posteringer", "Regionen har til gode", "Kommunen har til gode", "Regionen har opkrævet",
        "Kommunen har opkrævet",
    )  # fmt: skip
    return SheetPlan(
        INVOICE,
        f'="Mellemværende: "&{CHOSEN}',
        (
            f'={REGION_NAME}&" og "&{CHOSEN}&" Kommune, fælles hjælperordninger (fordelte udgifter, ekstra hjælper, egne udgifter)"',
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
