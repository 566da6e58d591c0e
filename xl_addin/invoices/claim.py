"""A claim (opkrævning): one municipality, one month, one direction; all money in whole øre.

Source: A Fakturering; V 7.4.1. Totals are sums of the lines, so that no page can say anything else than its lines.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from typing import Final

from xl_addin.agreement.parameters import Agreement, midtjylland
from xl_addin.refusal import Refusal
from xl_addin.rules.sources import source_of


class ClaimError(Refusal):
    """What keeps a claim from being made: one Danish line for the person who asked for it."""


class Direction(Enum):
    """Who collects from whom: the payer collects the other party's share (A Fakturering)."""

    REGION = "regionen opkræver"
    MUNICIPALITY = "kommunen opkræver"

    @property
    def other(self) -> "Direction":
        """The opposite direction."""
        return Direction.MUNICIPALITY if self is Direction.REGION else Direction.REGION


class ClaimKind(StrEnum):
    """What is claimed, as the receiver reads it."""

    KEY = "Andel af fælles udgifter efter fordelingsnøglen"
    EXTRA = "Ekstra hjælpere, som modtageren har udmålt"
    OWN = "Modtagerens egne udgifter, betalt af afsenderen"


CLAIMABLE: Final = {
    "NØGLE": ClaimKind.KEY, "DELVIS": ClaimKind.KEY, "EKSTRA-R": ClaimKind.EXTRA, "EKSTRA-K": ClaimKind.EXTRA,
    "RESP": ClaimKind.OWN, "SEL": ClaimKind.OWN, "FERIE-K": ClaimKind.OWN,
}  # fmt: skip
"""The codes of FHO_REGNSKAB that leave something to claim, and what it is."""


@dataclass(frozen=True)
class Party:
    """A region or a municipality, as the register has it; blank where nothing is filled in."""

    name: str
    code: str = ""
    cvr: str = ""
    gln: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    reference: str = ""
    order: str = ""
    account_string: str = ""
    bank_branch: str = ""
    bank_account: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SettledPosting:
    """A posting and what follows from it; money in øre, ``joint_days`` of its days in joint financing."""

    row: int
    voucher: str
    case: str
    cost_type: str
    first_day: dt.date
    last_day: dt.date
    amount: int
    code: str
    municipality: str
    collected: Mapping[Direction, int]
    joint_days: int


@dataclass(frozen=True)
class ClaimLine(SettledPosting):
    """The share of a posting that is claimed."""

    share: int
    before_agreement: bool = False

    @property
    def kind(self) -> ClaimKind:
        """What the share is, by its code."""
        return CLAIMABLE[self.code]

    @property
    def days(self) -> int:
        """The posting's calendar days, both ends included."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class SentClaim:
    """A row of the sheet Opkrævet: what was claimed (``month`` None: for no month), and when paid (None: not yet)."""

    row: int
    date: dt.date
    number: str
    municipality: str
    month: dt.date | None
    direction: Direction
    amount: int
    paid_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True)
class KindTotal:
    """What is claimed of one kind: running claims, or receivables from before the agreement."""

    kind: ClaimKind
    before_agreement: bool
    count: int
    amount: int


@dataclass(frozen=True)
class Claim:
    """What ``supplier`` collects from ``customer`` for a month; an invoice, or a credit note where that is negative.

    ``earlier`` is what was claimed for the month before, ``opposite`` what the other party is to collect for it, and
    ``cut_off`` the last day of the receivables from before the agreement (A Ikrafttræden).
    """

    number: str
    issued: dt.date
    due: dt.date
    direction: Direction
    municipality: str
    month: dt.date
    supplier: Party
    customer: Party
    lines: tuple[ClaimLine, ...]
    earlier: tuple[SentClaim, ...] = ()
    opposite: int = 0
    cut_off: dt.date = dt.date.min
    vat_text: str = ""
    agreement: Agreement = field(default_factory=midtjylland)
    """What the workbook settles under."""

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The codes of the lines, and what each means in words (FHO_KILDE)."""
        return [(code, source_of(code, self.agreement)) for code in sorted({line.code for line in self.lines})]

    @cached_property
    def owed(self) -> int:
        """What is owed for the month now."""
        return sum(line.share for line in self.lines)

    @cached_property
    def before(self) -> int:
        """What was claimed for the month before."""
        return sum(sent.amount for sent in self.earlier)

    @property
    def payable(self) -> int:
        """The difference to claim now."""
        return self.owed - self.before

    @property
    def is_credit_note(self) -> bool:
        """Whether money goes back to the receiver."""
        return self.payable < 0

    @property
    def title(self) -> str:
        """What the document is called."""
        return "Kreditnota" if self.is_credit_note else "Faktura"

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """The days that the claim is about: the month, and the days before it that a posting of it begins on."""
        first = min([self.month, *(line.first_day for line in self.lines)])
        return first, last_day_of(self.month)

    def kinds(self) -> Iterator[KindTotal]:
        """The lines added up by kind, running claims first."""
        for before_agreement in (False, True):
            for kind in ClaimKind:
                lines = [one for one in self.lines if (one.kind, one.before_agreement) == (kind, before_agreement)]
                if lines:
                    yield KindTotal(kind, before_agreement, len(lines), sum(line.share for line in lines))


def month_of(day: dt.date) -> dt.date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_day_of(month: dt.date) -> dt.date:
    """The last day of a month."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
