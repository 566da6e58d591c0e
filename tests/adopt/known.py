"""What a mapping remembers of arrangements, so that a ledger taken over needs nothing typed."""

from collections.abc import Iterable

MARK = "\n# ---- Herfra skriver fho adopt selv, hver gang den overtager ----\n"
JOINT = """"Paragraf" = "96"
"Timer respiration" = 20
"Timer servicelov" = 20
"Samtidige timer" = 10
"Samme hjælpere" = "ja"
"Udskrevet" = 2015-07-01
"Oplært respiration" = 2015-07-15
"Oplært servicelov" = 2015-07-15
"""
"""A joint arrangement from the agreement's first day."""
PLACES = {"A-1": "Viborg", "A-2": "Aarhus", "A-3": "Ringkøbing-Skjern", "XG-1-00001": "Viborg", "XG-2-00001": "Aarhus"}
"""The arrangements of the tests' ledgers."""


def known(cases: Iterable[str] = tuple(PLACES), mark: str = MARK) -> str:
    """The end of a mapping that knows these arrangements, each joint from the agreement's first day."""
    return mark + "\n".join(f'[ordninger."{case}"]\n"Kommune" = "{PLACES[case]}"\n{JOINT}' for case in cases)
