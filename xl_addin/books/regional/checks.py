"""What must agree in the regional workbook, and what is worth a look; the words stand in ``control.toml``."""

from dataclasses import dataclass

from xl_addin.books.layout import KRONER, WHOLE, filled
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
    return [
        Check("read_count", _entered(tables, "beløb"), filled([post.name("beløb")])),
        Check(
            "read_cells",
            f"{filled([entered.whole(first, last)])}-({filled([entered.head(first, last)])})",
            filled([post.fixed(first, last)]),
        ),
        Check("read_amount", _amount_entered(tables), f"SUM({post.name('beløb')})", KRONER),
    ]


def divided(tables: Tables) -> list[Check]:
    """Whether every posting could be divided and settled."""
    post, case, status = tables.division, tables.arrangements, tables.status
    numbers = [*(case.name(key) for key in _ARRANGEMENT_DATES), *(status.name(key) for key in _ARRANGEMENT_NUMBERS)]
    known = "+".join(f'COUNTIF({status.name("status")},"{text}")' for text in STATUSES)
    count = _entered(tables, "beløb")
    return [
        Check("divided_count", count, f"COUNT({post.name('region')})"),
        Check("divided_amount", _amount_entered(tables), f"SUM({post.fixed('region', 'ufordelt')})", KRONER),
        Check("known_arrangement", count, f"COUNTIF({post.name('fundet')},1)"),
        Check("payer", count, f"COUNT({post.name('opkræves')})"),
        Check("numbers", _entered(tables, "fra", "til", "beløb"), f"COUNT({post.names('fra til beløb')})"),
        Check("arrangement_status", filled([case.name("kommune"), case.name("sag")]), f"2*({known})"),
        Check("unique", "0", f'COUNTIF({status.name("antal")},">1")'),
        Check("arrangement_numbers", filled(numbers), f"COUNT({','.join(numbers)})"),
    ]


def settled(tables: Tables) -> list[Check]:
    """Whether Modregning agrees with the postings."""
    post, block, balance = tables.division, tables.settlement, tables.balance
    deviation = balance.name("afvigelse")
    region, municipality = f"SUM({balance.name('region')})", f"SUM({balance.name('kommunens')})"
    return [
        Check("settled_count", f"COUNT({post.name('beløb')})", f"SUM({balance.name('antal')})"),
        Check("settled_amount", f"SUM({post.name('beløb')})", f"SUM({balance.name('udgift')})", KRONER),
        Check("receivables", f"SUM({post.name('opkræves')})", f"{region}+{municipality}", KRONER),
        Check("deviations", "0", f'COUNTIF({deviation},">0")+COUNTIF({deviation},"<0")'),
        Check("net", f"{region}-{municipality}-SUM({block.name('afregnet')})", f"SUM({balance.name('netto')})", KRONER),
    ]


def remarks(tables: Tables) -> list[Remark]:
    """What is worth a look, without being wrong."""
    post = tables.division

    def not_good(key: str) -> str:
        return f'{filled([post.name(key)])}-COUNTIF({post.name(key)},"{GOOD}")'

    return [
        Remark("remarks", not_good("kontrol")),
        Remark("other_municipality", not_good("kommunekontrol")),
        Remark("unallocated", f"ROUND(SUM({post.name('ufordelt')}),2)", KRONER),
        Remark("room", f"{post.rows}-({filled([post.name('beløb')])})"),
    ]


def _entered(tables: Tables, *keys: str) -> str:
    """Cells filled in below the headers of columns of Udgifter, to the bottom of the sheet."""
    entered = tables.postings
    return f"{filled([entered.whole(key) for key in keys])}-({filled([entered.head(key) for key in keys])})"


def _amount_entered(tables: Tables) -> str:
    entered = tables.postings
    return f"SUM({entered.whole('beløb')})-SUM({entered.head('beløb')})"
