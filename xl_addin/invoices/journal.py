"""The journal (kassekladde): the claims of a run as balanced lines for the finance system, as a CSV file.

How the file looks is described in a small TOML file (``skabeloner/journal-*.toml``): accounts, dimensions, columns.
Per claim: what is claimed is owed by the other party (debitor), and reduces the own costs by kind; what was claimed
before for the month is taken back on an account of its own.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xl_addin.cells.cpr import holds_cpr
from xl_addin.invoices.claim import Claim, ClaimError, ClaimKind
from xl_addin.invoices.claim_setup import read_described, refuse_unknown
from xl_addin.invoices.danish_text import csv_text, month_in_words, plain_kroner

_POSTED: Final = {ClaimKind.KEY: "fordeling", ClaimKind.EXTRA: "ekstra", ClaimKind.OWN: "egne"}
_ROLES: Final = {
    "fordeling": "andel efter fordelingsnøglen", "ekstra": "ekstra hjælpere", "egne": "modtagerens egne udgifter",
    "tidligere": "tidligere opkrævet", "debitor": "",
}  # fmt: skip
"""What a line is posted as, and its words."""
_FIELDS: Final = (
    "linje", "dato", "bilag", "konto", "dimension", "tekst", "beløb", "debet", "kredit", "debet_kredit",
    "beløb_uden_fortegn", "kommune", "kommunekode", "måned", "forfaldsdato",
)  # fmt: skip
_FILE: Final = {"skilletegn", "kodning", "overskrifter", "dato", "decimaltegn", "debet", "kredit"}


@dataclass(frozen=True)
class JournalLine:
    """One line; debit is positive, credit negative."""

    claim: Claim
    role: str
    text: str
    ore: int


@dataclass(frozen=True)
class JournalForm:
    """How the finance system wants its lines."""

    file: dict[str, Any]
    accounts: dict[str, str]
    dimensions: dict[str, str]
    columns: tuple[dict[str, str], ...]


def journal_lines(claim: Claim) -> Iterator[JournalLine]:
    """The lines of a claim; their sum is nought."""
    about = f"{claim.municipality}, {month_in_words(claim.month)}"
    yield JournalLine(claim, "debitor", f"{claim.title} {claim.number}, {about}", claim.payable)
    for total in claim.kinds():
        role = _POSTED[total.kind]
        yield JournalLine(claim, role, f"{_ROLES[role]}, {about}", -total.amount)
    if claim.before:
        yield JournalLine(claim, "tidligere", f"{_ROLES['tidligere']}, {about}", claim.before)


def journal_csv(claims: Sequence[Claim], description: JournalForm) -> bytes:
    """The lines of all claims as the description says."""
    lines = [line for claim in claims for line in journal_lines(claim) if line.ore]
    if sum(line.ore for line in lines):
        raise AssertionError("a journal that does not balance")
    columns, file = description.columns, description.file
    rows = [[column["overskrift"] for column in columns]] if file["overskrifter"] else []
    for number, line in enumerate(lines, 1):
        fields = _fields(number, line, description)
        rows.append([fields[one["felt"]] if "felt" in one else one["fast"] for one in columns])
    return csv_text(rows, file["skilletegn"]).encode(file["kodning"], errors="replace")


def _fields(number: int, line: JournalLine, description: JournalForm) -> dict[str, str]:
    file, claim, point = description.file, line.claim, description.file["decimaltegn"]
    other = claim.customer.code or claim.supplier.code
    return {
        "linje": str(number),
        "dato": claim.issued.strftime(file["dato"]),
        "forfaldsdato": claim.due.strftime(file["dato"]),
        "bilag": claim.number,
        "konto": description.accounts[line.role],
        "dimension": description.dimensions.get(line.role, ""),
        "tekst": line.text,
        "beløb": plain_kroner(line.ore, point),
        "debet": plain_kroner(line.ore, point) if line.ore > 0 else "",
        "kredit": plain_kroner(-line.ore, point) if line.ore < 0 else "",
        "debet_kredit": file["debet"] if line.ore > 0 else file["kredit"],
        "beløb_uden_fortegn": plain_kroner(abs(line.ore), point),
        "kommune": claim.municipality,
        "kommunekode": other,
        "måned": f"{claim.month:%Y-%m}",
    }


def read_description(path: Path) -> JournalForm:
    """Read a description; one Danish line about what is wrong with it."""
    data = read_described(path, "journalens beskrivelse")
    roles = set(_ROLES)
    refuse_unknown(path, data, {"fil": _FILE, "konti": roles, "dimensioner": roles, "kolonne": set()})
    file = {"debet": "D", "kredit": "K", **data.get("fil", {})}
    for entry in sorted(_FILE - set(file)):
        raise ClaimError(f"{path.name}: [fil] {entry} mangler")
    accounts = {role: str(account) for role, account in data.get("konti", {}).items()}
    for role in _ROLES:
        if not accounts.get(role):
            raise ClaimError(f"{path.name}: [konti] {role} mangler")
    columns = tuple(data.get("kolonne", ()))
    if not columns:
        raise ClaimError(f"{path.name}: der mangler mindst én [[kolonne]]")
    for column in columns:
        _check_column(path, column)
    dimensions = {role: str(value) for role, value in data.get("dimensioner", {}).items()}
    if any(holds_cpr(text) for text in (*accounts.values(), *dimensions.values())):
        raise ClaimError(f"{path.name}: en konto eller dimension ligner et CPR-nummer")
    _check_file(path, file)
    return JournalForm(file, accounts, dimensions, columns)


def _check_column(path: Path, column: dict[str, str]) -> None:
    if not isinstance(column.get("overskrift"), str) or len({"felt", "fast"} & set(column)) != 1 or len(column) != 2:
        raise ClaimError(f"{path.name}: en [[kolonne]] har en overskrift og enten et felt eller en fast tekst")
    if "felt" in column and column["felt"] not in _FIELDS:
        raise ClaimError(f"{path.name}: kender ikke feltet {column['felt']}; felterne er {', '.join(_FIELDS)}")


def _check_file(path: Path, file: dict[str, Any]) -> None:
    try:
        "æøå".encode(file["kodning"])
        dt.date(2016, 10, 25).strftime(file["dato"])
        csv.writer(io.StringIO(), delimiter=file["skilletegn"])
    except (LookupError, UnicodeEncodeError, TypeError, ValueError):
        raise ClaimError(f"{path.name}: [fil] kodning, dato eller skilletegn kan ikke bruges") from None
    if not isinstance(file["overskrifter"], bool) or file["decimaltegn"] not in (",", "."):
        raise ClaimError(f"{path.name}: [fil] overskrifter er true eller false, og decimaltegn er komma eller punktum")
