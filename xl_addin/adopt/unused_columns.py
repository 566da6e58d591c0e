"""What the mapping leaves out: every column is accounted for, and what may change the sums is a question."""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from xl_addin.adopt.header import Header
from xl_addin.adopt.mapping import (
    Mapping,
    Month,
    amount_or_nan,
    both_signs,
    header_of,
    is_fraction,
    month_columns,
    repeats,
    said_unit,
    sample_of,
)
from xl_addin.adopt.posting_fields import Value, as_amount, as_date, as_sign, can
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.totals import says_reversed, says_total
from xl_addin.adopt.units import KRONER, is_foreign, is_kroner, is_unit
from xl_addin.cells.text import fold

_NO_AMOUNT: Final = (
    "antal", "timer", "timepris", "sats", "pct", "procent", "%", "konto", "nr", "nummer", "kode", "kurs", "id", "år",
    "periode", "måned", "mængde", "quantity", "hours", "rate", "menge", "stunden", "saldo", "balance", "cpr", "linje",
    "line", "item", "pos",
)  # fmt: skip
"""Words in the headings of numbers that are no amounts to be shared."""
_AMOUNT: Final = re.compile(
    r"beløb|betrag|amount|netto|brutto|moms|valuta|\b(?:vat|mwst|kr|dkk|eur|kroner|øre|debet|kredit|debit|credit)\b"
)
_SIDE: Final = re.compile(
    r"bschl|posteringsnøgle|posting key|buchungsschlüssel|blart|bilagsart|belegart|posteringstype|do[ck]ument ?type"
)
"""Headings of codes of which some are credits."""
_VERSION: Final = re.compile(r"\bversion|\bvers\b|værditype|wert ?typ|\bwrttp\b|value type|scenari")
"""Headings of what tells actual costs from planned ones."""
SIGN: Final = "debet/kredit"
LETTER: Final = "et bogstav"
_MOSTLY: Final = 0.7
"""Sums and stray texts may stand in a column that is something else."""


@dataclass(frozen=True)
class Unused:
    """A column that is not read: its number and name, what it holds; the question that it raises, and its way out."""

    column: int
    name: str
    holds: str
    question: str = ""
    way_out: str = "tag den med, eller skriv den i ikke_brugt"


def unused_columns(sheet: SourceSheet, mapping: Mapping) -> list[Unused]:
    """The columns that the mapping leaves out, in their order."""
    header = header_of(sheet, mapping)
    filled = {column for number, row in sheet.rows.items() if number > header.last for column in row}
    samples = {column: sample_of(sheet, header, column) for column in sorted(filled | header.texts.keys())}
    months = month_columns(header, {column: samples[column] for column in header.texts})
    found = []
    for column, sample in samples.items():
        if column in mapping.used:
            continue
        text = header.texts.get(column, "")
        holds = _holds([value for value in sample if not _is_heading(value, text)])
        asked = () if column in mapping.unused else _question(sheet, mapping, header, column, holds, months)
        found.append(Unused(column, header.name(column), holds, *asked))
    return found


def _is_heading(value: Value, text: str) -> bool:
    """Whether a cell repeats the heading, or says what a sum is."""
    return isinstance(value, str) and (
        fold(value) in (fold(text), fold(text).split(" ")[-1]) or says_total([value]) > 1
    )


def _holds(sample: list[Value]) -> str:
    if not sample:
        return "ingenting"
    if _mostly(partial(can, as_sign), sample) and any(as_sign(value) < 0 for value in sample if can(as_sign, value)):
        return SIGN
    for what, read in (("datoer", _day), ("tal", as_amount)):
        if _mostly(partial(can, read), sample):
            return what
    if _mostly(lambda value: isinstance(value, str) and len(value) == 1, sample):
        return LETTER
    return "valuta eller enhed" if _mostly(lambda value: isinstance(value, str) and is_unit(value), sample) else "tekst"


def _mostly(holds: Callable[[Value], bool], sample: list[Value]) -> bool:
    return sum(map(holds, sample)) >= _MOSTLY * len(sample)


