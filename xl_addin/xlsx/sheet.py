"""A worksheet's XML read once: its constants, its formulas, and at which byte each cell stands.

The bytes are remembered because a computed workbook is the same bytes with other values (see `patch`). They are read by
regular expressions, a row and a cell at a time, when a parser has said that they are well-formed: ten times faster than
being told of every tag.
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from xl_addin.cells.dates import EPOCH
from xl_addin.xlsx import bounds
from xl_addin.xlsx.markup import ATTRIBUTES, attributes, check_xml, joined_texts, masked, text_of, unescape
from xl_addin.xlsx.tree import MAX_COLUMN, MAX_ROW, Area, address, column_number, parse_range


@dataclass(frozen=True)
class CellError:
    """An error in a cell, such as #N/A."""

    code: str


CellValue = float | str | bool | None | CellError


@dataclass(frozen=True)
class CellFormula:
    """A formula cell. `area` is the range of an array formula: (top, left, bottom, right)."""

    row: int
    column: int
    text: str
    area: tuple[int, int, int, int] | None
    base: tuple[int, int]
    """The cell that `text` is written for: the first of a shared formula, else the cell itself."""
    spilling: bool = False
    """An array formula whose range Excel itself sizes."""


@dataclass
class Sheet:
    """A worksheet: values of the constants, formulas, and the place of each cell and row in `data`."""

    name: str
    part: str
    data: bytes
    constants: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    saved: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    """The values that the cells under formulas were saved with."""
    formulas: list[CellFormula] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """(row, column) -> first byte of the cell's element, first byte after it."""
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    """row -> first byte of the row's element, first byte after it."""
    end_of_data: tuple[int, int] = (0, 0)
    """First byte of the sheetData element, first byte after it."""
    hidden_rows: list[int] = field(default_factory=list)

    def hides(self, top: int, bottom: int) -> bool:
        """Whether a row from top to bottom is hidden, by hand or by a filter."""
        place = bisect_left(self.hidden_rows, top)
        return place < len(self.hidden_rows) and self.hidden_rows[place] <= bottom


def read_sheet(name: str, part: str, data: bytes, strings: list[str], cells: int = bounds.CELLS) -> Sheet:
    """Read a worksheet of at most so many cells; ValueError when it is not one."""
    check_xml(part, data)
    return _SheetReader(Sheet(name, part, data), strings, cells).read()


class _Patterns(NamedTuple):
    data: re.Pattern[bytes]
    piece: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]


@cache
def _patterns(prefix: str) -> _Patterns:
    """What to look for when the elements' names have this prefix (`x:`, mostly none)."""
    p, any_attributes = re.escape(prefix), ATTRIBUTES.decode()

    def whole(name: str) -> str:
        return rf"<{p}{name}(?=[\s/>])({any_attributes})\s*(?:/>|>(.*?)</{p}{name}\s*>)"

    cell = (
        rf"""<{p}c(?:\sr="([A-Z]{{1,3}})([0-9]{{1,7}})")?(?=[\s/>])({any_attributes})\s*"""
        rf"(?:/>|>(?:<{p}v>([^<]*)</{p}v></{p}c>|<{p}is><{p}t>([^<]*)</{p}t></{p}is></{p}c>|(.*?)</{p}c\s*>))()"
    )
    row = rf"<{p}row(?=[\s/>])({any_attributes})\s*(/?)>()"
    sources = (
        rf"<{p}sheetData(?=[\s/>]){any_attributes}\s*(/?)>",
        rf"{cell}|{row}|</{p}row\s*>()",
        *map(whole, ("f", "v")),
    )
    return _Patterns(*(re.compile(source.encode(), re.DOTALL) for source in sources))


_CELL, _ROW = 7, 10
"""The last groups of a cell and of the beginning of a row."""


class _Kind(NamedTuple):
    """What a cell's attributes say."""

    type: str
    spilling: bool
    place: str | None


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


@cache
def _kind(raw: bytes) -> _Kind:
    named = attributes(raw)
    return _Kind(named.get("t", "n"), "cm" in named, named.get("r"))


