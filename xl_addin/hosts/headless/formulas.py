"""Formulas as they stand in a file, read into a small tree.

A formula is read relative to its cell, so that a formula filled down a column is read once: `=A2*2` in B2 and
`=A3*2` in B3 give the very same tree. Positions appear only when a `Ref` is placed with `Ref.at(row, column)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

ERRORS = (
    "#N/A",
    "#VALUE!",
    "#REF!",
    "#DIV/0!",
    "#NUM!",
    "#NAME?",
    "#NULL!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
)


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
            raise FormulaError("it refers beyond the edge of the sheet")
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


_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*|\[\d+\][\w.]*)!"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<string>"(?:[^"]|"")*")
    | (?P<error>\#(?:N/A|REF!|VALUE!|DIV/0!|NUM!|NAME\?|NULL!|GETTING_DATA|SPILL!|CALC!))
    | (?P<function>(?:{_SHEET})?[^\W\d][\w.\\]*\()
    | (?P<sheet>{_SHEET})
    | (?P<cells>\$?[A-Za-z]{{1,3}}\$?[1-9]\d{{0,6}}(?::\$?[A-Za-z]{{1,3}}\$?[1-9]\d{{0,6}})?(?![\w.\[(]))
    | (?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.\[(]))
    | (?P<rows>\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}(?![\w.\[(]))
    | (?P<table>[^\W\d][\w.\\]*\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d\\][\w.\\?]*|\\[\w.\\?]*)
    | (?P<operator><=|>=|<>|[-+*/^&=<>%:,;(){{}}@\#])
    """,
    re.VERBOSE,
)
_CELL = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")

# Excel's binding strengths; a sign binds tighter than ^, so =-2^2 is 4.
_BINDING = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


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
    """(top, left, bottom, right) of an absolute range such as `B2:C9` or `B2`, as attributes hold it."""
    first, _, last = text.replace("$", "").partition(":")
    numbers: list[int] = []
    for corner in (first, last or first):
        match = _CELL.fullmatch(corner)
        if match is None or not match[2] or not match[4]:
            raise FormulaError(f"{text!r} is not a range")
        numbers += [int(match[4]), column_number(match[2])]
    return numbers[0], numbers[1], numbers[2], numbers[3]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each token, without blanks."""
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() != position:
            break
        position = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match.group()
    if position != len(text):
        raise FormulaError(f"the formula cannot be read from {text[position : position + 20]!r}")


class Parser:
    """Reads formulas and remembers them, so that one filled down a column costs its tokens only."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[tuple[object, ...], Node] = {}

    def parse(self, text: str, row: int, column: int) -> Node:
        """The tree of a formula (without its `=`) that stands in the cell (row, column)."""
        read: list[tuple[str, object]] = []
        sheet: str | None = None
        for kind, token in tokens(text):
            if kind == "sheet":
                sheet = _sheet_name(token)
                continue
            if kind in ("cells", "columns", "rows"):
                read.append(("ref", _relative(token, sheet, row, column)))
            elif kind in ("name", "table", "error"):
                read.append((kind, (sheet, token)))
            elif sheet is not None:
                raise FormulaError(f"{sheet}! is not followed by a cell or a name")
            else:
                read.append((kind, token))
            sheet = None
        key = tuple(read)
        tree = self._known.get(key)
        if tree is None:
            tree = self._known[key] = _Reader(read).formula()
        return tree


