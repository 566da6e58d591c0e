"""What the cells of the workbooks look like: one palette, one font, a look for each kind of cell.

An input (indtastning) has a light yellow ground and a border and is unlocked; what is computed has a grey
ground and is locked. The two differ in colour and in border, so they differ in black and white too.
"""

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import DATE, GENERAL, HOURS, KRONER, MONTH, TEXT, WHOLE, YES_NO, Block, Column

FONT = "Calibri"
INK = "1B2A33"
DEEP = "17495C"
MUTED = "5B6B73"
INPUT = "FFF8DC"
COMPUTED = "EEF2F4"
BAND = "DCE7EC"
GOOD = "1E6B3A"
GOOD_GROUND = "DDF0E2"
BAD = "9C1C1C"
BAD_GROUND = "FBE0DE"
LOOK_GROUND = "FFE9B8"

_EDGE = Side(style="thin", color="D9CC99")
_LINE = Side(style="hair", color="A9B7BE")
_RULE = Side(style="medium", color=DEEP)

BODY = Font(name=FONT, size=11, color=INK)
SMALL = Font(name=FONT, size=10, color=MUTED)
BOLD = Font(name=FONT, size=11, color=INK, bold=True)
TITLE = Font(name=FONT, size=20, color=DEEP, bold=True)
SECTION = Font(name=FONT, size=13, color=DEEP, bold=True)
HEADER = Font(name=FONT, size=11, color="FFFFFF", bold=True)
LINK = Font(name=FONT, size=11, color="0B5C8A", underline="single")

INPUT_FILL = PatternFill("solid", fgColor=INPUT)
COMPUTED_FILL = PatternFill("solid", fgColor=COMPUTED)
HEADER_FILL = PatternFill("solid", fgColor=DEEP)
COMPUTED_HEADER_FILL = PatternFill("solid", fgColor=MUTED)
BAND_FILL = PatternFill("solid", fgColor=BAND)
LOOK_FILL = PatternFill("solid", fgColor=LOOK_GROUND)

INPUT_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
COMPUTED_BORDER = Border(bottom=_LINE)
TOTAL_BORDER = Border(top=_RULE)

_LOOK_NAMES = {
    TEXT: "tekst", GENERAL: "almindelig", WHOLE: "helt tal", HOURS: "timer", KRONER: "kroner", DATE: "dato",
    MONTH: "måned", YES_NO: "ja nej",
}  # fmt: skip

WRAP = Alignment(vertical="center", wrap_text=True)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
MIDDLE = Alignment(vertical="center")
LEFT = Alignment(horizontal="left", vertical="center")
ANSWER = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def title(sheet: Worksheet, text: str, note: str = "", column: int = 1) -> None:
    """The sheet's title in row 1 and a line about it in row 2; cells have borders, so no grid."""
    sheet.sheet_view.showGridLines = False
    cell = sheet.cell(1, column, text)
    cell.font = TITLE
    sheet.row_dimensions[1].height = 30
    below = sheet.cell(2, column, note or None)
    below.font = SMALL


def section(sheet: Worksheet, row: int, text: str, first: int, last: int) -> None:
    """A heading across the columns ``first`` to ``last``."""
    for column in range(first, last + 1):
        sheet.cell(row, column).fill = BAND_FILL
    cell = sheet.cell(row, first, text)
    cell.font = SECTION
    cell.alignment = MIDDLE
    sheet.row_dimensions[row].height = 22


def headers(sheet: Worksheet, block: Block, height: float = 48) -> None:
    """The header row and the widths of a block, with the help of each column as the header's note."""
    sheet.row_dimensions[block.header_row].height = height
    for column in block.columns:
        cell = sheet.cell(block.header_row, block.number(column.key), column.header)
        cell.font = HEADER
        cell.fill = HEADER_FILL if column.typed else COMPUTED_HEADER_FILL
        cell.alignment = CENTRE
        sheet.column_dimensions[block.letter(column.key)].width = column.width


def body(sheet: Worksheet, block: Block) -> None:
    """Every cell of a block in the look of its column."""
    for column in block.columns:
        number = block.number(column.key)
        for row in range(block.first_row, block.last_row + 1):
            paint(sheet, row, number, column)


def paint(sheet: Worksheet, row: int, number: int, column: Column) -> None:
    """One cell in the look of a column: a named cell style, so that a region can change it in one place."""
    name = f"{'Indtastning' if column.typed else 'Beregnet'} {_LOOK_NAMES[column.number_format]}"
    workbook = sheet.parent
    assert workbook is not None
    if name not in workbook.named_styles:
        workbook.add_named_style(_look(name, column))
    sheet.cell(row, number).style = name


def _look(name: str, column: Column) -> NamedStyle:
    ground, border = (INPUT_FILL, INPUT_BORDER) if column.typed else (COMPUTED_FILL, COMPUTED_BORDER)
    return NamedStyle(
        name,
        font=BODY,
        fill=ground,
        border=border,
        alignment=alignment(column),
        number_format=column.number_format,
        protection=Protection(locked=not column.typed),
    )


def alignment(column: Column) -> Alignment:
    """Dates in the middle, numbers to the right, text to the left, each clear of its neighbours."""
    if column.number_format in (DATE, MONTH):
        return Alignment(horizontal="center", vertical="center")
    if column.number_format in (KRONER, WHOLE, HOURS):
        return Alignment(horizontal="right", vertical="center", indent=1)
    return Alignment(horizontal="left", vertical="center", indent=1)


def good_or_bad(sheet: Worksheet, area: str, good: str, bad: str) -> None:
    """Green for one text, red for another: the colour repeats what the text says."""
    for text, ink, ground in ((good, GOOD, GOOD_GROUND), (bad, BAD, BAD_GROUND)):
        look = DifferentialStyle(font=Font(color=ink, bold=True), fill=PatternFill("solid", bgColor=ground))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{text}"'], dxf=look)
        sheet.conditional_formatting.add(area, rule)


def look_here(sheet: Worksheet, area: str, formula: str) -> None:
    """An amber ground for the rows where a formula holds."""
    look = DifferentialStyle(fill=PatternFill("solid", bgColor=LOOK_GROUND))
    sheet.conditional_formatting.add(area, Rule(type="expression", formula=[formula], dxf=look))


def page(sheet: Worksheet, area: str, repeat: int | None = None, landscape: bool = True, wide: int = 1) -> None:
    """A4, ``wide`` pages wide, the header row on every page, what and which page at the foot."""
    sheet.print_area = area
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = wide
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    if repeat is not None:
        sheet.print_title_rows = f"{repeat}:{repeat}"
    for side, part, text in (
        (sheet.oddHeader, "right", "Printet &D"),
        (sheet.oddFooter, "left", "Fælles hjælperordninger"),
        (sheet.oddFooter, "center", "&A"),
        (sheet.oddFooter, "right", "Side &P af &N"),
    ):
        getattr(side, part).text = text


def lock(sheet: Worksheet) -> None:
    """Lock what is computed, without a password: against slips of the hand, not against people."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
