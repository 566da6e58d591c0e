"""Formulas made ready for the engine, which is only ever given ordinary formulas that yield one value.

What the engine cannot be trusted with is taken out of the formula and computed on its own ("inner"), in cells of a
scratch sheet to which the formula then refers: calls of our functions, array constants, and arrays computed inside a
formula. An array formula itself becomes one ordinary formula an element. What is left is a `Template`: the text for
the engine, with slots for the cells.

Text and numbers turn into each other the Danish way, whatever the language of the machine: `"1.234"+0` is 1234 and
`1.5&""` is 1,5, as in the Excel that the users of these workbooks have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .coercion import check_number, engine_criterion, number_text
from .formulas import (
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
)
from .names import Names
from .proved import Kind, check_constants, check_operator, signature
from .sheet import CellError, CellValue

VALUES = ("value", "number", "criterion")


class Slot(NamedTuple):
    """A hole in a template's text. `source` is the number of one of the template's sources.

    `use` is "whole" (the range), "value" (one cell of it; "number" and "criterion" when its text is read as one), or
    "row", "column", "rows", "columns" (a number).
    """

    source: int
    use: str


@dataclass(frozen=True)
class Template:
    """An ordinary formula. In an array (`array`) each slot of use "value" moves with the element."""

    text: str
    slots: tuple[Slot, ...]
    sources: tuple[Ref | int, ...]
    """The references, each once, and the numbers of inners."""
    inners: tuple[Inner, ...]
    array: bool

    @cached_property
    def read(self) -> tuple[tuple[int, bool], ...]:
        """The sources of which values are read, and whether one cell is taken of them (else the whole range)."""
        return tuple(sorted({(source, use in VALUES) for source, use in self.slots if use in ("whole", *VALUES)}))


@dataclass(frozen=True)
class Constant:
    """An array constant."""

    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True)
class FunctionCall:
    """A call of one of our functions. An argument is a range, the number of an inner, or a constant."""

    name: str
    arguments: tuple[Ref | Inner | CellValue, ...]

    @property
    def inners(self) -> tuple[Inner, ...]:
        """The arguments that are computed."""
        return tuple(a for a in self.arguments if isinstance(a, (Template, FunctionCall, Constant)))


Inner = Template | FunctionCall | Constant


def lower(tree: Node, array: bool, names: Names, sheet: int, today: int) -> Inner:
    """What to compute for a formula on the sheet with this number; FormulaError when it is not supported."""
    return _Lowering(array, names, sheet, today).whole(tree)


_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_ARITHMETIC = ("+", "-", "*", "/", "^")


class _Lowering:
    def __init__(self, array: bool, names: Names, sheet: int, today: int) -> None:
        self._array = array
        self._names = names
        self._sheet = sheet
        self._today = today
        self._slots: list[Slot] = []
        self._sources: dict[Ref | int, int] = {}
        self._in_range = False
        self._inners: list[Inner] = []

    def whole(self, tree: Node) -> Inner:
        tree = self._expand(tree)
        if isinstance(tree, Call) and (ours := self._names.function(tree.name)):
            return self._call(ours, tree.arguments)
        if isinstance(tree, ArrayConstant):
            return _constant(tree)
        text = self._text(tree, "V")
        return Template(text, tuple(self._slots), tuple(self._sources), tuple(self._inners), self._array)

    def _expand(self, tree: Node) -> Node:
        """A name or a part of a table: what it stands for."""
        if isinstance(tree, Name):
            return self._names.name(tree, self._sheet)
        if isinstance(tree, TableRef):
            return self._names.table(tree)
        return tree

    def _sub(self, array: bool) -> _Lowering:
        return _Lowering(array, self._names, self._sheet, self._today)

    def _slot(self, source: Ref | int, use: str) -> str:
        self._slots.append(Slot(self._sources.setdefault(source, len(self._sources)), use))
        return "{}"

    def _inner(self, inner: Inner, use: str) -> str:
        if inner not in self._inners:
            self._inners.append(inner)
        return self._slot(self._inners.index(inner), use)

    def _text(self, tree: Node, letter: str) -> str:
        """The engine's text of a tree in an argument of the kind `letter`."""
        tree = self._expand(tree)
        if letter in "RA" and not isinstance(tree, (Number, Text, Logical, ErrorConstant)):
            return self._range(tree, letter)
        match letter:
            case "N":
                return self._number(tree)
            case "D":  # Excel's calendar has a 29 February 1900, the engine's has not
                return f"IF({self._number(tree)}<61;#NUM!;{self._number(tree)})"
            case "T":
                return self._as_text(tree)
            case "C":
                return self._criterion(tree)
        return self._value(tree)

    def _range(self, tree: Node, letter: str) -> str:
        if isinstance(tree, Ref):
            return self._slot(tree, "whole")
        if isinstance(tree, ArrayConstant):
            return self._inner(_constant(tree), "whole")
        if isinstance(tree, Call) and (ours := self._names.function(tree.name)):
            return self._inner(self._sub(self._array)._call(ours, tree.arguments), "whole")
        if self._array or letter == "A":
            inner = self._sub(True).whole(tree)
            if isinstance(inner, Template) and moves(inner):
                return self._inner(inner, "whole")
        outside, self._in_range = self._in_range, True
        try:
            return self._value(tree)
        finally:
            self._in_range = outside

    def _value(self, tree: Node, use: str = "value") -> str:
        match tree:
            case Number(text):
                return text.replace(".", ",")
            case Text(value):
                return '"' + value.replace('"', '""').replace("{", "{{").replace("}", "}}") + '"'
            case Logical(value):
                return "TRUE" if value else "FALSE"
            case ErrorConstant(code):
                return code
            case Missing():
                return ""
            case Ref():
                if self._in_range and not self._array and not tree.single:
                    raise FormulaError("a range inside an expression needs an array formula")
                return self._slot(tree, use)
            case ArrayConstant():
                if not self._array:
                    raise FormulaError("an array constant where one value is expected is not supported")
                return self._inner(_constant(tree), "value")
            case Unary(operator, operand):
                check_operator(operator, "unary")
                if operator == "+":  # =+A1 changes nothing, not even text
                    return self._text(operand, "V")
                text = self._text(operand, "N")
                return f"({text}%)" if operator == "%" else f"(-{text})"
            case Binary(operator, left, right):
                check_operator(operator, "binary")
                letter = "N" if operator in _ARITHMETIC else "T" if operator == "&" else "V"
                return f"({self._text(left, letter)}{operator}{self._text(right, letter)})"
            case Call(name, arguments):
                ours = self._names.function(name)
                if ours is None:
                    return self._native(name.removeprefix("_XLFN."), arguments)
                return self._inner(self._sub(self._array)._call(ours, arguments), "value")
        raise FormulaError("it cannot be read")

    def _native(self, name: str, arguments: tuple[Node, ...]) -> str:
        known = signature(name)
        if name == "TODAY" and not arguments:
            return str(self._today)
        kinds = known.kinds(len(arguments))
        check_constants(known, arguments)
        if (kinds and kinds[0].letter == "P") or name in ("ROW", "COLUMN"):
            return self._place(name, arguments)
        arguments = tuple(map(self._expand, arguments))
        if name == "INDEX":
            _check_index(arguments)
        if name.endswith(("IF", "IFS")):
            _check_sizes(name, arguments, kinds)
        if name == "TEXT":  # the formats are whole numbers, which the engine rounds halves of to even
            return f"TEXT(ROUND({self._text(arguments[0], 'N')};0);{self._text(arguments[1], 'T')})"
        texts = [self._argument(name, *pair) for pair in zip(arguments, kinds, strict=True)]
        return f"{name}({';'.join(texts)})"

    def _argument(self, function: str, tree: Node, kind: Kind) -> str:
        if isinstance(tree, Missing):
            if not kind.may_be_empty:
                raise FormulaError(f"{function} with an argument left out between commas is not supported")
            return ""
        if function == "INDEX" and kind.letter == "N" and not _never_zero(tree):
            # Row or column 0 means all of them: that is an error here, never the first one.
            return f"ROUND(1/(1/{self._text(tree, 'N')});0)"
        return self._text(tree, kind.letter)

    def _place(self, name: str, arguments: tuple[Node, ...]) -> str:
        tree = self._expand(arguments[0]) if arguments else None
        if tree is None and not self._array:
            tree = Ref(None, (0, False), (0, False), (0, False), (0, False))
        if not isinstance(tree, Ref):
            raise FormulaError(f"{name} is supported only with a cell or a range")
        return self._slot(tree, name.lower())

    def _call(self, name: str, arguments: tuple[Node, ...]) -> FunctionCall:
        return FunctionCall(name, tuple(self._call_argument(argument) for argument in arguments))

    def _call_argument(self, tree: Node) -> Ref | Inner | CellValue:
        match tree := self._expand(tree):
            case Missing():
                return None
            case Number(text):
                return float(text)
            case Text(value) | Logical(value):
                return value
            case ErrorConstant(code):
                return CellError(code)
            case Ref():
                return tree
        argument = self._sub(self._array)
        argument._in_range = True
        return argument.whole(tree)

    def _gives(self, tree: Node) -> str:
        match tree:
            case Number():
                return "N"
            case Text():
                return "T"
            case Logical():
                return "L"
            case Unary(operator, operand):
                return self._gives(self._expand(operand)) if operator == "+" else "N"
            case Binary(operator):
                return "N" if operator in _ARITHMETIC else "T" if operator == "&" else "L"
            case Call(name) if not self._names.function(name):
                return signature(name.removeprefix("_XLFN.")).gives
        return "V"

    def _number(self, tree: Node) -> str:
        if isinstance(tree, Text):
            check_number(tree.value)
        gives = self._gives(tree)
        if gives in "NL" or isinstance(tree, (ErrorConstant, Missing)):
            return self._value(tree)
        if gives == "T":
            return f"VALUE({self._value(tree)})"
        return f"IF(ISTEXT({self._value(tree)});VALUE({self._value(tree, 'number')});{self._value(tree)})"

    def _as_text(self, tree: Node) -> str:
        gives = self._gives(tree)
        if gives == "T" or isinstance(tree, (ErrorConstant, Missing)):
            return self._value(tree)
        if gives == "N":
            return number_text(self._value(tree), self._value(tree), self._value(tree))
        if gives == "L":
            return f'IF({self._value(tree)};"SAND";"FALSK")'
        test = self._value(tree)
        number = number_text(self._value(tree), self._value(tree), self._value(tree))
        logical = f'IF(ISLOGICAL({self._value(tree)});IF({self._value(tree)};"SAND";"FALSK");{self._value(tree)})'
        return f"IF(ISNUMBER({test});{number};{logical})"

    def _criterion(self, tree: Node) -> str:
        """A criterion in a form that is sure to mean the same to the engine as to a Danish Excel."""
        match tree:
            case Text(value):
                return self._value(Text(engine_criterion(value)))
            case Ref():
                return self._value(tree, "criterion")
            case Binary("&", Text(operator), operand) if operator in _COMPARISONS:
                operand = self._expand(operand)
                if isinstance(operand, Ref) or self._gives(operand) == "N":
                    return f'"{operator}"&{self._value(operand, "criterion")}'
            case Binary("&", Ref() as cell, Text(pattern)) if set(pattern) & set("*?"):
                return f"{self._as_text(cell)}&{self._value(Text(pattern))}"
            case _ if self._gives(tree) in "NL":
                return self._value(tree)
        raise FormulaError('a criterion must be a constant, a cell, or an operator and a cell such as ">="&A1')


