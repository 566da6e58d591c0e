"""How a sheet comes out on A4: how large, what repeats on every page, and where a page ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_LONG, _SHORT = 11.69, 8.27  # A4, inches
_BESIDE, _ABOVE = 0.4, 0.7  # margins, inches
_FIGURES = 13.2  # figures of the normal font on an inch of a column
_POINTS = 72
_SPARE = 0.97  # programs do not measure alike
_DEFAULT_HEIGHT = 15.0


@dataclass(frozen=True)
class Paper:
    """How a sheet prints: to which cell, how it lies, how many A4 pages across and down (0: as many as needed).

    On a sheet that is one page wide and has no header to ``repeat``, a page ends between groups of lines.
    """

    last: str
    landscape: bool = True
    wide: int = 1
    tall: int = 0
    repeat: int = 0
    repeat_columns: str = ""

    @property
    def ends_between_groups(self) -> bool:
        """Whether pages end where a group of lines does, instead of where the paper does."""
        return self.wide == 1 and not self.tall and not self.repeat

    @property
    def first_column(self) -> int:
        """The first column that does not repeat on every page: where the title stands, lest it be cut off there."""
        return 1 + (column_index_from_string(self.repeat_columns.rpartition(":")[2]) if self.repeat_columns else 0)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of what can be printed on: in inches, in points."""
        width, height = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        return _SPARE * (width - 2 * _BESIDE), _SPARE * (height - 2 * _ABOVE) * _POINTS


def lay_out(sheet: Worksheet, paper: Paper, groups: Sequence[int]) -> None:
    """A4, the header row on every page, what and which page at the foot; ``groups`` are the rows where groups begin."""
    sheet.print_area = f"A1:{paper.last}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    if paper.ends_between_groups:
        # Excel takes no notice of page breaks where it finds the scale itself.
        sheet.page_setup.scale = scale(sheet, paper)
        for row in _last_rows(sheet, paper, groups):
            sheet.row_breaks.append(Break(id=row))
    else:
        sheet.page_setup.fitToWidth = paper.wide
        sheet.page_setup.fitToHeight = paper.tall
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = _BESIDE
    sheet.page_margins.top = sheet.page_margins.bottom = _ABOVE
    if paper.repeat:
        sheet.print_title_rows = f"{paper.repeat}:{paper.repeat}"
    if paper.repeat_columns:
        sheet.print_title_cols = paper.repeat_columns
    for side, place, text in (
        (sheet.oddHeader, "right", "Printet &D"),
        (sheet.oddFooter, "left", "Fælles hjælperordninger"),
        (sheet.oddFooter, "center", "&A"),
        (sheet.oddFooter, "right", "Side &P af &N"),
    ):
        getattr(side, place).text = text


def scale(sheet: Worksheet, paper: Paper) -> int:
    """How many per cent of its size a sheet is printed in, so that all its columns go on one page."""
    last = column_index_from_string(coordinate_from_string(paper.last)[0])
    columns = (sheet.column_dimensions[get_column_letter(number)] for number in range(1, last + 1))
    width = sum(column.width for column in columns if not column.hidden)
    return min(100, int(100 * paper.room[0] * _FIGURES / width))


def height(sheet: Worksheet, rows: Iterable[int]) -> float:
    """How high rows are together, in points."""
    return sum(sheet.row_dimensions[row].height or _DEFAULT_HEIGHT for row in rows)


def _last_rows(sheet: Worksheet, paper: Paper, groups: Sequence[int]) -> list[int]:
    """The last row of each page but the last one: as many groups as there is room for; a very high one goes on."""
    room = 100 * paper.room[1] / scale(sheet, paper)
    end = coordinate_from_string(paper.last)[1] + 1
    found, used = [], 0.0
    # The title goes with the first group.
    for first, after in pairwise([1, *groups[1:], end]):
        needed = height(sheet, range(first, after))
        if used and used + needed > room:
            found.append(first - 1)
            used = 0
        used = (used + needed) % room
    return found
