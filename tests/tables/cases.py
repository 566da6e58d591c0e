"""The cases of ``cases.toml`` as calls: tables in, and the columns that each expects."""

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.functions.catalogue import by_name

Table = list[list[Any]]

SAYS_SOMETHING = "..."


@dataclass(frozen=True)
class TableCase:
    """A call of one function and what its columns must show, as text."""

    why: str
    function: str
    arguments: tuple[Any, ...]
    expected: Table

    def __str__(self) -> str:
        return f"{self.function}: {self.why}"


def cases(file: str = "cases.toml") -> list[TableCase]:
    """Every case of a file, one for each function that it expects something of."""
    path = Path(__file__).with_name(file)
    return [case for entry in tomllib.loads(path.read_text(encoding="utf-8"))["sag"] for case in _of_entry(entry)]


def _of_entry(entry: dict[str, Any]) -> list[TableCase]:
    ordninger, posteringer, ophold = (_given(entry, name) for name in ("ordninger", "posteringer", "indlaeggelser"))
    aftale, day = entry.get("aftale"), entry.get("pr_dato")
    calls: dict[str, tuple[str, tuple[Any, ...]]] = {
        "afsnit": ("FHO_ORDNINGER", (ordninger, aftale, day)),
        "regnskab": ("FHO_REGNSKAB", (posteringer, ordninger, aftale)),
        "ophold": ("FHO_INDLAEGGELSER", (ophold, ordninger, aftale, day, posteringer)),
        "opfoelgning": ("FHO_OPFOELGNING", (ordninger, ophold, posteringer, aftale, day)),
    }
    return [
        TableCase(entry["hvorfor"], function, _without_end(arguments), _table(entry[key]))
        for key, (function, arguments) in calls.items()
        if key in entry
    ]


def _without_end(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Arguments without those at the end that are left out."""
    return arguments if arguments[-1] is not None else _without_end(arguments[:-1])


def _given(entry: dict[str, Any], name: str) -> Table | None:
    return _table(entry[name]) if name in entry else None


def _table(text: str) -> Table:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [[cell or None for cell in row] for row in rows]


def shown(function: str, rows: Table, column: str) -> list[str]:
    """A column of a result as Danish text."""
    place = by_name()[function].columns.index(column)
    return [_shown(row[place]) for row in rows]


def _shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
    return str(value)


def as_expected(wanted: str | None, found: str) -> bool:
    """Whether a cell shows what is expected."""
    if wanted == SAYS_SOMETHING:
        return found not in ("", "OK") and not found.startswith("#")
    return (wanted or "").removesuffix(",00") == found


def host_cases() -> list[tuple[str, dict[str, Any]]]:
    """Calls of every table function with what Python gives for them, as ``tests.expected.load`` gives other cases.

    What is right is said by ``cases.toml`` and the slow calculation; a host must give the same.
    """
    from tests.tables import test_follow_up as more

    calls = [(case.why, case.function, list(case.arguments)) for case in cases()]
    calls.append(("RULES 3", "FHO_INDLAEGGELSER", [more.STAYS, more.ORDNINGER, None, "30-05-2016", more.POSTINGS]))
    calls.append(("RULES 10", "FHO_OPFOELGNING", [more.ORDNINGER, more.STAYS, more.POSTINGS, None, "15-10-2016"]))
    return [
        (
            f"tabeller[{number}] {function}",
            {
                "function": function.lower(),
                "arguments": arguments,
                "result": [list(map(_written, row)) for row in by_name()[function].rows(*arguments)],
                "why": why,
            },
        )
        for number, (why, function, arguments) in enumerate(calls)
    ]


def _written(value: object) -> object:
    return f"date:{value.isoformat()}" if isinstance(value, datetime.date) else value
