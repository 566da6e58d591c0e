"""A worksheet's XML read once: its constants, its formulas, and at which byte each cell stands.

The bytes are remembered because a computed workbook is the same bytes with other values (see `write`).
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from xml.parsers import expat

from xl_addin.xlsx.tree import column_number, parse_range


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


_REFERENCE = re.compile(r"([A-Za-z]+)(\d+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Text as the format stores it: `_x000D_` is a control character."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_sheet(name: str, part: str, data: bytes, strings: list[str]) -> Sheet:
    """Read a worksheet; ValueError when it is not one."""
    sheet = Sheet(name, part, data)
    try:
        _Reader(sheet, strings).read()
    except expat.ExpatError as error:
        raise ValueError(f"{part}: {error}") from error
    sheet.hidden_rows.sort()
    return sheet


class _Reader:
    """Expat's callbacks, in one object."""

    def __init__(self, sheet: Sheet, strings: list[str]) -> None:
        self._sheet = sheet
        self._strings = strings
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._row = self._column = 0
        self._row_start = self._start = self._data_start = 0
        self._type = "n"
        self._spilling = False
        self._text: list[str] = []
        self._value: str | None = None
        self._inline: list[str] = []
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._arrays: list[tuple[int, int, int, int]] = []
        self._phonetic = False

    def read(self) -> None:
        parser = self._parser
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        parser.Parse(self._sheet.data, True)
        for top, left, bottom, right in self._arrays:  # cells under an array hold its old values
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) in self._sheet.constants:
                        self._sheet.saved[row, column] = self._sheet.constants.pop((row, column))

    def _doctype(self, *_: object) -> None:
        raise ValueError(f"{self._sheet.part}: a part declares a document type")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise ValueError(f"{self._sheet.part}: written in {encoding}, not UTF-8")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._start = self._parser.CurrentByteIndex
                self._type = attributes.get("t", "n")
                self._spilling = "cm" in attributes
                self._column += 1
                if "r" in attributes:
                    match = _REFERENCE.fullmatch(attributes["r"])
                    if match is None or int(match[2]) != self._row:
                        raise ValueError(f"{self._sheet.part}: a cell's address is {attributes['r']!r}")
                    self._column = column_number(match[1])
            case "v" | "t" | "f" as element:
                self._text.clear()
                if element == "f":
                    self._formula_attributes = attributes
            case "row":
                self._row_start = self._parser.CurrentByteIndex
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self._sheet.hidden_rows.append(self._row)
            case "rPh":
                self._phonetic = True
            case "sheetData":
                self._data_start = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._value = "".join(self._text)
            case "t":
                if not self._phonetic:
                    self._inline.append("".join(self._text))
            case "f":
                self._formula = "".join(self._text)
            case "c":
                self._cell(name)
            case "row":
                self._sheet.rows[self._row] = (self._row_start, self._after(name))
            case "rPh":
                self._phonetic = False
            case "sheetData":
                self._sheet.end_of_data = (self._data_start, self._after(name))

    def _after(self, name: str) -> int:
        """The byte after the element that ends here; expat stands before an end tag, but after an empty element."""
        place = self._parser.CurrentByteIndex
        if self._sheet.data.startswith(b"</" + name.encode(), place):
            return self._sheet.data.index(b">", place) + 1
        return place

    def _cell(self, name: str) -> None:
        place = (self._row, self._column)
        self._sheet.spans[place] = (self._start, self._after(name))
        value = self._read_value()
        if self._formula is None:
            if value is not None:
                self._sheet.constants[place] = value
        else:
            if value is not None:
                self._sheet.saved[place] = value
            self._read_formula(self._formula, self._formula_attributes)
        self._formula = self._value = None
        self._inline = []

    def _read_value(self) -> CellValue:
        text = self._value
        match self._type:
            case "inlineStr":
                return unescape("".join(self._inline))
            case _ if text is None:
                return None
            case "s":
                return unescape(self._strings[int(text)])
            case "str":
                return unescape(text)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return CellError(text.strip())
            case "d":
                return _serial(text.strip())
        if not text.strip():
            return None
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(f"{self._sheet.part}: {text!r} is not a number")
        return number

    def _read_formula(self, text: str, attributes: dict[str, str]) -> None:
        row, column = self._row, self._column
        area, base = None, (row, column)
        match attributes.get("t", "normal"):
            case "array":
                area = parse_range(attributes.get("ref", ""))
                self._arrays.append(area)
            case "shared":
                index = attributes.get("si", "")
                if text:
                    self._shared[index] = (text, row, column)
                else:
                    text, *first = self._shared[index]
                    base = (first[0], first[1])
            case "dataTable":
                raise ValueError(f"{self._sheet.name}!{attributes.get('r1', '')}: data tables are not supported")
            case _ if not text:  # a cell of a volatile array: its formula stands in the array's first cell
                return
        self._sheet.formulas.append(CellFormula(row, column, text, area, base, area is not None and self._spilling))


def _serial(text: str) -> float:
    moment = datetime.datetime.fromisoformat(text.rstrip("Z"))
    days = moment.replace(tzinfo=None) - datetime.datetime(1899, 12, 30)
    return days / datetime.timedelta(days=1)
