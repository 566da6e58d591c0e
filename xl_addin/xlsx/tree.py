"""A formula as a tree, and the places it refers to.

A tree is written relative to its cell, so that a formula filled down a column has one tree: `=A2*2` in B2 and `=A3*2`
in B3. Positions appear only when a `Ref` is placed with `Ref.at`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


class FormulaError(Exception):
    """A formula that this host does not compute; the message says why, without its cell."""


class Area(NamedTuple):
    """A rectangle of cells on a sheet; all four bounds are included and count from 1."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of its cells, row by row."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))

    @property
    def address(self) -> str:
        """As a formula names it: `B5`, or `B5:C9`."""
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, sheet: int, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return sheet == self.sheet and self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, with a full stop for decimals."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text constant."""

    value: str


@dataclass(frozen=True, slots=True)
class Logical:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class ErrorConstant:
    """An error written in a formula, such as #REF! where a cell was deleted."""

    code: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An argument left out, as the middle one in `F(a,,b)`."""


class Ref(NamedTuple):
    """A cell or range. Each bound is (number, absolute); a relative number is the distance from the cell."""

    sheet: str | None
    top: tuple[int, bool]
    left: tuple[int, bool]
    bottom: tuple[int, bool]
    right: tuple[int, bool]

    @property
    def single(self) -> bool:
        """Whether it is one cell, written without a colon."""
        return self.top == self.bottom and self.left == self.right

    def at(self, sheet: int, row: int, column: int) -> Area:
        """The rectangle it means in the cell (row, column) when `sheet` is the number of its sheet."""
        (top, top_fixed), (left, left_fixed), (bottom, bottom_fixed), (right, right_fixed) = self[1:]
        top = top if top_fixed else row + top
        left = left if left_fixed else column + left
        bottom = bottom if bottom_fixed else row + bottom
        right = right if right_fixed else column + right
        if top > bottom:
            top, bottom = bottom, top
        if left > right:
            left, right = right, left
        if top < 1 or left < 1 or bottom > MAX_ROW or right > MAX_COLUMN:
            raise FormulaError("den henviser ud over arkets kant")
        return Area(sheet, top, left, bottom, right)


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name or a table's name."""

    sheet: str | None
    name: str


@dataclass(frozen=True, slots=True)
class TableRef:
    """A reference to part of a table, such as `Posteringer[Beløb]`; `spec` is what the brackets hold."""

    table: str
    spec: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; the name is upper-case and as in the file."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before its operand, or % after it."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands with an operator between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class ArrayConstant:
    """An array such as {1,2;3,4}."""

    rows: tuple[tuple[Node, ...], ...]


Node = Number | Text | Logical | ErrorConstant | Missing | Ref | Name | TableRef | Call | Unary | Binary | ArrayConstant


def branches(tree: Node) -> tuple[Node, ...]:
    """The operands or arguments of a tree's top."""
    match tree:
        case Call(_, arguments):
            return arguments
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return left, right
    return ()


CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
"""One end of a range: its dollars, letters and digits."""


_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


@cache
def column_number(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address, such as `B5`."""
    return f"{column_letters(column)}{row}"


def parse_range(text: str) -> tuple[int, int, int, int]:
    """(top, left, bottom, right) of an absolute range such as `B2:C9` or `B2`, as attributes hold it; ValueError."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} er ikke et område")
    left, top, right, bottom = match.groups()
    numbers = int(top), column_number(left), int(bottom or top), column_number(right or left)
    if min(numbers) < 1 or max(numbers[::2]) > MAX_ROW or max(numbers[1::2]) > MAX_COLUMN:
        raise ValueError(f"{text!r} ligger uden for arket")
    return numbers
