"""Rows that are sums of other rows: told by their words, and found by arithmetic."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from xl_addin.adopt.posting_fields import synonyms, tried
from xl_addin.cells.numbers import yes_no
from xl_addin.cells.text import fold

_WORD: Final = (
    r"i alt|ialt|sum|summer?|total(?:er|t|s)?|del ?total|subtotal|mellem ?sum|mellem ?total|mellem ?resultat|del ?sum|"
    r"grand ?total|hoved ?total|sum total|slut ?total|slut ?sum|samlet(?: resultat| sum| total)?|(?:overordnet )?"
    r"resultat|"
    r"zwischen ?summe|gesamt(?: ?summe| ?ergebnis)?|summe|teil ?summe|ergebnis|overall result|result|sub ?total|"
    r"primo(?: ?saldo)?|ultimo(?: ?saldo)?|(?:åbnings|start|slut|anfangs|end|eröffnungs)? ?saldo|saldo ?vortrag|"
    r"(?:opening |closing )?balance|åbnings ?(?:post(?:ering)?|balance)|"
    r"tot\.?|(?:saml(?:ede|et|\.)|årets) udgift(?:er)?|"
    r"overført|overføres|overførsel fra side \d+|transport fra side \d+"
)
_EXACT: Final = re.compile(rf"\*{{1,9}}|[*σ∑\s]*(?:{_WORD})[\s*:=.]*|(?:{_WORD})\s*[:=]\s*[-\d., ]*(?:kr\.?)?")
_PHRASE: Final = re.compile(
    rf"[*σ∑\s]*(?:{_WORD})\s+(?!af\b)[\w .,:/&()\-]{{1,50}}|"
    rf".{{1,60}}[\s:\-–]\s*(?:{_WORD})[\s*:=.]*(?:[\w .]*20\d\d)?|\*{{1,9}}\s+\S.*"
)

EXACT: Final = 2
PHRASE: Final = 1


def says_total(cells: Iterable[Any]) -> int:
    """How plainly a row's texts say that it is a sum: a whole cell does (2), a phrase does (1), or none (0)."""
    return max((_says_total(cell) for cell in cells if isinstance(cell, str)), default=0)


@lru_cache(maxsize=65536)
def _says_total(text: str) -> int:
    plain = fold(text)
    if _EXACT.fullmatch(plain):
        return EXACT
    return PHRASE if len(plain) <= 80 and _PHRASE.fullmatch(plain) else 0


_REVERSED: Final = re.compile(r"storn|tilbagef|annull?e|revers|cancel|slette|ophæv|udgået")
_BOOKED: Final = re.compile(r"(?:er )?(?:bogført|posteret|godkendt|medtag\w*|medregn\w*|posted|approved)\??")


@lru_cache(maxsize=4096)
def says_reversed(heading: str) -> bool:
    """Whether a column's heading says that what is marked in it is reversed, and no posting."""
    return bool(_REVERSED.search(fold(heading)))


@lru_cache(maxsize=4096)
def says_booked(heading: str) -> bool:
    """Whether a column's heading says that what has a no in it is no posting."""
    return bool(_BOOKED.fullmatch(fold(heading)))


def is_marked(value: Any) -> bool:
    """Whether a cell is a mark: anything but blank, a dash and no."""
    word = fold(value) if isinstance(value, str) else value
    return word not in (None, "", "-") and tried(yes_no, synonyms("yes_no").get(word, word)) != 0


CREDIT: Final = "kredit"
_STRANGE: Final = {
    CREDIT: re.compile(
        r"(?:(?:kredit|credit) ?(?:nota|note|memo)|gutschrift|tilbageført|tilbageførsel|storno)(?:\b.*)?|"
        r".*(?:løn|penge)refusion(?:\b.*)?|refusion (?:af )?(?:løn|(?:syge|barsels?)?dagpenge).*|"
        r"indtægt(?:er)?|income|revenue|refusion|refunderet|refund"
    ),
    "ingen postering": re.compile(
        r"ann?ull?eret|slettet|kladde|parkeret|ikke (?:bogført|godkendt)|til godkendelse|afventer.*|afvist|storneret|"
        r"cancell?ed|deleted|draft|parked|pending|rejected|void|"
        r"[\s\-–]*(?:heraf|deraf|davon|of which)\b.*|"
        r"(?:budget|prognose|forecast|forvent|estim|skøn|disponer)\w*\b.*|"
        r".*\((?:fortsat|forts\.|continued)\)"
    ),
}


