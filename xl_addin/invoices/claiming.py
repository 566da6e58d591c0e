"""The claims of a month out of a regional workbook: who is to pay what, less what was claimed before.

A posting belongs to the month that its period ends in, as on the sheet Opkrævningslinjer. A month that was claimed
before is claimed once more by the difference: the record says what was claimed then, the postings what is owed now.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin.agreement.wording import danish_order, day_in_words, kroner
from xl_addin.cells.cpr import holds_cpr
from xl_addin.invoices.claim import Claim, ClaimError, ClaimLine, Direction, Party, SentClaim, SettledPosting, month_of
from xl_addin.invoices.claim_setup import ClaimSetup
from xl_addin.invoices.danish_text import csv_text, month_in_words, plain_kroner
from xl_addin.invoices.journal import journal_csv, read_description
from xl_addin.invoices.parties import Register
from xl_addin.invoices.payable_pdf import claim_pdf
from xl_addin.invoices.peppol import peppol_xml
from xl_addin.invoices.regional_book import RegionalBook
from xl_addin.invoices.run_folder import ROWS, used_numbers, write_run
from xl_addin.invoices.sent_record import SENT


@dataclass(frozen=True)
class MonthStanding:
    """What is owed for a month in one direction, and what was claimed for it."""

    owed: int
    before: int

    @property
    def to_claim(self) -> int:
        """The difference: what is still to claim, or negative: too much was claimed."""
        return self.owed - self.before


def standing(book: RegionalBook, municipality: str, month: dt.date, direction: Direction) -> MonthStanding:
    """How a municipality's month stands."""
    return MonthStanding(
        sum(one.collected[direction] for one in _postings(book, municipality, month)),
        sum(one.amount for one in _earlier(book, municipality, month, direction)),
    )


def months(book: RegionalBook, municipality: str, direction: Direction) -> list[dt.date]:
    """The months in which something is owed or was claimed."""
    owed = {
        month_of(one.last_day) for one in book.postings if one.municipality == municipality and one.collected[direction]
    }
    sent = {
        one.month for one in book.sent if one.month and (one.municipality, one.direction) == (municipality, direction)
    }
    return sorted(owed | sent)


@dataclass(frozen=True)
class Asked:
    """What a person asks for: the municipality (None: all of them), the month, who issues, and on which day."""

    municipality: str | None
    month: dt.date
    direction: Direction
    issued: dt.date


def make_claims(book: RegionalBook, setup: ClaimSetup, asked: Asked, folder: Path) -> list[Claim]:
    """The claims asked for, with their numbers; `ClaimError` when one of them cannot be made."""
    register = Register(setup.register)
    index = setup.series.next(_used(book, setup, folder))
    claims: list[Claim] = []
    for municipality in _asked_municipalities(book, asked):
        fault = book.fault_of(municipality)
        if fault:
            raise ClaimError(f"{fault.sheet} række {fault.row} ({municipality}): {fault.why}")
        if not standing(book, municipality, asked.month, asked.direction).to_claim:
            continue
        number = setup.series.number(index + len(claims))
        claims.append(_claim(book, setup, asked, municipality, number, _parties(book, register, municipality, asked)))
    if not claims:
        raise ClaimError(_nothing(book, asked))
    return claims


def _used(book: RegionalBook, setup: ClaimSetup, folder: Path) -> Iterator[tuple[str, str]]:
    """The numbers in the workbook; those of earlier runs must be among them."""
    recorded = [(one.number, f"{SENT} række {one.row}") for one in book.sent]
    known = {number for number, _ in recorded}
    for number, where in used_numbers(folder):
        if number not in known and setup.series.is_current(number):
            raise ClaimError(
                f"nummer {number} er skrevet i {where}, men står ikke på {SENT}: sæt rækkerne ind der først"
            )
    yield from recorded


def _asked_municipalities(book: RegionalBook, asked: Asked) -> Iterable[str]:
    if asked.municipality is not None:
        return [asked.municipality]
    bad = {name for fault in book.faults for name in fault.municipalities}
    posted = {one.municipality for one in book.postings} | {one.municipality for one in book.sent}
    return sorted(posted | bad, key=danish_order)


