"""What a computed workbook says: its settlement per municipality, and its cells in error, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xl_addin.agreement.wording import counted, danish_order, figures
from xl_addin.books.control_names import ALL_FAULTS
from xl_addin.engine import CalledFunction, Result
from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import reasons
from xl_addin.xlsx.package import DefinedName
from xl_addin.xlsx.sheet import CellError, CellValue
from xl_addin.xlsx.tree import Area, address, parse_range

_SETTLEMENT = "FHO_MODREGNING"
_LEDGER = "FHO_REGNSKAB"
_LEDGER_HEADINGS = ("kommune", "regionen opkræver", "kommunen opkræver", "netto før betalinger", "hvem betaler")
_HEADINGS = ("kommune", "regionens tilgodehavende", "kommunens tilgodehavende", "netto", "hvem betaler")
_FAILING = "Mappens egen kontrol fejler: se arket Kontrol. Afregn ikke efter tallene her, før den stemmer."
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
            return figures(value)
        case CellError(code):
            return code
    return value


def settlement(result: Result) -> Iterator[str]:
    """What the parties owe each other: a table for each call of FHO_MODREGNING and of FHO_REGNSKAB.

    A last line says where the workbook's own controls fail: a posting may then be missing in every table.
    """
    for call in result.calls:
        if call.name == _SETTLEMENT:
            yield from _settlement(call)
        elif call.name == _LEDGER:
            yield from _ledger(call)
    if any(_is_failing(result, name) for name in result.package.names if name.name == ALL_FAULTS):
        yield _FAILING


def _is_failing(result: Result, name: DefinedName) -> bool:
    """Whether the cell of a name counts something, or cannot be computed."""
    sheet, _, cell = name.formula.rpartition("!")
    number = next(number for number, one in enumerate(result.package.sheets) if one.name == sheet.strip("'"))
    top, left, _, _ = parse_range(cell)
    return result.values[number].get((top, left), 0.0) != 0


def _ledger(call: CalledFunction) -> Iterator[str]:
    """The claims of a settled ledger by municipality; a posting in error keeps its sum from being told."""
    column = by_name()[_LEDGER].columns.index
    of_region, of_municipality, settled_with = map(column, ("regionen opkræver", "kommunen opkræver", "afregnes med"))
    claims: dict[str, list[float]] = {}
    failed = 0
    for row in call.result:
        if isinstance(row[settled_with], CellError):
            failed += 1
        elif row[settled_with]:
            claim = claims.setdefault(str(row[settled_with]), [0.0, 0.0])
            claim[0] += float(row[of_region] or 0)  # type: ignore[arg-type]  # kroner, as the row is no error
            claim[1] += float(row[of_municipality] or 0)  # type: ignore[arg-type]
    rows: list[Sequence[str]] = [_LEDGER_HEADINGS]
    for municipality in sorted(claims, key=danish_order):
        region, other = (round(claim, 2) for claim in claims[municipality])
        net = round(region - other, 2)
        payer = "Kommunen" if net > 0 else "Regionen" if net < 0 else ""
        rows.append([municipality, *(figures(amount) for amount in (region, other, net)), payer])
    yield from _aligned(call, rows)
    if failed:
        yield f"{counted(failed, 'postering')} kan ikke afregnes og er ikke med: se bemærkningen ved hver"


def _settlement(call: CalledFunction) -> Iterator[str]:
    first = call.arguments[0]
    municipalities = [row[0] for row in first] if isinstance(first, list) else [first]
    rows: list[Sequence[str]] = [_HEADINGS]
    results = call.result if len(call.result) > 1 else call.result * len(municipalities)  # one error for all
    for municipality, values in zip(municipalities, results, strict=False):
        if municipality not in (None, ""):
            shown = [str(municipality), *map(danish, values)]
            rows.append([*shown, *[""] * (len(_HEADINGS) - len(shown))])
    yield from _aligned(call, rows)


def _aligned(call: CalledFunction, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    yield f"{call.sheet}!{address(call.row, call.column)}"
    for row in rows:
        cells = [
            cell.rjust(width) if 0 < column < 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def errors(result: Result) -> Iterator[str]:
    """The cells in error, equal ones in one line, with the reason where one can be told."""
    explained = _explained(result)
    groups: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    for number, values in enumerate(result.values):
        name = result.package.sheets[number].name
        for (row, column), value in values.items():
            if isinstance(value, CellError):
                why = explained.get((name, row, column), "")
                groups.setdefault((number, value.code, why), []).append((row, column))
    for (number, code, why), cells in list(groups.items())[:_MOST_GROUPS]:
        ranges = list(_ranges(cells))
        shown = ", ".join(ranges[:_MOST_RANGES]) + (" …" if len(ranges) > _MOST_RANGES else "")
        count = f" ({len(cells)} celler)" if len(cells) > 1 else ""
        yield f"{result.package.sheets[number].name}!{shown}{count}: {code}{': ' if why else ''}{why}"
    if len(groups) > _MOST_GROUPS:
        rest = sum(len(cells) for cells in list(groups.values())[_MOST_GROUPS:])
        others = len(groups) - _MOST_GROUPS
        yield f"… og {counted(rest, 'celle')} med {others} {'anden' if others == 1 else 'andre'} fejl"


def count_errors(result: Result) -> int:
    """How many cells are in error."""
    return sum(isinstance(value, CellError) for values in result.values for value in values.values())


def _explained(result: Result) -> dict[tuple[str, int, int], str]:
    """The reasons for the cells in error that a call fills by itself."""
    found: dict[tuple[str, int, int], str] = {}
    for call in result.calls:
        if not call.whole_formula or not any(isinstance(value, CellError) for row in call.result for value in row):
            continue
        function = by_name()[call.name]
        said = reasons(function, call.arguments)
        for down, values in enumerate(call.result):
            for across in range(len(values)):
                # A function with one result takes a rectangle, too, cell by cell.
                row = (down * len(values) + across) // len(function.columns)
                found[call.sheet, call.row + down, call.column + across] = said.get(row, "")
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
        yield Area(0, top, left, bottom, right).address
