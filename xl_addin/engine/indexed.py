"""A range in which what is looked up is found by index: its cells are gone through once, not once a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, reduce
from math import isfinite
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xl_addin.engine.coercion import NUMBER_LIKE
from xl_addin.engine.plain_values import NEAR, Undecided, small_letters
from xl_addin.xlsx.sheet import CellError, CellValue

Places = NDArray[np.intp]
"""Numbers of cells in a range, from 0, row by row, in order."""
_NONE: Places = np.empty(0, np.intp)

_ORDERED: dict[str, Callable[[NDArray[np.float64], float], NDArray[np.bool_]]] = {
    "<": np.less,
    ">": np.greater,
    "<=": np.less_equal,
    ">=": np.greater_equal,
}


class Criterion(NamedTuple):
    """What SUMIF and its like look for: cells equal to a value (`=`), texts of a pattern (`like`), or cells in order
    with a number (`<` and so on).
    """

    operator: str
    value: str | float


LONG = 255
"""Characters of a text that may be looked for (Excel's)."""
_UNSURE = re.compile(r"[<>=#].*|.*[€$£¥].*|\s.*|.*\s|true|false|sand|falsk|wahr|falsch", re.DOTALL | re.IGNORECASE)
"""A text that means more than itself as a criterion, or might."""
_PATTERN = re.compile(r"(?=.*[*?~])(?!\*+\Z)[^0-9]*", re.DOTALL)
"""A text with wildcards that is no number's, and does not fit a text without a character."""
_WILDCARD = re.compile(r"~([*?~])|(.)", re.DOTALL)


def criterion(value: CellValue) -> Criterion:
    """The criterion that a value is."""
    if isinstance(value, (float, bool)):
        return Criterion("=", value)
    if not (isinstance(value, str) and 0 < len(value) <= LONG) or _UNSURE.fullmatch(value):
        raise Undecided
    if _PATTERN.fullmatch(value):
        return Criterion("like", value)
    if NUMBER_LIKE.fullmatch(value) or set(value) & set("*?~"):
        raise Undecided
    return Criterion("=", value)


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression: ? is any one character, * any number, and what ~ stands before itself."""

    def piece(found: re.Match[str]) -> str:
        return {"*": ".*", "?": "."}.get(found[2]) or re.escape(found[1] or found[2])

    return re.compile(_WILDCARD.sub(piece, small_letters(pattern)), re.DOTALL)


class _Kinds(NamedTuple):
    """The cells of a range by what they hold."""

    texts: dict[str, list[int]]
    places: list[int]
    numbers: list[float]
    truths: list[int]
    errors: list[int]


class IndexedRange:
    """The cells of a range, read when they are first asked for."""

    def __init__(self, size: int, width: int, read: Callable[[], list[CellValue]]) -> None:
        """`size` is the number of cells, blank ones after those that `read` gives, row by row of `width`."""
        self.size = size
        self.width = width
        self._read = read

    @cached_property
    def values(self) -> list[CellValue]:
        """The values as far as anything can stand in the sheet, row by row."""
        return self._read()

    @property
    def is_line(self) -> bool:
        """Whether it is one row or one column."""
        return self.width in (1, self.size)

    def at(self, place: int) -> CellValue:
        """The value with this number, from 0."""
        return self.values[place] if place < len(self.values) else None

    @cached_property
    def first_column(self) -> IndexedRange:
        """Its first column."""
        return IndexedRange(self.size // self.width, 1, lambda: self.values[:: self.width])

    @cached_property
    def _kinds(self) -> _Kinds:
        kinds = _Kinds({}, [], [], [], [])
        texts, places, numbers, truths, errors = kinds
        for place, value in enumerate(self.values):
            if value.__class__ is str:
                texts.setdefault(value, []).append(place)
            elif isinstance(value, bool):
                truths.append(place)
            elif isinstance(value, CellError):
                errors.append(place)
            elif value is not None:
                places.append(place)
                numbers.append(value)  # type: ignore[arg-type]
        return kinds

    @cached_property
    def numbers(self) -> list[float]:
        """The numbers in it, as SUM takes them."""
        if self._kinds.truths or self._kinds.errors:
            raise Undecided
        return self._kinds.numbers

    @cached_property
    def sorted_numbers(self) -> list[float]:
        """The numbers from the smallest."""
        return sorted(self.numbers)

    @cached_property
    def blanks(self) -> int:
        """How many cells hold nothing, or a text without a character."""
        texts, places, _, truths, errors = self._kinds
        with_text = sum(len(found) for text, found in texts.items() if text)
        return self.size - len(places) - len(truths) - len(errors) - with_text

    def equal(self, value: CellValue, *, number_texts: bool = False) -> Places:
        """The cells equal to a value. `number_texts`: a text that reads as a number may count as one."""
        if isinstance(value, str):
            return self._texts.get(small_letters(value), _NONE)
        if isinstance(value, bool) and not self._kinds.numbers and not any(self._kinds.texts):
            return np.array([place for place in self._kinds.truths if self.values[place] is value], np.intp)
        if not isinstance(value, float):
            raise Undecided
        self._check_numbers(number_texts)
        first, last = self._window(value)
        return self._places[self._order[first:last]]

    def matching(self, criterion: Criterion) -> Places:
        """The cells that meet a criterion."""
        operator, value = criterion
        if operator == "like":
            fits = _expression(str(value)).fullmatch
            return np.array(sorted(n for text, places in self._texts.items() if fits(text) for n in places), np.intp)
        if isinstance(value, (str, bool)):
            return self.equal(value)
        if operator == "=":
            return self.equal(value, number_texts=True)
        self._check_numbers(True)
        self._window(value)
        return self._places[_ORDERED[operator](self._numbers, value)]

    def total(self, places: Places) -> float:
        """The sum of the numbers at these places."""
        places = places[places < len(self.values)]
        if self._doubtful[places].any():
            raise Undecided
        return add_up(self._addends[places].tolist())

    def _check_numbers(self, number_texts: bool) -> None:
        if self._kinds.truths or (number_texts and self._has_number_texts):
            raise Undecided

    def _window(self, value: float) -> tuple[int, int]:
        """Where the numbers equal to one begin and end in their order; none may be almost equal."""
        near = NEAR * abs(value)
        first = int(self._ordered.searchsorted(value - near, "left"))
        last = int(self._ordered.searchsorted(value + near, "right"))
        if (self._ordered[first:last] != value).any():
            raise Undecided
        return first, last

    @cached_property
    def _texts(self) -> dict[str, Places]:
        by_text: dict[str, list[int]] = {}
        for text, places in self._kinds.texts.items():
            by_text.setdefault(small_letters(text), []).extend(places)
        return {text: np.array(sorted(places), np.intp) for text, places in by_text.items()}

    @cached_property
    def _has_number_texts(self) -> bool:
        return any(map(NUMBER_LIKE.fullmatch, self._kinds.texts))

    @cached_property
    def _numbers(self) -> NDArray[np.float64]:
        return np.array(self._kinds.numbers, np.float64)

    @cached_property
    def _places(self) -> Places:
        return np.array(self._kinds.places, np.intp)

    @cached_property
    def _order(self) -> Places:
        return self._numbers.argsort(kind="stable")

    @cached_property
    def _ordered(self) -> NDArray[np.float64]:
        return self._numbers[self._order]

    @cached_property
    def _addends(self) -> NDArray[np.float64]:
        """What each cell adds to a sum."""
        addends = np.zeros(len(self.values))
        addends[self._places] = self._numbers
        return addends

    @cached_property
    def _doubtful(self) -> NDArray[np.bool_]:
        """The cells that programs sum in different ways, or that make the sum an error."""
        doubtful = np.zeros(len(self.values), np.bool_)
        doubtful[self._kinds.truths + self._kinds.errors] = True
        return doubtful


def add_up(numbers: Sequence[float]) -> float:
    """The sum, added from left to right as the engine does; none that is nothing but the rounding of its parts."""
    total = reduce(add, numbers, 0.0)
    if (total and abs(total) <= NEAR * max(map(abs, numbers))) or not isfinite(total):
        raise Undecided
    return total
