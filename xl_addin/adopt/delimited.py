"""A text export: values between semicolons, tabs, bars or commas, in the code pages that ERP systems write."""

import csv
from collections import Counter
from pathlib import Path
from typing import Final

from xl_addin.cells.text import trim
from xl_addin.xlsx import bounds
from xl_addin.xlsx.package import WorkbookError
from xl_addin.xlsx.tree import MAX_ROW

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS: Final = ";\t|,"
_LINE_ENDS: Final = tuple(map(chr, (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)))
"""What ``splitlines`` takes for one."""
_SNIFFED: Final = 200  # lines

Cells = dict[int, dict[int, str]]


def read_delimited(path: Path, data: bytes) -> Cells:
    """The rows by number, each with its texts by column; ``WorkbookError`` where it is no table of text."""
    try:
        lines = _lines(_decoded(path, data))
        return _rows(path, lines)
    except bounds.TooLarge as error:
        raise WorkbookError(f"{path.name}: for stor ({error})") from None


def _lines(text: str) -> list[str]:
    """A text's lines, which are counted first: a file of line ends would fill the memory."""
    bounds.within(sum(map(text.count, _LINE_ENDS)), 2 * MAX_ROW, "linjeskift")
    lines = text.splitlines()
    bounds.within(max(map(len, lines), default=0), bounds.LINE, "tegn i en linje")
    return lines


def _rows(path: Path, lines: list[str]) -> Cells:
    counted = bounds.CountedCells()
    told = lines[0].strip().casefold() if lines else ""
    rows: Cells = {}
    try:
        delimiter = told[4] if len(told) == 5 and told.startswith("sep=") else _delimiter(lines[:_SNIFFED])
        bounds.within(sum(line.count(delimiter) for line in lines), bounds.VALUES, "værdier")
        # The numbers of the file's lines, so that a person finds a row again; a value may span lines.
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
        for row in reader:
            cells = {column: text for column, value in enumerate(row, 1) if (text := _plain(value))}
            for column, text in cells.items():
                counted.take(reader.line_num, column, text)
            if cells and not (reader.line_num == 1 and told.startswith("sep=")):
                rows[reader.line_num] = cells
    except csv.Error as error:
        raise WorkbookError(f"{path.name}: filen kan ikke læses som en tabel ({error})") from None
    return rows


def _decoded(path: Path, data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise WorkbookError(f"{path.name}: filen er beskadiget (den er ikke {encoding})") from None
    if b"\0" in data:
        for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
            # Without a mark: the higher half of nearly each sign of a European text is nought.
            if not len(data) % 2 and high.count(0) > 0.9 * len(high) and data.count(0) == high.count(0):
                return data.decode(encoding)
        raise WorkbookError(f"{path.name}: filen er hverken et regneark eller tekst")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookError(f"{path.name}: filens tegn er hverken UTF-8 eller Windows-1252")


def _delimiter(lines: list[str]) -> str:
    """The sign that cuts the most lines into equally many values, at least three."""

    def weight(sign: str) -> tuple[int, int]:
        counted = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 2)
        width, count = counted.most_common(1)[0] if counted else (0, 0)
        return width * count, -_DELIMITERS.index(sign)

    return max(_DELIMITERS, key=weight)


def _plain(value: str) -> str:
    """A value without the ``="…"`` that keeps Excel from reading it as a number."""
    text = trim(value)
    return trim(text[2:-1]) if text.startswith('="') and text.endswith('"') else text