@lru_cache(maxsize=65536)
def strange_word(text: str) -> str:
    """What a cell says against a plain posting: ``CREDIT``, or that it is none; empty where it says nothing such."""
    plain = fold(text) if len(text) <= 80 else ""
    return next((kind for kind, pattern in _STRANGE.items() if pattern.fullmatch(plain)), "")


@dataclass
class RunningSums:
    """The sums that a row may be, of the postings passed so far.

    ``groups`` are columns whose values make a group: a case, a municipality, a month.
    """

    groups: Sequence[int] = ()
    _total: int = 0
    _costs: tuple[int, int] = (0, 0)
    """The running total and count without credits."""
    _count: int = 0
    _last: tuple[int, int] = (0, 0)
    """The running total and count where the last sum stood."""
    _marks: dict[int, int] = field(default_factory=lambda: {0: 0})
    """The running totals where sums stood, the start among them, with the count at the first of them."""
    _runs: dict[int, tuple[Any, int, int]] = field(default_factory=dict)
    """Per column: the value of the last posting, and the running total and count where its neighbours began."""
    _groups: dict[tuple[int, Any], tuple[int, int]] = field(default_factory=dict)
    """Per column and value: the total and count of all its postings."""

    def add(self, ore: int, cells: dict[int, Any]) -> None:
        """Pass a posting."""
        for column in self.groups:
            value = cells.get(column)
            if column not in self._runs or self._runs[column][0] != value:
                self._runs[column] = value, self._total, self._count
            if value is not None:
                total, count = self._groups.get((column, value), (0, 0))
                self._groups[column, value] = total + ore, count + 1
        self._total += ore
        self._costs = self._costs[0] + max(ore, 0), self._costs[1] + (ore > 0)
        self._count += 1

    def mark(self) -> None:
        """Pass a sum."""
        self._last = self._total, self._count
        self._marks.setdefault(self._total, self._count)

    def is_sum(self, ore: int, cells: dict[int, Any]) -> str:
        """What an amount is the sum of; empty where it is none of the sums."""
        if self._last[1] not in (0, self._count) and ore == self._total - self._last[0]:
            return "posteringerne siden den forrige sum"
        if self._count and ore == self._total:
            return "alle posteringer over den"
        if self._marks.get(self._total - ore, self._count) < self._count:
            return "posteringerne siden en tidligere sum"
        return "en gruppe af posteringer over den" if self._is_group(ore, cells, 1) else ""

    def is_like_a_sum(self, ore: int, cells: dict[int, Any]) -> bool:
        """Whether a row that does not call itself a sum has the amount of one, of at least two postings."""
        if not ore or self._count < 2:
            return False
        since = self._count - self._marks.get(self._total - ore, self._count)
        rounded = ore % 100 == 0 and abs(ore - self._total) <= 50  # to whole kroner
        return since > 1 or rounded or self._is_costs(ore) or self._is_group(ore, cells, 2)

    def _is_costs(self, ore: int) -> bool:
        total, count = self._costs
        return count > 1 and ore == total

    def _is_group(self, ore: int, cells: dict[int, Any], least: int) -> bool:
        runs = ((self._total - total, self._count - count) for _, total, count in self._runs.values())
        groups = (self._groups.get((column, cells.get(column)), (0, 0)) for column in self.groups)
        return any(ore == total and count >= least for sums in (runs, groups) for total, count in sums)

    def expected(self) -> tuple[int, int]:
        """The sum since the last sum, and of all, in øre."""
        return self._total - self._last[0], self._total
