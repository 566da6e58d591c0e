"""Danish sentences by row: what is said of each, put together into texts that a cell can show."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml

LONGEST_TEXT: Final = 255
"""In an array Excel makes ``#VALUE!`` of a longer text."""

OK: Final = "OK"
"""The text of a row of which nothing is said."""

Note = tuple[NDArray[np.bool_], str]
"""Where something is so, and the sentence that says it."""


class Said:
    """Sentences by row, gathered one after the other and put together at the end.

    >>> said = Said()
    >>> said.note([(np.array([True, False]), "Se efter.")])
    >>> said.shown(2).tolist()
    ['Se efter.', 'OK']
    """

    def __init__(self) -> None:
        """Nothing said yet."""
        self._of_row: dict[int, list[str]] = {}

    def note(self, notes: Iterable[Note]) -> None:
        """Say the sentence of each note in its rows."""
        for where, sentence in notes:
            for row in np.flatnonzero(where).tolist():
                self.say(row, sentence)

    def say(self, row: int, sentence: str) -> None:
        """Say a sentence of one row."""
        self._of_row.setdefault(row, []).append(sentence)

    def shown(self, length: int) -> NDArray[np.object_]:
        """The text of each of ``length`` rows, none longer than ``LONGEST_TEXT``; ``OK`` where nothing is said."""
        texts = np.full(length, OK, dtype=object)
        put_together: dict[tuple[str, ...], str] = {}  # many rows say the same
        for row, said in self._of_row.items():
            sentences = tuple(said)
            if sentences not in put_together:
                put_together[sentences] = fitted(sentences)
            texts[row] = put_together[sentences]
        return texts


def text_of(name: str) -> str:
    """A sentence of ``sources.toml``'s ``[look]``.

    Parameters: ``name`` of the sentence in the data file; another is a ``KeyError``.

    Returns: the sentence, with its fields where it has any.

    >>> text_of("night and day").split(":")[0]
    'Ingen samtidige timer'
    """
    text: str = read_toml("sources.toml")["look"][name]
    return text


def fitted(sentences: Iterable[str], between: str = " ", end: str = "") -> str:
    """Sentences one after the other, as many as a cell can show; the number of those left out stands last.

    Parameters: ``sentences``, blank ones and repetitions are left out; ``between`` stands between them, ``end`` after
    the last.

    Returns: a text of at most ``LONGEST_TEXT`` characters, empty where there is nothing to say.

    >>> fitted(["Det ene.", "", "Det andet.", "Det ene."])
    'Det ene. Det andet.'
    """
    said = [one for one in dict.fromkeys(sentences) if one]
    for kept in range(len(said), 0, -1):
        more = [f"(+ {len(said) - kept} mere)"] if kept < len(said) else []
        text = between.join([*said[:kept], *more]) + end
        if len(text) <= LONGEST_TEXT:
            return text
    return said[0][: LONGEST_TEXT - 1].rstrip() + "…" if said else ""
