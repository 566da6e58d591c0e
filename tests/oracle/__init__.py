"""The proof beside the product: every cell function again, slowly, a row at a time, in exact fractions.

Written from the contract and the two sources alone. It shares nothing with ``xl_addin``: no import, no
NumPy, its own municipality table, its own reading of cells. ``oracle.call("fho_fordel", …)`` takes and
gives what a host does. Texts are given as what they must contain (``contains:…``); where the contract
leaves a text open, only what it promises is said (see ``texts``).
"""

from tests.oracle.calling import call
from tests.oracle.surface import SURFACE

__all__ = ["SURFACE", "call"]
