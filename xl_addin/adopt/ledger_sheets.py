"""The sheets of the new workbook that settle: the regional workbook's own, for the postings that were taken over.

Their tables have the regional workbook's names and headings, so that ``fho check``, ``fho invoice`` and ``fho nyt-aar``
work on them too, and their rows can be pasted there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from xl_addin.adopt.posting_fields import Value, fields, tried
from xl_addin.adopt.posting_rows import Posting
from xl_addin.agreement.vocabulary import MUNICIPALITIES
from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY_CLAIMS, REGION_CLAIMS, cited, region_municipalities
from xl_addin.books.layout import KRONER, SheetColumn, SheetTable
from xl_addin.books.paper import Paper
from xl_addin.books.regional import follow_up, inputs, terms
from xl_addin.books.regional.areas import AGREEMENT, Areas, areas
from xl_addin.books.rendering import Filled, SheetPlan
from xl_addin.cells import words
from xl_addin.cells.text import fold

Known = Mapping[str, Sequence[Mapping[str, Any]]]
"""What is known of each arrangement, by folded number: its periods, each by heading."""

_SPARE: Final = 50
"""Rows for what a person adds."""
_SHOWN: Final = ("bilag", "ordning", "beløb")
"""What of a posting stands beside its settlement."""


def ledger_areas(postings: Sequence[Posting], periods: int) -> Areas:
    """The tables, with room for what there is and a little more."""
    municipalities = len(_municipalities(postings))
    return areas(len(postings) + _SPARE, periods + _SPARE, municipalities + 5, claims=len(postings) // 10 + 5 * _SPARE)


def posting_cells(table: SheetTable, postings: Sequence[Posting]) -> dict[tuple[int, int], Value]:
    """The cells of the postings, and the blank ones below them."""
    titles = {one.title: key for key, one in fields().items()}
    keys = [(table.number(column.key), titles[column.header]) for column in table.columns]
    cells: dict[tuple[int, int], Value] = {}
    for row, posting in enumerate(postings, table.first_row):
        for column, key in keys:
            cells[row, column] = posting.get(key)
    cells.update(
        ((row, column), None)
        for row in range(table.first_row + len(postings), table.last_row + 1)
        for column, _ in keys
    )  # fmt: skip
    return cells


def arrangement_records(
    table: SheetTable, postings: Sequence[Posting], known: Known, admissions: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """A row for each known period of the arrangements that postings and admissions name, one where nothing is known."""
    keys = {column.header: column.key for column in table.columns}
    seen: dict[str, tuple[Value, Value]] = {}
    for posting in (*postings, *admissions):
        case = posting.get("ordning")
        if case is not None and str(case).strip():
            seen.setdefault(fold(str(case)), (case, posting.get("kommune")))
    records = []
    for folded, (case, municipality) in seen.items():
        for period in known.get(folded) or [{"Kommune": municipality}]:
            told = {keys[heading]: value for heading, value in period.items() if heading in keys}
            records.append({**told, "sag": case})
    return records


def ledger_plans(
    found: Areas, postings: Sequence[Posting], records: Mapping[str, list[dict[str, Any]]]
) -> list[SheetPlan]:
    """The sheets, each as it is in the regional workbook or a plainer one."""
    return [
        inputs.arrangements(found, records),
        _postings(found),
        _settled(found),
        _offset(found, postings),
        inputs.claims(found, records),
        inputs.admissions(found, records),
        follow_up.plan(found, records),
        terms.plan(found.side.agreement),
    ]  # fmt: skip


def _postings(found: Areas) -> SheetPlan:
    """Udgifter: its rows are put in later."""
    plan = inputs.postings(found, {})
    (part,) = plan.parts
    assert isinstance(part, Filled)
    return replace(plan, parts=(replace(part, painted=1),))


def _settled(found: Areas) -> SheetPlan:
    """Fordeling: what one FHO_REGNSKAB makes of all postings."""
    entered = found.postings
    columns = tuple(replace(entered.column(key), typed=False) for key in _SHOWN)
    shown = replace(entered, sheet=found.division.sheet, prefix="vist", columns=columns, whole="")
    settled = replace(found.division, first_column=shown.last_column + 2)
    copied = tuple((shown.own(key), f'IF({entered.name(key)}="","",{entered.name(key)})') for key in _SHOWN)
    settlement = f"FHO_REGNSKAB({entered.whole},{found.arrangements.whole},{AGREEMENT})"
    remark = f"${settled.letter('bemærkning')}{settled.first_row}"
    return SheetPlan(
        settled.sheet,
        "Fordeling",
        ("Beregnet. Række for række det, der følger af aftalen for posteringen på Udgifter.",),
        (
            Filled(shown, arrays=copied, painted=1),
            Filled(settled, arrays=((settled.all, settlement),), painted=1),
        ),
        Paper(f"{settled.letter('bemærkning')}{settled.last_row}", repeat=settled.header_row),
        freeze=f"C{settled.first_row}",
        more=lambda sheet: style.look_here(sheet, settled.own("bemærkning"), f'AND({remark}<>"",{remark}<>"OK")'),
    )


def _offset(found: Areas, postings: Sequence[Posting]) -> SheetPlan:
    """Modregning: what the parties owe each other, what is paid, and what is left."""
    table, post, paid, entered = found.municipalities, found.division, found.claims, found.postings
    kroner = (
        ("afregnet", "Allerede afregnet", "Betalt til regionen, minus betalt til kommunen, minus det fra sidste år."),
        ("region", "Regionen har til gode", "FHO_MODREGNING: hvad regionen har betalt af kommunens andel."),
        ("kommunens", "Kommunen har til gode", "Hvad kommunen har betalt af regionens andel."),
        ("netto", "Netto at afregne", "Plus: kommunen betaler. Minus: regionen betaler."),
    )
    columns = [SheetColumn(key, header, 17, KRONER, told) for key, header, told in kroner]
    own = replace(
        found.balance,
        first_column=table.last_column + 1,
        columns=(*columns, SheetColumn("betaler", "Hvem betaler", 14)),
    )
    name, left = "$A{r}", [f"{table.letter(key)}{{r}}" for key in ("primo_region", "primo_kommune")]
    to_region, to_municipality = (
        f'SUMIFS({paid.names("beløb kommune")},{name},{paid.name("retning")},"{direction}",{paid.name("betalt")},">0")'
        for direction in (REGION_CLAIMS, MUNICIPALITY_CLAIMS)
    )
    settled = f'IF({name}="","",ROUND({to_region}-{to_municipality}-N({left[0]})+N({left[1]}),2))'
    # A posting that cannot be settled hides its own municipality, where it names one, and else all of them.
    whose = f'IF({entered.name("afregnes")}="",{post.name("afregnes")},{entered.name("afregnes")})'
    money = f"{entered.name('betalt_af')},{post.name('region')},{post.name('kommunens')},{own.own('afregnet')}"
    given = f"{table.own('kommune')},{whose},{money}"
    totals = {key: f"=ROUND(SUM({own.own(key)}),2)" for key, *_ in kroner}
    names = [{"kommune": one} for one in _municipalities(postings)]
    return SheetPlan(
        table.sheet,
        "Modregning",
        (
            cited("Netto med plus: kommunen betaler regionen ({Midtjylland:Ikrafttræden og Fakturering})."),
            "En linje viser #I/T, når en postering, der kan høre til den, ikke kan afregnes: se arket Fund.",
        ),
        (
            Filled(
                table, names,
                totals={"kommune": "I alt"},
            ),
            Filled(
                own, arrays=((own.area("region", "betaler"), f"FHO_MODREGNING({given})"),),
                formulas={"afregnet": settled}, totals=totals,
            ),
        ),
        Paper(f"{own.letter('betaler')}{own.last_row + 1}"),
        freeze=f"B{table.first_row}",
    )  # fmt: skip


def _municipalities(postings: Sequence[Posting]) -> list[str]:
    """The agreement's, and those of the postings."""
    named = region_municipalities()
    codes = {tried(words.municipality, written) for written in {posting.get("kommune") for posting in postings}}
    return [*named, *sorted({MUNICIPALITIES[code] for code in codes if code is not None} - set(named))]
