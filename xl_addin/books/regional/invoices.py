"""Opkrævningslinjer and Opkrævning: what each payer collects from the other party, by municipality and month."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style, validation
from xl_addin.books.layout import GENERAL, KRONER, MONTH, WHOLE, Column, define
from xl_addin.books.regional.control import ALL_FAULTS, LEFT_OUT
from xl_addin.books.regional.division import invoice_line
from xl_addin.books.regional.tables import EARLIER, INVOICE, LATER, UNDATED, Tables
from xl_addin.books.words import region_municipalities

FIRST_MONTH = "opk_første_måned"
"""The first month that is shown by itself; 0 in a workbook without postings."""

CHOSEN = "opk_valgt_kommune"
_PLACE = "opk_plads"
_WISHED = "opk_ønsket_måned"
_BESIDE = 8  # the column to the right of the printed page


def month(place: int) -> str:
    """A formula: the month of a place, 0 for the first one; blank in a workbook without postings."""
    return f'IF({FIRST_MONTH}=0,"",EDATE({FIRST_MONTH},{place}))'


def build_lines(workbook: Workbook, tables: Tables) -> None:
    """Add the list of all lines: one a municipality and month, and three for what lies outside the months."""
    block, post, settled = tables.lines, tables.division, tables.settlement
    sheet = workbook.create_sheet(block.sheet)
    note = "Én linje pr. kommune og måned. Vælg en kommune i filteret, eller hent linjerne over i økonomisystemet."
    style.title(sheet, "Opkrævningslinjer", note)
    text = "Linjerne tidligere, senere og uden dato tager det med, som ligger uden for de viste måneder."
    sheet.cell(3, 1, text).font = style.SMALL
    style.headers(sheet, block)
    validation.header_help(sheet, block)
    style.body(sheet, block)
    block.define(workbook)
    for row in range(block.first_row, block.last_row + 1):
        municipality, place = divmod(row - block.first_row, tables.buckets)
        name = f"{settled.sheet}!${settled.letter('kommune')}${settled.first_row + municipality}"
        own, when = f"${block.letter('kommune')}{row}", f"${block.letter('måned')}{row}"
        label, condition = _bucket(place, tables.months)
        region, municipal = f"{block.letter('region')}{row}", f"{block.letter('kommunens')}{row}"

        if condition:
            belongs = f"{post.name('afregnes')},{own},{post.name('måned')},{condition}"
            count, total = f"COUNTIFS({belongs})", f"SUMIFS({{}},{belongs})"
        else:
            belongs = f"{post.name('linje')},${block.letter('linje')}{row}"
            count, total = f"COUNTIF({belongs})", f"SUMIF({belongs},{{}})"
        formulas = {
            "antal": count,
            "region": f"ROUND({total.format(post.name('opk_region'))},2)",
            "kommunens": f"ROUND({total.format(post.name('opk_kommune'))},2)",
            "netto": f"ROUND({region}-{municipal},2)",
        }
        sheet.cell(row, block.number("kommune")).value = f'=IF({name}="","",{name})'
        sheet.cell(row, block.number("måned")).value = f'=IF({own}="","",{label})'
        sheet.cell(row, block.number("linje")).value = f'=IF({own}="","",{invoice_line(own, when)})'
        for key, formula in formulas.items():
            shown = f'IF({when}="","",{formula})' if place < tables.buckets - 1 else formula
            cell = sheet.cell(row, block.number(key))
            cell.value = f'=IF({own}="","",IF({LEFT_OUT}=0,{shown},NA()))'
        net = f"{block.letter('netto')}{row}"
        sheet.cell(row, block.number("tekst")).value = (
            f'=IF(OR({own}="",N({block.letter("antal")}{row})=0),"",IF({net}>0,"Kommunens andel af fælles hjælperordninger",'
            f'IF({net}<0,"Regionens andel af fælles hjælperordninger","")))'
        )
    sheet.column_dimensions[block.letter("linje")].hidden = True
    letter = block.letter("antal")
    style.look_here(
        sheet,
        block.area("kommune", "tekst"),
        f'AND(${block.letter("måned")}{block.first_row}="{UNDATED}",N(${letter}{block.first_row})>0)',
    )
    sheet.freeze_panes = sheet.cell(block.first_row, block.number("måned"))
    sheet.auto_filter.ref = f"A{block.header_row}:{block.letter('tekst')}{block.last_row}"
    last = block.header_row + len(region_municipalities()) * tables.buckets
    style.page(sheet, f"A1:{block.letter('tekst')}{last}", repeat=block.header_row)
    style.lock(sheet)


def _bucket(place: int, months: int) -> tuple[str, str]:
    """What stands in the month's cell of a line, and which other months belong to it."""
    if place == 0:
        return f'IF({FIRST_MONTH}=0,"","{EARLIER}")', f'"<"&{FIRST_MONTH}'
    if place <= months:
        return month(place - 1), ""
    if place == months + 1:
        return f'IF({FIRST_MONTH}=0,"","{LATER}")', f'">="&EDATE({FIRST_MONTH},{months})'
    return f'"{UNDATED}"', ""


