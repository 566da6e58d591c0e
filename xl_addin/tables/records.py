"""What is wrong with the records of a table: the error that each shows, and in Danish why.

The first of these decides, as everywhere: an error cell, something needed that is missing, something that cannot be
read or is not known, something out of its domain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.cells.columns import Column
from xl_addin.cells.errors import FIRST_ERROR, NOT_AVAILABLE, NUM_ERROR, OK, VALUE_ERROR
from xl_addin.cells.problems import problem_texts
from xl_addin.cells.rows import Need, Rows, row_errors
from xl_addin.tables.typed_table import TypedTable

_APART: Final = "\n"
"""What stands between the sentences of a record."""

_ERROR_CELL: Final = 0
_RANKS: Final = {NOT_AVAILABLE: 1, VALUE_ERROR: 2, NUM_ERROR: 3}
_FINE: Final = 9


@dataclass
class Troubles:
    """For each record the error it shows (``status``, 0 for none), its ``rank``, and why, in Danish sentences."""

    status: NDArray[np.int8]
    rank: NDArray[np.int8]
    texts: NDArray[np.object_]

    def said(self, row: int) -> list[str]:
        """The sentences about a record."""
        return self.texts[row].split(_APART) if self.texts[row] else []

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which records are in error."""
        return np.asarray(self.status != OK)

    def note(self, where: NDArray[np.bool_], status: int, text: str | Mapping[int, str]) -> None:
        """Note an error of ours where it is, which shows unless one before it decides; ``text`` for all or by row."""
        rank = _RANKS[status]
        decides = where & (rank < self.rank)
        self.status[decides], self.rank[decides] = status, rank
        for row in np.flatnonzero(where).tolist():
            _add(self.texts, row, text if isinstance(text, str) else text[row])

    def at(self, indices: NDArray[np.intp]) -> "Troubles":
        """Those of some records."""
        return Troubles(self.status[indices], self.rank[indices], self.texts[indices])

    def take(self, where: NDArray[np.intp], other: "Troubles", at: NDArray[np.intp]) -> None:
        """Take over the errors of the arrangements ``at`` for the records ``where``, which say whose they are."""
        decides = other.rank[at] < self.rank[where]
        self.status[where[decides]] = other.status[at[decides]]
        self.rank[where[decides]] = other.rank[at[decides]]
        for row, index in zip(where.tolist(), at.tolist(), strict=True):
            for text in other.said(index):
                _add(self.texts, row, text.replace("Fejl: ", "Fejl: i ordningen: ", 1))


def no_troubles(length: int) -> Troubles:
    """Records without an error."""
    return Troubles(
        np.zeros(length, np.int8), np.full(length, _FINE, np.int8), np.full(length, "", dtype=object)
    )  # fmt: skip


def _add(texts: NDArray[np.object_], row: int, text: str) -> None:
    said = texts[row].split(_APART) if texts[row] else []
    if text not in said:
        texts[row] = _APART.join([*said, text])


def troubles_of(
    table: TypedTable,
    columns: Mapping[str, Column],
    needs: Mapping[str, NDArray[np.bool_] | bool],
    agreement: Agreement,
) -> Troubles:
    """The errors of a table's own cells.

    Parameters: ``columns`` by field key, as they hold for each record; ``needs``, where a blank in a field is
    ``#N/A``.
    """
    title = {key: table.title(key) for key in columns}
    rows = Rows(len(table), 1, {title[key]: column for key, column in columns.items()}, agreement, OK, table.blank)
    needed: dict[str, Need | bool] = {title[key]: _need(where) for key, where in needs.items()}
    found = no_troubles(len(table))
    found.status[:] = row_errors(rows, needed)
    cell = np.any([column.status >= FIRST_ERROR for column in columns.values()], axis=0)
    for status, rank in _RANKS.items():
        found.rank[found.status == status] = rank
    found.rank[(found.status != OK) & cell] = _ERROR_CELL
    specs = {title[key]: table.kinds[key] for key in columns}
    for row, text in problem_texts(rows, found.status, specs, needed).items():
        found.texts[row] = text
    return found


def _need(where: NDArray[np.bool_] | bool) -> Need | bool:
    return where if isinstance(where, bool) else lambda rows: where


def worst_by(group: NDArray[np.intp], number_of_groups: int, troubles: Troubles) -> Troubles:
    """The error of each group of records: the one that decides, whatever the records' order, and the first one's text.

    Parameters: ``group``, each record's group.
    """
    found = no_troubles(number_of_groups)
    np.minimum.at(found.rank, group, troubles.rank)
    decides = troubles.found & (troubles.rank == found.rank[group])
    status = np.full(number_of_groups, np.iinfo(np.int8).max, np.int8)
    np.minimum.at(status, group[decides], troubles.status[decides])
    found.status[:] = np.where(found.rank == _FINE, OK, status)
    for row in np.flatnonzero(troubles.found).tolist():
        for text in troubles.texts[row].split(_APART):
            _add(found.texts, int(group[row]), text)
    return found
