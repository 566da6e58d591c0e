"""What a computed workbook says: its settlement per municipality, and its cells in error, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xl_addin.engine.compute import CalledFunction, Function, Result
from xl_addin.functions.explanation import figures
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import address

_SETTLEMENT = "FHO_MODREGNING"
_EXPLAINED = ("FHO_FORDEL",)  # the functions whose arguments FHO_KONTROL takes too
_EXPLAINS = "FHO_KONTROL"
_HEADINGS = ("kommune", "regionens tilgodehavende", "kommunens tilgodehavende", "netto", "hvem betaler")
_MOST_GROUPS = 20
_MOST_RANGES = 3


def danish(value: CellValue) -> str:
    """A value as Danish Excel shows it; numbers as kroner, 1.234.567,89."""
    match value:
        case None:
            return ""
        case bool():
            return "SAND" if value else "FALSK"
        case float() | int():
            return figures(value, 2)
        case CellError(code):
            return code
    return value


def settlement(result: Result) -> Iterator[str]:
    """The results of FHO_MODREGNING, a table for each call of it."""
    for call in result.calls:
        if call.name == _SETTLEMENT:
            yield from _settlement(call)


def _settlement(call: CalledFunction) -> Iterator[str]:
    first = call.arguments[0]
    municipalities = [row[0] for row in first] if isinstance(first, list) else [first]
    rows: list[Sequence[str]] = [_HEADINGS]
    results = call.result if len(call.result) > 1 else call.result * len(municipalities)  # one error for all
    for municipality, values in zip(municipalities, results, strict=False):
        if municipality not in (None, ""):
            shown = [str(municipality), *map(danish, values)]
            rows.append([*shown, *[""] * (len(_HEADINGS) - len(shown))])
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    yield f"{call.sheet}!{address(call.row, call.column)}"
    for row in rows:
        cells = [
            cell.rjust(width) if 0 < column < 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def errors(result: Result, functions: Mapping[str, Function]) -> Iterator[str]:
    """The cells in error, equal ones in one line, with FHO_KONTROL's explanation where it has one."""
    explanations = _explanations(result, functions)
    groups: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    for number, values in enumerate(result.values):
        name = result.package.sheets[number].name
        for (row, column), value in values.items():
            if isinstance(value, CellError):
                why = explanations.get((name, row, column), "")
                groups.setdefault((number, value.code, why), []).append((row, column))
    for (number, code, why), cells in list(groups.items())[:_MOST_GROUPS]:
        ranges = list(_ranges(cells))
        shown = ", ".join(ranges[:_MOST_RANGES]) + (" …" if len(ranges) > _MOST_RANGES else "")
        count = f" ({len(cells)} cells)" if len(cells) > 1 else ""
        yield f"{result.package.sheets[number].name}!{shown}{count}: {code}{': ' if why else ''}{why}"
    if len(groups) > _MOST_GROUPS:
        rest = sum(len(cells) for cells in list(groups.values())[_MOST_GROUPS:])
        yield f"… and {rest} cells with {len(groups) - _MOST_GROUPS} other errors"


def count_errors(result: Result) -> int:
    """How many cells are in error."""
    return sum(isinstance(value, CellError) for values in result.values for value in values.values())


def _explanations(result: Result, functions: Mapping[str, Function]) -> dict[tuple[str, int, int], str]:
    """FHO_KONTROL's text for the cells that a call fills by itself."""
    explain = functions.get(_EXPLAINS)
    found: dict[tuple[str, int, int], str] = {}
    for call in result.calls:
        if explain is None or call.name not in _EXPLAINED or not call.whole_formula:
            continue
        if not any(isinstance(value, CellError) for row in call.result for value in row):
            continue
        texts = explain(*call.arguments)
        rows = texts if isinstance(texts, list) else [[texts]]
        for down, (text, values) in enumerate(zip(rows, call.result, strict=False)):
            for across in range(len(values)):
                shown = text[0] if isinstance(text, (list, tuple)) else text
                found[call.sheet, call.row + down, call.column + across] = str(shown)
    return found


def _ranges(cells: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Cells as few ranges: neighbours in a row, and equal pieces of rows below each other."""
    pieces: dict[tuple[int, int], list[tuple[int, int]]] = {}  # columns -> rows
    row = first = last = 0
    for down, across in [*sorted(cells), (0, 0)]:
        if (down, across) == (row, last + 1):
            last = across
            continue
        if row:
            blocks = pieces.setdefault((first, last), [])
            if blocks and blocks[-1][1] == row - 1:
                blocks[-1] = (blocks[-1][0], row)
            else:
                blocks.append((row, row))
        row, first, last = down, across, across
    for top, bottom, left, right in sorted((t, b, c[0], c[1]) for c, blocks in pieces.items() for t, b in blocks):
        one = top == bottom and left == right
        yield address(top, left) if one else f"{address(top, left)}:{address(bottom, right)}"
