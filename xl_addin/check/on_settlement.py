"""The settlement: postings that nobody paid or no line takes, municipalities and keys listed twice or not at all."""

from collections.abc import Iterator
from typing import Any

from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import BLANK, OK
from xl_addin.cells.kinds import MUNICIPALITY
from xl_addin.cells.text import fold
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import at, in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import ArgumentCells, columns, lines_of, uneven
from xl_addin.check.on_formulas import SHARE_INSTEAD
from xl_addin.check.origin import origin
from xl_addin.check.phrasing import kroner, quoted
from xl_addin.engine import CalledFunction
from xl_addin.functions.catalogue import by_name

_BLANK = (None, "")


def find(book: Book) -> Iterator[Finding]:
    """The calls of FHO_MODREGNING, FHO_OPKRAEVNING and FHO_OPSLAG."""
    yield from _paid_by_nobody(book)
    for call in _whole(book, "FHO_MODREGNING"):
        yield from _settlement(book, call, columns(book, call))
    for call in _whole(book, "FHO_OPSLAG"):
        yield from _look_up(book, columns(book, call))


def _whole(book: Book, name: str) -> Iterator[CalledFunction]:
    """The calls of a function whose ranges fit together; the others are one error, and told as such."""
    width = len(by_name()[name].columns)
    return (one for one in book.calls if one.name == name and len(one.result[0]) == width and not uneven(book, one))


def _paid_by_nobody(book: Book) -> Iterator[Finding]:
    found: dict[Cell, str] = {}
    for lines in lines_of(book, "FHO_OPKRAEVNING"):
        for row, payer in enumerate(lines.values["betalt_af"]):
            shares = [lines.values[name][row] for name in ("region", "kommune")]
            if payer in _BLANK and any(share not in _BLANK for share in shares):
                found[lines.origin(book, "betalt_af", row)] = _amount(shares)
    for call in _whole(book, "FHO_MODREGNING"):
        given = columns(book, call)
        for row, payer in enumerate(given["betalt_af"].values):
            shares = [given[name].value(row) for name in ("region", "kommune_andel")]
            cell = given["betalt_af"].cell(row)
            if cell and payer in _BLANK and any(share not in _BLANK for share in shares):
                found[origin(book, cell)] = _amount(shares)
    for cell, what in found.items():
        yield at(book, "ingen-betaler", cell, what)


def _amount(shares: list[Any]) -> str:
    numbers = [share for share in shares if isinstance(share, float | int)]
    return f"Andele i alt {kroner(float(sum(numbers)))}" if len(numbers) == len(shares) else "Postering uden betaler."


def _settlement(book: Book, call: CalledFunction, given: dict[str, ArgumentCells]) -> Iterator[Finding]:
    listed, posted = (read_cells(given[name].values, MUNICIPALITY) for name in ("kommuner", "kommune"))
    first: dict[int, int] = {}
    for row, index in enumerate(listed.values.tolist()):
        cell = given["kommuner"].cell(row)
        if listed.status[row] == OK and first.setdefault(index, row) != row and cell:
            what = f"{quoted(given['kommuner'].values[row])} står også i en anden række."
            yield at(book, "kommune-to-gange", origin(book, cell), what)
        settled = given["afregnet"].value(row) if "afregnet" in given else None
        cell = given["afregnet"].cell(row) if "afregnet" in given else None
        if cell and listed.status[row] == BLANK and settled not in (None, "", 0):
            what = f"{kroner(settled)} er afregnet, men kommunen mangler."
            yield at(book, "afregnet-uden-kommune", origin(book, cell), what)
    yield from _wrong_way(book, call, given)
    outside: dict[Cell, str] = {}
    for row, index in enumerate(posted.values.tolist()):
        cell = given["kommune"].cell(row)
        if cell and posted.status[row] == OK and index not in first:
            outside[origin(book, cell)] = f"{quoted(given['kommune'].values[row])} er ikke på listen over kommuner."
        shares = [given[name].value(row) for name in ("region", "kommune_andel")]
        if cell and posted.status[row] == BLANK and any(share not in _BLANK for share in shares):
            yield at(book, "mangler", origin(book, cell), f"Kommunen mangler. {_amount(shares)}")
    yield from in_columns(book, "uden-for-modregning", outside.items())
    yield from _typed_shares(book, given)


def _wrong_way(book: Book, call: CalledFunction, given: dict[str, ArgumentCells]) -> Iterator[Finding]:
    """Amounts already settled that go the other way than what is owed: they double the balance."""
    for row, (_, _, net, _) in enumerate(call.result):
        settled = given["afregnet"].value(row) if "afregnet" in given else None
        cell = given["afregnet"].cell(row) if "afregnet" in given else None
        if cell and isinstance(settled, float | int) and isinstance(net, float | int) and settled * (net + settled) < 0:
            owed = f"{kroner(abs(net + settled))} skyldes {'regionen' if net + settled > 0 else 'kommunen'}"
            what = f"{owed}, men {kroner(settled)} er afregnet den anden vej. Positivt er det, kommunen har betalt."
            yield at(book, "afregnet-fortegn", origin(book, cell), what)


def _typed_shares(book: Book, given: dict[str, ArgumentCells]) -> Iterator[Finding]:
    """Shares that are numbers beside others that follow from a formula."""
    for name in ("region", "kommune_andel"):
        cells = given[name].cells or []
        typed = [cell for cell in cells if book.is_typed(cell) and book.value(cell) != ""]
        if typed and len(typed) < len(cells) and any(cell in book.formulas for cell in cells):
            yield from in_columns(book, "andel-overskrevet", [(cell, SHARE_INSTEAD) for cell in typed])


def _look_up(book: Book, given: dict[str, ArgumentCells]) -> Iterator[Finding]:
    keys, listed = given["noegle"], given["noegler"]
    if keys.cells and keys.cells == listed.cells:  # a column looked up in itself: the doubles are asked for
        return
    seen: set[Any] = set()
    for row, value in enumerate(listed.values):
        name = fold(value) if isinstance(value, str) else value
        cell = listed.cell(row)
        if cell and name not in _BLANK and not str(name).startswith("#"):
            if name in seen:
                yield at(book, "sag-to-gange", origin(book, cell), f"{quoted(value)} står også i en række over denne.")
            seen.add(name)
    answer = by_name()["FHO_OPSLAG"].rows(
        [[value] for value in keys.values], [[value] for value in listed.values], [[1]] * len(listed.values)
    )
    unknown = {}
    for row, found in enumerate(answer):
        cell = keys.cell(row)
        if cell and found[0] == "#N/A" and not str(keys.values[row]).startswith("#"):
            unknown[origin(book, cell)] = f"{quoted(keys.values[row])} findes ikke i listen."
    yield from in_columns(book, "ukendt-sag", unknown.items())
