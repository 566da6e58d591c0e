"""What must agree in the regional workbook, and what is worth a look; the words stand in ``control.toml``."""

from dataclasses import dataclass

from xl_addin.books.layout import KRONER, WHOLE, amounts, filled, marks, numbers
from xl_addin.books.regional.tables import READ, Tables
from xl_addin.rules.target_group import STATUSES

GOOD = "OK"
BAD = "FEJL"

_ARRANGEMENT_DATES = ("udskrevet", "oplært_resp", "oplært_sel", "ophørt", "aftalt_start", "flyttet", "afgjort")
_ARRANGEMENT_NUMBERS = ("oplært", "start", "timer")


@dataclass(frozen=True)
class Check:
    """Two formulas that must give the same number."""

    key: str
    expected: str
    found: str
    number_format: str = WHOLE


@dataclass(frozen=True)
class Remark:
    """A number that a person should know, with no right value."""

    key: str
    formula: str
    number_format: str = WHOLE


def left_out(tables: Tables) -> list[Check]:
    """Whether everything on Udgifter, to the bottom of the sheet, was read."""
    post, entered = tables.division, tables.postings
    first, last = READ[0].key, READ[-1].key
    whole, head = entered.whole("beløb"), entered.head("beløb")
    return [
        Check("read_count", f"{numbers(whole)}-({numbers(head)})", f"COUNT({post.name('beløb')})"),
        Check(
            "read_cells",
            f"{marks(entered.whole(first, last))}-({marks(entered.head(first, last))})",
            marks(post.fixed(first, last)),
        ),
        Check("read_amount", f"{amounts(whole)}-({amounts(head)})", amounts(post.name("beløb")), KRONER),
    ]


def divided(tables: Tables) -> list[Check]:
    """Whether every posting could be divided and settled."""
    post, case, status = tables.division, tables.arrangements, tables.status
    dated = [*(case.name(key) for key in _ARRANGEMENT_DATES), *(status.name(key) for key in _ARRANGEMENT_NUMBERS)]
    known = "+".join(f'COUNTIF({status.name("status")},"{text}")' for text in STATUSES)
    typed = [post.name(key) for key in ("fra", "til", "beløb")]
    count = filled(post.name("beløb"))
    return [
        Check("divided_count", count, f"COUNT({post.name('region')})"),
        Check("divided_amount", f"SUM({post.name('beløb')})", f"SUM({post.fixed('region', 'ufordelt')})", KRONER),
        Check("known_arrangement", count, f"COUNTIF({post.name('fundet')},1)"),
        Check("payer", count, f"COUNT({post.name('opkræves')})"),
        Check("numbers", filled(*typed), f"COUNT({','.join(typed)})"),
        Check("arrangement_status", filled(case.name("kommune"), case.name("sag")), f"2*({known})"),
        Check("unique", "0", f'COUNTIF({status.name("antal")},">1")'),
        Check("arrangement_numbers", filled(*dated), f"COUNT({','.join(dated)})"),
    ]


def settled(tables: Tables) -> list[Check]:
    """Whether Modregning agrees with the postings."""
    post, block, balance, lines = tables.division, tables.settlement, tables.balance, tables.lines
    deviation = balance.name("afvigelse")
    region, municipality = f"SUM({balance.name('region')})", f"SUM({balance.name('kommunens')})"
    return [
        Check("settled_count", f"COUNT({post.name('beløb')})", f"SUM({balance.name('antal')})"),
        Check("settled_amount", f"SUM({post.name('beløb')})", f"SUM({balance.name('udgift')})", KRONER),
        Check("receivables", f"SUM({post.name('opkræves')})", f"{region}+{municipality}", KRONER),
        Check("deviations", "0", f'COUNTIF({deviation},">0")+COUNTIF({deviation},"<0")'),
        Check("invoices", f"SUM({post.name('opkræves')})", f"SUM({lines.fixed('region', 'kommunens')})", KRONER),
        Check("refunds", f"SUM({post.name('refusion')})", f"SUM({tables.refunds.name('beløb')})", KRONER),
        Check("net", f"{region}-{municipality}-SUM({block.name('afregnet')})", f"SUM({balance.name('netto')})", KRONER),
    ]


def remarks(tables: Tables) -> list[Remark]:
    """What is worth a look, without being wrong."""
    post = tables.division

    def not_good(key: str) -> str:
        return f'{filled(post.name(key))}-COUNTIF({post.name(key)},"{GOOD}")'

    return [
        Remark("remarks", not_good("kontrol")),
        Remark("other_municipality", not_good("kommunekontrol")),
        Remark("unallocated", f"ROUND(SUM({post.name('ufordelt')}),2)", KRONER),
        Remark("decisions", f'COUNTIF({tables.stays.name("status")},"Mangler*")'),
        Remark("late", f'COUNTIF({tables.follow_up.name("oplæring")},"Efter fristen*")'),
        Remark("room", f"{post.rows}-({filled(post.name('beløb'))})"),
    ]
