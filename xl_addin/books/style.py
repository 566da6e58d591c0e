"""What the cells of the workbooks look like: one palette, one font, a look for each kind of cell.

An input (indtastning) has a light yellow ground and a border and is unlocked; what is computed has a grey
ground and is locked. The two differ in colour and in border, so they differ in black and white too.

A look is a kind and a number format: ``"fed kroner"``, ``"ind dato"``.
"""

from typing import Any, Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import DATE, GENERAL, HOURS, KRONER, MONTH, NUMBER, PERCENT, TEXT, WHOLE, YES_NO

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
INPUT_TAB = "E0A526"

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

WRAP = Alignment(vertical="center", wrap_text=True)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
MIDDLE = Alignment(vertical="center")
ANSWER = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)

KINDS: Final[dict[str, dict[str, Any]]] = {
    "tekst": {"font": BODY},
    "linje": {"font": BODY, "border": COMPUTED_BORDER},
    "note": {"font": SMALL},
    "kilde": {"font": SMALL, "border": COMPUTED_BORDER},
    "egen": {"font": SMALL, "border": COMPUTED_BORDER, "fill": LOOK_FILL},
    "fed": {"font": BOLD},
    "svar": {"font": BOLD, "border": COMPUTED_BORDER},
    "oplyst": {"font": BOLD, "border": COMPUTED_BORDER, "alignment": ANSWER},
    "sum": {"font": BOLD, "border": TOTAL_BORDER},
    "felt": {"font": SMALL, "border": TOTAL_BORDER},
    "hoved": {"font": HEADER, "fill": COMPUTED_HEADER_FILL, "alignment": CENTRE},
    "hoved ind": {"font": HEADER, "fill": HEADER_FILL, "alignment": CENTRE},
    "link": {"font": LINK},
    "se efter": {"font": BODY, "fill": LOOK_FILL},
    "ind": {"font": BODY, "fill": INPUT_FILL, "border": INPUT_BORDER, "protection": Protection(locked=False)},
    "ud": {"font": BODY, "fill": COMPUTED_FILL, "border": COMPUTED_BORDER},
}
"""What each kind of cell looks like, whatever stands in it."""

_FORMAT_NAMES: Final = {
    "tekst": TEXT, "helt": WHOLE, "nummer": NUMBER, "timer": HOURS, "kroner": KRONER, "dato": DATE, "måned": MONTH, "procent": PERCENT,
    "ja_nej": YES_NO,
}  # fmt: skip
_NAME_OF: Final = {number_format: name for name, number_format in _FORMAT_NAMES.items()}


def style_name(kind: str, number_format: str) -> str:
    """The name of the style of a kind of cell with a number format."""
    return f"{kind} {_NAME_OF[number_format]}" if number_format != GENERAL else kind


def paint(cell: Cell | MergedCell, look: str) -> None:
    """Give a cell a look; inputs and computed cells as named styles, so that a region can change them in one place."""
    kind, number_format = split_look(look)
    parts = KINDS[kind]
    if kind in ("ind", "ud"):
        name = f"{'Indtastning' if kind == 'ind' else 'Beregnet'} {look.partition(' ')[2] or 'almindelig'}"
        workbook = cell.parent.parent
        assert workbook is not None
        if name not in workbook.named_styles:
            workbook.add_named_style(
                NamedStyle(name, **parts, alignment=alignment(number_format), number_format=number_format)
            )
        cell.style = name
        return
    cell.font, cell.number_format = parts["font"], number_format
    cell.alignment = parts.get("alignment", alignment(number_format) if number_format != GENERAL else WRAP)
    if "fill" in parts:
        cell.fill = parts["fill"]
    if "border" in parts:
        cell.border = parts["border"]


def split_look(look: str) -> tuple[str, str]:
    """The kind and the number format of a look."""
    kind, _, last = look.rpartition(" ")
    return (kind, _FORMAT_NAMES[last]) if kind and last in _FORMAT_NAMES and look not in KINDS else (look, GENERAL)


def alignment(number_format: str) -> Alignment:
    """Dates in the middle, numbers to the right, text to the left, each clear of its neighbours."""
    if number_format in (DATE, MONTH):
        return Alignment(horizontal="center", vertical="center")
    if number_format in (KRONER, WHOLE, NUMBER, HOURS, PERCENT):
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


def lock(sheet: Worksheet) -> None:
    """Lock what is computed, without a password: against slips of the hand, not against people."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
