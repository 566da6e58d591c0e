"""Claims made up for the tests; no party, number or account in them exists."""

import datetime as dt
from dataclasses import replace

from xl_addin.invoices.claim import Claim, ClaimLine, Direction, Party, SentClaim

REGION = Party(
    "Region Midtjylland", "", "88146328", "5790000000029", "Regionsgade 1", "8800", "Viborg", bank_branch="1234",
    bank_account="0012345678", email="faktura@example.dk",
)  # fmt: skip
VIBORG = Party(
    "Viborg", "0791", "29189846", "5790000000012", "Prinsens Alle 5", "8800", "Viborg", reference="PERSREF 123",
    order="2016-77", account_string="5.32.32.1", bank_branch="4321", bank_account="0087654321",
)  # fmt: skip
OCTOBER = dt.date(2016, 10, 1)
CODES = ("NØGLE", "DELVIS", "SEL", "EKSTRA-K", "FERIE-K")


def line(number: int) -> ClaimLine:
    """The posting with a number: every code comes, amounts with øre, and some credits among them."""
    amount = (number * 104_729 + 1_99) * (-1 if number % 11 == 10 else 1)
    code = CODES[number % len(CODES)]
    share = amount * 33 // 100 if code == "NØGLE" else amount // 7 if code == "DELVIS" else amount
    first = dt.date(2016, 9, 12) if number % 13 == 12 else OCTOBER
    return ClaimLine(
        number + 6, f"10{number:05}", f"FHO-{number % 40:03}", "løn", first, dt.date(2016, 10, 31), amount, code,
        "Viborg", {Direction.REGION: share}, 14 if code == "DELVIS" else 31, share, before_agreement=number % 9 == 8,
    )  # fmt: skip


def claim(lines: int = 3, before: tuple[int, ...] = (), direction: Direction = Direction.REGION) -> Claim:
    """A claim of so many lines, for a month of which these amounts were claimed before."""
    supplier, customer = (REGION, VIBORG) if direction is Direction.REGION else (VIBORG, replace(REGION, reference="R"))
    earlier = tuple(
        SentClaim(6 + at, dt.date(2016, 11, 7), f"FHO-{at:05}", "Viborg", OCTOBER, direction, ore)
        for at, ore in enumerate(before, 1)
    )
    made = tuple(map(line, range(lines)))
    return Claim(
        "FHO-00009", dt.date(2016, 11, 24), dt.date(2016, 12, 24), direction, "Viborg", OCTOBER, supplier, customer,
        made, earlier, 1_234_56, dt.date(2016, 10, 25), "Uden moms: deling af udgifter mellem to myndigheder.",
    )  # fmt: skip
