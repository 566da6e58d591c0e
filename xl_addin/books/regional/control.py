"""Kontrol: sums that must agree, the postings that cannot be settled by name, and what is worth a look.

Three groups, so that one bad posting stops no more than it must:

* what could leave a posting out stops every line of Modregning
* a posting that cannot be settled hides the municipality that it belongs to, and the totals; every municipality where
  it cannot be told which one it is
* what makes Modregning disagree with the postings is an error in the totals

The words stand in ``control.toml``.
"""

from dataclasses import dataclass

from xl_addin.books import style
from xl_addin.books.captions import MUNICIPALITY_CLAIMS, REGION_CLAIMS, columns, read_words
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.layout import KRONER, WHOLE, SheetTable, filled, how_many_numbers, marks, sum_of_numbers
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import CONTROL, SHOWN_FAULTS, Areas
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

GOOD, BAD = "OK", "FEJL"

LEFT_OUT = "kontrol_udeladt"
"""How many controls say that a posting may be left out."""

HIDDEN = "fejl_kommune"
"""The municipalities that bad postings hide, one a bad posting."""

UNNAMED = "kontrol_ukendte"
"""How many bad postings may belong to any municipality."""

_FIRST = 4
_BAD_HEADER = 53  # below everything else: most of the time the list is empty


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


def faults() -> SheetTable:
    """The table of postings that cannot be settled."""
    words = read_words(__package__, "columns.toml")["bad_rows"]
    return SheetTable(CONTROL, "fejl", _BAD_HEADER + 1, SHOWN_FAULTS, columns(words), 1)


def _left_out(areas: Areas) -> list[Check]:
    """Whether everything on Udgifter, Opkrævet and Ordninger, to the bottom of the sheet, was read, columns and all."""
    checks = []
    for table, key, cells in (
        (areas.postings, "read", "ordning fra til art betalt_af"),
        (areas.claims, "claims_read", "nummer kommune betalt"),
    ):
        whole = table.whole_column("beløb")
        checks.append(Check(f"{key}_count", how_many_numbers(whole), how_many_numbers(table.name("beløb"))))
        checks.append(Check(f"{key}_amount", sum_of_numbers(whole), sum_of_numbers(table.name("beløb")), KRONER))
        entered = "+".join(marks(table.whole_column(one)) for one in cells.split())
        read = "+".join(marks(table.name(one)) for one in cells.split())
        above = len(cells.split())  # the headings themselves
        if key == "read":
            checks.append(Check(f"{key}_cells", f"{entered}-{above}", read))
    # A period below the table would be no period: its move or its last day would change nothing, in silence.
    periods = ("fra", "til", "kommune", "paragraf", "afgjort")
    entered, read = (
        "+".join(marks(of(key)) for key in periods) for of in (areas.arrangements.whole_column, areas.arrangements.name)
    )
    checks.append(Check("periods_read", f"{entered}-{len(periods)}", read))
    by_heading = (areas.postings, areas.arrangements, areas.admissions)
    expected = str(sum(len(table.columns) for table in by_heading))
    return [*checks, Check("headings", expected, "+".join(map(_headings, by_heading)))]


def _headings(table: SheetTable) -> str:
    """A formula: how many of a table's headings are there. The functions do not miss a column that may be left out."""
    first, last = (f"${table.letter(one.key)}${table.header_row}" for one in (table.columns[0], table.columns[-1]))
    row = f"{table.sheet}!{first}:{last}"
    return "+".join(f'COUNTIF({row},"{column.header}")' for column in table.columns)


def _settled(areas: Areas) -> list[Check]:
    """Whether every posting could be divided and settled."""
    post, entered, case, status = areas.division, areas.postings, areas.arrangements, areas.status
    amount = entered.name("beløb")
    parts = "+".join(f"{sum_of_numbers(post.name(key))}" for key in ("region", "kommunens", "borger", "ufordelt"))
    return [
        Check("no_faults", "0", f"COUNT({areas.sorted_out.name('fejl')})"),
        Check("divided_count", filled(amount), how_many_numbers(post.name("region"))),
        Check("divided_amount", sum_of_numbers(amount), parts, KRONER),
        Check(
            "periods",
            filled(case.name("sag")),
            f"{filled(status.name('status'))}-SUMPRODUCT(ISERROR({status.name('status')})*1)",
        ),
    ]


