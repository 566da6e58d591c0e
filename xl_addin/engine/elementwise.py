"""Formulas computed here, for handing one to the engine costs fifty times as much: an ordinary formula, or each element
of an array formula.

Only what is the same in Excel, LibreOffice and the engine beyond doubt is decided here; the rest is `Undecided` and is
left to the engine. `proved.toml` lists the functions and operators, `tests/engine/test_elementwise.py` holds both ways
beside each other, and `tests/engine/test_proved.py` holds both beside LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from xl_addin.engine.excel_functions import FUNCTIONS, NOT_AVAILABLE
from xl_addin.engine.indexed import Criterion, criterion
from xl_addin.engine.plain_values import NEAR, Undecided, apart, number, small_letters, text
from xl_addin.engine.proved import signature
from xl_addin.xlsx.bounds import TEXT
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Binary, Call, Logical, Missing, Node, Number, Ref, Text, Unary

Values = Sequence[Any]
"""The values of a formula's slots: cell values, and an `IndexedRange` for a range."""
Compute = Callable[[Values], CellValue]
Slots = Callable[[Node, str], int | None]
"""The number of the value that a reference or a part computed before has, by what is taken of it; None: it has none."""

_BOUND = re.compile(r"(<=|>=|<|>)(-?\d+)")


class NotPlain(Exception):
    """A formula with something in it that is never computed here."""


def compiled(tree: Node, expand: Callable[[Node], Node], slots: Slots) -> Compute | None:
    """A function from the values of a formula to its result; None for a formula with anything but the plain cases."""
    try:
        compute = _Compiler(expand, slots).node(tree)
    except NotPlain:
        return None

    def top(values: Values) -> CellValue:
        value = compute(values)
        return 0.0 if value is None else value

    return top


class _Compiler:
    def __init__(self, expand: Callable[[Node], Node], slots: Slots) -> None:
        self._expand = expand
        self._slots = slots

    def node(self, tree: Node) -> Compute:
        match tree := self._expand(tree):
            case Number(written):
                constant = float(written)
                return lambda _: constant
            case Text(value) | Logical(value):
                return lambda _: value
            case Ref():
                return self._read(tree, "value")
            case Unary("+", operand):
                return self.node(operand)
            case Unary("-", operand):
                return _applied(lambda value: -value, [_number_of(self.node(operand))])
            case Binary(operator, left, right) if operator in OPERATORS:
                return _binary(OPERATORS[operator], self.node(left), self.node(right))
            case Call(name, arguments):
                return self._call(tree, name, arguments)
        raise NotPlain

    def _call(self, tree: Call, name: str, arguments: tuple[Node, ...]) -> Compute:
        match name, arguments:
            case "ROW" | "COLUMN" | "ROWS" | "COLUMNS", (place,):
                return self._read(self._expand(place), name.lower())
            case "NA", ():
                return lambda _: NOT_AVAILABLE
            case "IF", (condition, *branches) if 1 <= len(branches) <= 2:
                return _if(self.node(condition), *map(self.node, branches))
            case "IFERROR", (first, second):
                return _if_error(self.node(first), self.node(second))
            case _, (argument,) if name in TESTS:
                return _test(TESTS[name], self.node(argument))
            case _ if name in FUNCTIONS:
                kinds = signature(name).kinds(len(arguments))
                pairs = zip(kinds, arguments, strict=True)
                return _applied(FUNCTIONS[name], [self._argument(kind.letter, self._expand(a)) for kind, a in pairs])
        return self._read(tree, "value")

    def _argument(self, letter: str, tree: Node) -> Callable[[Values], Any]:
        """What gives an argument of the kind `letter`; see `excel_functions`."""
        if isinstance(tree, Missing):
            raise NotPlain
        match letter:
            case "N" | "D":
                return _number_of(self.node(tree))
            case "C":
                return self._criterion(tree)
            case "U":
                slot = self._slots(tree, "cells")
                return self.node(tree) if slot is None else lambda values: values[slot]
            case "R" | "K" | "I" | "A":
                return self._read(tree, "cells")
        return self.node(tree)

    def _criterion(self, tree: Node) -> Callable[[Values], Criterion | CellError]:
        match tree:
            case Text(written) if bound := _BOUND.fullmatch(written):
                constant = Criterion(bound[1], float(bound[2]))
                return lambda _: constant
            case Binary("&", Text(("<" | ">" | "<=" | ">=") as operator), operand):
                return _bound(operator, self.node(operand))
        compute = self.node(tree)
        return lambda values: criterion(compute(values))

    def _read(self, tree: Node, use: str) -> Compute:
        slot = self._slots(tree, use)
        if slot is None:
            raise NotPlain
        return lambda values: values[slot]


