"""Budget: twelve months of joint financing by party, and the year with what is not shared."""

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.captions import cited
from xl_addin.books.charts import Chart, put
from xl_addin.books.layout import DATE, KRONER, WHOLE, SheetColumn, SheetTable
from xl_addin.books.new_arrangement.questions import SHARED, case_line, name
from xl_addin.books.paper import Paper
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

BUDGET = "Budget"

PARTIES = ("i_alt", "region", "kommune", "borger")


def year(line: str, party: str) -> str:
    """The name of a sum of the year: ``fælles``, ``ekstra``, ``ferie`` or ``året`` by party."""
    return f"ny_{line}_{party}"


_MONTHS = SheetTable(
    BUDGET, "måned", 5, 12,
    (
        SheetColumn("nr", "Måned", 10, WHOLE),
        SheetColumn("fra", "Fra", 14, DATE, "Periodens første dag, regnet fra starten på fælles finansiering."),
        SheetColumn("til", "Til", 14, DATE, "Periodens sidste dag."),
        SheetColumn("i_alt", "I alt, kroner", 20, KRONER, "FHO_BUDGET: timer i døgnet × timepris × dage."),
        SheetColumn("region", "Regionen, kroner", 20, KRONER, "FHO_BUDGET: regionens andel efter nøglen."),
        SheetColumn("kommune", "Kommunen, kroner", 20, KRONER, "FHO_BUDGET: kommunens andel, resten af beløbet."),
    ),
    first_column=2,
)  # fmt: skip


def plan() -> SheetPlan:
    """The sheet's description."""
    table, start = _MONTHS, name("start")
    ready = f'OR({start}="",{name("timer")}="",LEFT({name("pristjek")},3)<>"Kan")'

    def day(months: str, less: str = "") -> str:
        return f'IF({ready},"",EDATE({start},{months}){less})'

    periods = f"{table.own('fra')},{table.own('til')}"
    asked = f'FHO_BUDGET(IF({ready},"",{name("timer")}),IF({ready},"",{name("timepris")}),{periods},{start},,{SHARED})'
    total, region, municipality = (table.letter(key) for key in ("i_alt", "region", "kommune"))
    totals = {key: f"=ROUND(SUM({table.own(key)}),2)" for key in ("i_alt", "region", "kommune")}
    joint = table.last_row + 1
    lines = (
        ("Fælles ordning", "fælles", f"{region}{joint}", f"{municipality}{joint}", "0"),
        ("Ekstra hjælper", "ekstra", f"SUM({name('ekstra_region')})", f"SUM({name('ekstra_kommune')})", "0"),
        ("Merudgift ved ferie", "ferie", "0", f"SUM({name('ferie_kommune')})", f"SUM({name('ferie_borger')})"),
    )
    own = "H"
    rows = [
        (
            Shown(text, span=3),
            Shown(f"=SUM({region}{{r}}:{own}{{r}})", "ud kroner", f"{year(key, 'i_alt')}_budget"),
            *(
                Shown(f"={formula}", "ud kroner", f"{year(key, party)}_budget")
                for party, formula in zip(PARTIES[1:], parts, strict=True)
            ),
        )
        for text, key, *parts in lines
    ]
    first = joint + 4
    rows.append(
        (
            Shown("I alt", "sum", span=3),
            *(
                Shown(
                    f"=ROUND(SUM({letter}{first}:{letter}{first + 2}),2)", "sum kroner", f"{year('året', party)}_budget"
                )
                for party, letter in zip(PARTIES, (total, region, municipality, own), strict=True)
            ),
        )
    )
    headers = ("", "", "", "I alt, kroner", "Regionen, kroner", "Kommunen, kroner", "Borgeren, kroner")
    return SheetPlan(
        BUDGET,
        "Budget for de første 12 måneder",
        (
            cited(
                "Til planlægning. Afregning og modregning sker altid på afholdte udgifter ({Midtjylland:Ikrafttræden})."
            ),
            f"={case_line()}",
        ),
        (
            Filled(
                table,
                [{"nr": month} for month in range(1, 13)],
                ((table.area("i_alt", "kommune"), asked),),
                {"fra": day("{n}-1"), "til": day("{n}", "-1")},
                totals={"nr": "I alt", **totals},
            ),
            Lines("Året i alt: det fælles budget, og det, der ikke er fælles", headers, tuple(rows), row=joint + 2),
        ),
        Paper(f"{own}{first + 22}", landscape=False, tall=1),
        widths=(2, 10, 14, 14, 20, 20, 20, 20),
        column=2,
        more=_chart,
    )


def _chart(sheet: Worksheet) -> None:
    table = _MONTHS
    put(
        sheet, f"B{table.last_row + 10}",
        Chart(
            "Budget måned for måned", "Måned", "Kroner", sheet, table.header_row, table.last_row,
            table.number("nr"), (table.number("region"), table.number("kommune")),
            f"Stablet søjlediagram: budgettet for hver af de 12 måneder, fordelt på regionen og kommunen. Tallene står i række {table.first_row}-{table.last_row}.",
        ),
        21.5,
        8.5,
    )  # fmt: skip
