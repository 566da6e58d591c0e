"""Kontrol: sums that must agree. When one does not, the totals of the workbook become errors.

Three groups, so that one bad posting stops no more than it must:

* what could leave a posting out stops every line of Modregning
* what makes a posting impossible to divide is an error in its municipality's line, and in the totals
* what makes Modregning disagree with the postings is an error in the totals
"""

from dataclasses import dataclass

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.layout import KRONER, WHOLE, define, filled
from xl_addin.books.regional.tables import CONTROL, Tables

LEFT_OUT = "kontrol_udeladt"
"""How many controls say that a posting may be left out."""

ALL_FAULTS = "kontrol_fejl"
"""How many controls fail."""

GOOD = "OK"
BAD = "FEJL"

_STATUSES = ("Fælles ordning", "Frivillig aftale", "Ikke fælles", "Ikke målgruppe", "Kræver afklaring", "Uden for regionen")


@dataclass(frozen=True)
class Check:
    """Two formulas that must give the same number."""

    text: str
    expected: str
    found: str
    advice: str
    number_format: str = WHOLE


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(CONTROL)
    style.title(sheet, "Kontrol", "Tal, der skal stemme. Ved FEJL bliver summerne på Modregning og Forside til #I/T, så ingen regner videre på dem.", 2)
    for letter, width in zip("ABCDEFG", (3, 62, 20, 20, 16, 11, 78), strict=True):
        sheet.column_dimensions[letter].width = width
    row = 4
    ranges = []
    for heading, checks in (
        ("1. Alle posteringer er med (ved FEJL vises ingen linjer på Modregning)", _left_out(tables)),
        ("2. Alle posteringer kan fordeles (ved FEJL vises ingen summer)", _divided(tables)),
        ("3. Modregningen stemmer med posteringerne (ved FEJL vises ingen summer)", _settled(tables)),
    ):
        first = row + 2
        row = _group(sheet, row, heading, checks)
        ranges.append(f"$F${first}:$F${row - 1}")
        row += 1
    style.good_or_bad(sheet, f"F4:F{row}", GOOD, BAD)

    style.section(sheet, row, "Samlet", 2, 7)
    for name, text, areas in (
        (LEFT_OUT, "Kontroller med fejl i gruppe 1", ranges[:1]),
        (ALL_FAULTS, "Kontroller med fejl i alt", ranges),
    ):
        row += 1
        sheet.cell(row, 2, text).font = style.BOLD
        cell = sheet.cell(row, 3)
        cell.value = "=" + "+".join(f'ROWS({area})-COUNTIF({area},"{GOOD}")' for area in areas)
        cell.font = style.BOLD
        define(workbook, name, f"{CONTROL}!$C${row}")

    row = _worth_a_look(sheet, row + 2, tables)
    sheet.freeze_panes = "A4"
    style.page(sheet, f"B1:G{row}")
    style.lock(sheet)


