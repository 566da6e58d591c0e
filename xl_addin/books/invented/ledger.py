"""What the regional workbook is filled with."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xl_addin.books.words import MUNICIPALITY, REGION


@dataclass(frozen=True)
class Arrangement:
    """An arrangement (ordning). ``rate`` is what an hour costs, in kroner; it is not shown in the workbook."""

    case: str
    municipality: str
    section: str
    resp_hours: float
    sel_hours: float
    overlap: float | None
    same_helpers: str
    discharged: date | None
    trained_resp: date | None
    trained_sel: date | None
    employer: str
    ended: date | None = None
    start_by_hand: date | None = None
    moved: date | None = None
    new_municipality: str | None = None
    decided: date | None = None
    note: str = ""
    rate: int = 200
    assessed: date | None = None
    had_help: str | None = None
    training_began: date | None = None
    temporary_teams: int | None = None
    replaced_helpers: int | None = None

    @property
    def hours(self) -> float:
        """Hours a day of both kinds of help together."""
        return min(24.0, self.resp_hours + self.sel_hours - (self.overlap or 0))

    @property
    def payer(self) -> str:
        """The employing authority, which pays first (A Fakturering)."""
        return REGION if self.employer == "region" else MUNICIPALITY


@dataclass(frozen=True)
class Posting:
    """A posting (postering).

    ``municipality`` None is the one that the arrangement and the rule on moving give; ``last`` None a cost
    of the one day ``first``.
    """

    arrangement: str
    municipality: str | None
    first: date
    last: date | None
    art: str
    amount: Decimal
    paid_by: str
    assessed_by: str | None = None
    granted: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Admission:
    """A stay in hospital (indlæggelse), and after four weeks what the parties decided (A)."""

    arrangement: str
    admitted: date
    discharged: date | None
    team_along: str
    decided: date | None = None
    decision: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True)
class Ledger:
    """Everything that is entered in the workbook; empty for a workbook without data."""

    arrangements: tuple[Arrangement, ...] = ()
    postings: tuple[Posting, ...] = ()
    settled: dict[str, Decimal] = field(default_factory=dict)
    admissions: tuple[Admission, ...] = ()
