"""The set-up (opkraevning.toml): number series, term of payment, VAT remark, and which register and journal to use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xl_addin.invoices.claim import ClaimError
from xl_addin.invoices.danish_text import one_line
from xl_addin.invoices.numbering import Series

FILE: Final = "opkraevning.toml"
"""Looked for beside the workbook when no other is named."""

_LONGEST: Final = 500  # characters: what fits on the page
_KNOWN: Final[dict[str, dict[str, type]]] = {
    "nummerserie": {"forstavelse": str, "cifre": int, "begynd": int},
    "betaling": {"dage": int},
    "moms": {"tekst": str},
    "filer": {"register": str, "journal": str},
}


@dataclass(frozen=True)
class ClaimSetup:
    """What the claims of an authority have in common."""

    series: Series
    term_days: int
    vat_text: str
    register: Path
    journal: Path


def read_setup(path: Path) -> ClaimSetup:
    """Read a set-up; its file names are beside it."""
    data = read_described(path, "opsætningen")
    for table, entries in _KNOWN.items():
        for entry, kind in entries.items():
            if type(data.get(table, {}).get(entry)) is not kind:
                what = "et helt tal" if kind is int else "en tekst"
                raise ClaimError(f"{path.name}: [{table}] {entry} mangler eller er ikke {what}")
    refuse_unknown(path, data, {table: set(entries) for table, entries in _KNOWN.items()})
    series, days = data["nummerserie"], data["betaling"]["dage"]
    if not 0 <= days <= 365:
        raise ClaimError(f"{path.name}: [betaling] dage skal være mellem 0 og 365")
    vat_text = one_line(data["moms"]["tekst"])
    if not 1 <= len(vat_text) <= _LONGEST:
        raise ClaimError(f"{path.name}: [moms] tekst skal være 1-{_LONGEST} tegn")
    return ClaimSetup(
        series=Series(series["forstavelse"], series["cifre"], series["begynd"]),
        term_days=days,
        vat_text=vat_text,
        register=path.parent / data["filer"]["register"],
        journal=path.parent / data["filer"]["journal"],
    )


def read_described(path: Path, what: str) -> dict[str, Any]:
    """A TOML file's content; one Danish line when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClaimError(f"{path}: {what} kan ikke læses ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ClaimError(f"{path.name}: gem filen som UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ClaimError(f"{path.name}: {what} kan ikke læses ({error})") from None


def refuse_unknown(path: Path, data: Mapping[str, Any], known: Mapping[str, set[str]]) -> None:
    """Refuse a misspelt table or entry, which would else be passed over in silence."""
    for table, entries in data.items():
        if table not in known:
            raise ClaimError(f"{path.name}: kender ikke {table}")
        for entry in entries if isinstance(entries, dict) else ():
            if entry not in known[table]:
                raise ClaimError(f"{path.name}: kender ikke {entry} i [{table}]")
