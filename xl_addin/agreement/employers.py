"""Who may employ the helpers (ansættende myndighed), who trains, who pays first."""

from dataclasses import dataclass
from functools import cache

from xl_addin.agreement.data import read_toml


@dataclass(frozen=True)
class Pairing:
    """What follows when an employer has the helpers of a citizen with help under a section."""

    trains: str
    pays: str
    source: str


@cache
def pairings() -> dict[tuple[str, str], Pairing]:
    """The allowed pairings by (section, employer)."""
    return {
        (section, employer): Pairing(entry["trains"], entry["pays"], entry["source"])
        for entry in read_toml("employers.toml")["pairing"]
        for section in entry["sections"]
        for employer in entry["employers"]
    }


@cache
def employer_kinds() -> tuple[str, ...]:
    """Every kind of employer that the table names."""
    return tuple(dict.fromkeys(employer for _, employer in pairings()))