def _applied(function: Callable[..., CellValue], arguments: Sequence[Callable[[Values], Any]]) -> Compute:
    """A function of its arguments' values; the first that is in error is its result."""

    def compute(values: Values) -> CellValue:
        given = [argument(values) for argument in arguments]
        for value in given:
            if isinstance(value, CellError):
                return value
        return function(*given)

    return compute


def _number_of(argument: Compute) -> Compute:
    def compute(values: Values) -> CellValue:
        value = argument(values)
        return value if isinstance(value, CellError) else number(value)

    return compute


def _bound(operator: str, operand: Compute) -> Callable[[Values], Criterion]:
    def compute(values: Values) -> Criterion:
        value = operand(values)
        if not isinstance(value, float):
            raise Undecided
        return Criterion(operator, value)

    return compute


def _if(condition: Compute, true: Compute, false: Compute | None = None) -> Compute:
    def compute(values: Values) -> CellValue:
        test = condition(values)
        if isinstance(test, CellError):
            return test
        if isinstance(test, str):
            raise Undecided
        if test:
            return true(values)
        return False if false is None else false(values)

    return compute


def _if_error(first: Compute, second: Compute) -> Compute:
    def compute(values: Values) -> CellValue:
        value = first(values)
        return second(values) if isinstance(value, CellError) else value

    return compute


def _test(test: Callable[[CellValue], bool], argument: Compute) -> Compute:
    return lambda values: test(argument(values))


TESTS: dict[str, Callable[[CellValue], bool]] = {
    "ISERROR": lambda value: isinstance(value, CellError),
    "ISERR": lambda value: isinstance(value, CellError) and value != NOT_AVAILABLE,
    "ISNA": lambda value: value == NOT_AVAILABLE,
    "ISTEXT": lambda value: isinstance(value, str),
    "ISNUMBER": lambda value: isinstance(value, (float, int)) and not isinstance(value, bool),
    "ISLOGICAL": lambda value: isinstance(value, bool),
}


def _binary(operate: Callable[[CellValue, CellValue], CellValue], left: Compute, right: Compute) -> Compute:
    def compute(values: Values) -> CellValue:
        first, second = left(values), right(values)
        if isinstance(first, CellError):
            return first
        return second if isinstance(second, CellError) else operate(first, second)

    return compute


def _equal(first: CellValue, second: CellValue) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        return first == second or (first != "" != second and small_letters(first) == small_letters(second))
    if first is None or second is None:
        other = second if first is None else first
        if isinstance(other, bool):
            raise Undecided
        return other in ("", 0, None)
    if isinstance(first, (bool, str)) or isinstance(second, (bool, str)):
        return type(first) is type(second) and first == second
    return not apart(number(first), number(second))


def _compared(holds: Callable[[float, float], bool]) -> Callable[[CellValue, CellValue], CellValue]:
    def compare(first: CellValue, second: CellValue) -> CellValue:
        if isinstance(first, bool) or isinstance(second, bool):
            raise Undecided
        one, other = number(first), number(second)
        apart(one, other)
        return holds(one, other)

    return compare


def _exact(operate: Callable[[float, float], float]) -> Callable[[CellValue, CellValue], CellValue]:
    """Arithmetic, which is the same everywhere but where a sum is nothing but the rounding of its parts."""

    def compute(first: CellValue, second: CellValue) -> CellValue:
        one, other = number(first), number(second)
        result = operate(one, other)
        if (result and abs(result) <= NEAR * max(abs(one), abs(other))) or not isfinite(result):
            raise Undecided
        return result

    return compute


def _divided(first: CellValue, second: CellValue) -> CellValue:
    one, other = number(first), number(second)
    if not other or not isfinite(one / other):
        raise Undecided
    return one / other


def _joined(first: CellValue, second: CellValue) -> CellValue:
    joined = text(first) + text(second)
    if len(joined) > TEXT:
        raise Undecided
    return joined


OPERATORS: dict[str, Callable[[CellValue, CellValue], CellValue]] = {
    "=": _equal,
    "<>": lambda first, second: not _equal(first, second),
    "<": _compared(lambda one, other: one < other),
    ">": _compared(lambda one, other: one > other),
    "<=": _compared(lambda one, other: one <= other),
    ">=": _compared(lambda one, other: one >= other),
    "+": _exact(lambda one, other: one + other),
    "-": _exact(lambda one, other: one - other),
    "*": _exact(lambda one, other: one * other),
    "/": _divided,
    "&": _joined,
}
