"""The register of parties (parter.csv): CVR, EAN/GLN, receiver's reference and bank, which users fill in.

A file of semicolons as Excel saves it in Danish. Check digits by python-stdnum: a typing error is refused before
anything is written. References: ISO/IEC 6523 codes 0088 (GLN) and 0184 (CVR).
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stdnum import ean
from stdnum.dk import cvr

from xl_addin.cells.cpr import holds_cpr
from xl_addin.invoices.claim import ClaimError, Party
from xl_addin.invoices.danish_text import one_line

REGION: Final = "Region"
"""What the name of the region's own row begins with."""

COLUMNS: Final = {
    "navn": "name", "kode": "code", "cvr": "cvr", "ean": "gln", "adresse": "street", "postnr": "postcode",
    "by": "city", "reference": "reference", "ordrenummer": "order", "kontostreng": "account_string",
    "reg.nr.": "bank_branch", "kontonr.": "bank_account", "e-mail": "email", "telefon": "phone",
}  # fmt: skip
"""The headings of the file, and the field of a party that each is."""

_IDENTITY: Final = ("cvr", "ean", "adresse", "postnr", "by")
_BANK: Final = ("reg.nr.", "kontonr.")
_LONGEST: Final = 100  # characters: what fits on the page


class Register:
    """The parties of a file, by name."""

    def __init__(self, path: Path) -> None:
        """Read the file; `ClaimError` about the first line that is wrong."""
        self._name = path.name
        self._parties = {party.name: party for party in _read(path)}

    def supplier(self, name: str) -> Party:
        """A party that is to be paid: with CVR, EAN, address and bank account."""
        return self._complete(name, (*_IDENTITY, *_BANK))

    def customer(self, name: str) -> Party:
        """A party that is to pay: with CVR, EAN, address, and its own reference or an order number."""
        party = self._complete(name, _IDENTITY)
        if not (party.reference or party.order):
            raise ClaimError(f"{self._name}: {name} mangler reference eller ordrenummer, som modtageren kræver")
        return party

    @property
    def region(self) -> str:
        """The name of the region's row."""
        names = [name for name in self._parties if name.startswith(REGION + " ")]
        if len(names) != 1:
            raise ClaimError(f"{self._name}: der skal stå netop én region i kolonnen navn; der står {len(names)}")
        return names[0]

    def _complete(self, name: str, needed: tuple[str, ...]) -> Party:
        party = self._parties.get(name)
        if party is None:
            raise ClaimError(f"{self._name}: {name} står ikke i registret")
        for heading in needed:
            if not getattr(party, COLUMNS[heading]):
                raise ClaimError(f"{self._name}: {name} mangler {heading}")
        return party


def _read(path: Path) -> Iterator[Party]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ClaimError(f"{path}: registret kan ikke læses ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ClaimError(f"{path.name}: gem registret som CSV UTF-8 (semikolonsepareret)") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    missing = [heading for heading in COLUMNS if heading not in (rows.fieldnames or ())]
    if missing:
        raise ClaimError(f"{path.name}: kolonnen {missing[0]} mangler i registret")
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        party = Party(**{field: one_line(row[heading] or "") for heading, field in COLUMNS.items()})
        if not party.name:
            continue
        where = f"{path.name}, linje {number} ({party.name})"
        if party.name in seen:
            raise ClaimError(f"{where}: står to gange")
        seen.add(party.name)
        _check(party, where)
        yield party


def _check(party: Party, where: str) -> None:
    """Refuse what cannot be a number of its sort, or must not be sent."""
    if party.cvr and not cvr.is_valid(party.cvr):
        raise ClaimError(f"{where}: {party.cvr} er ikke et CVR-nummer (kontrolcifret passer ikke)")
    if party.gln and not (len(party.gln) == 13 and ean.is_valid(party.gln)):
        raise ClaimError(f"{where}: {party.gln} er ikke et EAN-nummer (13 cifre, hvor kontrolcifret passer)")
    if party.bank_branch and not (len(party.bank_branch) == 4 and party.bank_branch.isdecimal()):
        raise ClaimError(f"{where}: reg.nr. skal være fire cifre")
    if party.bank_account and not (len(party.bank_account) <= 10 and party.bank_account.isdecimal()):
        raise ClaimError(f"{where}: kontonr. skal være højst ti cifre")
    if any(len(getattr(party, field)) > _LONGEST for field in COLUMNS.values()):
        raise ClaimError(f"{where}: en tekst er længere end {_LONGEST} tegn")
    for text in (party.street, party.reference, party.order, party.account_string, party.email, party.phone):
        if holds_cpr(text):
            raise ClaimError(f"{where}: indeholder noget, der ligner et CPR-nummer")
