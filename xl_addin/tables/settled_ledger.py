"""The table *posteringer* settled with the arrangements of *ordninger*: every posting read, judged and settled."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import FIRST_NAMED_PAYER, MUNICIPALITIES, MUNICIPALITY
from xl_addin.cells.errors import NOT_AVAILABLE, NUM_ERROR, OK, VALUE_ERROR
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import ledger, money
from xl_addin.rules.division import is_treated
from xl_addin.tables.case_book import CaseBook
from xl_addin.tables.records import Troubles, troubles_of
from xl_addin.tables.typed_table import TypedTable


@dataclass(frozen=True)
class SettledLedger:
    """The good postings settled: ``rows``, their indices in the table, and what came out for each of them."""

    rows: NDArray[np.intp]
    postings: ledger.LedgerPostings
    settlement: ledger.Settlement
    troubles: Troubles

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """The settled postings' values, each in its row; anything in the others."""
        length = len(self.troubles.status)
        if len(self.rows) == length:
            return values
        spread = np.zeros(length, values.dtype)
        spread[self.rows] = values
        return spread


def settled_ledger(table: TypedTable, book: CaseBook, agreement: Agreement) -> SettledLedger:
    """Settle the postings that can be settled, and tell what is wrong with the others."""
    case = table.values("ordning")
    has_case = book.has(case)
    troubles = _judge(table, book, has_case, agreement)
    rows = np.flatnonzero(~troubles.found & ~table.blank)
    postings = _postings(table, rows)
    pairs = in_time.pairs(case[rows], book.ranges)
    settlement = ledger.settle(postings, pairs, book.ordered_stretches, book.homes, agreement)
    found = SettledLedger(rows, postings, settlement, troubles)
    _judge_settled(table, found)
    return found


def _judge(table: TypedTable, book: CaseBook, has_case: NDArray[np.bool_], agreement: Agreement) -> Troubles:
    """What is wrong with each posting before it is settled."""
    cost_type, is_told = table.values("art"), table.columns["art"].status == OK
    first, last = table.values("fra"), table.values("til")
    case = table.values("ordning")
    needs: dict[str, NDArray[np.bool_] | bool] = dict.fromkeys(("ordning", "art", "beloeb", "betalt_af"), True)
    needs["fra"] = (
        is_told & is_treated(cost_type, "key") | has_case & book.moves[case] & ~book.case_troubles.found[case]
    )
    needs["udmaalt_af"] = is_told & is_treated(cost_type, "assessor")
    troubles = troubles_of(table, table.columns, needs, agreement)
    unknown = ~table.blank & (case >= 0) & ~has_case
    troubles.note(unknown, NOT_AVAILABLE, "Fejl: Ordningen står ikke i ordninger.")
    troubles.note(~table.blank & (last < first), NUM_ERROR, "Fejl: Til ligger før Fra.")
    bad_case = np.flatnonzero(~table.blank & has_case & book.case_troubles.found[case])
    troubles.take(bad_case, book.case_troubles, case[bad_case])
    return troubles


def _postings(table: TypedTable, rows: NDArray[np.intp]) -> ledger.LedgerPostings:
    first, last = table.values("fra")[rows], table.values("til")[rows]
    payer = table.values("betalt_af")[rows]
    return ledger.LedgerPostings(
        amount=money.to_ore(table.values("beloeb")[rows].astype(float)),
        cost_type=table.values("art")[rows],
        first=first,
        last=np.where(np.isnat(last), first, last),
        assessed_by=table.values("udmaalt_af")[rows],
        granted=table.values("bevilget")[rows],
        paid_by=np.where(payer >= FIRST_NAMED_PAYER, MUNICIPALITY, payer),
        entered=table.values("kommune")[rows],
    )


def _judge_settled(table: TypedTable, found: SettledLedger) -> None:
    """What only settling a posting shows to be wrong with it."""
    done, troubles = found.settlement, found.troubles
    for split, why in (
        (done.payer_changes, "Den betalende kommune skifter i posteringens periode"),
        (done.two_refund, "To kommuner skal refundere for posteringens periode"),
    ):
        where = np.zeros(len(table), dtype=bool)
        where[found.rows] = split
        troubles.note(where, VALUE_ERROR, f"Fejl: {why}: del posteringen (vejl. 8.3).")
    payer = table.values("betalt_af")[found.rows]
    other = np.zeros(len(table), dtype=bool)
    other[found.rows] = (payer >= FIRST_NAMED_PAYER) & (payer - FIRST_NAMED_PAYER != done.settled_with)
    settled_with = found.spread(done.settled_with)
    what = "Fejl: Betalt af er en anden kommune end den, der afregnes med"
    rows = np.flatnonzero(other).tolist()
    troubles.note(other, VALUE_ERROR, {row: f"{what} ({MUNICIPALITIES[settled_with[row]]})." for row in rows})
