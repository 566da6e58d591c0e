"""The plain cases of array formulas, computed here an element at a time: handing a formula to the engine for each
element costs fifty times as much.

Only what is the same in Excel, LibreOffice and the engine beyond doubt is decided here. Whatever depends on how a text
reads as a number, on the last digits of a fraction or on the language is `Undecided`, and that element is left to the
engine. `tests/engine/test_elementwise.py` holds both ways beside each other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from xl_addin.cells.dates import EPOCH
from xl_addin.engine.coercion import FIRST_DATE
from xl_addin.xlsx.bounds import TEXT
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Binary, Call, Logical, Node, Number, Ref, Text, Unary

Values = Sequence[CellValue]
Compute = Callable[[Values], CellValue]
Slots = Callable[[Node, str], int | None]
"""The number of the value that a reference or a call of ours has, by what is taken of it; None: it has none."""

_LARGEST = 2.0**53
_LAST_DATE = 2_958_465
_NOT_AVAILABLE = CellError("#N/A")


class Undecided(Exception):
    """An element that is left to the engine."""


def compiled(tree: Node, expand: Callable[[Node], Node], slots: Slots) -> Compute | None:
    """A function from the values of one element to its result; None for a formula with anything but the plain cases."""
    try:
        compute = _Compiler(expand, slots).node(tree)
    except NotImplementedError:
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
            case Number(text):
                number = float(text)
                return lambda _: number
            case Text(value) | Logical(value):
                return lambda _: value
            case Ref():
                return self._read(tree, "value")
            case Unary("+", operand):
                return self.node(operand)
            case Binary(operator, left, right) if operator in _OPERATORS:
                return _binary(_OPERATORS[operator], self.node(left), self.node(right))
            case Call("ROW" | "COLUMN" as name, (place,)):
                return self._read(self._expand(place), name.lower())
            case Call("NA", ()):
                return lambda _: _NOT_AVAILABLE
            case Call("IF", (condition, *branches)) if 1 <= len(branches) <= 2:
                return _if(self.node(condition), *map(self.node, branches))
            case Call("IFERROR", (first, second)):
                return _if_error(self.node(first), self.node(second))
            case Call(name, (argument,)) if name in _TESTS:
                return _test(_TESTS[name], self.node(argument))
            case Call(name, arguments) if name in _DATES and len(arguments) == _DATES[name][1]:
                return _numbers(_DATES[name][0], list(map(self.node, arguments)))
            case Call():
                return self._read(tree, "value")
        raise NotImplementedError

    def _read(self, tree: Node, use: str) -> Compute:
        number = self._slots(tree, use)
        if number is None:
            raise NotImplementedError
        return lambda values: values[number]


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


_TESTS: dict[str, Callable[[CellValue], bool]] = {
    "ISERROR": lambda value: isinstance(value, CellError),
    "ISERR": lambda value: isinstance(value, CellError) and value != _NOT_AVAILABLE,
    "ISNA": lambda value: value == _NOT_AVAILABLE,
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
        return _same_text(first, second)
    if first is None or second is None:
        other = second if first is None else first
        if isinstance(other, bool):
            raise Undecided
        return other in ("", 0, None)
    if isinstance(first, (bool, str)) or isinstance(second, (bool, str)):
        return type(first) is type(second) and first == second
    return not _apart(first, second)


def _same_text(first: str, second: str) -> bool:
    if first == second:
        return True
    if not first or not second:
        return False
    if not (first.isascii() and second.isascii()):  # small and capital letters of other alphabets
        raise Undecided
    return first.lower() == second.lower()


def _apart(first: CellValue, second: CellValue) -> bool:
    """Whether two numbers differ; those that differ in their last digits only are for the engine."""
    one, other = _number(first), _number(second)
    if one == other:
        return False
    if abs(one - other) <= 1e-9 * max(abs(one), abs(other)):
        raise Undecided
    return True


def _number(value: CellValue) -> float:
    if value is None:
        return 0.0
    if isinstance(value, (str, CellError)):
        raise Undecided
    return float(value)


def _compared(holds: Callable[[float, float], bool]) -> Callable[[CellValue, CellValue], CellValue]:
    def compare(first: CellValue, second: CellValue) -> CellValue:
        if isinstance(first, bool) or isinstance(second, bool):
            raise Undecided
        _apart(first, second)
        return holds(_number(first), _number(second))

    return compare


def _whole(operate: Callable[[float, float], float]) -> Callable[[CellValue, CellValue], CellValue]:
    """Arithmetic with whole numbers, which is exact everywhere."""

    def compute(first: CellValue, second: CellValue) -> CellValue:
        one, other = _number(first), _number(second)
        result = operate(one, other)
        if not (one.is_integer() and other.is_integer() and abs(result) < _LARGEST):
            raise Undecided
        return result

    return compute


def _joined(first: CellValue, second: CellValue) -> CellValue:
    text = _text(first) + _text(second)
    if len(text) > TEXT:
        raise Undecided
    return text


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    raise Undecided


_OPERATORS: dict[str, Callable[[CellValue, CellValue], CellValue]] = {
    "=": _equal,
    "<>": lambda first, second: not _equal(first, second),
    "<": _compared(lambda one, other: one < other),
    ">": _compared(lambda one, other: one > other),
    "<=": _compared(lambda one, other: one <= other),
    ">=": _compared(lambda one, other: one >= other),
    "+": _whole(lambda one, other: one + other),
    "-": _whole(lambda one, other: one - other),
    "*": _whole(lambda one, other: one * other),
    "&": _joined,
}


def _numbers(operate: Callable[..., float], arguments: list[Compute]) -> Compute:
    """A function of whole numbers."""

    def compute(values: Values) -> CellValue:
        given = [argument(values) for argument in arguments]
        for value in given:
            if isinstance(value, CellError):
                return value
        numbers = list(map(_number, given))
        if not all(number.is_integer() for number in numbers):
            raise Undecided
        return float(operate(*map(int, numbers)))

    return compute


def _day(serial: int) -> datetime.date:
    if not FIRST_DATE <= serial <= _LAST_DATE:
        raise Undecided
    return EPOCH + datetime.timedelta(days=serial)


def _date(year: int, month: int, day: int) -> int:
    if not (1901 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 28):
        raise Undecided
    return (datetime.date(year, month, day) - EPOCH).days


_DATES: dict[str, tuple[Callable[..., int], int]] = {
    "YEAR": (lambda serial: _day(serial).year, 1),
    "MONTH": (lambda serial: _day(serial).month, 1),
    "DAY": (lambda serial: _day(serial).day, 1),
    "DATE": (_date, 3),
}
