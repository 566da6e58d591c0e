"""What a mapping remembers from month to month: the arrangements, and which postings have been taken over.

Of a posting only a short keyed hash is kept, so that the file says nothing of any person or amount.
"""

import base64
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from xl_addin.adopt.posting_fields import Value, folded
from xl_addin.cells.cpr import holds_cpr
from xl_addin.cells.text import fold

_CASE: Final = "Sagsnr."
_REMARK: Final = "Bemærkning"
_SIZE: Final = 6  # bytes of a hash
_SAYING: Final = (
    "bilag",
    "ordning",
    "kommune",
    "fra",
    "til",
    "art",
    "beloeb",
    "betalt_af",
    "udmaalt_af",
    "bevilget",
    "tekst",
)
"""What tells one posting from another."""


@dataclass
class Memory:
    """Arrangements by number, each with its periods by heading, and the hashes of the postings taken over."""

    arrangements: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    workbooks: dict[str, Counter[bytes]] = field(default_factory=dict)
    """The hashes of the postings in each workbook that was written, the last one last."""

    @classmethod
    def read(cls, arrangements: dict[str, Any], taken: dict[str, Any]) -> Self:
        """From the tables of a mapping file; ``ValueError`` where they have been spoiled."""
        memory = cls({fold(name): [dict(one) for one in _periods(known)] for name, known in arrangements.items()})
        if taken:
            memory.key = bytes.fromhex(taken["nøgle"])
            memory.workbooks = {name: _unpacked(lines) for name, lines in taken.get("mapper", {}).items()}
        return memory

    def to_toml(self) -> str:
        """The tables as they stand in a mapping file."""
        lines = []
        for name, periods in self.arrangements.items():
            for known in periods:
                told = (f"{quoted(key)} = {_toml(value)}" for key, value in known.items())
                lines += [f"[[ordninger.{quoted(name)}]]", *told, ""]
        lines += ["[overtaget]", f'"nøgle" = "{self.key.hex()}"', "", "[overtaget.mapper]"]
        for name, hashes in self.workbooks.items():
            data = base64.b64encode(b"".join(hashes.elements())).decode()
            packed = (f'  "{data[start : start + 96]}",' for start in range(0, len(data), 96))
            lines += [f"{quoted(name)} = [", *packed, "]"]
        return "\n".join([*lines, ""])

    @property
    def last(self) -> str:
        """The workbook that was written last: what a person typed in it is taken along."""
        return next(reversed(self.workbooks), "")

    def learn(self, records: Iterable[dict[str, Value]]) -> None:
        """Remember what Ordninger says, a record a period; of a remark nothing: it is free text."""
        found: dict[str, list[dict[str, Any]]] = {}
        for record in records:
            case = record.get(_CASE)
            if case is not None and not holds_cpr(case):
                told = {heading: value for heading, value in record.items() if heading not in (_CASE, _REMARK)}
                found.setdefault(fold(str(case)), []).append(told)
        self.arrangements.update(found)

    def seen(self, rows: Sequence[dict[str, Value]], workbook: str) -> list[bool]:
        """Which postings are in another workbook already; of two alike, one of which is, the first."""
        left = sum((hashes for name, hashes in self.workbooks.items() if name != workbook), Counter[bytes]())
        found = []
        for one in self._hashes(rows):
            found.append(left[one] > 0)
            left[one] -= found[-1]
        return found

    def take(self, rows: Sequence[dict[str, Value]], workbook: str) -> None:
        """Remember that these postings are all that is in a workbook."""
        self.workbooks.pop(workbook, None)
        self.workbooks[workbook] = Counter(self._hashes(rows))

    def _hashes(self, rows: Sequence[dict[str, Value]]) -> list[bytes]:
        return [hashlib.blake2b(_said(row).encode(), key=self.key, digest_size=_SIZE).digest() for row in rows]


def _periods(known: Any) -> list[Any]:
    """The periods of an arrangement; one that was written by hand, or by an older version, is a table."""
    return known if isinstance(known, list) else [known]


def _unpacked(lines: list[str]) -> Counter[bytes]:
    data = base64.b64decode("".join(lines), validate=True)
    return Counter(data[start : start + _SIZE] for start in range(0, len(data), _SIZE))


def _said(row: dict[str, Value]) -> str:
    return "\x1f".join("" if (value := row.get(name)) is None else folded(str(value)) for name in _SAYING)


def quoted(content: object) -> str:
    """A TOML string or list: JSON's escapes are TOML's."""
    return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml(value: Any) -> str:
    """A date, a number or a text as TOML writes it."""
    return quoted(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
