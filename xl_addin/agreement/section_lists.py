"""A citizen's sections (``83; 85``) as one number, so that a column of lists is a plain ``int64`` array.

Bit *n* tells whether the list holds ``vocabulary.SECTIONS[n]``; from bit ``_FIRST`` up stands the index of
the section named first. 0 is no list at all.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.vocabulary import COUNTS_AS, SECTIONS

SectionLists = NDArray[np.int64]
"""Lists of sections, one a row, as ``packed`` makes them."""

NO_SECTIONS: Final = 0

# Above every section's bit, and low enough that the whole is exact in a cell's float.
_FIRST: Final = 44


def packed(indices: Iterable[int]) -> int:
    """A list of sections as one number.

    Parameters: ``indices`` in ``vocabulary.SECTIONS``, in the order they are named; at least one.

    >>> lists = np.array([packed([SECTIONS.index("96"), SECTIONS.index("83")])])
    >>> SECTIONS[first_named(lists)[0]], unpacked(int(lists[0]))
    ('96', ('96', '83'))
    """
    named = list(indices)
    return named[0] << _FIRST | sum({1 << index for index in named})


def unpacked(one: int) -> tuple[str, ...]:
    """The sections of a list by key: the one named first, then the others in the data's order."""
    held = [index for index in range(len(SECTIONS)) if one >> index & 1]
    first = one >> _FIRST
    return tuple(SECTIONS[index] for index in sorted(held, key=lambda index: index != first))


def first_named(lists: SectionLists) -> NDArray[np.intp]:
    """The index in ``vocabulary.SECTIONS`` of each list's first section."""
    return np.asarray(lists >> _FIRST, dtype=np.intp)


def holds_exactly(lists: SectionLists, key: str) -> NDArray[np.bool_]:
    """Whether each list holds a section by its own key: § 95 stk. 2, not any § 95."""
    return np.asarray(lists >> SECTIONS.index(key) & 1 != 0)


def holds_any(lists: SectionLists, keys: Iterable[str]) -> NDArray[np.bool_]:
    """Whether each list holds any of the sections, by their own key or the one they count as."""
    return np.asarray(lists & _bits(keys) != 0)


def holds_only(lists: SectionLists, keys: Iterable[str]) -> NDArray[np.bool_]:
    """Whether each list holds none but these sections, by their own key or the one they count as."""
    every = (1 << len(SECTIONS)) - 1
    return np.asarray(lists & (every & ~_bits(keys)) == 0)


def _bits(keys: Iterable[str]) -> int:
    wanted = frozenset(keys)
    pairs = enumerate(zip(SECTIONS, COUNTS_AS, strict=True))
    return sum(1 << index for index, (key, own) in pairs if key in wanted or own in wanted)
