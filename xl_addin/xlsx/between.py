"""Ranges written as `INDEX(Udgifter!$A:$A,5):INDEX(Udgifter!$K:$K,5005)`: inserting or sorting rows cannot move them.

Where they lie is worked out before anything is computed, so their places must be constants, or built with + - * MAX and
MIN of constants and of where a fixed cell stands: `ROW(Udgifter!$A$4)+1`. Any other is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from xl_addin.xlsx.tree import Binary, Call, ErrorConstant, FormulaError, Node, Number, Ref, Unary

_REFUSED = "et område mellem to udtryk kan kun beregnes mellem celler og INDEX med faste pladser"

Bound = tuple[int, bool]
Resolve = Callable[[Node], Node]


def between(tree: Binary, resolve: Resolve, sheet_number: Callable[[str | None], int]) -> Node:
    """The range that `left:right` means; `resolve` says what a name stands for. FormulaError when it is not fixed."""
    ends = [_end(end, resolve) for end in (tree.left, tree.right)]
    first, last = ends
    if isinstance(first, ErrorConstant) or isinstance(last, ErrorConstant):
        return first if isinstance(first, ErrorConstant) else last
    if sheet_number(first.sheet) != sheet_number(last.sheet):
        raise FormulaError("et område mellem to ark kan ikke beregnes")
    top, bottom = _outermost(first.top, first.bottom, last.top, last.bottom)
    left, right = _outermost(first.left, first.right, last.left, last.right)
    return Ref(first.sheet, top, left, bottom, right)


def _outermost(*bounds: Bound) -> tuple[Bound, Bound]:
    if len({fixed for _, fixed in bounds}) > 1:
        raise FormulaError(_REFUSED)
    return min(bounds), max(bounds)


def _end(tree: Node, resolve: Resolve) -> Ref | ErrorConstant:
    match tree := resolve(tree):
        case Ref() | ErrorConstant():
            return tree
        case Call("INDEX", (area, *places)) if 1 <= len(places) <= 2:
            area = resolve(area)
            if isinstance(area, Ref):
                return _cell(area, [_whole(place, resolve) for place in places])
    raise FormulaError(_REFUSED)


def _cell(area: Ref, places: list[int]) -> Ref | ErrorConstant:
    """The cell that INDEX with these places means."""
    (top, bottom), (left, right) = _outermost(area.top, area.bottom), _outermost(area.left, area.right)
    height, width = bottom[0] - top[0] + 1, right[0] - left[0] + 1
    if len(places) == 1:
        if height > 1 and width > 1:
            raise FormulaError("INDEX over flere kolonner skal have både række og kolonne")
        places = [1, *places] if height == 1 else [*places, 1]
    row, column = places
    if row < 1 or column < 1:
        raise FormulaError("INDEX med række eller kolonne 0 (dem alle) kan ikke beregnes")
    if row > height or column > width:
        return ErrorConstant("#REF!")
    down, across = (top[0] + row - 1, top[1]), (left[0] + column - 1, left[1])
    return Ref(area.sheet, down, across, down, across)


def _whole(tree: Node, resolve: Resolve) -> int:
    """A constant whole number; a text such as 1.5 is refused like what is known only while computing."""
    match tree := resolve(tree):
        case Number(text) if text.isdecimal():
            return int(text)
        case Unary("+" | "-" as sign, operand):
            return _whole(operand, resolve) * (-1 if sign == "-" else 1)
        case Binary("+" | "-" | "*" as operator, left, right):
            first, second = _whole(left, resolve), _whole(right, resolve)
            return first * second if operator == "*" else first + (second if operator == "+" else -second)
        case Call("MAX" | "MIN" as name, (_, *_) as arguments):
            return (max if name == "MAX" else min)(_whole(argument, resolve) for argument in arguments)
        case Call("ROW" | "COLUMN" as name, (place,)):
            place = resolve(place)
            if isinstance(place, Ref):
                bound, other = (place.top, place.bottom) if name == "ROW" else (place.left, place.right)
                if bound == other and bound[1]:  # of several rows, or without $, it depends on where it is asked
                    return bound[0]
    raise FormulaError(_REFUSED)