def _nothing(book: RegionalBook, asked: Asked) -> str:
    whom = asked.municipality or "nogen kommune"
    text = f"{book.name}: der er intet at opkræve for {whom} i {month_in_words(asked.month)}"
    if asked.municipality:
        now = standing(book, asked.municipality, asked.month, asked.direction)
        text += f": opgjort {kroner(now.owed)} kr., opkrævet før {kroner(now.before)} kr."
    return text


def _parties(book: RegionalBook, register: Register, municipality: str, asked: Asked) -> tuple[Party, Party]:
    """Who is to be paid, and who is to pay."""
    if asked.direction is Direction.REGION:
        return register.supplier(register.region), register.customer(municipality)
    return register.supplier(municipality), register.customer(register.region)


def _claim(
    book: RegionalBook, setup: ClaimSetup, asked: Asked, municipality: str, number: str, parties: tuple[Party, Party]
) -> Claim:
    lines = tuple(_lines(book, municipality, asked))
    supplier, customer = parties
    return Claim(
        number=number,
        issued=asked.issued,
        due=asked.issued + dt.timedelta(days=setup.term_days),
        direction=asked.direction,
        municipality=municipality,
        month=asked.month,
        supplier=supplier,
        customer=customer,
        lines=lines,
        earlier=tuple(_earlier(book, municipality, asked.month, asked.direction)),
        opposite=standing(book, municipality, asked.month, asked.direction.other).owed,
        cut_off=book.cut_off,
        vat_text=setup.vat_text,
        agreement=book.agreement,
    )


def _postings(book: RegionalBook, municipality: str, month: dt.date) -> Iterator[SettledPosting]:
    for one in book.postings:
        if one.municipality == municipality and month_of(one.last_day) == month:
            yield one


def _earlier(book: RegionalBook, municipality: str, month: dt.date, direction: Direction) -> Iterator[SentClaim]:
    for one in book.sent:
        if (one.municipality, one.month, one.direction) == (municipality, month, direction):
            yield one


def _lines(book: RegionalBook, municipality: str, asked: Asked) -> Iterator[ClaimLine]:
    for one in _postings(book, municipality, asked.month):
        share = one.collected[asked.direction]
        if not share:
            continue
        if any(map(holds_cpr, (one.voucher, one.case))):
            raise ClaimError(f"Udgifter række {one.row}: bilag eller sagsnr. ligner et CPR-nummer og må ikke sendes")
        yield ClaimLine(**vars(one), share=share, before_agreement=one.last_day <= book.cut_off)


def run_files(claims: Sequence[Claim], setup: ClaimSetup) -> dict[str, bytes]:
    """All files of a run, by name."""
    description = read_description(setup.journal)
    files: dict[str, bytes] = {}
    for claim in claims:
        stem = f"{claim.number}_{claim.municipality}_{claim.month:%Y-%m}"
        page = claim_pdf(claim)
        files[f"{stem}.pdf"] = page
        files[f"{stem}.xml"] = peppol_xml(claim, page, f"{stem}.pdf")
    files["journal.csv"] = journal_csv(claims, description)
    files[ROWS] = record_rows(claims)
    return files


def record_rows(claims: Iterable[Claim]) -> bytes:
    """The rows for the sheet Opkrævet, to paste there."""
    rows = [("Dato", "Nummer", "Kommune", "Måned", "Retning", "Beløb", "Betalt den", "Reference")]
    for claim in claims:
        amount, reference = plain_kroner(claim.payable), claim.customer.reference or claim.customer.order
        issued, month = day_in_words(claim.issued), day_in_words(claim.month)
        rows.append((issued, claim.number, claim.municipality, month, claim.direction.value, amount, "", reference))
    return csv_text(rows).encode("utf-8-sig")


def write_claims(claims: Sequence[Claim], setup: ClaimSetup, folder: Path) -> Path:
    """Write the files of a run, all or none; the folder that they are in."""
    return write_run(folder, claims[0].number, run_files(claims, setup))
