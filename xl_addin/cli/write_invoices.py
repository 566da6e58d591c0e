"""``fho invoice``: one municipality's claim for a month, or everybody's, ready to send."""

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import Any

from xl_addin.agreement.wording import kroner
from xl_addin.cli.shared import DONE, add_command
from xl_addin.invoices.book_cells import municipality_named
from xl_addin.invoices.claim import ClaimError, Direction
from xl_addin.invoices.claim_setup import FILE, ClaimSetup, read_setup
from xl_addin.invoices.claiming import Asked, make_claims, months, standing, write_claims
from xl_addin.invoices.danish_text import month_in_words
from xl_addin.invoices.regional_book import RegionalBook, read_regional_book
from xl_addin.invoices.templates_out import write_templates

_ABOUT = """Opkrævninger fra et regionsregnskab: en PDF, der kan kontrolleres og betales, med bilag; den samme som
e-faktura (Peppol BIS Billing 3.0, som NemHandel tager imod); linjer til økonomisystemet; rækker til arket Opkrævet.
En måned, der er opkrævet før, opkræves igen med forskellen; er den negativ, bliver det en kreditnota.
Der sendes intet, og regnearket ændres ikke. Alle filer skrives, eller ingen.
"""
_EXAMPLES = """eksempler:
  fho invoice --skabeloner .                     skriver opsætning, register og journalbeskrivelser til at rette til
  fho invoice regnskab.xlsx --kommune Viborg --maaned 2016-10 -o opkraevninger
  fho invoice regnskab.xlsx --alle --maaned 2016-10 -o opkraevninger

Brug altid den samme mappe: numrene i den må ikke bruges igen.

status: 0 skrevet; 2 intet skrevet, og på én linje hvorfor; 3 fejl i programmet
"""

_LAST_YEAR = 3000


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "invoice", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument("workbook", type=Path, nargs="?", metavar="REGNSKAB", help="regionsregnskabet (.xlsx, .xlsm)")
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--kommune", metavar="NAVN", help="kommunen, der opkræves")
    whom.add_argument("--alle", action="store_true", help="alle kommuner, der har noget at betale eller få tilbage")
    parser.add_argument("--maaned", metavar="ÅÅÅÅ-MM", help="måneden, som regningernes perioder slutter i")
    parser.add_argument("-o", "--out", type=Path, metavar="MAPPE", help="mappen med alle opkrævninger")
    parser.add_argument(
        "--udsteder", choices=("regionen", "kommunen"), default="regionen", help="hvem der opkræver (regionen)"
    )
    parser.add_argument(
        "--opsaetning", type=Path, metavar="FIL.toml", help="opsætningen (opkraevning.toml ved regnearket)"
    )
    parser.add_argument("--dato", type=dt.date.fromisoformat, metavar="ÅÅÅÅ-MM-DD", help="fakturadatoen (i dag)")
    parser.add_argument("--skabeloner", type=Path, metavar="MAPPE", help="skriv skabelonerne i mappen, og intet andet")


def run(arguments: argparse.Namespace) -> int:
    """Write the claims, or the templates for them."""
    if arguments.skabeloner:
        for path in write_templates(arguments.skabeloner):
            print(f"{path}: skrevet")
        return DONE
    asked = _asked(arguments)
    setup = _setup(arguments)
    book = read_regional_book(arguments.workbook, asked.issued)
    claims = make_claims(book, setup, asked, arguments.out)
    folder = write_claims(claims, setup, arguments.out)
    for claim in claims:
        print(f"{claim.title.lower()} {claim.number}: {claim.municipality}, {kroner(abs(claim.payable))} kr.")
    print(f"{folder}: skrevet. Sæt rækkerne i opkraevet.csv ind på arket Opkrævet")
    for line in _others(book, asked.direction, {(claim.municipality, claim.month) for claim in claims}):
        print(line)
    return DONE


def _asked(arguments: argparse.Namespace) -> Asked:
    """What is asked for; `ClaimError` for what is missing or makes no sense."""
    if not (arguments.workbook and arguments.maaned and arguments.out and (arguments.kommune or arguments.alle)):
        raise ClaimError("skriv regnearket, --maaned, -o og enten --kommune eller --alle (fho invoice --help)")
    direction = Direction.REGION if arguments.udsteder == "regionen" else Direction.MUNICIPALITY
    if direction is Direction.MUNICIPALITY and arguments.alle:
        raise ClaimError("--udsteder kommunen gælder én kommune: skriv den med --kommune")
    if arguments.out.exists() and not arguments.out.is_dir():
        raise ClaimError(f"{arguments.out}: er en fil; -o skal være en mappe")
    if arguments.dato and not 1900 <= arguments.dato.year < _LAST_YEAR:
        raise ClaimError(f"{arguments.dato}: er ikke en fakturadato")
    municipality = municipality_named(arguments.kommune) if arguments.kommune else None
    return Asked(municipality, _month(arguments.maaned), direction, arguments.dato or dt.date.today())


def _month(text: str) -> dt.date:
    found = re.fullmatch(r"(\d{4})-(\d\d)", text, re.ASCII)
    if not found or not 1 <= int(found[2]) <= 12 or not int(found[1]) >= 1900:
        raise ClaimError(f"{text!r} er ikke en måned: skriv for eksempel 2016-10")
    return dt.date(int(found[1]), int(found[2]), 1)


def _setup(arguments: argparse.Namespace) -> ClaimSetup:
    path: Path = arguments.opsaetning or arguments.workbook.parent / FILE
    if not path.exists():
        raise ClaimError(
            f"{path}: opsætningen mangler; fho invoice --skabeloner {path.parent} skriver en til at rette til"
        )
    return read_setup(path)


def _others(book: RegionalBook, direction: Direction, done: set[tuple[str, dt.date]]) -> list[str]:
    """The months that are still to be claimed or corrected, but not by this run."""
    lines = []
    for municipality in sorted({name for name, _ in done}):
        for month in months(book, municipality, direction):
            now = standing(book, municipality, month, direction)
            if (municipality, month) not in done and now.to_claim:
                what = "rettelse af " if now.before else ""
                lines.append(f"mangler: {municipality}, {what}{month_in_words(month)}, {kroner(now.to_claim)} kr.")
    return lines
