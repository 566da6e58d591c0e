"""The workbook to adopt, read and never written: the values of its sheets as they stand."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from xl_addin.adopt.delimited import read_delimited
from xl_addin.adopt.old_excel import MAGIC, read_old_excel
from xl_addin.adopt.posting_fields import Value
from xl_addin.adopt.units import is_foreign
from xl_addin.cells.dates import date_of
from xl_addin.xlsx.bounds import SPELLED
from xl_addin.xlsx.package import Package, WorkbookError, read_file, read_package, xml_of
from xl_addin.xlsx.sheet import CellError, CellValue, Sheet
from xl_addin.xlsx.tree import address

_ISO_DATE = re.compile(rb"""\st\s*=\s*["']d["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


@dataclass(frozen=True)
class SourceSheet:
    """A sheet: its rows by number, each with its cells by column; only what is filled in is there."""

    name: str
    rows: dict[int, dict[int, Value]]
    hidden: frozenset[int]
    summed: frozenset[tuple[int, int]]
    """The cells with a formula that sums."""
    emphasised: frozenset[int] = frozenset()
    """The rows whose numbers are bold, struck out or filled where most are not: their look may say what they are."""
    foreign: frozenset[int] = frozenset()
    """The columns with numbers that are shown in another currency than kroner."""

    @cached_property
    def last_row(self) -> int:
        """The last row with anything in it."""
        return max(self.rows, default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with anything in it."""
        return max((column for row in self.rows.values() for column in row), default=0)

    def below(self, row: int, column: int) -> list[Value]:
        """What a column has below a row."""
        return [cells[column] for number, cells in self.rows.items() if number > row and column in cells]


def read_source(path: Path) -> list[SourceSheet]:
    """The sheets of a workbook or an export, by what the file is, whatever it is called (SAP calls text .xls).

    ``WorkbookError`` when it cannot be read, has no sheet, or a formula has no saved value.
    """
    if not (sheets := _read_sheets(path)):
        raise WorkbookError(f"{path.name}: der er intet ark i den")
    return sheets


def _read_sheets(path: Path) -> list[SourceSheet]:
    try:
        data = read_file(path)
    except WorkbookError as error:
        raise WorkbookError(f"{path.name}: filen kan ikke læses ({error})") from None
    if not data:
        raise WorkbookError(f"{path.name}: filen er tom")
    if data.startswith(MAGIC) and path.suffix.lower() != ".xlsx":  # an .xlsx so is one with a password
        return [SourceSheet(name, rows, hidden, frozenset()) for name, rows, hidden in read_old_excel(path, data)]
    if data.startswith((b"PK", MAGIC)):
        if path.suffix.lower() == ".ods":
            raise WorkbookError(f"{path.name}: åbn den i et regneark, og gem den som .xlsx")
        package = read_package(path, data)
        styles = _styles(package)
        return [_read(sheet, package, styles) for sheet in package.sheets]
    if data.lstrip()[:1] == b"<":
        raise WorkbookError(
            f"{path.name}: filen er en hjemmeside eller XML: åbn den i et regneark, og gem den som .xlsx"
        )
    rows = read_delimited(path, data)
    return [SourceSheet(path.stem, {row: dict(cells) for row, cells in rows.items()}, frozenset(), frozenset())]


def _read(sheet: Sheet, package: Package, styles: "_Styles") -> SourceSheet:
    without = [one for one in sheet.formulas if (one.row, one.column) not in sheet.saved]
    if without:
        where = address(without[0].row, without[0].column)
        raise WorkbookError(
            f"{package.path.name}: {sheet.name}!{where}: en formel uden gemt værdi: "
            "åbn mappen i et regneark, og gem den, eller kør fho calc"
        )
    rows: dict[int, dict[int, Value]] = {}
    looks: dict[int, set[int]] = {}
    foreign: set[int] = set()
    for cells in (sheet.constants, sheet.saved):
        for (row, column), value in cells.items():
            content = _value(value)
            if isinstance(content, float) and not isinstance(value, bool):
                style, is_iso = _style_of(sheet, (row, column))
                if 61 <= content < 2958466 and (is_iso or style in styles.dates):
                    content = date_of(content)
                elif content:
                    looks.setdefault(row, set()).add(style)
                    if style in styles.foreign:
                        foreign.add(column)
            if content is not None and content != "":
                rows.setdefault(row, {})[column] = content
    hidden = frozenset(row for row in sheet.hidden_rows if row in rows)
    summed = frozenset(
        (one.row, one.column) for one in sheet.formulas if re.search(r"\b(?:SUM|SUBTOTAL|SUMIFS?)\(", one.text.upper())
    )
    emphasised = frozenset(row for look in styles.emphases for row in _few(look, looks))
    return SourceSheet(sheet.name, dict(sorted(rows.items())), hidden, summed, emphasised, frozenset(foreign))


def _few(look: frozenset[int], looks: dict[int, set[int]]) -> list[int]:
    """The rows with a number of this look, where they are few among the rows: every other row filled says nothing."""
    found = [row for row, styles in looks.items() if styles & look]
    return found if 3 * len(found) < len(looks) else []


def _value(value: CellValue) -> Value:
    return value.code if isinstance(value, CellError) else value


def _style_of(sheet: Sheet, place: tuple[int, int]) -> tuple[int, bool]:
    """The number of a cell's style, and whether the cell is a date by its kind."""
    start, end = sheet.spans[place]
    tag = sheet.data[start : sheet.data.index(b">", start, end) + 1]
    found = _STYLE.search(tag)
    return int(found[1]) if found else 0, bool(_ISO_DATE.search(tag))


@dataclass(frozen=True)
class _Styles:
    """The numbers of the cell styles that show a date, another currency; of those bold, struck out, and filled."""

    dates: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()
    emphases: tuple[frozenset[int], ...] = ()


def _styles(package: Package) -> _Styles:
    parts = package.parts
    data = next((content for name, content in parts.items() if name.endswith("/styles.xml")), None)
    if data is None:
        return _Styles()
    try:
        styles = xml_of("styles.xml", data)
    except (ElementTree.ParseError, ValueError):
        return _Styles()
    own = {}
    cells: list[ElementTree.Element] = []
    fonts: list[ElementTree.Element] = []
    filled: set[str] = set()
    for element in styles.iter():
        name = element.tag.rsplit("}", 1)[-1]
        if name == "numFmt":
            own[_number(element)] = element.get("formatCode", "")[:SPELLED]
        elif name == "fonts":
            fonts = list(element)
        elif name == "fills":
            filled = {str(place) for place, fill in enumerate(element) if _has(fill, "fgColor")}
        elif name == "cellXfs":
            cells = list(element)
    bold, struck = ({str(place) for place, font in enumerate(fonts) if _has(font, part)} for part in ("b", "strike"))
    formats = [own.get(number) or BUILTIN_FORMATS.get(number, "") for number in map(_number, cells)]
    return _Styles(
        frozenset(place for place, code in enumerate(formats) if code and _shows_date(code)),
        frozenset(place for place, code in enumerate(formats) if is_foreign(code.replace("[$", "["))),
        tuple(
            frozenset(place for place, style in enumerate(cells) if style.get(key) in found)
            for key, found in (("fontId", bold), ("fontId", struck), ("fillId", filled))
        ),
    )


def _has(element: ElementTree.Element, name: str) -> bool:
    """Whether a font or a fill has a part that is not switched off."""
    parts = (part for part in element.iter() if part.tag.rsplit("}", 1)[-1] == name)
    return any(part.get("val", "1") not in ("0", "false") for part in parts)


def _number(element: ElementTree.Element) -> int:
    """The number of a number format; 0, the general one, where it is none."""
    written = element.get("numFmtId", "0")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def _shows_date(code: str) -> bool:
    """Whether a number format shows a day, not only a time."""
    return bool(is_date_format(code)) and bool(
        re.search(r"[dyåæ]|mmm", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.lower()))
    )
