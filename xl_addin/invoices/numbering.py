"""The number series of an authority's claims: each number once, and none left out.

A gap would be an invoice that nobody can show; a number used twice, two invoices that a payment cannot tell apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xl_addin.cells.cpr import holds_cpr
from xl_addin.invoices.claim import ClaimError


@dataclass(frozen=True)
class Series:
    """Numbers such as FHO-00001: what they begin with, how many digits, and the first of them."""

    prefix: str
    digits: int
    first: int

    def __post_init__(self) -> None:
        """Refuse a series that could not be a file name, or that looks like a person's number."""
        if not re.fullmatch(r"[A-Za-zÆØÅæøå0-9_-]{1,12}", self.prefix) or not self.prefix[-1:].strip("0123456789"):
            raise ClaimError(
                "[nummerserie] forstavelse skal være 1-12 bogstaver, cifre, _ eller -, og ikke slutte med et ciffer"
            )
        if not 1 <= self.digits <= 9 or not 0 <= self.first < 10**self.digits:
            raise ClaimError("[nummerserie] cifre skal være 1-9, og begynd skal kunne skrives med dem")
        if holds_cpr(self.number(self.first)):
            raise ClaimError("[nummerserie] numrene ligner CPR-numre")

    def number(self, index: int) -> str:
        """The number of an index in the series."""
        if index >= 10**self.digits:
            raise ClaimError(f"nummerserien {self.prefix} er brugt op: sæt cifre op")
        return f"{self.prefix}{index:0{self.digits}}"

    def next(self, used: Iterable[tuple[str, str]]) -> int:
        """The first free index, after the numbers used (each with where it stands).

        Numbers of other series are passed over, and those before the first: an earlier year's. Raises `ClaimError` for
        a number used twice or left out.
        """
        indices: dict[int, str] = {}
        for number, where in used:
            index = self._index(number, where)
            if index is None:
                continue
            if index in indices:
                raise ClaimError(f"nummer {number} er brugt to gange: {indices[index]} og {where}")
            indices[index] = where
        indices = {index: where for index, where in indices.items() if index >= self.first}
        free = self.first + len(indices)
        for index in range(self.first, free):
            if index not in indices:
                raise ClaimError(f"nummer {self.number(index)} mangler i nummerserien, men senere numre er brugt")
        return free

    def is_current(self, number: str) -> bool:
        """Whether a number is of this series, and not an earlier year's."""
        index = self._index(number, number)
        return index is not None and index >= self.first

    def _index(self, number: str, where: str) -> int | None:
        found = re.fullmatch(re.escape(self.prefix) + r"([0-9]+)", number)
        if found is None:
            return None
        index = int(found[1])
        if len(found[1]) != self.digits:
            raise ClaimError(
                f"{where}: {number} passer ikke i nummerserien, hvor numrene ligner {self.number(self.first)}"
            )
        return index