_ROOT = re.compile(rb"<(?:([\w.-]+:))?worksheet[\s/>]")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ERROR = re.compile(r"#[A-Z0-9/_]{1,20}[!?]?")


class _SheetReader:
    """One pass over the rows and cells."""

    def __init__(self, sheet: Sheet, strings: list[str], cells: int) -> None:
        self._sheet = sheet
        self._strings = strings
        self._most, self._under_arrays = cells, 0
        self._masked = masked(sheet.data)
        root = _ROOT.search(self._masked)
        self._prefix = (root[1] or b"").decode() if root else ""
        self._patterns = _patterns(self._prefix)
        self._row = self._column = self._row_start = 0
        self._digits = b""
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._arrays: list[tuple[int, int, int, int]] = []

    def read(self) -> Sheet:
        sheet = self._sheet
        if start := self._patterns.data.search(self._masked):
            end = start.end()
            if not start[1]:
                close = self._masked.index(f"</{self._prefix}sheetData".encode(), start.end())
                self._pieces(start.end(), close)
                end = self._masked.index(b">", close) + 1
            sheet.end_of_data = (start.start(), end)
        sheet.hidden_rows.sort()
        for array in self._arrays:  # cells under an array hold its old values
            covered = [place for place in Area(0, *array).places if place in sheet.constants]
            sheet.saved.update(zip(covered, map(sheet.constants.pop, covered), strict=True))
        return sheet

    def _pieces(self, start: int, end: int) -> None:
        """Read the rows and cells between two bytes; most cells without a call of their own: there are many."""
        spans, constants = self._sheet.spans, self._sheet.constants
        is_bare = self._masked is self._sheet.data
        known = cache(self._value)
        row, column, digits = 0, 0, b""
        for found in self._patterns.piece.finditer(self._masked, start, end):
            piece = found.lastindex  # the empty group after each of the three that are looked for
            if piece == _ROW:
                self._begin_row(found)
                row, column, digits = self._row, 0, self._digits
                continue
            if piece != _CELL:
                self._end_row(found.end())
                continue
            letters, own_digits, more, simple, inline, body = found.group(1, 2, 3, 4, 5, 6)
            kind = _kind(more)
            left = column
            column = _column(letters) if own_digits == digits else self._other_column(found, kind, column)
            if not left < column <= MAX_COLUMN:
                named = kind.place or (found.expand(rb"\1\2").decode() if letters is not None else "")
                raise self._damaged(f"en celle i række {row} har adressen {named[:20]!r}")
            self._column = column
            spans[row, column] = found.span()
            if simple is not None and is_bare:
                value = self._number(simple) if kind.type == "n" else known(kind.type, simple)
                if value is not None:
                    constants[row, column] = value
            elif inline is not None and kind.type == "inlineStr" and is_bare:
                constants[row, column] = known("str", inline)
            elif simple is not None or inline is not None or body:
                self._inside((row, column), kind, *found.span())

    def _damaged(self, what: str) -> ValueError:
        return ValueError(f"{self._sheet.part}: {what}")

    def _begin_row(self, found: re.Match[bytes]) -> None:
        named = attributes(found[8])
        digits = named.get("r", str(self._row + 1))
        if not (digits.isascii() and digits.isdigit() and len(digits) < 8 and self._row < int(digits) <= MAX_ROW):
            raise self._damaged(f"en rækkes nummer er {digits[:20]!r}")
        self._row, self._digits = int(digits), digits.encode()
        self._row_start = found.start()
        if named.get("hidden") in ("1", "true"):
            self._sheet.hidden_rows.append(self._row)
        if found[9]:
            self._end_row(found.end())

    def _end_row(self, end: int) -> None:
        self._sheet.rows[self._row] = (self._row_start, end)
        bounds.within(len(self._sheet.spans) + self._under_arrays, self._most, "celler")

    def _other_column(self, found: re.Match[bytes], kind: _Kind, left: int) -> int:
        """The column of a cell whose address is not where it mostly is; 0 when it lies in another row."""
        if found[1] is not None or not self._row:
            return 0
        if kind.place is None:
            return left + 1
        match = _REFERENCE.fullmatch(kind.place)
        return column_number(match[1]) if match and match[2].encode() == self._digits else 0

    def _inside(self, place: tuple[int, int], kind: _Kind, start: int, end: int) -> None:
        """A cell with more in it than a value."""
        value: CellValue = None
        if kind.type == "inlineStr":
            value = joined_texts(self._prefix, self._sheet.data, self._masked, start, end)
        elif found := self._patterns.value.search(self._masked, start, end):
            value = self._value(kind.type, self._sheet.data[slice(*found.span(2))] if found[2] is not None else b"")
        formula = self._patterns.formula.search(self._masked, start, end)
        if formula is None:
            if value is not None:
                self._sheet.constants[place] = value
            return
        if value is not None:
            self._sheet.saved[place] = value
        text = text_of(self._sheet.data[slice(*formula.span(2))]) if formula[2] is not None else ""
        self._formula(place, text, attributes(formula[1]), kind.spilling)

    def _value(self, kind: str, raw: bytes) -> CellValue:
        match kind:
            case "n":
                return self._number(raw)
            case "s":
                if not raw.strip().isdigit() or int(raw) >= len(self._strings):
                    raise self._damaged(f"{self._here} peger på en tekst, der ikke er der")
                return self._strings[int(raw)]
            case "str":
                return unescape(text_of(raw))
            case "b":
                return raw.strip() in (b"1", b"true")
            case "e":
                code = text_of(raw).strip()
                if not _ERROR.fullmatch(code):
                    raise self._damaged(f"{self._here} rummer ingen fejl, som Excel har")
                return CellError(code)
            case "d":
                return self._day(text_of(raw).strip())
        raise self._damaged(f"en celle af typen {kind[:20]!r}")

    @property
    def _here(self) -> str:
        """The cell that is being read. What is in it is for nobody's log: it may be a citizen's number."""
        return address(self._row, self._column)

    def _day(self, text: str) -> float:
        try:
            return _serial(text)
        except ValueError:
            raise self._damaged(f"{self._here} er ikke en dag") from None

    def _number(self, raw: bytes) -> float | None:
        try:
            number = float(raw if b"<" not in raw else text_of(raw))
        except ValueError:
            if not raw.strip():
                return None
            number = math.nan
        if not math.isfinite(number) or b"_" in raw:
            raise self._damaged(f"{self._here} er ikke et tal")
        return number

    def _formula(self, place: tuple[int, int], text: str, named: dict[str, str], spilling: bool) -> None:
        area, base = None, place
        match named.get("t", "normal"):
            case "array":
                area = parse_range(named.get("ref", ""))
                if area[:2] != place or area[2] < area[0] or area[3] < area[1]:
                    raise self._damaged(f"en matrixformel over {named.get('ref', '')[:30]!r}")
                self._arrays.append(area)
                self._under_arrays += (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
                bounds.within(self._under_arrays, self._most, "celler")
            case "shared":
                index = named.get("si", "")
                if text:
                    self._shared[index] = (text, *place)
                else:
                    text, *first = self._shared[index]
                    base = (first[0], first[1])
            case "dataTable":  # what-if: Excel shows it as the array formula TABLE, which nobody can type
                text = "TABLE()"
            case _ if not text:  # a cell of a volatile array: its formula stands in the array's first cell
                return
        self._sheet.formulas.append(CellFormula(*place, text, area, base, area is not None and spilling))


def moment_serial(moment: datetime.datetime) -> float:
    """The serial number of a day with its time."""
    days: float = (moment.replace(tzinfo=None) - datetime.datetime.combine(EPOCH, datetime.time())) / _DAY
    return days


_DAY = datetime.timedelta(days=1)


def _serial(text: str) -> float:
    """The serial number of a day as the format may write it; Excel's calendar has a 29 February 1900."""
    days = moment_serial(datetime.datetime.fromisoformat(text.rstrip("Z")))
    return days if days >= 61 else days - 1