def moves(template: Template) -> bool:
    """Whether a template reads a range or a result cell by cell, so that it yields an array in an array formula."""
    moving = (template.sources[source] for source, use in template.slots if use in (*VALUES, "row", "column"))
    return any(isinstance(source, int) or not source.single for source in moving)


def _check_index(arguments: tuple[Node, ...]) -> None:
    area, *positions = arguments
    if any(isinstance(p, Number) and float(p.text) == 0 for p in positions):
        raise FormulaError("INDEX with row or column 0 (all of them) is not supported")
    if isinstance(area, Ref) and len(positions) == 1:
        heights, widths = (area.top[0] - area.bottom[0], area.left[0] - area.right[0])
        if heights and widths:
            raise FormulaError("INDEX of several columns needs both a row and a column")
    if isinstance(positions[0], Missing) and len(positions) == 1:
        raise FormulaError("INDEX with neither row nor column is not supported")
    if isinstance(positions[0], Missing) and not (isinstance(area, Ref) and area.top == area.bottom):
        raise FormulaError("INDEX with the row left out (all of them) is not supported")


def _check_sizes(name: str, arguments: tuple[Node, ...], kinds: list[Kind]) -> None:
    """The ranges of SUMIFS and its like must be ranges, of one size: the engine does not look."""
    sizes = set()
    for tree, kind in zip(arguments, kinds, strict=True):
        if kind.letter == "R":
            if not isinstance(tree, Ref):
                raise FormulaError(f"{name} is supported only with ranges of cells")
            sizes.add(
                tuple((end[0] - start[0], start[1], end[1]) for start, end in zip(tree[1:3], tree[3:], strict=True))
            )
    if len(sizes) > 1:
        raise FormulaError(f"the ranges of {name} are not of the same size")


def _never_zero(tree: Node) -> bool:
    return isinstance(tree, Number) or (isinstance(tree, Call) and tree.name == "MATCH")


def _constant(tree: ArrayConstant) -> Constant:
    def value(node: Node) -> CellValue:
        match node:
            case Number(text):
                return float(text)
            case Unary(("+" | "-") as sign, Number(text)):
                return float(sign + text)
            case Text(content) | Logical(content):
                return content
            case ErrorConstant(code):
                return CellError(code)
        raise FormulaError("an array constant holds something that is not a constant")

    return Constant(tuple(tuple(map(value, row)) for row in tree.rows))
