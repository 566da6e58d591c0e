"""Every word for the two parties, as people write it."""

import pytest

from xl_addin.agreement.vocabulary import MUNICIPALITY, REGION
from xl_addin.cells.words import party

WORDS = {
    REGION: ["region", "Regionen", "respirationscentret", "Respirationscenteret", "Respirationscenter Vest", "RCV"],
    MUNICIPALITY: ["kommune", "Kommunen"],
}


@pytest.mark.parametrize(("is_meant", "word"), [(one, word) for one, words in WORDS.items() for word in words])
def test_a_word_for_a_party_is_read(is_meant: int, word: str) -> None:
    assert party(word) == is_meant
