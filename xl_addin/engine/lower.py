"""Formulas made ready for the engine, which is only ever given ordinary formulas that yield one value.

What the engine cannot be trusted with is taken out of the formula and computed on its own ("inner"), in cells of a
scratch sheet to which the formula then refers: calls of our functions, array constants, and arrays computed inside a
formula. An array formula itself becomes one ordinary formula an element. What is left is a `Template`: the text for
the engine, with slots for the cells.

Text and numbers turn into each other the Danish way, whatever the language of the machine: `"1.234"+0` is 1234 and
`1.5&""` is 1,5, as in the Excel that the users of these workbooks have.
"""

from __future__ import annotations

from xl_addin.engine.coercion import FIRST_DATE, check_number, engine_criterion, number_text
from xl_addin.engine.elementwise import compiled
from xl_addin.engine.ironcalc import REFUSED
from xl_addin.engine.proved import ArgumentForm, check_constants, check_operator, signature
from xl_addin.engine.rewrites import WRITTEN_ANEW, check_index, check_sizes, chosen, never_zero, written_anew
from xl_addin.engine.templates import Constant, FunctionCall, Inner, Slot, Template, moves
from xl_addin.xlsx.bounds import LOWERED, TEXT
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import (
    ArrayConstant,
    Binary,
    Call,
    ErrorConstant,
    FormulaError,
    Logical,
    Missing,
    Node,
    Number,
    Ref,
    Text,
    Unary,
)


def lower(tree: Node, array: bool, names: Names, sheet: int, today: int) -> Inner:
    """What to compute for a formula on the sheet with this number; FormulaError when it is not supported."""
    return _Lowering(array, names, sheet, today).whole(tree)


_BOUNDS = ("<", ">", "<=", ">=")
_RANGES = {"R": "whole", "A": "whole", "I": "one of", "U": "used", "K": "down"}
"""How the range of an argument of this kind is taken."""
_ARITHMETIC = ("+", "-", "*", "/", "^")
SWALLOWS = ("IFERROR", "ISERROR", "ISERR", "COUNT", "COUNTA")
_REFUSED_TYPE = 14
_ALIKE = {"+": ("+", "-"), "-": ("+", "-"), "*": ("*", "/"), "/": ("*", "/"), "&": ("&",)}
"""The operators that are computed from left to right without parentheses."""


