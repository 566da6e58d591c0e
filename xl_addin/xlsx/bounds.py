"""How much a file may ask for. Every reader, of workbooks and of exports, refuses what is beyond it in one line.

Excel's own limits where it has them; the others leave ten times the room of the largest ledger that was tried
(100,000 postings), and keep what a small file can take of memory and time within what an ordinary PC has.
"""

from __future__ import annotations

from typing import Final

from xl_addin.agreement.wording import figures
from xl_addin.xlsx.tree import MAX_COLUMN, MAX_ROW

FILE: Final = 256 * 2**20
"""Bytes of the file itself."""
OLD_FILE: Final = 64 * 2**20
"""Bytes of an .xls, whose cells take as little as six bytes each: it is read whole before they can be counted."""
UNPACKED: Final = 768 * 2**20
"""Bytes of all its parts, unpacked."""
PARTS: Final = 10_000
TREE: Final = 24 * 2**20
"""Bytes of a part that is read as a tree: everything but sheets and shared texts."""
LINE: Final = 2**20
"""Characters of a line of a text export."""
VALUES: Final = 20_000_000
"""Values between the signs of a text export, blank ones too."""
CELLS: Final = 4_000_000
"""Cells of all sheets together, those under array formulas too."""
ARRAY: Final = 1_000_000
"""Elements of one array that is computed element by element: less than a whole column."""
ELEMENT: Final = 20
"""What computing an element costs, in cells read."""
TEXT: Final = 32_767
"""Characters of a cell (Excel's)."""
FORMULA: Final = 8_192
"""Characters of a formula (Excel's)."""
OPERATORS: Final = 1_024
"""Operators in one formula: a sum of so many terms."""
NESTING: Final = 200
"""Parentheses and functions inside each other (Excel: 64 functions)."""
LOWERED: Final = 100_000
"""Characters of a formula as it is written for the engine."""
READ: Final = 1_500_000_000
"""Cells that the formulas read, together: a range counts whole in each formula that names it. The regional workbook
reads 41 million, over 50,000 postings 268 million; a running total down 50,000 rows reads 1,250 million, which takes a
quarter of an hour. A fifth is added to that."""
SPELLED: Final = 255
"""Characters of a name, a sheet's name or a number format (Excel's)."""


class TooLarge(ValueError):
    """A file asks for more than it may."""


def within(amount: int, most: int, what: str) -> None:
    """Refuse more than `most` of something."""
    if amount > most:
        raise TooLarge(f"mere end {figures(most, 0)} {what}")


class CountedCells:
    """The cells of a file whose reader takes them one by one, held to what a sheet and a file may have."""

    def __init__(self) -> None:
        """None yet."""
        self._cells = 0

    def take(self, row: int, column: int, value: object) -> None:
        """Count a cell; TooLarge for one too many, past a sheet's end, or with too long a text."""
        self._cells += 1
        within(self._cells, CELLS, "celler")
        within(row, MAX_ROW, "rækker")
        within(column, MAX_COLUMN, "kolonner")
        if isinstance(value, str):
            within(len(value), TEXT, "tegn i en celle")