def _day(value: Value) -> object:
    return as_date(value) if isinstance(value, str | dt.date) else as_amount(None)


def _question(
    sheet: SourceSheet, mapping: Mapping, header: Header, column: int, holds: str, months: dict[int, Month | None]
) -> tuple[str, ...]:
    """What a column makes one ask, and the way out where it is not the usual one; nothing where it asks nothing."""
    text = header.texts.get(column, "")
    values = sheet.below(header.last, column)
    told = sorted({f"{value:g}" if isinstance(value, float) else str(value) for value in values})
    if holds == SIGN:
        if both_signs(sheet, mapping):
            return ()
        return "siger debet eller kredit, og alle beløb har samme fortegn", "sæt den som Debet/kredit"
    if len(told) > 1 and _VERSION.search(fold(text)):
        return (
            f"har {', '.join(told)} og kan skelne budget fra bogførte udgifter",
            "tag det, der ikke er bogført, ud, og skriv kolonnen i ikke_brugt",
        )
    if len(told) > 1 and (_SIDE.search(fold(text)) or holds == LETTER) and not both_signs(sheet, mapping):
        return (
            f"har {', '.join(told)}, og alle beløb har samme fortegn",
            "siger den, hvad der er kredit, så skriv + og - i den, og sæt den som Debet/kredit; ellers skriv den i "
            "ikke_brugt",
        )
    if says_reversed(text):
        return ()  # the rows that are marked are asked about one by one
    if holds == "valuta eller enhed":
        strange = [one for one in told if not is_kroner(one)]
        return (f"har {', '.join(strange)}: beløbene er ikke alle i kroner",) if strange else ()
    if holds != "tal":
        return ()
    if column in months and (mapping.months or "beloeb" in mapping.columns):
        return ("er en måneds beløb",)
    if _is_no_amount(text) or repeats(sheet, header, column, mapping.money):
        return ()
    return (
        ("har også beløb",)
        if any(map(is_fraction, values)) or _AMOUNT.search(fold(text)) or _written_as_amounts(values)
        else ()
    )


def _is_no_amount(text: str) -> bool:
    words = fold(text).replace(".", " ").split()
    return any(
        word in _NO_AMOUNT or word.endswith(("nr", "nummer", "konto", "kode", "timer", "saldo")) for word in words
    )


def _written_as_amounts(values: list[Value]) -> bool:
    """Whether text numbers have two decimals."""
    return any(isinstance(value, str) and value.rstrip("-−")[-3:-2] == "," for value in values)


def questions(sheet: SourceSheet, mapping: Mapping) -> list[str]:
    """What a person must say of the columns before anything is taken over, each with the way out."""
    header = header_of(sheet, mapping)
    unused = (one for one in unused_columns(sheet, mapping) if one.question)
    asked = [f"Kolonne {one.name} {one.question}: {one.way_out}." for one in unused]
    said = said_unit(sheet, mapping)
    if said != mapping.said:
        unit = said or KRONER
        asked.append(f'Arket siger, at beløbene er i {unit}: skriv enhed = "{unit}" og arket_siger = "{unit}".')
    for column in mapping.money:
        if column in sheet.foreign or is_foreign(header.texts.get(column, "")):
            asked.append(f"Kolonne {header.name(column)} er ikke i kroner.")
    for column, month in mapping.months.items():
        if month is None:
            asked.append(f'Kolonne {header.name(column)} er en måned uden år: skriv den som åååå-mm under ["måneder"].')
    for name in ("debet", "kredit"):
        if side := mapping.columns.get(name):
            amounts = [one for one in map(amount_or_nan, sheet.below(header.last, side)) if one and not math.isnan(one)]
            if amounts and max(amounts) < 0:
                where = f"Kolonne {header.name(side)}"
                asked.append(f"{where} har kun beløb med minus: tag minus ud, eller læg de to kolonner sammen i én.")
    if "fortegn" in mapping.columns and both_signs(sheet, mapping):
        where = header.name(mapping.columns["fortegn"])
        asked.append(f"Beløbene har fortegn i forvejen: tag kolonne {where} ud som Debet/kredit, eller ret beløbene.")
    return asked