class _Lowering:
    def __init__(self, array: bool, names: Names, sheet: int, today: int) -> None:
        self._array = array
        self._names = names
        self._sheet = sheet
        self._today = today
        self._slots: dict[Slot, int] = {}
        self._here_slots: dict[Slot, int] = {}
        self._sources: dict[Ref | int, int] = {}
        self._in_range = False
        self._inners: list[Inner] = []
        self._inner_of: dict[int, int] = {}
        """The numbers of the inners by the identity of the trees that they compute."""

    def whole(self, tree: Node) -> Inner:
        tree = self._expand(tree)
        if ours := self._ours(tree):
            return ours
        if isinstance(tree, ArrayConstant):
            return _constant(tree)
        text = self._text(tree, "V")
        here = compiled(tree, self._expand, self._here_slot)
        slots, sources, inners = tuple(self._slots), tuple(self._sources), tuple(self._inners)
        return Template(text, slots, sources, inners, self._array, here, tuple(self._here_slots))

    def _here_slot(self, tree: Node, use: str) -> int | None:
        """The number of a value that is computed with here; one of those that the engine is given."""
        source = tree if isinstance(tree, Ref) else self._inner_of.get(id(tree))
        if source is None or source not in self._sources:
            return None
        return self._here_slots.setdefault(Slot(self._sources[source], use), len(self._here_slots))

    def _expand(self, tree: Node) -> Node:
        """A name, a part of a table, a range between two expressions: what it stands for."""
        return self._names.resolve(tree, self._sheet)

    def _sub(self, array: bool) -> _Lowering:
        return _Lowering(array, self._names, self._sheet, self._today)

    def _slot(self, source: Ref | int, use: str) -> str:
        # Numbered: a part of a formula may be written several times, and in any order.
        slot = Slot(self._sources.setdefault(source, len(self._sources)), use)
        return f"{{{self._slots.setdefault(slot, len(self._slots))}}}"

    def _inner(self, tree: Node, inner: Inner, use: str) -> str:
        if inner not in self._inners:
            self._inners.append(inner)
        number = self._inner_of[id(tree)] = self._inners.index(inner)
        return self._slot(number, use)

    def _text(self, tree: Node, letter: str) -> str:
        """The engine's text of a tree in an argument of the kind `letter`."""
        tree = self._expand(tree)
        if letter in _RANGES and not isinstance(tree, (Number, Text, Logical, ErrorConstant)):
            return self._range(tree, letter)
        match letter:
            case "N":
                return self._number(tree)
            case "D":  # Excel's calendar has a 29 February 1900, the engine's has not
                date = self._number(tree)
                return f"IF({date}<{FIRST_DATE};{REFUSED};{date})"
            case "T":
                return self._as_text(tree)
            case "C":
                return self._criterion(tree)
        return self.value(tree)

    def _range(self, tree: Node, letter: str) -> str:
        use = _RANGES[letter]
        if isinstance(tree, Ref):
            return self._slot(tree, use)
        if isinstance(tree, ArrayConstant):
            return self._inner(tree, _constant(tree), "whole")
        if ours := self._ours(tree):
            return self._inner(tree, ours, "whole")
        if self._array or letter == "A":
            inner = self._sub(True).whole(tree)
            if isinstance(inner, Template) and moves(inner):
                return self._inner(tree, inner, "whole")
        outside, self._in_range = self._in_range, True
        try:
            return self.value(tree)
        finally:
            self._in_range = outside

    def value(self, tree: Node, use: str = "value") -> str:
        text = self._value(tree, use)
        if len(text) > LOWERED:
            raise FormulaError("formlen er for sammensat")
        return text

    def _value(self, tree: Node, use: str) -> str:
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
                    raise FormulaError("et område inde i et udtryk kræver en matrixformel")
                return self._slot(tree, use)
            case ArrayConstant():
                if not self._array:
                    raise FormulaError("en matrixkonstant, hvor der ventes én værdi, kan ikke beregnes")
                return self._inner(tree, _constant(tree), "value")
            case Unary(operator, operand):
                check_operator(operator, "unary")
                if operator == "+":  # =+A1 changes nothing, not even text
                    return self._text(operand, "V")
                text = self._text(operand, "N")
                return f"({text}%)" if operator == "%" else f"(-{text})"
            case Binary(operator, left, right):
                check_operator(operator, "binary")
                if operator in _BOUNDS:
                    return self._ordered(operator, left, right)
                letter = "N" if operator in _ARITHMETIC else "T" if operator == "&" else "V"
                first, second = self._text(left, letter), self._text(right, letter)
                if isinstance(left, Binary) and left.operator in _ALIKE.get(operator, ()):
                    first = first[1:-1]  # a long sum is no deep one to the engine
                return f"({first}{operator}{second})"
            case Call(name, arguments):
                if ours := self._ours(tree):
                    return self._inner(tree, ours, "value")
                return self._native(name.removeprefix("_XLFN."), arguments)
        raise FormulaError("den kan ikke læses")

    def _native(self, name: str, arguments: tuple[Node, ...]) -> str:
        known = signature(name)
        if name == "TODAY" and not arguments:
            return str(self._today)
        kinds = known.kinds(len(arguments))
        check_constants(known, arguments)
        if (kinds and kinds[0].letter == "P") or name in ("ROW", "COLUMN"):
            return self._place(name, arguments)
        arguments = tuple(map(self._expand, arguments))
        if any(isinstance(a, Missing) and not kind.may_be_empty for a, kind in zip(arguments, kinds, strict=True)):
            raise FormulaError(f"{name} med et udeladt argument mellem to kommaer kan ikke beregnes")
        if name == "INDEX":
            check_index(arguments)
        if name.endswith(("IF", "IFS")):
            check_sizes(name, arguments, kinds)
        if name == "TEXT":
            return self._formatted(*arguments)
        texts = [self._argument(name, *pair) for pair in zip(arguments, kinds, strict=True)]
        if name == "CHOOSE":
            return chosen(*texts)
        if name in WRITTEN_ANEW:
            return written_anew(name, *texts)
        if name in SWALLOWS and any(REFUSED in text for text in texts):
            return _kept(name, texts)
        return f"{name}({';'.join(texts)})"

    def _argument(self, function: str, tree: Node, kind: ArgumentForm) -> str:
        if isinstance(tree, Missing):
            return ""
        if function == "INDEX" and kind.letter == "N" and not never_zero(tree):
            # Row or column 0 means all of them: that is an error here, never the first one.
            if isinstance(tree, Ref):
                return f"IF({self.value(tree)}<1;#DIV/0!;{self.value(tree, 'number')})"
            return f"ROUND(1/(1/INT({self._number(tree)}));0)"
        return self._text(tree, kind.letter)

    def _place(self, name: str, arguments: tuple[Node, ...]) -> str:
        tree = self._expand(arguments[0]) if arguments else None
        if tree is None and not self._array:
            tree = Ref(None, (0, False), (0, False), (0, False), (0, False))
        if not isinstance(tree, Ref):
            raise FormulaError(f"{name} kan kun beregnes med en celle eller et område")
        return self._slot(tree, name.lower())

    def _ours(self, tree: Node) -> FunctionCall | None:
        """The call of one of our functions that a tree is."""
        if isinstance(tree, Call) and (name := self._names.function(tree.name)):
            return FunctionCall(name, tuple(map(self._call_argument, tree.arguments)))
        return None

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
        gives, value = self._gives(tree), self.value(tree)
        if gives in "NL" or isinstance(tree, (ErrorConstant, Missing)):
            return value
        if gives == "T":
            return f"VALUE({value})"
        return f"IF(ISTEXT({value});VALUE({self.value(tree, 'number')});{value})"

    def _as_text(self, tree: Node) -> str:
        gives, value = self._gives(tree), self.value(tree)
        if gives == "T" or isinstance(tree, (ErrorConstant, Missing)):
            return value
        number, logical = number_text(value), f'IF({value};"SAND";"FALSK")'
        if gives == "N":
            return number
        if gives == "L":
            return logical
        text = f"IF(ISNUMBER({value});{number};IF(ISLOGICAL({value});{logical};{value}))"
        if isinstance(tree, Ref) and not self._array:  # texts that double from cell to cell would fill the memory
            return f"IF(LEN({value})>{TEXT};#VALUE!;{text})"
        return text

    def _formatted(self, tree: Node, form: Node) -> str:
        """TEXT: the formats are whole numbers, of which the engine rounds halves to even; a text stays as it is."""
        shown = f"TEXT(ROUND({{}};0);{self.value(form)})".format
        if isinstance(tree, Missing) or self._gives(tree) in "NL":
            return shown(self._number(tree))
        value = self.value(tree)
        as_number = shown(f"VALUE({self.value(tree, 'number')})")
        return f"IF(ISTEXT({value});IF(ISERROR(VALUE({value}));{value};{as_number});{shown(value)})"

    def _ordered(self, operator: str, left: Node, right: Node) -> str:
        """A comparison by order. How texts are ordered depends on the language, so two of them make the mark."""
        sides = self._expand(left), self._expand(right)
        first, second = map(self.value, sides)
        compared = f"({first}{operator}{second})"
        if not all(self._gives(side) in "TV" and side != Text("") for side in sides):
            return compared
        texts = f'ISTEXT({first})*ISTEXT({second})*({first}<>"")*({second}<>"")*({first}<>{second})'
        return f"IF({texts};{REFUSED};{compared})"

    def _criterion(self, tree: Node) -> str:
        """A criterion in a form that is sure to mean the same to the engine as to a Danish Excel."""
        match tree:
            case Text(value):
                return self.value(Text(engine_criterion(value)))
            case Ref():
                return self.value(tree, "criterion")
            case Binary("&", Text(operator), operand) if operator in _BOUNDS:
                operand = self._expand(operand)
                if isinstance(operand, Ref) or self._gives(operand) == "N":
                    return f'"{operator}"&{self.value(operand, "bound")}'
            case Binary("&", Ref() as cell, Text(pattern)) if set(pattern) & set("*?"):
                return f"{self._as_text(cell)}&{self.value(Text(pattern))}"
            case _ if self._gives(tree) in "NL":
                return self.value(tree)
        raise FormulaError('et kriterium skal være en konstant, en celle eller et tegn og en celle, fx ">="&A1')


def _kept(name: str, texts: list[str]) -> str:
    """A function that swallows errors, but for the mark of what is not known."""
    if name not in ("IFERROR", "ISERROR", "ISERR"):
        raise FormulaError(
            f"{name} over tekster, der sammenlignes efter rækkefølge, eller over beregnede datoer kan ikke beregnes"
        )
    return f"IF(IFERROR(ERROR.TYPE({texts[0]});0)={_REFUSED_TYPE};{texts[0]};{name}({';'.join(texts)}))"


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
        raise FormulaError("en matrixkonstant rummer noget, der ikke er en konstant")

    return Constant(tuple(tuple(map(value, row)) for row in tree.rows))
