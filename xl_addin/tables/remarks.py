"""What is worth a look in a period and in a posting, in Danish sentences [ours]."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING, REGION
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import money, target_group
from xl_addin.rules.employer import Employment, employment
from xl_addin.rules.review import code_notes, long_admission_notes, one_party_note
from xl_addin.rules.sentences import text_of
from xl_addin.tables.case_book import CaseBook
from xl_addin.tables.records import fitted
from xl_addin.tables.settled_ledger import SettledLedger
from xl_addin.tables.typed_table import TypedTable

FINE: Final = "OK"

Sentence = str | Callable[[int], str]


class Remarks:
    """Sentences by row, put together at the end."""

    def __init__(self, length: int) -> None:
        """Nothing said yet."""
        self._length = length
        self._said: dict[int, list[str]] = {}

    def say(self, where: NDArray[np.bool_], sentence: Sentence) -> None:
        """Say a sentence of each row where it is so."""
        for row in np.flatnonzero(where).tolist():
            self._said.setdefault(row, []).append(sentence if isinstance(sentence, str) else sentence(row))

    def shown(self) -> NDArray[np.object_]:
        """The text of each row: ``OK`` where nothing is said."""
        texts = np.full(self._length, FINE, dtype=object)
        for row, said in self._said.items():
            texts[row] = fitted(dict.fromkeys(said))
        return texts


def arrangement_remarks(
    book: CaseBook, hired: Employment, agreement: Agreement, on_day: np.datetime64
) -> NDArray[np.object_]:
    """What is worth a look in each period."""
    now, status = book.now, book.status
    remarks = Remarks(len(status))
    is_joint = status == target_group.STATUSES.index(target_group.JOINT)
    is_optional = np.isin(
        status, [target_group.STATUSES.index(one) for one in (target_group.VOLUNTARY, target_group.OUTSIDE_REGION)]
    )
    has_start, has_share = ~np.isnat(now.agreed_start), ~np.isnan(now.agreed_share)
    remarks.say(
        is_optional & ~book.stretches.is_joint & (has_start ^ has_share),
        "Deles ikke: både Aftalt start og Aftalt regionsandel skal udfyldes.",
    )
    remarks.say(is_joint & has_start, "Aftalt start bruges ikke: en Fælles ordning begynder efter reglen.")
    remarks.say(hired.allowed == False, "Arbejdsgiveren er ikke mulig under paragraffen.")  # noqa: E712
    return remarks.shown()


def posting_remarks(
    table: TypedTable, book: CaseBook, found: SettledLedger, agreement: Agreement
) -> NDArray[np.object_]:
    """What is worth a look in each settled posting."""
    done, postings = found.settlement, found.postings
    remarks = Remarks(len(found.rows))
    parts = money.has_parts_of_ore(table.values("beloeb")[found.rows].astype(float))
    notes = [
        (parts, text_of("parts of ore")),
        *code_notes(done.divided.code, agreement),
        one_party_note(postings.art, done.joint_days),
        *long_admission_notes(postings.art, postings.first, postings.last, agreement),
    ]
    for where, sentence in notes:
        remarks.say(where, sentence)
    remarks.say(
        done.settled_with != done.by_rule,
        lambda row: f"Afregnes med en anden kommune end efter reglen: {MUNICIPALITIES[done.by_rule[row]]}.",
    )
    pays = _pays_first(book, found, agreement)
    region_pays = np.where(postings.paid_by == REGION, "Regionen", "Kommunen")
    remarks.say((pays != "") & (pays != region_pays), lambda row: f"Efter reglen betaler {pays[row].lower()} først.")
    return remarks.shown()


def _pays_first(book: CaseBook, found: SettledLedger, agreement: Agreement) -> NDArray[np.object_]:
    """Who pays first by the rule in the period that is in force on each posting's first day; empty: not known."""
    first, pairs, homes = found.postings.first, found.pairs, book.homes
    day = np.where(np.isnat(first), in_time.BEGINNING, first)[pairs.posting]
    in_force = (homes.first[pairs.period] <= day) & (day <= homes.until[pairs.period])
    period = book.order[pairs.total(np.where(in_force, pairs.period, 0))]
    now = book.now
    hired = employment(now.sections[period], now.employer[period], now.care_home[period], first, agreement)
    return np.where(now.employer[period] == NOTHING, "", hired.pays)
