"""Modregning: for each municipality what the parties owe each other, what has been paid, and what is left."""

from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY_CLAIMS, REGION_CLAIMS
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import Areas, Records
from xl_addin.books.regional.control import HIDDEN, LEFT_OUT, UNNAMED
from xl_addin.books.rendering import Filled, SheetPlan
from xl_addin.books.validation import listed

CUT_OFF = "aftale_skæringsdag"

_TOO_MUCH = "Der er betalt mere til {}, end der er til gode"


def plan(areas: Areas, records: Records) -> SheetPlan:
    """The sheet's description."""
    table, balance = areas.municipalities, areas.balance
    names = records.get(table.sheet) or [{"kommune": name} for name in areas.side.municipalities]
    own = {"kommune": listed(f'"{areas.side.own}"')} if areas.side.own else {}
    kept = ("betaler", "bemærkning", "fejl")
    totals = {
        column.key: f"=IF({ALL_FAULTS}=0,ROUND(SUM({balance.own(column.key)}),2),NA())"
        for column in balance.columns
        if column.key not in kept
    }
    remark = f"${balance.letter('bemærkning')}{balance.first_row}"
    last = table.last_row + 1
    return SheetPlan(
        table.sheet,
        "Modregning",
        (
            areas.side.say("between"),
            "Begge retninger vises fuldt ud, og det nettede mellemværende ved siden af (vores læsning). "
            "En linje eller en sum viser #I/T, når en postering, der kan høre til den, ikke kan afregnes: se Kontrol.",
        ),
        (
            Filled(
                table,
                names,
                entries=own,
                totals={"kommune": "I alt"},
            ),
            Filled(balance, formulas=_formulas(areas), totals=totals),
        ),
        Paper(
            f"{balance.letter('bemærkning')}{last}",
            wide=2,
            repeat_columns="A:A",
        ),
        freeze=f"B{table.first_row}",
        more=lambda sheet: style.look_here(sheet, balance.own("bemærkning"), f'{remark}<>""'),
    )


def _formulas(areas: Areas) -> dict[str, str]:
    """One municipality's line: sums of what FHO_REGNSKAB says of its postings, and of what is paid."""
    table, own = areas.municipalities, areas.balance
    post, more, paid, entered = areas.division, areas.sorted_out, areas.claims, areas.postings
    name = f"${table.letter('kommune')}{{r}}"
    here = f"{post.name('afregnes')},{name}"

    def cell(key: str) -> str:
        return f"${own.letter(key)}{{r}}"

    def shown(formula: str) -> str:
        return f'IF({name}="","",IF({cell("fejl")}=0,ROUND({formula},2),NA()))'

    def owed(key: str, opening: str) -> str:
        """What the postings give, and what was left from last year; text there is an error, not nought."""
        left = f"${table.letter(opening)}{{r}}"
        return shown(f'SUMIF({here},{post.name(key)})+IF({left}="",0,{left})')

    def before(key: str) -> str:
        return f'SUMIFS({post.name(key)},{here},{more.name("sidste")},"<="&{CUT_OFF})'

    def settled(direction: str) -> str:
        return f'SUMIFS({paid.names("beløb kommune")},{name},{paid.name("retning")},"{direction}",{paid.name("betalt")},">0")'

    wrong = f"COUNTIF({HIDDEN},{name})+{UNNAMED}+{LEFT_OUT}"
    too_much = "".join(
        f'IF({cell(paid_key)}>MAX(0,{cell(due)}),"{_TOO_MUCH.format(party)}. ","")&'
        for paid_key, due, party in (
            ("til_regionen", "region", "regionen"),
            ("til_kommunen", "kommunens", "kommunen"),
        )
    )
    return {
        "region_før": shown(before("opk_region")),
        "kommunens_før": shown(before("opk_kommune")),
        "region_løbende": shown(f"{cell('region')}-{cell('region_før')}"),
        "kommunens_løbende": shown(f"{cell('kommunens')}-{cell('kommunens_før')}"),
        "region": owed("opk_region", "primo_region"),
        "kommunens": owed("opk_kommune", "primo_kommune"),
        "til_regionen": shown(settled(REGION_CLAIMS)),
        "til_kommunen": shown(settled(MUNICIPALITY_CLAIMS)),
        "netto": shown(f"{cell('region')}-{cell('kommunens')}-{cell('til_regionen')}+{cell('til_kommunen')}"),
        "betaler": f'IF({name}="","",IF({cell("netto")}>0,"Kommunen",IF({cell("netto")}<0,"Regionen","")))',
        "antal": f'IF({name}="","",COUNTIF({here}))',
        "udgift": shown(f"SUMIF({here},{entered.name('beløb')})"),
        "ufordelt": shown(f"SUMIF({here},{post.name('ufordelt')})"),
        "fejl": f'IF({name}="","",{wrong})',
        "bemærkning": f'IF({name}="","",IF({cell("fejl")}=0,{too_much[:-1]},"Se Kontrol"))',
    }