def build_invoice(workbook: Workbook, tables: Tables) -> None:
    """Add the page for one municipality, one A4 ready to send; what helps to make it stands beside the page."""
    lines, post, settled, balance = tables.lines, tables.division, tables.settlement, tables.balance
    sheet = workbook.create_sheet(INVOICE)
    for letter, width in zip("ABCDEFGHI", (2, 24, 14, 24, 24, 22, 4, 24, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(
        sheet,
        "Opkrævning",
        "Mellemværende mellem Region Midtjylland og kommunen (Aftalen, Fakturering; vejl. 7.4.1).",
        2,
    )

    entered = (
        (4, 2, "Kommune", CHOSEN, region_municipalities()[0], GENERAL, "Kommunen, som siden handler om."),
        (
            5,
            _BESIDE,
            "Vis fra måned",
            _WISHED,
            None,
            MONTH,
            "Tom = den første måned, der har posteringer. Skriv en dato i måneden.",
        ),
    )
    for row, left, label, name, value, look, text in entered:
        label_cell = sheet.cell(row, left, label)
        label_cell.font, label_cell.alignment = style.BOLD, style.MIDDLE
        column = Column("", label, 0, look, text, typed=True)
        style.paint(sheet, row, left + 1, column)
        cell = sheet.cell(row, left + 1)
        cell.value, cell.alignment = value, style.ANSWER
        define(workbook, name, f"{INVOICE}!${cell.column_letter}${row}")
        if name == CHOSEN:
            sheet.merge_cells(start_row=row, start_column=left + 1, end_row=row, end_column=left + 2)
            validation.choose(sheet, cell.coordinate, settled.name("kommune"), column)
        else:
            validation.date_in(sheet, cell.coordinate, column)
        sheet.row_dimensions[row].height = 20
    place = f"MATCH({CHOSEN},{settled.name('kommune')},0)"
    found = f"IF(COUNT({post.name('måned')})=0,0,MIN({post.name('måned')}))"
    for row, label, name, formula, look in (
        (
            6,
            "Første måned",
            FIRST_MONTH,
            f'IF({_WISHED}="",{found},DATE(YEAR({_WISHED}),MONTH({_WISHED}),1))',
            f"{MONTH};;",
        ),
        (7, "Linje på Modregning", _PLACE, f'IF({CHOSEN}="","",{place})', WHOLE),
    ):
        label_cell = sheet.cell(row, _BESIDE, label)
        label_cell.font, label_cell.alignment = style.SMALL, style.MIDDLE
        cell = sheet.cell(row, _BESIDE + 1, f"={formula}")
        cell.number_format, cell.font, cell.alignment = look, style.SMALL, style.ANSWER
        define(workbook, name, f"{INVOICE}!${cell.column_letter}${row}")
    sheet.cell(5, 2, "=FHO_VERSION()").font = style.SMALL
    for row, text in enumerate(
        (
            "Vælg kommune i det gule felt, og udskriv siden eller gem den som PDF.",
            "Det, der står her ved siden af, udskrives ikke.",
            "Grundlaget står på arket Fordeling: filtrér kolonnen Afregnes med.",
        ),
        1,
    ):
        sheet.cell(row, _BESIDE, text).font = style.SMALL

    header = 7
    _header(
        sheet,
        header,
        (
            "Måned",
            "Posteringer",
            "Regionen opkræver kommunen",
            "Kommunen opkræver regionen",
            "Netto (plus: kommunen betaler)",
        ),
    )
    keys = ("måned", "antal", "region", "kommunens", "netto")
    for offset in range(tables.buckets):
        row = header + 1 + offset
        for number, key in enumerate(keys, 2):
            there = f"INDEX({lines.name(key)},({_PLACE}-1)*{tables.buckets}+{offset + 1})"
            style.paint(sheet, row, number, lines.columns[lines.number(key) - 1])
            sheet.cell(row, number).value = f'=IF({_PLACE}="","",{there})'
    first, last = header + 1, header + tables.buckets
    _total(
        sheet,
        last + 1,
        "I alt",
        {
            n: f"IF({ALL_FAULTS}=0,ROUND(SUM({get_column_letter(n)}{first}:{get_column_letter(n)}{last}),2),NA())"
            for n in (3, 4, 5, 6)
        },
    )
    row = last + 2
    for text, source in (("Allerede afregnet", settled.name("afregnet")), ("Netto at afregne", balance.name("netto"))):
        value = f'IF({_PLACE}="","",IF({ALL_FAULTS}=0,N(INDEX({source},{_PLACE})),NA()))'
        _total(sheet, row, text, {6: value}, line=False)
        row += 1
    payer = f'IF({_PLACE}="","",IF({ALL_FAULTS}=0,INDEX({balance.name("betaler")},{_PLACE})&"",NA()))'
    _total(sheet, row, "Hvem betaler", {6: payer}, line=False)
    row += 2
    for text in (
        "Beløbene er på afholdte udgifter, aldrig på budget (Aftalen, Ikrafttræden). Måneden er den, hvor regningens periode slutter.",
        "Den, der har betalt, opkræver den andens andel: fælles udgifter efter fordelingsnøglen, ekstra hjælper og ferie efter aftalen.",
    ):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=6)
        cell = sheet.cell(row, 2, text)
        cell.font, cell.alignment = style.SMALL, style.WRAP
        sheet.row_dimensions[row].height = 28
        row += 1
    style.page(sheet, f"A1:F{row - 1}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def _header(sheet: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(row, column, text)
        cell.font, cell.fill, cell.alignment = style.HEADER, style.COMPUTED_HEADER_FILL, style.CENTRE
    sheet.row_dimensions[row].height = 34


def _total(sheet: Worksheet, row: int, label: str, formulas: dict[int, str], line: bool = True) -> None:
    for column in range(2, 7):
        cell = sheet.cell(row, column, label if column == 2 else None)
        cell.font = style.BOLD
        if line:
            cell.border = style.TOTAL_BORDER
        if column in formulas:
            cell.value = f"={formulas[column]}"
            cell.number_format = WHOLE if column == 3 else KRONER
            cell.alignment = style.alignment(Column("", "", 0, KRONER))
