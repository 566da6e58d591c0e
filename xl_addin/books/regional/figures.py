"""Nøgletal: the tables behind the charts of Forside, for those who would rather read numbers."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.charts import Chart, put
from xl_addin.books.layout import GENERAL, KRONER, MONTH, Column
from xl_addin.books.regional.control import ALL_FAULTS
from xl_addin.books.regional.invoices import FIRST_MONTH, month
from xl_addin.books.regional.tables import EARLIER, FIGURES, LATER, UNDATED, Tables
from xl_addin.books.words import region_municipalities

_PARTS = (("region", "Regionen"), ("kommunens", "Kommunerne"), ("borger", "Borgerne"), ("ufordelt", "Ufordelt"))
_PARTY, _MUNICIPALITY, _MONTH = 4, 12, 37  # header rows


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(FIGURES)
    for letter, width in zip("ABCDEFGH", (2, 26, 19, 19, 19, 19, 19, 19), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(
        sheet,
        "Nøgletal",
        "Tallene bag diagrammerne på Forside. Alt er kroner og beregnes. Viser #I/T, når en kontrol fejler.",
        2,
    )
    _by_party(sheet, tables)
    _by_municipality(sheet, tables)
    _by_month(sheet, tables)
    style.page(sheet, f"A1:G{_MONTH + tables.months + 4}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _gated(formula: str) -> str:
    return f"=IF({ALL_FAULTS}=0,{formula},NA())"


def _by_party(sheet: Worksheet, tables: Tables) -> None:
    _headers(sheet, _PARTY, ("Part", "Andel, kroner"))
    for row, (key, label) in enumerate(_PARTS, _PARTY + 1):
        _line(sheet, row, label, [_gated(f"ROUND(SUM({tables.division.name(key)}),2)")])
    _total(sheet, _PARTY + 5, _PARTY + 1, 1)


def _by_municipality(sheet: Worksheet, tables: Tables) -> None:
    post, balance, settled = tables.division, tables.balance, tables.settlement
    _headers(sheet, _MUNICIPALITY, ("Kommune", *(label for _, label in _PARTS), "Netto at afregne"))
    count = len(region_municipalities())
    for place in range(count):
        row, there = _MUNICIPALITY + 1 + place, settled.first_row + place
        name = f"{settled.sheet}!${settled.letter('kommune')}${there}"
        own = f"$B{row}"
        parts = [
            _gated(f'IF({own}="",0,ROUND(SUMIFS({post.name(key)},{post.name("afregnes")},{own}),2))')
            for key, _ in _PARTS
        ]
        net = f"{balance.sheet}!${balance.letter('netto')}${there}"
        _line(sheet, row, f'=IF({name}="","",{name})', [*parts, _gated(f"N({net})")])
    row = _MUNICIPALITY + 1 + count
    rest = [
        _gated(
            f"ROUND(SUM({post.name(key)})-SUM({get_column_letter(number)}{_MUNICIPALITY + 1}:{get_column_letter(number)}{row - 1}),2)"
        )
        for number, (key, _) in enumerate(_PARTS, 3)
    ]
    net = _gated(f"ROUND(SUM({balance.name('netto')})-SUM(G{_MUNICIPALITY + 1}:G{row - 1}),2)")
    _line(sheet, row, "Øvrige kommuner", [*rest, net])
    _total(sheet, row + 1, _MUNICIPALITY + 1, 5)


def _by_month(sheet: Worksheet, tables: Tables) -> None:
    post = tables.division
    _headers(sheet, _MONTH, ("Måned", *(label for _, label in _PARTS)))
    lines = [(f"={month(place)}", f"$B{_MONTH + 1 + place}") for place in range(tables.months)]
    lines += [
        (EARLIER, f'"<"&{FIRST_MONTH}'),
        (LATER, f'">="&EDATE({FIRST_MONTH},{tables.months})'),
        (UNDATED, f'"{UNDATED}"'),
    ]
    for row, (label, condition) in enumerate(lines, _MONTH + 1):
        needed = f"{FIRST_MONTH}=0" if label != UNDATED else "FALSE"
        parts = [
            _gated(f"IF({needed},0,ROUND(SUMIFS({post.name(key)},{post.name('måned')},{condition}),2))")
            for key, _ in _PARTS
        ]
        _line(sheet, row, label, parts, MONTH)
    _total(sheet, _MONTH + 1 + len(lines), _MONTH + 1, 4)


def _headers(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(row, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    sheet.row_dimensions[row].height = 20


def _line(sheet: Worksheet, row: int, label: str, formulas: list[str], look: str = GENERAL) -> None:
    style.paint(sheet, row, 2, Column("", "", 0, look))
    sheet.cell(row, 2).value = label
    sheet.cell(row, 2).alignment = style.ANSWER
    for column, formula in enumerate(formulas, 3):
        style.paint(sheet, row, column, Column("", "", 0, KRONER))
        sheet.cell(row, column).value = formula


def _total(sheet: Worksheet, row: int, first: int, count: int) -> None:
    for column in range(2, 3 + count):
        cell = sheet.cell(row, column)
        letter = get_column_letter(column)
        cell.value = "I alt" if column == 2 else f"=ROUND(SUM({letter}{first}:{letter}{row - 1}),2)"
        cell.font, cell.border, cell.number_format = style.BOLD, style.TOTAL_BORDER, KRONER
        cell.alignment = style.alignment(Column("", "", 0, GENERAL if column == 2 else KRONER))


def put_charts(front: Worksheet, figures: Worksheet, row: int, months: int) -> None:
    """The four charts of Forside, below its figures."""
    last_municipality = _MUNICIPALITY + 1 + len(region_municipalities())
    wide, narrow = 19.8, 13.4
    put(
        front, f"B{row}",
        Chart(
            "Udgifter fordelt på parter", "Part", "Mio. kroner", figures, _PARTY, _PARTY + 4, 2, (3,),
            "Søjlediagram: udgifterne fordelt på regionen, kommunerne, borgerne og ufordelt. Tallene står på arket Nøgletal, række 5-8.",
        ),
        narrow, 8.6,
    )  # fmt: skip
    put(
        front, f"E{row}",
        Chart(
            "Udgifter pr. måned", "Måned, hvor perioden slutter", "Mio. kroner", figures, _MONTH, _MONTH + months, 2, (3, 4, 5, 6),
            f"Stablet søjlediagram: udgifterne måned for måned, fordelt på parter. Tallene står på arket Nøgletal, række {_MONTH + 1}-{_MONTH + months}.",
        ),
        wide, 8.6,
    )  # fmt: skip
    put(
        front, f"B{row + 17}",
        Chart(
            "Åbent mellemværende", "Kommune", "Mio. kroner (plus: kommunen betaler)", figures, _MUNICIPALITY, last_municipality, 2, (7,),
            f"Liggende søjlediagram: netto at afregne med hver kommune. Tallene står på arket Nøgletal, række {_MUNICIPALITY + 1}-{last_municipality}.",
            lying=True,
        ),
        narrow, 13.5,
    )  # fmt: skip
    put(
        front, f"E{row + 17}",
        Chart(
            "Udgifter pr. kommune", "Kommune", "Mio. kroner", figures, _MUNICIPALITY, last_municipality, 2, (3, 4, 5, 6),
            f"Stablet søjlediagram: udgifterne kommune for kommune, fordelt på parter. Tallene står på arket Nøgletal, række {_MUNICIPALITY + 1}-{last_municipality}.",
        ),
        wide, 13.5,
    )  # fmt: skip