def _agrees(areas: Areas) -> list[Check]:
    """Whether Modregning and the claim lines agree with the postings and with Opkrævet."""
    post, balance, lines, claims = areas.division, areas.balance, areas.lines, areas.claims
    region, municipality = (f"SUM({balance.name(key)})" for key in ("region", "kommunens"))
    paid = f'SUMIFS({claims.names("beløb betalt")},">0")'
    sent = sum_of_numbers(claims.name("beløb"))
    # A day of payment typed as text would be no payment, and a month typed as text no month.
    numbers = [claims.name(key) for key in ("beløb", "dato", "måned", "betalt")]
    directions = "+".join(f'COUNTIF({claims.name("retning")},"{one}")' for one in (REGION_CLAIMS, MUNICIPALITY_CLAIMS))
    shown = "+".join(f"SUM({lines.name(key)})" for key in ("før_region", "før_kommune"))
    opening = f"SUM({areas.municipalities.names('primo_region primo_kommune')})"
    owed = f"{sum_of_numbers(post.name('opk_region'))}+{sum_of_numbers(post.name('opk_kommune'))}+{opening}"
    return [
        Check("settled_count", how_many_numbers(areas.postings.name("beløb")), f"SUM({balance.name('antal')})"),
        Check("receivables", owed, f"{region}+{municipality}", KRONER),
        Check("lines", owed, "+".join(f"SUM({lines.name(key)})" for key in ("region", "kommunens")), KRONER),
        Check("refunds", sum_of_numbers(post.name("refusion")), f"SUM({areas.refunds.name('beløb')})", KRONER),
        Check("claims_typed", filled(*numbers), "+".join(f"COUNT({one})" for one in numbers)),
        Check("claims_directed", f"COUNT({claims.name('beløb')})", directions),
        Check("claims_sent", sent, shown, KRONER),
        Check(
            "claims_paid",
            paid,
            "+".join(f"SUM({balance.name(key)})" for key in ("til_regionen", "til_kommunen")),
            KRONER,
        ),
        Check(
            "net",
            f"{region}-{municipality}-SUM({balance.name('til_regionen')})+SUM({balance.name('til_kommunen')})",
            f"SUM({balance.name('netto')})",
            KRONER,
        ),
    ]


def _remarks(areas: Areas) -> list[Remark]:
    """What is worth a look, without being wrong."""
    post, status = areas.division, areas.status
    claims, entered, case = areas.claims, areas.postings, areas.arrangements
    said = post.name("bemærkning")
    numbers = claims.name("nummer")
    texts = [
        table.name(key)
        for table, key in (
            (case, "sag"),
            (case, "note"),
            (entered, "ordning"),
            (entered, "tekst"),
            (claims, "nummer"),
            (claims, "reference"),
        )
    ]
    return [
        Remark("remarks", f'{filled(said)}-COUNTIF({said},"{GOOD}")'),
        Remark("payer", f'COUNTIF({said},"*betaler*først*")'),
        Remark("not_joint", f'COUNTIF({post.name("kode")},"IKKE-FÆLLES")'),
        Remark("employers", f"COUNTIF({status.name('tilladt')},FALSE)"),
        Remark("periods", f'{filled(status.name("bemærkning"))}-COUNTIF({status.name("bemærkning")},"{GOOD}")'),
        Remark("twice", f'COUNTIF({said},"*måske to gange*")'),
        Remark("cpr", "+".join(f"SUMPRODUCT((FHO_PERSONNUMMER({text})=TRUE)*1)" for text in texts)),
        Remark("unallocated", f"ROUND({sum_of_numbers(post.name('ufordelt'))},2)", KRONER),
        Remark("assessments", f'COUNTIF({areas.stays.name("status")},"Mangler*")'),
        Remark("claimed_too_much", f'COUNTIF({areas.lines.name("tekst")},"Opkrævet for meget*")'),
        Remark("paid_too_much", f'COUNTIF({areas.balance.name("bemærkning")},"Der er betalt mere*")'),
        # FHO_OPSLAG fails for a key that stands twice. COUNTIF would read a number such as 2016-01 as a day.
        Remark("numbers_twice", f"SUMPRODUCT(ISERROR(FHO_OPSLAG({numbers},{numbers},{numbers}))*1)"),
        Remark("room", f"{entered.rows}-({filled(entered.name('beløb'))})"),
    ]


