"""The postings: what FHO_KONTROL and the rules see in each, and what only shows when they stand together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np

from xl_addin.agreement.section_lists import holds_any
from xl_addin.agreement.sections import special_rules
from xl_addin.agreement.vocabulary import REGION, TREATMENTS
from xl_addin.agreement.wording import counted
from xl_addin.cells.columns import read_cells
from xl_addin.cells.errors import OK
from xl_addin.cells.kinds import AMOUNT_AS_SHOWN, COST_TYPE, PARTY, SECTIONS
from xl_addin.cells.problems import in_danish
from xl_addin.cells.text import fold
from xl_addin.check.book import Book, Cell
from xl_addin.check.cell_findings import at, in_columns
from xl_addin.check.finding import Finding
from xl_addin.check.lines import POSTINGS, Called, first_rows, lines_of, rows_of
from xl_addin.check.links import LinkedArrangement, Links, links
from xl_addin.check.on_arguments import impossible, unreadable
from xl_addin.check.origin import header
from xl_addin.check.phrasing import date, kroner, quoted
from xl_addin.check.posted import posted
from xl_addin.rules.money import has_parts_of_ore
from xl_addin.rules.target_group import JOINT

_FIELDS: Final = ("beloeb", "art", "fra", "til", "startdato", "slutdato", "udmaalt_af", "bevilget")
_NOT_JOINT_DAYS: Final = {
    "FØR-AFTALE": "før-start", "FØR-START": "før-start", "EFTER-SLUT": "efter-slut", "DELVIS": "delvis",
}  # fmt: skip
_NO_START: Final = "Fejl: startdato mangler."
_PARTIES: Final = ("Regionen", "Kommunen")
_MISSING: Final = re.compile(r"(?:^Fejl:|;) ([\w ]+?) mangler")
_NAMED: Final = {in_danish(name): name for name in _FIELDS}
_IDLE: Final = re.compile(
    r"bilag|voucher|faktura|løbenr|lbnr|dok|^nr|^id$|invoice|tekst|bemærk|note|beskriv|text|descr|kilderække"
)
"""Headers of columns that tell two equal postings apart without making them two costs."""


def find(book: Book) -> Iterator[Finding]:
    """The rows of every FHO_FORDEL and FHO_KONTROL."""
    linked = links(book)
    for lines in lines_of(book, *POSTINGS):
        yield from _each(book, lines, linked)
    for lines in posted(book):
        yield from _twice(book, lines)
        yield from _wrong_sign(book, lines)
    yield from _paid_by_the_other(book, linked)


def _each(book: Book, lines: Called, linked: Links) -> Iterator[Finding]:
    texts = rows_of(lines.call("FHO_KONTROL", *_FIELDS))
    days = rows_of(lines.call("FHO_DAGE", "fra", lines.last_days, "startdato", "slutdato"))
    cost_types = read_cells(lines.values["art"], COST_TYPE)
    amounts = read_cells(lines.values["beloeb"], AMOUNT_AS_SHOWN)
    parts = has_parts_of_ore(amounts.values) & (amounts.status == OK)
    told = unreadable(lines)
    by_hand: dict[Cell, tuple[LinkedArrangement, int]] = {}
    startless: Counter[Cell] = Counter()
    for row, answer in enumerate(lines.call("FHO_FORDEL", *_FIELDS)):
        amount = lines.origin(book, "beloeb", row)
        arrangement = linked.of(book, lines, row)
        treatment = TREATMENTS[int(cost_types.values[row])] if cost_types.status[row] == OK else ""
        if parts[row]:
            yield at(book, "dele-af-øre", amount, f"{quoted(lines.values['beloeb'][row])} er afrundet til hele øre.")
        if str(answer[0]).startswith("#"):
            start = linked.looked_up.get(lines.cells["startdato"][row] or amount)
            if start and texts[row] == _NO_START and not (arrangement and arrangement.status != JOINT):
                startless[start[0] if start[1] in book.formulas else start[1]] += 1
            elif texts[row].startswith("Fejl:") and not told[row]:
                yield from _failed(book, lines, row, texts[row], arrangement if treatment == "key" else None)
            continue
        code = answer[-1]
        if code in _NOT_JOINT_DAYS:
            yield at(book, _NOT_JOINT_DAYS[code], amount, _beside_span(lines, row))
        if code in ("NØGLE", "DELVIS") and arrangement and arrangement.status != JOINT:
            by_hand[arrangement.cell] = arrangement, by_hand.get(arrangement.cell, (arrangement, 0))[1] + 1
        if code in ("RESP", "SEL") and isinstance(days[row], int) and days[row] > 0:
            yield at(book, "egen-udgift-på-fælles-dag", amount, _beside_span(lines, row))
        if treatment == "holiday" and arrangement and _stays_at_home(arrangement.section):
            yield at(
                book, "ferie-paragraf-95", amount, f"{_said(lines, row)}; ordningen er efter § {arrangement.section}."
            )
    for cell, (arrangement, count) in by_hand.items():
        what = f"Status er {arrangement.status}, men nøglen er brugt på {counted(count, 'postering')}."
        yield at(book, "nøgle-uden-fælles-ordning", cell, what)
    for cell, count in startless.items():
        yield at(
            book, "mangler", cell, f"Ordningens startdato mangler: {counted(count, 'postering')} kan ikke fordeles."
        )


def _failed(book: Book, lines: Called, row: int, text: str, arrangement: LinkedArrangement | None) -> Iterator[Finding]:
    """A posting that cannot be divided: what is missing, or cannot stand together; unreadable cells are told apart."""
    missing, amount = _MISSING.findall(text), kroner(lines.values["beloeb"][row])
    if missing == ["startdato"] and arrangement and arrangement.status != JOINT:
        what = f"{amount} er en fælles udgift, men ordningens status er {arrangement.status}."
        yield at(book, "nøgle-uden-fælles-ordning", lines.origin(book, "beloeb", row), what)
    elif missing:
        cell = lines.origin(book, _NAMED[missing[0]], row)
        if cell in book.formulas:  # computed from nothing: the posting itself is the place to look
            cell = lines.origin(book, "beloeb", row)
        yield at(book, "mangler", cell, f"{', '.join(missing)} mangler for {amount}.")
    else:
        yield from impossible(book, lines, row)


def _said(lines: Called, row: int) -> str:
    return f"{kroner(lines.values['beloeb'][row])}, {_period(lines, row)}"


def _beside_span(lines: Called, row: int) -> str:
    return f"{_said(lines, row)}; fælles finansiering {_span(lines, row)}."


def _period(lines: Called, row: int) -> str:
    first, last = lines.values["fra"][row], lines.values["til"][row]
    return date(first) if last in (None, "", first) else f"{date(first)} til {date(last)}"


def _span(lines: Called, row: int) -> str:
    first, last = lines.values["startdato"][row], lines.values["slutdato"][row]
    return f"fra {date(first)}" if last in (None, "") else f"{date(first)} til {date(last)}"


def _stays_at_home(section: Any) -> bool:
    """Whether the help under a section may not be brought along abroad."""
    return bool(holds_any(read_cells([section], SECTIONS).values, special_rules()["not abroad"].sections)[0])


def _twice(book: Book, lines: Called) -> Iterator[Finding]:
    """Rows that are alike in all that was typed but voucher and text, less the credit notes against them."""
    amounts = read_cells(lines.values["beloeb"], AMOUNT_AS_SHOWN)
    top = first_rows(book, lines, "beloeb")

    @cache
    def is_idle(sheet: int, column: int) -> bool:
        text = fold(header(book, Cell(sheet, top[sheet], column), top[sheet]))
        # A column of numbers without a header numbers the rows.
        return bool(_IDLE.search(text)) or not (text or isinstance(book.value(Cell(sheet, top[sheet], column)), str))

    alike: dict[Any, dict[float, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in np.flatnonzero((amounts.status == OK) & (amounts.values != 0)).tolist():
        if lines.values["fra"][row] in (None, ""):
            continue
        cell = lines.origin(book, "beloeb", row)
        typed = book.constants[cell.sheet].get(cell.row, {}).items()
        key = tuple(
            (c, _folded(value)) for c, value in sorted(typed) if c != cell.column and not is_idle(cell.sheet, c)
        )
        alike[cell.sheet, key][float(amounts.values[row])].append(cell)
    for found in alike.values():
        for amount, cells in found.items():
            surplus = len(cells) - len(found.get(-amount, []))
            first, *others = sorted(cells)
            for cell in others[: max(0, surplus - 1)]:
                yield at(book, "dobbeltpostering", cell, f"{kroner(amount)}: magen til række {first.row}.")


def _wrong_sign(book: Book, lines: Called) -> Iterator[Finding]:
    """A ledger that is credited more than it costs: its signs are those of another system, or of its opposite."""
    amounts = read_cells(lines.values["beloeb"], AMOUNT_AS_SHOWN)
    total = float(amounts.values[amounts.status == OK].sum())
    if total < 0:
        what = f"Beløbene er i alt {kroner(total)}: udgifter skal være positive, refusioner og kreditnotaer negative."
        yield at(book, "fortegn", lines.origin(book, "beloeb", 0), what)


def _paid_by_the_other(book: Book, linked: Links) -> Iterator[Finding]:
    """The payer of each posting beside who pays first by the arrangement's employer."""
    pays_first: dict[tuple[int, int], str] = {}
    for lines in lines_of(book, "FHO_ARBEJDSGIVER"):
        for row, (*_, party) in enumerate(lines.own()):
            if party in _PARTIES:
                pays_first[lines.origin(book, "paragraf", row)[:2]] = party
    payers = _payers(book) if pays_first else {}
    found: dict[Cell, str] = {}
    for lines in lines_of(book, *POSTINGS):
        for row in range(len(lines)):
            arrangement = linked.of(book, lines, row)
            expected = pays_first.get(arrangement.cell[:2]) if arrangement else None
            payer, cell = payers.get(lines.origin(book, "beloeb", row)[:2], (None, None))
            if expected and payer and cell and payer != expected:
                found[cell] = f"Betalt af {payer}, men efter reglen betaler {expected} først for ordningen."
    yield from in_columns(book, "anden-betaler", found.items())


def _payers(book: Book) -> dict[tuple[int, int], tuple[str, Cell]]:
    """The payer of each posting and where it was typed, by the posting's sheet and row."""
    found = {}
    for lines in lines_of(book, "FHO_OPKRAEVNING"):
        parties = read_cells(lines.values["betalt_af"], PARTY)
        for row in np.flatnonzero(parties.status == OK).tolist():
            cell = lines.origin(book, "betalt_af", row)
            found[cell[:2]] = _PARTIES[int(parties.values[row] != REGION)], cell
    return found


_fold = lru_cache(maxsize=4096)(fold)


def _folded(value: Any) -> Any:
    return _fold(value) if isinstance(value, str) else value
