"""A range with headings as typed columns: the first row names the fields, every further row is a record.

Reading goes column by column, as everywhere in ``cells``: a table of thousands of records costs little more than the
same columns given one by one.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells import kinds
from xl_addin.cells.columns import Column, read_column
from xl_addin.cells.errors import BLANK, OK, Unreadable, status_of
from xl_addin.cells.kinds import Kind, as_type
from xl_addin.cells.numbers import as_float
from xl_addin.cells.shapes import Block, UnevenShapes, block
from xl_addin.cells.text import fold
from xl_addin.tables.headings import Recognised, recognise, table_fields


class Strip(Block):
    """One column of a range, whose cells stand by themselves instead of one in a row."""

    def __init__(self, cells: Sequence[Any]) -> None:
        """Keep the cells."""
        super().__init__(cells, 1)

    @cached_property
    def cells(self) -> list[Any]:
        """The cells from the top."""
        return list(self.given)

    def floats(self) -> list[float]:
        """The cells that are floats, NaN in place of every other."""
        nan, cells = math.nan, self.cells
        return [cell if type(cell) is float else nan for cell in cells]

    def at(self, indices: Sequence[int]) -> list[Any]:
        """The cells at some indices."""
        cells = self.cells
        return [cells[index] for index in indices]


class CaseNumbers:
    """The case numbers of a call, in whichever table they stand: equal ones have the same index.

    Compared trimmed and case-blind; a number is the text of its digits, since ledgers write both [ours].
    """

    def __init__(self) -> None:
        """Know none yet."""
        self._indices: dict[str, int] = {}

    def __len__(self) -> int:
        """How many different ones there are."""
        return len(self._indices)

    @property
    def kind(self) -> Kind:
        """How a cell with a case number is read."""
        return Kind(
            self._index, as_type(np.intp), -1, False, "kan ikke læses som et sagsnummer", "kan ikke være et sagsnummer"
        )

    def _index(self, cell: object) -> int:
        return self._indices.setdefault(_case_text(cell), len(self._indices))


def _case_text(cell: object) -> str:
    if isinstance(cell, str):
        return fold(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unreadable
    number = as_float(cell)
    if not math.isfinite(number):
        raise Unreadable
    return f"{number:.15g}"


_TEXT: Final = Kind(lambda cell: 0, as_type(np.intp), 0, False, "")
"""Whatever stands there: only whether something does is asked."""

_KINDS: Final[Mapping[str, Kind]] = {
    "amount": kinds.AMOUNT_AS_SHOWN,
    "cost_type": kinds.COST_TYPE,
    "date": kinds.DATE,
    "employer": kinds.EMPLOYER,
    "hours": kinds.HOURS_A_DAY,
    "number": kinds.HOURS,
    "municipality": kinds.MUNICIPALITY,
    "party": kinds.PARTY,
    "payer": kinds.PAYER,
    "section": kinds.SECTIONS,
    "share": kinds.SHARE,
    "yes_no": kinds.YES_NO,
}
"""How the cells of each kind of field are read; text and case numbers beside these."""


@dataclass(frozen=True)
class TypedTable:
    """A table read: a typed column for each field that a function uses, all of one length.

    ``columns`` by field key, those without a heading blank; ``blank``, the records that have nothing in any of them;
    ``texts``, the fields that are text, folded (empty where a cell is none); ``cases``, the case numbers as they stand.
    """

    name: str
    recognised: Recognised
    columns: dict[str, Column]
    kinds: dict[str, Kind]
    blank: NDArray[np.bool_]
    texts: dict[str, list[str]]
    cases: list[Any]

    def __len__(self) -> int:
        """How many records, blank ones too."""
        return len(self.blank)

    def values(self, key: str) -> NDArray[Any]:
        """A field's typed values; where it is blank or bad, its kind's value for a blank."""
        values: NDArray[Any] = self.columns[key].values
        return values

    def is_blank(self, key: str) -> NDArray[np.bool_]:
        """Where a field is blank."""
        return np.asarray(self.columns[key].status == BLANK)

    def title(self, key: str) -> str:
        """A field's heading in our own workbooks."""
        return next(one.title for one in table_fields(self.name) if one.key == key)


def read_table(argument: object, name: str, case_numbers: CaseNumbers, fields: Collection[str] = ()) -> TypedTable:
    """Read a range as a table of the headings' list, or only some of its ``fields``. Raises UnevenShapes."""
    given = block(argument).given
    asked = [one for one in table_fields(name) if not one.foreign and (not fields or one.key in fields)]
    recognised = recognise(name, given[0]).of(asked)
    columns = _columns(given)
    own = {**_KINDS, "case": case_numbers.kind, "text": _TEXT}
    read = {one.key: own[one.kind] for one in asked}
    found = {key: _column(recognised.column.get(key), kind, columns, len(given) - 1) for key, kind in read.items()}
    blank = np.all([column.status == BLANK for column in found.values()], axis=0)
    indices = {key: recognised.column.get(key) for key, kind in read.items() if kind is _TEXT}
    texts = {key: _texts(columns, index, len(given) - 1) for key, index in indices.items()}
    # A table such as Opkrævet has no case number.
    number = next((recognised.column.get(one.key) for one in table_fields(name) if one.kind == "case"), None)
    cases = list(columns[number]) if columns and number is not None else []
    return TypedTable(name, recognised, found, read, blank, texts, cases)


def _columns(given: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The cells below each heading. Raises UnevenShapes where a row is not as long as the headings'."""
    if not set(map(type, given)) <= {list, tuple}:
        raise UnevenShapes
    try:
        columns = zip(*given, strict=True)
        return [column[1:] for column in columns]
    except ValueError:
        raise UnevenShapes from None


def _column(index: int | None, kind: Kind, columns: list[Any], length: int) -> Column:
    if index is None or not length:
        return Column(np.full(length, kind.blank), np.full(length, BLANK, np.int8))
    return _text_column(columns[index]) if kind is _TEXT else read_column(Strip(columns[index]), kind)


def _text_column(cells: Sequence[Any]) -> Column:
    """Whether each cell of a text is blank or an error: most are neither, which is seen at once."""
    statuses = [OK if type(cell) is float else _text_status(cell) for cell in cells]
    return Column(np.zeros(len(statuses), dtype=np.intp), np.array(statuses, dtype=np.int8))


def _text_status(cell: object) -> int:
    return OK if type(cell) is str and cell[:1].isalnum() else status_of(cell)


def _texts(columns: list[Any], index: int | None, length: int) -> list[str]:
    cells = columns[index] if columns and index is not None else [None] * length
    return [fold(cell) if isinstance(cell, str) else "" for cell in cells]