def plan(areas: Areas) -> SheetPlan:
    """The sheet's description."""
    words = read_words(__package__, "control.toml", last=areas.postings.last_row)
    row = _FIRST
    parts: list[Lines | Filled] = []
    statuses: list[str] = []
    for heading, group in (("left_out", _left_out(areas)), ("divided", _settled(areas)), ("settled", _agrees(areas))):
        said = [areas.side.line("check", check.key, words["check"][check.key]) for check in group]
        lines = tuple(map(_line, group, said))
        headers = ("", "Kontrol", "Skal være", "Er", "Forskel", "Status", "Ved FEJL")
        parts.append(Lines(words["heading"][heading], headers[1:], lines, row=row))
        statuses.append(f"$F${row + 2}:$F${row + 1 + len(lines)}")
        row += len(lines) + 3
    parts.append(Lines(words["heading"]["counts"], (), _counts(statuses), width=6, row=row))
    row += 5
    remarks = tuple(
        (
            Shown(said["text"]),
            Shown(f"={one.formula}", style.style_name("linje", one.number_format)),
            Shown(span=3),
            Shown(said["advice"]),
        )
        for one in _remarks(areas)
        for said in [areas.side.line("remark", one.key, words["remark"][one.key])]
    )
    parts.append(Lines(words["heading"]["remarks"], (), remarks, row=row))
    assert row + len(remarks) < _BAD_HEADER
    parts.append(Lines("Posteringer, der ikke kan afregnes", column=1, width=7, row=_BAD_HEADER))
    typed = faults().own("indtastet")
    # One call for them all: a call takes longer than the names.
    named = ((faults().own("kommune"), f'IFERROR(FHO_KOMMUNE({typed}),"?")'),)
    parts.append(Filled(faults(), arrays=named, formulas=_faults(areas)))
    return SheetPlan(
        CONTROL,
        "Kontrol",
        (words["note"],),
        tuple(parts),
        Paper(f"G{faults().last_row}"),
        widths=(6,),
        column=2,
        hidden=("H",),
        more=lambda sheet: style.good_or_bad(sheet, f"F{_FIRST}:F{row}", GOOD, BAD),
    )


def _faults(areas: Areas) -> dict[str, str]:
    """The postings that cannot be settled, one a line: where, whose, and why."""
    table, entered, case, settled = faults(), areas.postings, areas.arrangements, areas.division
    at = "$A{r}"
    first = f"INDEX({case.name('kommune')},MATCH(${table.letter('ordning')}{{r}},{case.name('sag')},0))"
    others = (
        f'SUMPRODUCT(({case.name("sag")}=${table.letter("ordning")}{{r}})*({case.name("kommune")}<>"")*'
        f"({case.name('kommune')}<>{first}))"
    )
    given = f"INDEX({entered.name('afregnes')},{at})"
    why = f"INDEX({settled.name('bemærkning')},{at})"
    read_as_text = "Beløb eller dato er tekst eller mangler: skriv feltet igen som tal eller dato"

    def shown(formula: str) -> str:
        return f'IF({at}="","",{formula})'

    return {
        "nr": f'IF({{n}}>COUNT({areas.sorted_out.name("fejl")}),"",SMALL({areas.sorted_out.name("fejl")},{{n}}))',
        "række": shown(f"{at}+ROW({entered.sheet}!$A${entered.header_row})"),
        "bilag": shown(f'IF(INDEX({entered.name("bilag")},{at})="","",INDEX({entered.name("bilag")},{at}))'),
        "ordning": shown(f'IFERROR(INDEX({entered.name("ordning")},{at})&"","?")'),
        "indtastet": shown(f'IFERROR(IF({given}<>"",{given},IF({others}=0,{first},"?")),"?")'),
        "tekst": shown(f'INDEX({entered.name("tekst")},{at})&""'),
        "hvad": shown(f'IF(IFERROR({why}="OK",TRUE),"{read_as_text}",{why})'),
    }


def _line(check: Check, words: dict[str, str]) -> tuple[Shown, ...]:
    expected, found = check.expected, check.found
    if check.number_format == KRONER:  # binary fractions leave dust behind
        expected, found = f"ROUND({expected},2)", f"ROUND({found},2)"
    look = style.style_name("linje", check.number_format)
    return (
        Shown(words["text"]),
        Shown(f"={expected}", look),
        Shown(f"={found}", look),
        Shown("=ROUND(C{r}-D{r},2)", look),
        Shown(f'=IF(ISERROR(E{{r}}),"{BAD}",IF(E{{r}}=0,"{GOOD}","{BAD}"))', "oplyst"),
        Shown(words["advice"]),
    )


def _counts(statuses: list[str]) -> tuple[tuple[Shown, ...], ...]:
    """How many controls fail, under the names that the totals ask for."""
    table = faults()
    beyond = f"MAX(0,COUNT(post_fejl)-{table.rows})"
    lines: list[tuple[str, str, str]] = [
        ("Posteringer med fejl, hvis kommune ikke kan ses", UNNAMED, f'COUNTIF({table.fixed("kommune")},"~?")+{beyond}')
    ]
    for name, text, areas in (
        (LEFT_OUT, "Kontroller med fejl i gruppe 1", statuses[:1]),
        (ALL_FAULTS, "Kontroller med fejl i alt", statuses),
    ):
        # What is not OK fails: an error in the status itself does, too.
        lines.append((text, name, "+".join(f'ROWS({area})-COUNTIF({area},"{GOOD}")' for area in areas)))
    return tuple((Shown(text, "svar"), Shown(f"={formula}", "svar helt", name)) for text, name, formula in lines)
