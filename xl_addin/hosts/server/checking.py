"""Check a workbook: compute what our functions say once more, and what FHO_KONTROL has to say of every posting."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from xl_addin.cells.dates import EPOCH
from xl_addin.cells.errors import ERRORS
from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import shown
from xl_addin.hosts.server.formulas import Call, calls
from xl_addin.hosts.server.workbook import Area, Formula, NotFound, Workbook, address

MOST: Final = 500
"""Findings listed; the rest are counted."""

_HALF_AN_ORE: Final = 0.005


@dataclass(frozen=True)
class Finding:
    """Something worth a look: where, and what, in Danish. ``kind`` is ``fejl`` or ``bemærkning``."""

    sheet: str
    cell: str
    kind: str
    text: str


@dataclass
class _Count:
    formulas: int = 0
    computed: int = 0


def check(workbook: Workbook) -> dict[str, Any]:
    """The findings as the task pane shows them, and how much was looked at."""
    count = _Count()
    found = list(dict.fromkeys(_findings(workbook, count)))
    return {
        "formulas": count.formulas,
        "computed": count.computed,
        "findings": [asdict(one) for one in found[:MOST]],
        "more": max(0, len(found) - MOST),
    }


def _findings(workbook: Workbook, count: _Count) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for formula in workbook.formulas:
        # A formula over a range stands in each of its cells: its first cell speaks for all.
        if (formula.sheet, formula.text) in seen:
            continue
        seen.add((formula.sheet, formula.text))
        found = calls(formula.text)
        count.formulas += bool(found)
        if any(call.elsewhere for call in found):
            text = "Formlen kalder et tilføjelsesprogram i en anden fil. Skriv funktionens navn uden filnavnet foran."
            yield Finding(formula.sheet, formula.address, "fejl", text)
        whole = [call for call in found if call.is_whole]
        if whole:
            yield from _of_call(workbook, formula, whole[0], count)
        elif found:
            yield from _of_value(workbook, formula)


def _of_value(workbook: Workbook, formula: Formula) -> Iterator[Finding]:
    """An error in a cell whose formula holds more than one call of ours: all that can be said here."""
    sheet = workbook.sheets[formula.sheet.lower()]
    value = sheet.value(formula.row, formula.column)
    if value in ERRORS:
        yield Finding(formula.sheet, formula.address, "fejl", f"Cellen viser {value}.")


def _of_call(workbook: Workbook, formula: Formula, call: Call, count: _Count) -> Iterator[Finding]:
    try:
        cells = call.cells(workbook, formula.sheet)
        rows = call.function.rows(*cells)
    except (NotFound, TypeError):
        # TypeError: too few or too many arguments, which Excel itself complains of.
        yield from _of_value(workbook, formula)
        return
    count.computed += 1
    yield from _stale(workbook, formula, rows)
    if call.function.name == "FHO_FORDEL":
        yield from _of_postings(workbook, formula, call, cells)


def _stale(workbook: Workbook, formula: Formula, rows: list[list[Any]]) -> Iterator[Finding]:
    """Where the sheet shows something else than the function says, or an error."""
    sheet = workbook.sheets[formula.sheet.lower()]
    for down, row in enumerate(rows):
        for right, computed in enumerate(row):
            cell = address(formula.row + down, formula.column + right)
            value = sheet.value(formula.row + down, formula.column + right)
            if not _same(value, computed):
                text = f"Cellen viser {shown(value)}, men funktionen giver {shown(computed)}. Genberegn projektmappen."
                yield Finding(formula.sheet, cell, "fejl", text)
            elif value in ERRORS and right == 0:
                yield Finding(formula.sheet, cell, "fejl", f"Cellen viser {value}.")


def _same(value: Any, computed: Any) -> bool:
    if isinstance(computed, dt.date):
        computed = (computed - EPOCH).days
    if isinstance(value, bool) or isinstance(computed, bool):
        return value is computed
    if isinstance(value, int | float) and isinstance(computed, int | float):
        return abs(value - computed) < _HALF_AN_ORE
    return (value or "") == (computed or "")


def _of_postings(workbook: Workbook, formula: Formula, call: Call, cells: list[Any]) -> Iterator[Finding]:
    """What FHO_KONTROL says of each posting, at the posting itself."""
    rows = by_name()["FHO_KONTROL"].rows(*cells)
    postings = _first_area(workbook, formula, call)
    for down, (text,) in enumerate(rows):
        if text in ("OK", ""):
            continue
        sheet, cell = formula.sheet, address(formula.row + down, formula.column)
        if postings is not None and postings.bottom > postings.top:
            sheet, cell = postings.sheet.name, address(postings.top + down, postings.left)
        yield Finding(sheet, cell, "bemærkning", text)


def _first_area(workbook: Workbook, formula: Formula, call: Call) -> Area | None:
    """Where the postings' amounts stand."""
    tokens = call.arguments[0]
    return workbook.area(tokens[0].value, formula.sheet) if len(tokens) == 1 and tokens[0].subtype == "RANGE" else None
