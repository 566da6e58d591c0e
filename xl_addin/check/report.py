"""The list of findings, for people in Danish and for programs as JSON."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from xl_addin.check.finding import ERROR, Finding


def as_text(found: Sequence[Finding]) -> Iterator[str]:
    """Lines of text: errors first, each kind with its reason and source, and below it where and what."""
    if not found:
        yield "Ingen fund."
        return
    ordered = sorted(found, key=lambda one: one.about.weight != ERROR)
    for kind, group in groupby(ordered, key=lambda one: one.about):
        same = list(group)
        yield f"{kind.title} ({len(same)}) – {kind.weight}"
        yield f"  Hvorfor: {kind.why}"
        yield f"  Kilde: {kind.source}"
        yield from (f"  {one.sheet}!{one.cell}: {one.what}" for one in same)
        yield ""
    errors = sum(one.about.weight == ERROR for one in found)
    yield f"{len(found)} fund: {errors} fejl, {len(found) - errors} at se efter."


def as_json(found: Sequence[Finding]) -> str:
    """A list of objects, one a finding."""
    return json.dumps(
        [
            {
                "kind": one.kind, "weight": one.about.weight, "title": one.about.title, "sheet": one.sheet,
                "cell": one.cell, "what": one.what, "why": one.about.why, "source": one.about.source,
            }
            for one in found
        ],
        ensure_ascii=False,
        indent=1,
    )  # fmt: skip
