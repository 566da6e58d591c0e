"""What the arguments of our functions hold: cells that cannot be read, and rows that have no answer."""

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells import kinds
from xl_addin.cells.call import argument_specs
from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import FIRST_ERROR, OUT_OF_DOMAIN, UNREADABLE, error_name
from xl_addin.cells.problems import in_danish
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import at, in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import GROUPED, POSTINGS, Called, columns, lines_of, tables
from xl_addin.check.origin import origin
from xl_addin.check.phrasing import date, day, quoted
from xl_addin.functions.catalogue import by_name
from xl_addin.xlsx.sheet import CellError

_FINDING: Final = (
    (kinds.DATE, "umulig-dato"),
    (kinds.MUNICIPALITY, "ukendt-kommune"),
    (kinds.SECTIONS, "ukendt-paragraf"),
    (kinds.COST_TYPE, "ukendt-art"),
    (kinds.PARTY, "ukendt-part"),
    (kinds.PAYER, "ukendt-part"),
    (kinds.EMPLOYER, "ukendt-arbejdsgiver"),
    (kinds.HOURS_A_DAY, "umulige-timer"),
    (kinds.HOURS, "umulige-timer"),
    (kinds.YES_NO, "ja-nej"),
    (kinds.AMOUNT, "ulæseligt-beløb"),
    (kinds.AMOUNT_AS_SHOWN, "ulæseligt-beløb"),
    (kinds.RATE, "ulæseligt-beløb"),
)
"""What a cell that cannot be read as a kind of argument is called."""

WITHOUT_KINDS: Final = ("FHO_OPSLAG", "FHO_SUMMER", "FHO_VERSION", *tables())
"""The functions whose arguments are not columns of one kind each."""

_MAY_BE_BLANK: Final = ("bevilget", "betalt_af")
"""Needed arguments whose blank means something (not granted), or is told elsewhere (paid by nobody)."""


def find(book: Book) -> Iterator[Finding]:
    """The cells first, then the rows that have no answer for another reason."""
    yield from _cells(book)
    for name in by_name():
        # A posting's own rows are told with its arrangement, a table's records by what the function says of them.
        if name in GROUPED or name in POSTINGS or name in tables():
            continue
        for lines in lines_of(book, name):
            yield from _rows(book, lines)


@cache
def kinds_of(function: str) -> dict[str, kinds.Kind]:
    """How each argument of a function is read."""
    specs = argument_specs(inspect.signature(inspect.unwrap(by_name()[function].call)))
    return {name: kind for name, kind in specs.items() if isinstance(kind, kinds.Kind)}


def kind_name(kind: kinds.Kind) -> str:
    """The kind of finding that an unreadable argument is."""
    return next((name for known, name in _FINDING if known is kind), "ulæseligt-felt")


def _cells(book: Book) -> Iterator[Finding]:
    found: dict[str, dict[Cell, str]] = {}
    for call in book.calls:
        if call.name in WITHOUT_KINDS:
            continue
        given = columns(book, call)
        for name, kind in kinds_of(call.name).items():
            if name not in given:
                continue
            column = given[name]
            status = read_cells(column.values, kind).status
            for row in status.nonzero()[0].tolist():
                given_cell = column.cell(row)
                problem = _problem(int(status[row]), kind, column.values[row])
                if problem and not (given_cell and follows(book, given_cell)):
                    cell = given_cell or Cell(book.sheet_number(call.sheet), call.row, call.column)
                    which = "fejl-i-felt" if status[row] >= FIRST_ERROR else kind_name(kind)
                    found.setdefault(which, {}).setdefault(origin(book, cell), problem)
    for which, cells in found.items():
        yield from in_columns(book, which, cells.items())


def _problem(status: int, kind: kinds.Kind, value: Any) -> str:
    if status >= FIRST_ERROR:
        return f"Cellen er i fejl: {error_name(status)}."
    if status == UNREADABLE:
        return f"{quoted(value)} {kind.unreadable}."
    return f"{quoted(value)} {kind.out_of_domain}." if status == OUT_OF_DOMAIN else ""


def follows(book: Book, cell: Cell) -> bool:
    """Whether a cell is a result of our functions, or of a refused formula: the cause is told where it is."""
    formulas = filter(None, map(book.formulas.get, (cell, origin(book, cell))))
    return any(one.ours or Cell(one.area.sheet, one.area.top, one.area.left) in book.refused for one in formulas)


def _rows(book: Book, lines: Called) -> Iterator[Finding]:
    """The rows whose arguments can all be read, and that still have no answer."""
    told = unreadable(lines)
    for row, answer in enumerate(lines.own()):
        if answer[-1] not in ("#N/A", "#NUM!", "#VALUE!") or told[row]:
            continue
        if not isinstance(book.value(lines.at[row]), CellError):  # the formula around it does without
            continue
        missing = _missing(lines, row)
        if missing:
            # In the first needed cell that is blank, so that one row is one finding.
            cell = lines.origin(book, missing[0], row)
            if not follows(book, cell):
                what = f"{', '.join(map(in_danish, missing))} mangler i {lines.function.name}."
                yield at(book, "mangler", cell, what)
        else:
            yield from impossible(book, lines, row)


def unreadable(lines: Called) -> NDArray[np.bool_]:
    """Which rows have a cell that cannot be read or is in error, and is told of by itself."""
    found = np.zeros(len(lines), dtype=bool)
    for name, kind in kinds_of(lines.function.name).items():
        found |= read_cells(lines.values[name], kind).status >= UNREADABLE
    return found


def _missing(lines: Called, row: int) -> list[str]:
    needed = [one.name for one in lines.function.arguments if not one.optional and one.name not in _MAY_BE_BLANK]
    return [name for name in needed if lines.values[name][row] in (None, "")]


def impossible(book: Book, lines: Called, row: int) -> Iterator[Finding]:
    """A row whose arguments are possible each for itself, but not together."""
    for first, last in (("fra", "til"), ("startdato", "slutdato"), ("indlagt", "udskrevet")):
        if first in lines.values and last in lines.values:
            begins, ends = day(lines.values[first][row]), day(lines.values[last][row])
            if begins and ends and ends < begins:
                what = f"{last} {ends:%d-%m-%Y} ligger før {first} {begins:%d-%m-%Y}."
                yield at(book, "umulig-dato", lines.origin(book, last, row), what)
                return
    if lines.function.name == "FHO_TIMER":
        overlap = lines.values["overlap"][row]
        yield at(
            book, "umulige-timer", lines.origin(book, "overlap", row),
            f"{quoted(overlap)} samtidige timer er flere end en af de to slags hjælp.",
        )  # fmt: skip
    elif lines.function.name in ("FHO_NOEGLE", "FHO_REGIONSANDEL", "FHO_KOMMUNEANDEL"):
        yield at(
            book, "før-start", lines.origin(book, "dato", row),
            f"{date(lines.values['dato'][row])} ligger før aftalens første dag.",
        )  # fmt: skip
