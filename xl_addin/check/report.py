"""The list of findings: for people in Danish, for a sheet, and for programs as JSON."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from xl_addin.check.book import Book
from xl_addin.check.finding import ERROR, Finding

HEADINGS: Final = ("Vægt", "Ark", "Celle", "Fund", "Hvorfor", "Kilde")

NOTHING_OF_OURS: Final = "Ingen formel i projektmappen bruger en FHO-funktion."


def summary(found: Sequence[Finding]) -> str:
    """How many, in one line."""
    if not found:
        return "Ingen fund."
    errors = sum(one.about.weight == ERROR for one in found)
    return f"{len(found)} fund: {errors} fejl, {len(found) - errors} at se efter."


def verdict(book: Book, found: Sequence[Finding]) -> str:
    """How many, and where that says little: that nothing of ours is in the workbook."""
    return summary(found) if book.calls else f"{summary(found)} {NOTHING_OF_OURS}"


def errors_first(found: Sequence[Finding]) -> list[Finding]:
    """The findings as every list shows them: errors first, else in the order of the kinds."""
    return sorted(found, key=lambda one: one.about.weight != ERROR)


def as_text(found: Sequence[Finding]) -> Iterator[str]:
    """Lines of text: errors first, each kind with its reason and source, and below it where and what."""
    for kind, group in groupby(errors_first(found), key=lambda one: one.about):
        same = list(group)
        yield f"{kind.title} ({len(same)}) – {kind.weight}"
        yield f"  Hvorfor: {kind.why}"
        yield f"  Kilde: {kind.source}"
        yield from (f"  {one.sheet}!{one.cell}: {one.what}" for one in same)
        yield ""
    yield summary(found)


def as_table(found: Sequence[Finding]) -> list[list[str]]:
    """The headings, and one row a finding."""
    rows = (
        [one.about.weight, one.sheet, one.cell, f"{one.about.title}: {one.what}", one.about.why, one.about.source]
        for one in errors_first(found)
    )
    return [list(HEADINGS), *rows]


def as_objects(found: Sequence[Finding]) -> list[dict[str, str]]:
    """One object a finding."""
    return [
        {
            "kind": one.kind, "weight": one.about.weight, "title": one.about.title, "sheet": one.sheet,
            "cell": one.cell, "what": one.what, "why": one.about.why, "source": one.about.source,
        }
        for one in found
    ]  # fmt: skip


def as_json(found: Sequence[Finding]) -> str:
    """A list of objects, one a finding."""
    return json.dumps(as_objects(found), ensure_ascii=False, indent=1)
