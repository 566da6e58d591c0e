"""An export that asks for more than it may is refused in one line, whatever its format."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from xl_addin.adopt.delimited import read_delimited
from xl_addin.adopt.old_excel import read_old_excel
from xl_addin.xlsx import bounds
from xl_addin.xlsx.package import WorkbookError
from xl_addin.xlsx.tree import MAX_COLUMN, MAX_ROW


def old_excel(*rows: list[float | str]) -> bytes:
    """The file of Excel 2's only sheet: what xlrd reads of an .xls, without the container around it."""
    records = [(0x0009, struct.pack("<HH", 2, 0x10))]
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            place = struct.pack("<HH3x", down, across)
            text = value.encode() if isinstance(value, str) else b""
            records.append((0x0004, place + bytes([len(text)]) + text) if text else (0x0003, place + _number(value)))
    records.append((0x000A, b""))
    return b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in records)


def _number(value: float | str) -> bytes:
    return struct.pack("<d", float(value))


TEXTS = {
    "lines": (lambda: b"\n" * (2 * MAX_ROW + 1), "linjeskift"),
    "line ends of another kind": (lambda: "\u2028".encode() * (2 * MAX_ROW + 1), "linjeskift"),
    "rows": (lambda: b"a;b;c\n" + b"\n" * MAX_ROW + b"d;e;f\n", "rækker"),
    "columns": (lambda: b"a;b;c\n" + b";" * MAX_COLUMN + b"x\n", "kolonner"),
    "one line": (lambda: b"a;b;c\n" + b";" * (bounds.LINE + 1), "tegn i en linje"),
    "one cell": (lambda: b"a;b;" + b"x" * (bounds.TEXT + 1), "tegn i en celle"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_export_that_asks_for_too_much(name: str) -> None:
    made, what = TEXTS[name]
    with pytest.raises(WorkbookError, match=rf"udtræk\.csv: for stor \(mere end [\d.]+ {what}\)"):
        read_delimited(Path("udtræk.csv"), made())


def _text() -> None:
    read_delimited(Path("udtræk"), b"a;b;c\n" * 4)


def _old() -> None:
    read_old_excel(Path("udtræk"), old_excel([1.0, 2.0, "c"], [4.0, "e", 6.0]))


@pytest.mark.parametrize("read", [_text, _old])
@pytest.mark.parametrize(("limit", "most"), [("CELLS", 5), ("TEXT", 0)])
def test_cells_are_counted_and_their_texts_measured(
    read: Callable[[], None], limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read()
    monkeypatch.setattr(bounds, limit, most)
    with pytest.raises(WorkbookError, match=f"udtræk: for stor .mere end {most} "):
        read()


def test_values_of_a_text_are_counted_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "VALUES", 7)
    with pytest.raises(WorkbookError, match="mere end 7 værdier"):
        _text()


def test_an_old_workbook_is_no_larger_than_what_can_be_counted() -> None:
    with pytest.raises(WorkbookError, match=r"for stor .mere end 67.108.864 byte"):
        read_old_excel(Path("udtræk.xls"), b"\0" * (bounds.OLD_FILE + 1))


def test_an_old_workbooks_last_corner_takes_no_room_for_the_cells_before_it() -> None:
    far = struct.pack("<HHHH3xd", 0x0003, 15, 16_383, 255, 7.0)
    data = old_excel([1.0]).removesuffix(b"\x0a\0\0\0") + far + b"\x0a\0\0\0"
    ((_, rows, _),) = read_old_excel(Path("udtræk.xls"), data)
    assert rows == {1: {1: 1.0}, 16_384: {256: 7.0}}
