"""A finding (fund): where, what, why, and the source; the kinds are data in ``kinds.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.wording import filled
from xl_addin.cells.cpr import without_cpr

ERROR: Final = "fejl"


@dataclass(frozen=True)
class FindingKind:
    """A kind of finding: its name, Danish title, whether it is an error or worth a look, why it matters, the source."""

    name: str
    title: str
    weight: str
    why: str
    source: str


@lru_cache(maxsize=8)
def kinds(agreement: Agreement | None = None) -> dict[str, FindingKind]:
    """The kinds by name, in the order of the list; their words under an agreement, or Midtjylland's."""
    text = files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    return {name: FindingKind(name, **entry) for name, entry in tomllib.loads(filled(text, agreement)).items()}


@dataclass(frozen=True)
class Finding:
    """One thing found: in a cell or a range of a sheet. It never holds a CPR number, in whatever writing."""

    kind: str
    sheet: str
    cell: str
    what: str
    agreement: Agreement | None = None
    """What the workbook is settled under, for the kind's words."""

    def __post_init__(self) -> None:
        """Refuse a kind that is not in the list; mask what looks like a CPR number."""
        if self.kind not in kinds():
            raise KeyError(self.kind)
        object.__setattr__(self, "sheet", masked(self.sheet))
        object.__setattr__(self, "what", masked(self.what))

    @property
    def about(self) -> FindingKind:
        """The kind's words under the agreement."""
        return kinds(self.agreement)[self.kind]


_DIGITS = re.compile(r"\d{4}")
_LIKE_CPR = re.compile(r"(?<!\d)(\d{4})(\d{2})([- ]?)\d{4}(?!\d)")


def masked(text: str) -> str:
    """The text with every CPR number hidden, and every number of ten digits, whatever its check digit."""
    return _LIKE_CPR.sub(r"\1••\3••••", without_cpr(text)) if _DIGITS.search(text) else text
