"""An invented ledger (opfundne data): arrangements and postings as a region could have them, but nobody's.

The same seed gives the same ledger on every machine: ``random.Random`` keeps its sequence between Python
versions for the methods used here.

* ``ledger``: what an arrangement, a posting and a settled amount are
* ``arrangements``: who has an arrangement, since when, with whom as employer
* ``admissions``: stays in hospital, and the decision after four weeks
* ``postings``: what it cost, month by month, in every situation that the rules know
"""

from decimal import Decimal
from random import Random

from xl_addin.books.invented.admissions import admissions
from xl_addin.books.invented.arrangements import arrangements
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.invented.postings import postings

_SETTLED = {"Aarhus": "1250000.00", "Randers": "600000.00", "Viborg": "-185000.00", "Herning": "240000.50"}


def invented_ledger(seed: int = 67_33) -> Ledger:
    """The ledger of the shipped workbook."""
    random = Random(seed)
    found = arrangements(random)
    settled = {name: Decimal(amount) for name, amount in _SETTLED.items()}
    posted = postings(found, random)
    return Ledger(found, posted, settled, admissions(posted))