def _sheet_name(token: str) -> str:
    name = token[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    if "[" in name:
        raise FormulaError(f"it refers to another workbook ({name})")
    if ":" in name:
        raise FormulaError(f"it refers to several sheets at once ({name})")
    return name


def _relative(token: str, sheet: str | None, row: int, column: int) -> Ref:
    corners = []
    for corner in token.split(":"):
        match = _CELL.fullmatch(corner)
        assert match is not None
        dollar_column, letters, dollar_row, digits = match.groups()
        if (letters and column_number(letters) > MAX_COLUMN) or (digits and int(digits) > MAX_ROW):
            raise FormulaError(f"{token} lies outside a sheet")
        if not letters:  # "$3" of a row range: the dollar was read as the column's
            dollar_row = dollar_row or dollar_column
        down = (int(digits), True) if dollar_row else (int(digits) - row, False) if digits else None
        number = column_number(letters)
        across = (number, True) if dollar_column else (number - column, False) if letters else None
        corners.append((down, across))
    (top, left), (bottom, right) = corners[0], corners[-1]
    return Ref(
        sheet,
        top or (1, True),
        left or (1, True),
        bottom or (MAX_ROW, True),
        right or (MAX_COLUMN, True),
    )


class _Reader:
    """A tree out of tokens, by the strength of the operators."""

    def __init__(self, read: list[tuple[str, object]]) -> None:
        self._read = read
        self._next = 0

    def formula(self) -> Node:
        tree = self._expression(0)
        if self._next < len(self._read):
            raise self._stray()
        return tree

    def _peek(self) -> object:
        return self._read[self._next][1] if self._next < len(self._read) else None

    def _take(self, token: str) -> None:
        if self._peek() != token:
            raise self._stray()
        self._next += 1

    def _stray(self) -> FormulaError:
        """What the next token shows the formula to hold, where no operand may stand."""
        token = self._peek()
        if token is None:
            return FormulaError("a parenthesis is not closed")
        if token == ":":
            return FormulaError("a range between two expressions (such as INDEX(…):INDEX(…)) is not supported")
        if token == "#":
            return FormulaError("a spilled range (such as A1#) is not supported")
        if token in (",", ";"):
            return FormulaError("a union of ranges is not supported")
        return FormulaError("two operands without an operator (an intersection of ranges) are not supported")

    def _operator(self) -> str | None:
        if self._next < len(self._read) and self._read[self._next][0] == "operator":
            return str(self._read[self._next][1])
        return None

    def _expression(self, least: int) -> Node:
        left = self._operand()
        while (operator := self._operator()) in _BINDING and _BINDING[str(operator)] > least:
            self._next += 1
            left = Binary(str(operator), left, self._expression(_BINDING[str(operator)]))
        return left

    def _operand(self) -> Node:
        operator = self._operator()
        if operator in ("+", "-"):
            self._next += 1
            return Unary(operator, self._operand())
        tree = self._atom()
        while self._operator() == "%":
            self._next += 1
            tree = Unary("%", tree)
        return tree

    def _atom(self) -> Node:
        if self._next >= len(self._read):
            raise FormulaError("the formula ends too early")
        kind, token = self._read[self._next]
        self._next += 1
        match kind, token:
            case "ref", Ref():
                return token
            case "number", str():
                return Number(token)
            case "string", str():
                return Text(token[1:-1].replace('""', '"'))
            case "error", (_, str(code)):
                return ErrorConstant(code)
            case "name", (None | str() as sheet, str(name)):
                if sheet is None and name.upper() in ("TRUE", "FALSE"):
                    return Logical(name.upper() == "TRUE")
                return Name(sheet, name)
            case "table", (_, str(text)):
                table, _, spec = text.partition("[")
                return TableRef(table, spec[:-1])
            case "function", str():
                return Call(token[:-1].upper(), self._arguments())
            case "operator", "(":
                tree = self._expression(0)
                self._take(")")
                return tree
            case "operator", "{":
                return self._array()
            case "operator", "@":
                raise FormulaError("the operator @ is not supported")
        raise FormulaError(f"{token!r} stands where a value is expected")

    def _arguments(self) -> tuple[Node, ...]:
        if self._peek() == ")":
            self._next += 1
            return ()
        arguments: list[Node] = []
        while True:
            arguments.append(Missing() if self._peek() in (",", ")") else self._expression(0))
            if self._operator() == ",":
                self._next += 1
                continue
            self._take(")")
            return tuple(arguments)

    def _array(self) -> Node:
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self._operand())
            operator = self._operator()
            self._next += 1
            if operator == ";":
                rows.append([])
            elif operator == "}":
                break
            elif operator != ",":
                raise FormulaError("an array constant cannot be read")
        if len({len(row) for row in rows}) != 1:
            raise FormulaError("an array constant has rows of different lengths")
        return ArrayConstant(tuple(map(tuple, rows)))
