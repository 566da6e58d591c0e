"""Budget: twelve months of joint financing by party, and the year with what is not shared."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style, validation
from xl_addin.books.charts import Chart, put
from xl_addin.books.layout import DATE, KRONER, WHOLE, Block, Column, define, put_array
from xl_addin.books.new_arrangement.fields import case_shown, given, name, names

BUDGET = "Budget"

YEAR_NAMES = tuple(f"ny_året_{key}" for key in ("i_alt", "region", "kommune", "borger"))
"""The names of the year's totals."""

_MONTHS = Block(
    BUDGET, "måned", 5, 12,
    (
        Column("nr", "Måned", 10, WHOLE),
        Column("fra", "Fra", 14, DATE, "Periodens første dag, regnet fra starten på fælles finansiering."),
        Column("til", "Til", 14, DATE, "Periodens sidste dag."),
        Column("i_alt", "I alt, kroner", 20, KRONER, "FHO_BUDGET: timer i døgnet × timepris × dage."),
        Column("region", "Regionen, kroner", 20, KRONER, "FHO_BUDGET: regionens andel efter fordelingsnøglen."),
        Column("kommune", "Kommunen, kroner", 20, KRONER, "FHO_BUDGET: kommunens andel, resten af beløbet."),
    ),
    first_column=2,
)  # fmt: skip


def build(workbook: Workbook) -> None:
    """Add the sheet."""
    block = _MONTHS
    sheet = workbook.create_sheet(BUDGET)
    sheet.column_dimensions["A"].width = 2
    style.title(
        sheet,
        "Budget for de første 12 måneder",
        "Til planlægning. Afregning og modregning sker altid på afholdte udgifter (Aftalen, Ikrafttræden).",
        2,
    )
    sheet.cell(3, 2, f"={case_shown()}").font = style.BOLD
    style.headers(sheet, block, height=34)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    start = name("start")
    for month in range(1, block.rows + 1):
        row = block.header_row + month
        sheet.cell(row, block.number("nr")).value = month
        for key, months, less in (("fra", month - 1, ""), ("til", month, "-1")):
            formula = given("start timer timepris", f"EDATE({start},{months}){less}")
            sheet.cell(row, block.number(key)).value = f"={formula}"
    periods = f"{block.own('fra')},{block.own('til')}"
    put_array(sheet, block.area("i_alt", "kommune"), f"FHO_BUDGET({names('timer timepris')},{periods},{start})")

    row = block.last_row + 1
    sheet.cell(row, block.number("nr"), "12 måneder")
    for key in ("i_alt", "region", "kommune"):
        sheet.cell(row, block.number(key)).value = f"=ROUND(SUM({block.own(key)}),2)"
    _bold(sheet, row, block)
    _year(workbook, row + 2, row)


def _year(workbook: Workbook, row: int, joint: int) -> None:
    """The year by party: the shared cost, the extra helper, the holidays."""
    sheet, block = workbook[BUDGET], _MONTHS
    total, region, municipality = (block.letter(key) for key in ("i_alt", "region", "kommune"))
    citizen = block.number("kommune") + 1
    style.section(sheet, row, "Året i alt", 2, citizen)
    for column, text in enumerate(
        ("I alt, kroner", "Regionen, kroner", "Kommunen, kroner", "Borgeren, kroner"), block.number("i_alt")
    ):
        cell = sheet.cell(row + 1, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    own = get_column_letter(citizen)
    sheet.column_dimensions[own].width = 20
    first = row + 2
    lines = (
        ("Fælles ordning", f"{region}{joint}", f"{municipality}{joint}", "0"),
        ("Ekstra hjælper", f"SUM({name('ekstra_region')})", f"SUM({name('ekstra_kommune')})", "0"),
        ("Merudgift ved ferie", "0", f"SUM({name('ferie_kommune')})", f"SUM({name('ferie_borger')})"),
    )
    for line, (text, *parts) in enumerate(lines, first):
        sheet.cell(line, 2, text).font = style.BODY
        values = [f"=SUM({region}{line}:{own}{line})", *(f"={part}" for part in parts)]
        for column, value in enumerate(values, block.number("i_alt")):
            style.paint(sheet, line, column, Column("", "", 0, KRONER))
            sheet.cell(line, column).value = value
    last = first + len(lines)
    sheet.cell(last, 2, "I alt")
    for key, letter in zip(YEAR_NAMES, (total, region, municipality, own), strict=True):
        define(workbook, key, f"{BUDGET}!${letter}${last}")
        sheet[f"{letter}{last}"].value = f"=ROUND(SUM({letter}{first}:{letter}{last - 1}),2)"
    _bold(sheet, last, block, citizen)
    put(
        sheet,
        f"B{last + 2}",
        Chart(
            "Budget måned for måned", "Måned", "Kroner", sheet, block.header_row, block.last_row,
            block.number("nr"), (block.number("region"), block.number("kommune")),
            f"Stablet søjlediagram: budgettet for hver af de 12 måneder, fordelt på regionen og kommunen. Tallene står i række {block.first_row}-{block.last_row}.",
        ),
        22.0,
        8.5,
    )  # fmt: skip
    style.page(sheet, f"A1:{own}{last + 20}")
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _bold(sheet: Worksheet, row: int, block: Block, last: int | None = None) -> None:
    for column in range(block.first_column, (last or block.number("kommune")) + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.border = style.BOLD, style.TOTAL_BORDER
        if column >= block.number("i_alt"):
            cell.number_format = KRONER
            cell.alignment = style.alignment(Column("", "", 0, KRONER))
