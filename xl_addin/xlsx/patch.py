"""A computed workbook written: the same package, in which only the values of formula cells are others.

A sheet is edited as bytes at the places that reading it noted, never parsed and written anew; every other part is the
very bytes that were read. What openpyxl cannot store comes in here too: values beside formulas, and what a screen
reader says of a drawing.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import IO

from xl_addin.collecting import uncollected
from xl_addin.files import draft_of
from xl_addin.xlsx.package import Package, WorkbookError
from xl_addin.xlsx.sheet import CellError, CellValue, Sheet
from xl_addin.xlsx.tree import MAX_COLUMN, address, column_letters, parse_range

_TYPE = re.compile(rb"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_USUAL = re.compile(rb"""(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="[a-z]+")?>(<f>[^<]*</f>)?<v>[^<]*</v></c>""")
"""A cell as most are written: what stays, what says the type, the formula."""
_START = re.compile(rb"""<(?:[\w.-]+:)?c\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_FORMULA = re.compile(rb"""<(?:[\w.-]+:)?f\b(?:[^>"']|"[^"]*"|'[^']*')*?(?:/>|>.*?</(?:[\w.-]+:)?f\s*>)""", re.DOTALL)
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_DRAWN = re.compile(rb"""<(?:[\w.-]+:)?cNvPr\b(?:[^>"']|"[^"]*"|'[^']*')*?(?=\s*/?>)""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_patched(package: Package, values: Sequence[Mapping[tuple[int, int], CellValue]], out: Path) -> None:
    """Write a workbook with these values in its cells, sheet by sheet, to `out`, whole or not at all.

    Raises `WorkbookError` when it cannot be written.
    """
    rights = package.path if package.path.exists() else None
    try:
        with draft_of(out, rights_of=rights) as file:
            _write(package, values, file, {}, {})
    except OSError as error:
        raise WorkbookError(f"{out}: kan ikke skrives ({error.strerror})") from None


def patched(
    package: Package,
    values: Sequence[Mapping[tuple[int, int], CellValue]],
    texts: Mapping[str, Sequence[str]] | None = None,
    looks: Mapping[str, int] | None = None,
) -> bytes:
    """The file of a workbook with these values in its cells; None empties a cell that has no formula.

    Parameters: ``texts`` are the alternative texts of what is drawn, in order, by the name of the drawing's part.
    ``looks`` names by sheet the row whose looks new rows take.
    """
    buffer = io.BytesIO()
    _write(package, values, buffer, texts or {}, looks or {})
    return buffer.getvalue()


def _write(
    package: Package,
    values: Sequence[Mapping[tuple[int, int], CellValue]],
    file: IO[bytes],
    texts: Mapping[str, Sequence[str]],
    looks: Mapping[str, int],
) -> None:
    with uncollected():
        edited = {
            sheet.part: edit_sheet(sheet, changed, looks.get(sheet.name, 0))
            for sheet, changed in zip(package.sheets, values, strict=True)
            if changed
        }
    with zipfile.ZipFile(file, "w") as archive:
        for info, data in package.entries:
            name = info.filename.lstrip("/")
            part = _described(data, texts[name]) if name in texts else edited.get(name, data)
            archive.writestr(_copy(info), part)


def _described(drawing: bytes, texts: Sequence[str]) -> bytes:
    """A drawing in which each frame has the text that screen readers read out."""
    from xml.sax.saxutils import quoteattr  # brings all of urllib, which only this needs

    waiting = iter(texts)
    return _DRAWN.sub(lambda frame: frame[0] + f" descr={quoteattr(next(waiting))}".encode(), drawing)


def _copy(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry's name, date and way of packing; sizes and checks follow from the data."""
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = zipfile.ZIP_DEFLATED if info.compress_type != zipfile.ZIP_STORED else zipfile.ZIP_STORED
    copy.external_attr = info.external_attr
    copy.create_system = info.create_system
    return copy


def edit_sheet(sheet: Sheet, values: Mapping[tuple[int, int], CellValue], look: int = 0) -> bytes:
    """A sheet's XML with these values in its cells; new rows look as the row ``look`` does, or as their columns."""
    edits: list[tuple[int, int, bytes]] = []  # first byte, first byte after, what stands there instead
    absent: dict[int, list[int]] = {}
    for (row, column), value in values.items():
        span, saved = sheet.spans.get((row, column)), sheet.saved.get((row, column))
        if span is None:
            absent.setdefault(row, []).append(column)
        elif value is None or isinstance(value, CellError) or value.__class__ is not saved.__class__ or value != saved:
            edits.append((*span, _cell(sheet.data[slice(*span)], value)))
    if absent:
        edits += _Additions(sheet, values, look).edits(absent)
    pieces, position = [], 0
    for start, end, replacement in sorted(edits):
        pieces += [sheet.data[position:start], replacement]
        position = end
    return b"".join([*pieces, sheet.data[position:]])


def _cell(element: bytes, value: CellValue) -> bytes:
    """A cell's element with another value; its other attributes and its formula stay as they are."""
    kind, content = _content(value)
    usual = _USUAL.fullmatch(element)
    if usual is not None and value is not None:
        return b"%b%b>%b<v>%b</v></c>" % (usual[1], kind.encode(), usual[2] or b"", content.encode())
    match = _START.match(element)
    assert match is not None
    start = match.group()
    prefix = start[1 : start.index(b"c")]
    head = _TYPE.sub(b"", start.rstrip(b"/>"))
    formula = _FORMULA.search(element, match.end())
    if value is None and formula is None:
        return head.rstrip() + b"/>"
    return b"%b%b>%b%b</%bc>" % (
        head.rstrip(),
        kind.encode(),
        formula.group() if formula else b"",
        b"<%bv>%b</%bv>" % (prefix, content.encode(), prefix),
        prefix,
    )


@lru_cache(maxsize=65536, typed=True)  # words stand in many cells
def _content(value: CellValue) -> tuple[str, str]:
    """The attribute for the type of a value, and the text that it has in the file."""
    match value:
        case bool():
            return ' t="b"', "1" if value else "0"
        case float() | int():
            number = float(value)
            whole = number.is_integer() and abs(number) < 1e15
            return "", str(int(number)) if whole else repr(number)
        case CellError(code):
            return ' t="e"', code
    return ' t="str"', escape(_CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", value or ""), quote=False)


class _Additions:
    """Cells that the sheet does not hold yet, such as those under an array formula, put where the format wants them."""

    def __init__(self, sheet: Sheet, values: Mapping[tuple[int, int], CellValue], look: int) -> None:
        self._sheet = sheet
        self._values = values
        start = sheet.data[sheet.end_of_data[0] :]
        self._prefix = start[1 : start.index(b"sheetData")]
        self._name = self._prefix.decode()
        self._columns = _row_styles(sheet, look) if look else _column_styles(sheet)
        self._letters = {column: column_letters(column) for _, column in values}

    def edits(self, absent: dict[int, list[int]]) -> list[tuple[int, int, bytes]]:
        edits = []
        present: dict[int, list[tuple[int, int]]] = {}
        for (row, column), (start, _) in self._sheet.spans.items():
            if row in absent:
                present.setdefault(row, []).append((column, start))
        new_rows: dict[int, list[bytes]] = {}  # the byte before which they come (-1: the end) -> rows
        numbers = sorted(self._sheet.rows)
        for row in sorted(absent):
            columns = sorted(absent[row])
            if row in self._sheet.rows:
                edits += self._into_row(row, columns, sorted(present.get(row, [])))
            else:
                cells = "".join([self._new(row, column, None) for column in columns]).encode()
                below = bisect_right(numbers, row)
                later = self._sheet.rows[numbers[below]][0] if below < len(numbers) else -1
                new_rows.setdefault(later, []).append(
                    b'<%brow r="%d">%b</%brow>' % (self._prefix, row, cells, self._prefix)
                )
        for later, rows in new_rows.items():
            edits.append(self._at(later, b"".join(rows)))
        return [*edits, *self._dimension(max(absent))]

    def _dimension(self, last: int) -> Iterator[tuple[int, int, bytes]]:
        """The sheet's size, which some programs believe, where it says that it is smaller."""
        if said := _DIMENSION.search(self._sheet.data, 0, self._sheet.end_of_data[0]):
            with suppress(ValueError):  # one that is no range is left alone
                top, left, bottom, right = parse_range(said[1].decode())
                corner = address(max(bottom, last), max(right, *self._letters))
                yield *said.span(1), f"{address(top, left)}:{corner}".encode()

    def _at(self, place: int, rows: bytes) -> tuple[int, int, bytes]:
        if place >= 0:
            return place, place, rows
        start, end = self._sheet.end_of_data
        whole = self._sheet.data[start:end]
        if whole.endswith(b"/>"):
            return start, end, whole[:-2] + b">" + rows + b"</%bsheetData>" % self._prefix
        close = start + whole.rindex(b"<")
        return close, close, rows

    def _into_row(self, row: int, columns: list[int], present: list[tuple[int, int]]) -> list[tuple[int, int, bytes]]:
        start, end = self._sheet.rows[row]
        element = self._sheet.data[start:end]
        opening = element[: element.index(b">") + 1]
        style = _STYLE.search(opening) if b"customFormat" in opening else None
        if opening.endswith(b"/>"):
            cells = "".join(self._new(row, column, style) for column in columns).encode()
            return [(start, end, opening[:-2] + b">" + cells + b"</%brow>" % self._prefix)]
        close = start + element.rindex(b"<")
        gathered: dict[int, bytes] = {}
        for column in columns:
            place = next((where for other, where in present if other > column), close)
            gathered[place] = gathered.get(place, b"") + self._new(row, column, style).encode()
        return [(place, place, cells) for place, cells in gathered.items()]

    def _new(self, row: int, column: int, row_style: re.Match[bytes] | None) -> str:
        style = row_style[1].decode() if row_style else self._columns.get(column)
        look = f' s="{style}"' if style else ""
        prefix, value = self._name, self._values[row, column]
        if value is None:
            return f'<{prefix}c r="{self._letters[column]}{row}"{look}/>'
        kind, content = _content(value)
        return f'<{prefix}c r="{self._letters[column]}{row}"{look}{kind}><{prefix}v>{content}</{prefix}v></{prefix}c>'


def _row_styles(sheet: Sheet, row: int) -> dict[int, str]:
    """The styles of a row's cells."""
    found = {}
    for (there, column), (start, end) in sheet.spans.items():
        if there == row and (style := _STYLE.search(_START.match(sheet.data, start, end)[0])):  # type: ignore[index]
            found[column] = style[1].decode()
    return found


_DIMENSION = re.compile(
    rb"""<(?:[\w.-]+:)?dimension\s+ref\s*=\s*["']([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)["']"""
)
_COLUMNS = re.compile(rb"""<(?:[\w.-]+:)?col\s[^>]*>""")


def _column_styles(sheet: Sheet) -> dict[int, str]:
    """The styles that whole columns have: a new cell shows as the empty one did."""
    styles = {}
    for element in _COLUMNS.findall(sheet.data[: sheet.end_of_data[0]]):
        found = dict(re.findall(rb"""(\w+)\s*=\s*["']([^"']*)["']""", element))
        if b"style" in found:
            with suppress(KeyError, ValueError):  # styles are for the eye: what is not in order has none
                for column in range(int(found[b"min"]), min(int(found[b"max"]), MAX_COLUMN) + 1):
                    styles[column] = found[b"style"].decode()
    return styles
