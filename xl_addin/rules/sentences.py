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


def said_of_each(notes: Iterable[Note], length: int) -> NDArray[np.object_]:
    """The sentences of each of ``length`` rows as one text, ``OK`` where nothing is said.

    Parameters: ``notes``, each with a flag for every row.

    Returns: a text for each row, none longer than ``LONGEST_TEXT``.

    >>> said_of_each([(np.array([True, False]), "Se efter.")], 2).tolist()
    ['Se efter.', 'OK']
    """
    said: dict[int, list[str]] = {}
    for where, sentence in notes:
        for row in np.flatnonzero(where).tolist():
            said.setdefault(row, []).append(sentence)
    texts = np.full(length, OK, dtype=object)
    for row, sentences in said.items():
        texts[row] = fitted(sentences)
    return texts


def text_of(name: str) -> str:
    """A sentence of ``sources.toml``'s ``[look]``.

    Parameters: ``name`` of the sentence in the data file; another is a ``KeyError``.

    Returns: the sentence, with its fields where it has any.
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
