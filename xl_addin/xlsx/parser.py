"""Formulas as they stand in a file, read into trees."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from xl_addin.agreement.wording import figures
from xl_addin.xlsx import bounds
from xl_addin.xlsx.tree import (
    CORNER,
    MAX_COLUMN,
    MAX_ROW,
    ArrayConstant,
    Binary,
    Call,
    ErrorConstant,
    FormulaError,
    Logical,
    Missing,
    Name,
    Node,
    Number,
    Ref,
    TableRef,
    Text,
    Unary,
    column_number,
)

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*|\[\d+\][\w.]*)!"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<string>"(?:[^"]|"")*")
    | (?P<error>\#(?:N/A|REF!|VALUE!|DIV/0!|NUM!|NAME\?|NULL!|GETTING_DATA|SPILL!|CALC!))
    | (?P<function>(?:{_SHEET})?[^\W\d][\w.\\]*\()
    | (?P<sheet>{_SHEET})
    | (?P<cells>\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}}(?::\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}})?(?![\w.\[(]))
    | (?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.\[(]))
    | (?P<rows>\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}}(?![\w.\[(]))
    | (?P<table>[^\W\d][\w.\\]*\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d\\][\w.\\?]*|\\[\w.\\?]*)
    | (?P<operator><=|>=|<>|[-+*/^&=<>%:,;(){{}}@\#])
    """,
    re.VERBOSE,
)

_DIGITS = re.compile("([0-9]+)")
_RELATIVE_ROW = re.compile(r"(?<![$0-9])[0-9]+")

# Excel's binding strengths; a sign binds tighter than ^, so =-2^2 is 4.
_BINDING = {"=": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "<>": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


# A sum of a thousand terms is a tree a thousand deep, which is walked by functions that call themselves.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 20 * bounds.OPERATORS))


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, text, where it begins) of each token, without blanks."""
    if len(text) > bounds.FORMULA:
        raise FormulaError(f"formlen har mere end {figures(bounds.FORMULA, 0)} tegn")
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() != position:
            break
        position = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match.group(), match.start()
    if position != len(text):
        raise FormulaError(f"formlen kan ikke læses fra {text[position : position + 20]!r}")


class Parser:
    """Reads formulas and remembers them, so that one filled down a column is read once.

    Such formulas differ in digits alone, namely in those that are relative rows.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._filled: dict[tuple[object, ...], tuple[frozenset[int], dict[tuple[object, ...], Node]]] = {}
        """By a formula's column and all but its digits: which of its numbers are relative rows, and the trees by the
        numbers, the relative rows as distances."""

    def parse(self, text: str, row: int, column: int) -> Node:
        """The tree of a formula (without its `=`) that stands in the cell (row, column)."""
        pieces = _DIGITS.split(text)
        shape, numbers, tree = (column, *pieces[::2]), pieces[1::2], None
        if shape not in self._filled:
            tree = _read(text, row, column)
            self._filled[shape] = _relative_rows(text), {}
        relative, trees = self._filled[shape]
        key = tuple(_distances(numbers, relative, row))
        if key not in trees:
            trees[key] = tree or _read(text, row, column)
        return trees[key]


def _read(text: str, row: int, column: int) -> Node:
    return _FormulaReader(list(_placed(text, row, column))).formula()


def _placed(text: str, row: int, column: int) -> Iterator[tuple[str, object]]:
    """(kind, what it is) of each token: references as seen from a cell, names with their sheet, others as written."""
    sheet: str | None = None
    for kind, token, _ in tokens(text):
        if kind == "sheet":
            sheet = _sheet_name(token)
            continue
        if kind in ("cells", "columns", "rows"):
            yield "ref", _relative(token, sheet, row, column)
        elif kind in ("name", "table", "error"):
            yield kind, (sheet, token)
        elif sheet is not None:
            raise FormulaError(f"efter {sheet}! kommer hverken en celle eller et navn")
        else:
            yield kind, token
        sheet = None


