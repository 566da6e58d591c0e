"""Nøgletal: the tables behind the charts of Forside, for those who would rather read numbers."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.charts import Chart, put
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.books.layout import GENERAL, MONTH
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import EARLIER, FIGURES, FIRST_MONTH, LATER, UNDATED, Areas
from xl_addin.books.regional.claim_pages import month
from xl_addin.books.rendering import Lines, SheetPlan, Shown

_PARTS = ("region", "kommunens", "borger", "ufordelt")
_PARTY, _MUNICIPALITY = 4, 12  # header rows


def _labels(areas: Areas) -> tuple[str, ...]:
    return "Regionen", areas.side.say("municipal"), "Borgerne", "Ufordelt"


def _month_header(listed: int) -> int:
    return _MUNICIPALITY + listed + 5 if listed else _MUNICIPALITY


def plan(areas: Areas, listed: int) -> SheetPlan:
    """The sheet's description; ``listed`` municipalities have a line each, with none no table."""
    labels = _labels(areas)
    compared = Lines("", ("Kommune", *labels, "Netto at afregne"), _by_municipality(areas, listed), row=_MUNICIPALITY)
    header = _month_header(listed)
    return SheetPlan(
        FIGURES,
        "Nøgletal",
        ("Tallene bag diagrammerne på Forside. Alt er kroner og beregnes. Viser #I/T, når en kontrol fejler.",),
        (
            Lines("", ("Part", "Andel, kroner"), _by_party(areas), row=_PARTY),
            *([compared] if listed else []),
            Lines("", ("Måned", *labels), _by_month(areas, header), row=header),
        ),
        Paper(f"G{header + areas.months + 4}", landscape=False, tall=1),
        widths=(2, 26, 19, 19, 19, 19, 19, 19),
        column=2,
    )


def _gated(formula: str) -> Shown:
    return Shown(f"=IF({ALL_FAULTS}=0,ROUND({formula},2),NA())", "ud kroner")


def _total(first: int, last: int, count: int) -> tuple[Shown, ...]:
    letters = [get_column_letter(number) for number in range(3, 3 + count)]
    return (
        Shown("I alt", "sum"),
        *(Shown(f"=ROUND(SUM({one}{first}:{one}{last}),2)", "sum kroner") for one in letters),
    )


def _by_party(areas: Areas) -> tuple[tuple[Shown, ...], ...]:
    named = zip(_labels(areas), _PARTS, strict=True)
    lines = [(Shown(label, "ud"), _gated(f"SUM({areas.division.name(key)})")) for label, key in named]
    return (*lines, _total(_PARTY + 1, _PARTY + 4, 1))


def _by_municipality(areas: Areas, listed: int) -> tuple[tuple[Shown, ...], ...]:
    post, balance, names = areas.division, areas.balance, areas.municipalities
    first, lines = _MUNICIPALITY + 1, []
    for place in range(listed):
        there = names.first_row + place
        name = f"{names.sheet}!${names.letter('kommune')}${there}"
        parts = (_gated(f"SUMIF({post.name('afregnes')},$B{{r}},{post.name(key)})") for key in _PARTS)
        net = f"{balance.sheet}!${balance.letter('netto')}${there}"
        lines.append((Shown(f'=IF({name}="","",{name})', "ud"), *parts, _gated(f"N({net})")))
    last = first + listed - 1
    rest = [
        _gated(f"SUM({post.name(key)})-SUM({letter}{first}:{letter}{last})")
        for letter, key in zip("CDEF", _PARTS, strict=True)
    ]
    lines.append((Shown("Øvrige kommuner", "ud"), *rest, _gated(f"SUM({balance.name('netto')})-SUM(G{first}:G{last})")))
    return (*lines, _total(first, last + 1, 5))


def _by_month(areas: Areas, header: int) -> tuple[tuple[Shown, ...], ...]:
    post, more = areas.division, areas.sorted_out
    labels: list[tuple[str, str]] = [(f"={month(place)}", "$B{r}") for place in range(areas.months)]
    labels += [
        (EARLIER, f'"<"&{FIRST_MONTH}'),
        (LATER, f'">="&EDATE({FIRST_MONTH},{areas.months})'),
        (UNDATED, f'"{UNDATED}"'),
    ]
    lines = []
    for label, condition in labels:
        needed = f"{FIRST_MONTH}=0" if label != UNDATED else "FALSE"
        parts = (_gated(f"IF({needed},0,SUMIF({more.name('måned')},{condition},{post.name(key)}))") for key in _PARTS)
        lines.append((Shown(label, style.style_name("ud", MONTH if label.startswith("=") else GENERAL)), *parts))
    return (*lines, _total(header + 1, header + len(labels), 4))


def put_charts(front: Worksheet, figures: Worksheet, row: int, months: int, listed: int) -> None:
    """The charts of Forside, below its figures; two of them compare the ``listed`` municipalities."""
    header, last = _month_header(listed), _MUNICIPALITY + 1 + listed
    wide, narrow = 19.8, 13.4
    place = "Tallene står på arket Nøgletal, række"
    put(
        front, f"B{row}",
        Chart(
            "Udgifter fordelt på parter", "Part", "Mio. kroner", figures, _PARTY, _PARTY + 4, 2, (3,),
            f"Søjlediagram: udgifterne fordelt på regionen, {'kommunerne' if listed else 'kommunen'}, borgerne og ufordelt. {place} 5-8.",
        ),
        narrow, 8.6,
    )  # fmt: skip
    put(
        front, f"E{row}",
        Chart(
            "Udgifter pr. måned", "Måned, hvor perioden slutter", "Mio. kroner", figures, header, header + months, 2, (3, 4, 5, 6),
            f"Stablet søjlediagram: udgifterne måned for måned, fordelt på parter. {place} {header + 1}-{header + months}.",
        ),
        wide, 8.6,
    )  # fmt: skip
    if not listed:
        return
    put(
        front, f"B{row + 17}",
        Chart(
            "Åbent mellemværende", "Kommune", "Mio. kroner (plus: kommunen betaler)", figures, _MUNICIPALITY, last, 2, (7,),
            f"Liggende søjlediagram: netto at afregne med hver kommune. {place} {_MUNICIPALITY + 1}-{last}.",
            lying=True,
        ),
        narrow, 12.7,
    )  # fmt: skip
    put(
        front, f"E{row + 17}",
        Chart(
            "Udgifter pr. kommune", "Kommune", "Mio. kroner", figures, _MUNICIPALITY, last, 2, (3, 4, 5, 6),
            f"Stablet søjlediagram: udgifterne kommune for kommune, fordelt på parter. {place} {_MUNICIPALITY + 1}-{last}.",
        ),
        wide, 12.7,
    )  # fmt: skip
