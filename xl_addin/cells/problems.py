"""What is wrong with a row, in Danish: the text of FHO_KONTROL for rows that other functions answer with an error."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.cells.columns import Column
from xl_addin.cells.errors import FIRST_ERROR, OUT_OF_DOMAIN, UNREADABLE, error_name
from xl_addin.cells.kinds import Kind
from xl_addin.cells.rows import AGREEMENT, Need, Rows, Spec
from xl_addin.rules.sentences import fitted

_DANISH: Final = (("ae", "æ"), ("oe", "ø"), ("aa", "å"), ("_", " "))
"""What stands in a formula's argument names, which are ASCII, for what people write."""


def in_danish(name: str) -> str:
    """An argument's name as people write it: ``udmålt af`` for ``udmaalt_af``."""
    for ascii_letters, letter in _DANISH:
        name = name.replace(ascii_letters, letter)
    return name


def problem_texts(
    rows: Rows, error: NDArray[np.int8], specs: Mapping[str, Spec], needed: Mapping[str, Need | bool]
) -> dict[int, str]:
    """For each row in error, everything that is wrong with it, by the arguments' names in Danish."""
    missing = {
        name: rows.is_missing(name) & (True if need is True else need(rows))
        for name, need in needed.items()
        if need is not False
    }
    return {int(row): _text(int(row), rows, specs, missing) for row in np.flatnonzero(error)}


def _text(row: int, rows: Rows, specs: Mapping[str, Spec], missing: Mapping[str, NDArray[np.bool_]]) -> str:
    found = []
    for name, spec in specs.items():
        shown = in_danish(name)
        if spec == AGREEMENT:
            found.append(agreement_problem(shown, rows.agreement_status))
        elif name in missing and missing[name][row]:
            found.append(f"{shown} mangler")
        else:
            found.append(_problem(shown, spec, row, rows.columns[name]))
    first, *others = [text for text in found if text]
    return fitted([f"Fejl: {first}", *others], "; ", end=".")


def _problem(name: str, kind: Spec, row: int, column: Column) -> str:
    assert isinstance(kind, Kind)
    status = int(column.status[row])
    if row in column.why:
        return f"{name}: {column.why[row]}"
    if status >= FIRST_ERROR:
        return f"{name} er en celle med fejlen {error_name(status)}"
    if status == UNREADABLE:
        return f"{name} {kind.unreadable}"
    return f"{name} {kind.out_of_domain}" if status == OUT_OF_DOMAIN else ""


def agreement_problem(name: str, status: int) -> str:
    """What is wrong with an agreement that cannot be read; nothing of one that can."""
    if status >= FIRST_ERROR:
        return f"{name} har en celle med fejlen {error_name(status)}"
    if status == UNREADABLE:
        return f"{name} er hverken Midtjylland, Bekendtgørelsen eller en gyldig aftale i to kolonner"
    return ""