def _relative_rows(text: str) -> frozenset[int]:
    """Which of the numbers in a formula are relative rows, counted from 0."""
    numbers = {found.start(): number for number, found in enumerate(_DIGITS.finditer(text))}
    return frozenset(
        numbers[start + found.start()]
        for kind, token, start in tokens(text)
        if kind in ("cells", "rows")
        for found in _RELATIVE_ROW.finditer(token)
    )


def _distances(numbers: list[str], relative: frozenset[int], row: int) -> Iterator[object]:
    """The numbers of a formula, the relative rows as distances from its own; one that is no row of a sheet as it is."""
    for place, digits in enumerate(numbers):
        is_row = place in relative and len(digits) <= 7 and digits[0] != "0" and int(digits) <= MAX_ROW
        yield int(digits) - row if is_row else digits


def _sheet_name(token: str) -> str:
    name = token[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    if "[" in name:
        raise FormulaError(f"den henviser til en anden projektmappe ({name})")
    if ":" in name:
        raise FormulaError(f"den henviser til flere ark på én gang ({name})")
    return name


def _relative(token: str, sheet: str | None, row: int, column: int) -> Ref:
    corners = []
    for corner in token.split(":"):
        match = CORNER.fullmatch(corner)
        assert match is not None
        dollar_column, letters, dollar_row, digits = match.groups()
        if (letters and column_number(letters) > MAX_COLUMN) or (digits and int(digits) > MAX_ROW):
            raise FormulaError(f"{token} ligger uden for arket")
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


class _FormulaReader:
    """A tree out of tokens, by the strength of the operators."""

    def __init__(self, read: list[tuple[str, object]]) -> None:
        self._read = read
        self._next = 0
        self._nested = 0
        self._operators = 0

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
            return FormulaError("en parentes er ikke lukket")
        if token == "#":
            return FormulaError("et overløbsområde (fx A1#) kan ikke beregnes")
        if token in (",", ";"):
            return FormulaError("en foreningsmængde af områder kan ikke beregnes")
        return FormulaError("to led uden tegn imellem (en fællesmængde af områder) kan ikke beregnes")

    def _operator(self) -> str | None:
        if self._next < len(self._read) and self._read[self._next][0] == "operator":
            return str(self._read[self._next][1])
        return None

    def _deeper(self, read: Callable[[], Node]) -> Node:
        self._nested += 1
        if self._nested > bounds.NESTING:
            raise FormulaError("formlen har for mange niveauer")
        tree = read()
        self._nested -= 1
        return tree

    def _expression(self, least: int) -> Node:
        return self._deeper(lambda: self._chain(least))

    def _chain(self, least: int) -> Node:
        left = self._operand()
        while (operator := self._operator()) in _BINDING and _BINDING[str(operator)] > least:
            self._next += 1
            self._count()
            left = Binary(str(operator), left, self._expression(_BINDING[str(operator)]))
        return left

    def _count(self) -> None:
        self._operators += 1
        if self._operators > bounds.OPERATORS:
            raise FormulaError(f"formlen har mere end {figures(bounds.OPERATORS, 0)} regnetegn")

    def _operand(self) -> Node:
        operator = self._operator()
        if operator in ("+", "-"):
            self._next += 1
            return Unary(operator, self._deeper(self._operand))
        tree = self._atom()
        while self._operator() == ":":
            self._next += 1
            self._count()
            tree = Binary(":", tree, self._atom())
        while self._operator() == "%":
            self._next += 1
            self._count()
            tree = Unary("%", tree)
        return tree

    def _atom(self) -> Node:
        if self._next >= len(self._read):
            raise FormulaError("formlen slutter for tidligt")
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
                raise FormulaError("tegnet @ kan ikke beregnes")
        raise FormulaError(f"{token!r} står, hvor der skal stå en værdi")

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
                raise FormulaError("en matrixkonstant kan ikke læses")
        if len({len(row) for row in rows}) != 1:
            raise FormulaError("en matrixkonstant har rækker af forskellig længde")
        return ArrayConstant(tuple(map(tuple, rows)))
