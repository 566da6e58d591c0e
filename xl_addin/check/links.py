"""Which arrangement a posting belongs to, as the formulas of the workbook have it."""

from dataclasses import dataclass, field
from typing import Any

from xl_addin.cells.text import fold
from xl_addin.check.book import Book, Cell
from xl_addin.check.lines import Called, columns, lines_of
from xl_addin.check.origin import origin
from xl_addin.functions.catalogue import by_name

_WHO = ("resp_timer", "paragraf", "sel_timer", "samme_hjaelpere", "kommune")


@dataclass(frozen=True)
class LinkedArrangement:
    """What the workbook says of one arrangement, and the cell of its section."""

    status: str
    section: Any
    cell: Cell


@dataclass
class Links:
    """The arrangements by (sheet, row); for each looked-up cell, where its key and its value stand in the list."""

    arrangements: dict[tuple[int, int], LinkedArrangement] = field(default_factory=dict)
    looked_up: dict[Cell, tuple[Cell, Cell]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """What the arrangements are called."""

    def of(self, book: Book, lines: Called, row: int) -> LinkedArrangement | None:
        """The arrangement of a posting: the one whose start date was looked up, or the one in the posting's own row."""
        start = lines.cells["startdato"][row]
        rows = [self.looked_up[start][0][:2]] if start in self.looked_up else []
        rows += [lines.origin(book, name, row)[:2] for name in ("startdato", "beloeb")]
        return next((self.arrangements[one] for one in rows if one in self.arrangements), None)


def links(book: Book) -> Links:
    """Read them from the calls of FHO_STATUS (or its like) and FHO_OPSLAG."""
    return book.remembered("links", lambda: _links(book))


def _links(book: Book) -> Links:
    found = Links()
    for name in ("FHO_STATUS", "FHO_OMFATTET", "FHO_BEGRUNDELSE"):
        for lines in lines_of(book, name):
            for row, (status,) in enumerate(lines.call("FHO_STATUS", *_WHO)):
                cell = lines.origin(book, "paragraf", row)
                found.arrangements.setdefault(cell[:2], LinkedArrangement(status, lines.values["paragraf"][row], cell))
    for call in book.calls:
        if call.name == "FHO_OPSLAG" and call.whole_formula:
            given = columns(book, call)
            keys, listed, there = given["noegle"], given["noegler"], given["vaerdier"]
            if listed.cells is None or there.cells is None:
                continue
            found.keys |= {fold(value) for value in listed.values if isinstance(value, str) and value.strip()}
            numbers = [[index] for index in range(len(listed.values))]
            answer = by_name()["FHO_OPSLAG"].rows(
                [[value] for value in keys.values], [[value] for value in listed.values], numbers
            )
            sheet = book.sheet_number(call.sheet)
            for down, row in enumerate(answer):
                if isinstance(row[0], int):
                    cell = Cell(sheet, call.row + down, call.column)
                    found.looked_up[cell] = origin(book, listed.cells[row[0]]), origin(book, there.cells[row[0]])
    return found
