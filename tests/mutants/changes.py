"""Small changes to the source of the rules and to the agreement's data, each of which a test should notice."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("agreement", "rules", "cells", "tables")

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NUMBERS = {"int64": "int32", "float64": "float32"}
_DATA = re.compile(r'(?m)^(?P<key>[^#"\n]*?=[^#\n]*?)(?:(?P<number>(?<![\w.-])\d+(?![\w-]))|"(?P<text>[^"\n]+)")')


@dataclass(frozen=True)
class Change:
    """A change to one place of a file: the whole changed text, and what was done where."""

    file: Path
    text: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.what}"


def changes() -> list[Change]:
    """Every change to every file of the rooms, in order."""
    found: list[Change] = []
    for room in ROOMS:
        for file in sorted((ROOT / "xl_addin" / room).glob("*")):
            if file.suffix == ".py":
                found += _of_code(file)
            elif file.suffix == ".toml":
                found += _of_data(file)
    return found


def _of_data(file: Path) -> Iterator[Change]:
    text = file.read_text("utf-8")
    for match in _DATA.finditer(text):
        kind = "number" if match["number"] else "text"
        new = str(int(match[kind]) + 1) if kind == "number" else match[kind] + "x"
        start, end = match.span(kind)
        yield Change(
            file, text[:start] + new + text[end:], text.count("\n", 0, start) + 1, f"{match[kind][:30]} -> {new[-30:]}"
        )


def _of_code(file: Path) -> Iterator[Change]:
    source = file.read_text("utf-8")
    tree = ast.parse(source)
    for node in _living(tree):
        for what, change, back in _of_node(node):
            change()
            yield Change(file, ast.unparse(tree), getattr(node, "lineno", 0), what)
            back()


def _living(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no documentation, no types, no decorators; ``strict=True`` only asserts."""
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("NDArray", "Callable")
    ):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_text and not isinstance(child, (ast.Import, ast.ImportFrom)):
                yield from _living(child)


Doing = tuple[str, Callable[[], None], Callable[[], None]]


def _of_node(node: ast.AST) -> Iterator[Doing]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARED:
            yield _set(node, "ops", [_COMPARED[type(operator)]()], type(operator).__name__)
        case ast.BinOp(op=operator) if type(operator) in _COMPUTED:
            yield _set(node, "op", _COMPUTED[type(operator)](), type(operator).__name__)
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield _set(node, "op", other, type(operator).__name__)
        case ast.UnaryOp(op=ast.Not()):
            yield _set(node, "op", ast.UAdd(), "Not")
        case ast.UnaryOp(op=ast.Invert()):
            yield _set(node, "op", ast.UAdd(), "Invert")
        case ast.Constant(value=bool() as value):
            yield _set(node, "value", not value, str(value))
        case ast.Constant(value=int() as value):
            yield _set(node, "value", value + 1, str(value))
        case ast.Constant(value=str() as value):
            yield _set(node, "value", value + "x", repr(value[:40]))
        case ast.Attribute(attr=name) if name in _NUMBERS:
            yield _set(node, "attr", _NUMBERS[name], name)


def _set(node: ast.AST, name: str, new: object, what: str) -> Doing:
    old = getattr(node, name)
    shown = type(new).__name__ if isinstance(new, ast.AST) else type(new[0]).__name__ if isinstance(new, list) else new
    return f"{what} -> {str(shown)[-40:]}", lambda: setattr(node, name, new), lambda: setattr(node, name, old)
