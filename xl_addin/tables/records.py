"""What is wrong with the records of a table: the error that each shows, and in Danish why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.cells.columns import Column
from xl_addin.cells.errors import FINE, OK, ranked_alike, severity, severity_of, status_shown
from xl_addin.cells.problems import problem_texts
from xl_addin.cells.rows import Need, Rows, row_errors
from xl_addin.tables.typed_table import TypedTable

_APART: Final = "\n"
"""What stands between the sentences of a record."""


@dataclass
class Troubles:
    """For each record the ``severity`` of its error, and why, in Danish sentences."""

    severity: NDArray[np.int16]
    texts: NDArray[np.object_]

    def said(self, row: int) -> list[str]:
        """The sentences about a record."""
        return self.texts[row].split(_APART) if self.texts[row] else []

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which records are in error."""
        return np.asarray(self.severity != FINE)

    @property
    def status(self) -> NDArray[np.int8]:
        """The error that each record shows, ``OK`` for none."""
        return status_shown(self.severity)

    def note(self, where: NDArray[np.bool_], status: int, text: str | Mapping[int, str]) -> None:
        """Note an error of ours where it is, which shows unless one before it decides; ``text`` for all or by row."""
        self.severity[where] = np.minimum(self.severity[where], severity_of(status))
        for row in np.flatnonzero(where).tolist():
            _add(self.texts, row, text if isinstance(text, str) else text[row])

    def at(self, indices: NDArray[np.intp]) -> "Troubles":
        """Those of some records."""
        return Troubles(self.severity[indices], self.texts[indices])

    def take(self, where: NDArray[np.intp], other: "Troubles", at: NDArray[np.intp]) -> None:
        """Take over the errors of the arrangements ``at`` for the records ``where``, which say whose they are."""
        own, theirs = self.severity[where], other.severity[at]
        self.severity[where] = np.where(ranked_alike(own, theirs), own, np.minimum(own, theirs))
        for row, index in zip(where.tolist(), at.tolist(), strict=True):
            for text in other.said(index):
                _add(self.texts, row, text.replace("Fejl: ", "Fejl: i ordningen: ", 1))


def _add(texts: NDArray[np.object_], row: int, text: str) -> None:
    if text not in texts[row].split(_APART):
        texts[row] = f"{texts[row]}{_APART}{text}" if texts[row] else text


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
    error = row_errors(rows, needed)
    found = Troubles(severity(error, rows.has_error_cell), np.full(len(table), "", dtype=object))
    specs = {title[key]: table.kinds[key] for key in columns}
    for row, text in problem_texts(rows, error, specs, needed).items():
        found.texts[row] = text
    return found


def _need(where: NDArray[np.bool_] | bool) -> Need | bool:
    return where if isinstance(where, bool) else lambda rows: where


def worst_by(group: NDArray[np.intp], number_of_groups: int, troubles: Troubles) -> Troubles:
    """The error of each group of records: the one that decides, whatever the records' order, and the first one's text.

    Parameters: ``group``, each record's group.
    """
    found = Troubles(np.full(number_of_groups, FINE, np.int16), np.full(number_of_groups, "", dtype=object))
    np.minimum.at(found.severity, group, troubles.severity)
    for row in np.flatnonzero(troubles.found).tolist():
        for text in troubles.said(row):
            _add(found.texts, int(group[row]), text)
    return found
