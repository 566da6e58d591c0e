"""The arithmetic behind one posting that FHO_REGNSKAB settled, in Danish."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from xl_addin.agreement.vocabulary import MUNICIPALITIES, is_treated
from xl_addin.agreement.wording import days_of, kroner
from xl_addin.functions.arithmetic import Values, division
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import ledger
from xl_addin.tables.case_book import case_book
from xl_addin.tables.settled_ledger import SettledLedger, settled_ledger
from xl_addin.tables.table_call import tables_of


def of_record(function: str, call: Callable[..., Any], arguments: Sequence[Any], record: int) -> list[str]:
    """The steps to the result of one record of a table, from 0."""
    tables = tables_of(call, *arguments) if function == "FHO_REGNSKAB" else None
    return _of_settlement(tables, record) if tables else []


def _of_settlement(tables: Values, record: int) -> list[str]:
    """How FHO_REGNSKAB settled one posting: its division, who pays, and what is refunded."""
    table, agreement = tables["posteringer"], tables["aftale"]
    book = case_book(tables["ordninger"], agreement, table.values("ordning"))
    found = settled_ledger(table, book, agreement)
    at = np.flatnonzero(found.rows == record)
    if not len(at) or found.troubles.found[record]:
        return []
    index = int(at[0])
    case = table.values("ordning")[[record]]
    pairs = in_time.pairs(case, book.ranges)
    posting = found.postings.at(np.array([index]))
    joint = ledger.joint_parts(posting, pairs, book.ordered_stretches)
    numerator, denominator = ledger.weighted_key(pairs, joint, book.ordered_stretches, agreement)
    done, key = found.settlement, Fraction(int(numerator[0]), int(denominator[0]))
    steps = []
    if is_treated(posting.cost_type, "key")[0]:
        days, region = int(done.joint_days[index]), int(done.divided.region[index])
        steps = division(posting.first[0], posting.last[0], days, int(posting.amount[0]), key, region)
    return steps + _who_pays(found, index)


def _who_pays(found: SettledLedger, index: int) -> list[str]:
    done = found.settlement
    steps = [f"Efter reglen betaler {MUNICIPALITIES[done.by_rule[index]]}."]
    if done.refund[index]:
        share, refund = int(done.divided.municipality[index]), int(done.refund[index])
        home = MUNICIPALITIES[done.refunded_by[index]]
        steps.append(
            f"Borgeren bor i {home} i {done.refund_days[index]} af {days_of(int(done.counted_days[index]))}: "
            f"{home} refunderer så stor en del af {kroner(share)} = {kroner(refund)} (vejl. 8.3)."
        )
    return steps