def _group(sheet: Worksheet, row: int, heading: str, checks: list[Check]) -> int:
    """A heading, a header line and the checks below it; the row after."""
    style.section(sheet, row, heading, 2, 7)
    for column, text in enumerate(("Kontrol", "Skal være", "Er", "Forskel", "Status", "Ved FEJL"), 2):
        cell = sheet.cell(row + 1, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    row += 2
    for check in checks:
        difference = f"ROUND(C{row}-D{row},2)"
        expected, found = check.expected, check.found
        if check.number_format == KRONER:  # binary fractions leave dust behind
            expected, found = f"ROUND({expected},2)", f"ROUND({found},2)"
        values = (
            check.text, f"={expected}", f"={found}", f"={difference}",
            f'=IF(ISERROR(E{row}),"{BAD}",IF(E{row}=0,"{GOOD}","{BAD}"))', check.advice,
        )  # fmt: skip
        for column, value in enumerate(values, 2):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.font = style.BODY
            cell.border = style.COMPUTED_BORDER
            cell.alignment = style.WRAP if column in (2, 7) else style.MIDDLE
            cell.number_format = check.number_format
        sheet.cell(row, 6).alignment = style.CENTRE
        sheet.row_dimensions[row].height = 31
        row += 1
    return row


def _entered(tables: Tables, *keys: str) -> str:
    """Cells filled in below the headers of columns of Udgifter, to the bottom of the sheet."""
    whole = [tables.postings.whole(key) for key in keys]
    head = [tables.postings.head(key) for key in keys]
    return f"{filled(whole)}-({filled(head)})"


def _left_out(tables: Tables) -> list[Check]:
    post, entered = tables.division, tables.postings
    amounts = entered.whole("beløb")
    whole = filled([entered.whole("bilag", "bevilget")])
    head = filled([entered.head("bilag", "bevilget")])
    return [
        Check(
            "Posteringer på Udgifter = posteringer læst på Fordeling",
            _entered(tables, "beløb"),
            filled([post.name("beløb")]),
            f"Der står posteringer under række {entered.last_row}: flyt dem op i tomme rækker, eller byg en mappe med mere plads.",
        ),
        Check(
            "Udfyldte felter på Udgifter = udfyldte felter læst på Fordeling",
            f"{whole}-({head})",
            filled([post.fixed("bilag", "bevilget")]),
            "Der står noget uden for tabellen på Udgifter, eller en formel på Fordeling er slettet eller overskrevet.",
        ),
        Check(
            "Beløb på Udgifter = beløb læst på Fordeling",
            f"SUM({amounts})-SUM({entered.head('beløb')})",
            f"SUM({post.name('beløb')})",
            "En formel på Fordeling er overskrevet, eller et beløb på Udgifter er i fejl.",
            KRONER,
        ),
    ]


def _divided(tables: Tables) -> list[Check]:
    post, entered, case, status = tables.division, tables.postings, tables.arrangements, tables.status
    parts = post.fixed("region", "ufordelt")
    dates = [case.name(key) for key in ("udskrevet", "oplært_resp", "oplært_sel", "ophørt", "aftalt_start", "flyttet", "afgjort")]
    computed = [status.name(key) for key in ("oplært", "start", "timer")]
    known = "+".join(f'COUNTIF({status.name("status")},"{text}")' for text in _STATUSES)
    return [
        Check(
            "Posteringer indtastet = posteringer fordelt",
            _entered(tables, "beløb"),
            f"COUNT({post.name('region')})",
            "En postering kan ikke fordeles: kolonnen Kontrol på Fordeling siger, hvad der mangler eller er forkert.",
        ),
        Check(
            "Beløb indtastet = fordelt på region, kommune, borger og ufordelt",
            f"SUM({entered.whole('beløb')})-SUM({entered.head('beløb')})",
            f"SUM({parts})",
            "En postering kan ikke fordeles: kolonnen Kontrol på Fordeling siger, hvad der mangler eller er forkert.",
            KRONER,
        ),
        Check(
            "Hver postering hører til en ordning, der findes én gang",
            _entered(tables, "beløb"),
            f"COUNTIF({post.name('fundet')},1)",
            "En postering mangler sagsnummer, eller sagsnummeret står ikke eller står to gange på Ordninger (kolonnen Ordningen findes).",
        ),
        Check(
            "Hver postering har en betaler",
            _entered(tables, "beløb"),
            f"COUNT({post.name('opkræves')})",
            "Udfyld kolonnen Betalt af på Udgifter.",
        ),
        Check(
            "Beløb og datoer på Udgifter er tal, ikke tekst",
            _entered(tables, "fra", "til", "beløb"),
            "COUNT(" + post.names("fra til beløb") + ")",
            "Et beløb eller en dato er indtastet eller indsat som tekst: skriv feltet igen som tal eller dato.",
        ),
        Check(
            "Hver række på Ordninger har et sagsnummer og en status",
            filled([case.name("kommune")]) + "+" + filled([case.name("sag")]),
            f"2*({known})",
            "En ordning mangler sagsnummer eller kommune, eller dens status er i fejl.",
        ),
        Check(
            "Intet sagsnummer står to gange på Ordninger",
            "0",
            f'COUNTIF({status.name("antal")},">1")',
            "Giv hver ordning sit eget sagsnummer.",
        ),
        Check(
            "Datoer på Ordninger er datoer, og intet beregnet felt er i fejl",
            filled([*dates, *computed]),
            f"COUNT({','.join([*dates, *computed])})",
            "En dato er indtastet som tekst, eller start eller timer kan ikke beregnes.",
        ),
    ]


def _settled(tables: Tables) -> list[Check]:
    post, block, balance = tables.division, tables.settlement, tables.balance
    return [
        Check(
            "Posteringer i alt = posteringer fordelt på kommuner",
            f"COUNT({post.name('beløb')})",
            f"SUM({balance.name('antal')})",
            "En postering afregnes med en kommune, som ikke står på Modregning: skriv kommunen i en tom række dér.",
        ),
        Check(
            "Udgifter i alt = udgifter fordelt på kommuner",
            f"SUM({post.name('beløb')})",
            f"SUM({balance.name('udgift')})",
            "En postering afregnes med en kommune, som ikke står på Modregning: skriv kommunen i en tom række dér.",
            KRONER,
        ),
        Check(
            "Opkrævet i posteringerne = begge parters tilgodehavender",
            f"SUM({post.name('opkræves')})",
            f"SUM({balance.name('region')})+SUM({balance.name('kommunens')})",
            "Modregningen omfatter ikke alle posteringer: se gruppe 1 og 2.",
            KRONER,
        ),
        Check(
            "Kommuner, hvis tilgodehavender afviger fra deres posteringer",
            "0",
            f'COUNTIF({balance.name("afvigelse")},">0")+COUNTIF({balance.name("afvigelse")},"<0")',
            "Se kolonnen Afvigelse på Modregning.",
        ),
        Check(
            "Netto = regionens tilgodehavende − kommunernes − allerede afregnet",
            f"SUM({balance.name('region')})-SUM({balance.name('kommunens')})-SUM({block.name('afregnet')})",
            f"SUM({balance.name('netto')})",
            "Et beløb i Allerede afregnet er tekst, eller en linje på Modregning er i fejl.",
            KRONER,
        ),
    ]


def _worth_a_look(sheet: Worksheet, row: int, tables: Tables) -> int:
    """Not faults, but rows that a person should look at; the last row used."""
    post = tables.division
    style.section(sheet, row, "Værd at se på (ikke fejl)", 2, 7)
    remarks = f'{filled([post.name("kontrol")])}-COUNTIF({post.name("kontrol")},"{GOOD}")'
    moved = f'{filled([post.name("kommunekontrol")])}-COUNTIF({post.name("kommunekontrol")},"{GOOD}")'
    for text, formula, number_format, advice in (
        ("Posteringer med en bemærkning", remarks, WHOLE, "Kolonnen Kontrol på Fordeling. De er markeret på Udgifter."),
        ("Posteringer, hvor kommunen afviger fra reglen om flytning", moved, WHOLE, "Kolonnen Kommune på Fordeling. De er markeret på Udgifter."),
        ("Ufordelt beløb", f"ROUND(SUM({post.name('ufordelt')}),2)", KRONER, "Skal posteres som respiration eller servicelov. Hverken aftalen eller vejledningen deler det."),
        ("Ledige rækker på Udgifter", f"{post.rows}-({filled([post.name('beløb')])})", WHOLE, "Når der ikke er flere: byg en mappe med mere plads."),
    ):  # fmt: skip
        row += 1
        for column, value in ((2, text), (3, f"={formula}"), (7, advice)):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.font = style.BODY
            cell.alignment = style.WRAP if column == 7 else style.MIDDLE
            cell.number_format = number_format
    return row
