"""How a result is compared with what a case says: see tests/cases/README.md."""

import datetime
import json
from pathlib import Path
from typing import Any

from tests.oracle import SURFACE

CASES = Path(__file__).parent / "cases"

TABLES = {"fho_ordninger": 9, "fho_regnskab": 11, "fho_indlaeggelser": 5, "fho_opfoelgning": 18}
"""The columns of the functions on whole tables, whose cases and slow calculation are in ``tables``."""


def load() -> list[tuple[str, dict[str, Any]]]:
    """Every case of every file, with an identity such as ``fordel[12]``."""
    found = []
    for path in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            found.append((f"{path.stem}[{number}] {case['function']}", case))
    return found


def agrees(result: object, expected: object, columns: int = 1) -> bool:
    """Whether a result is what is expected; one error stands for that error in every column."""
    if isinstance(expected, str) and columns > 1:
        return result == expected or agrees(result, [[expected] * columns])
    if isinstance(expected, list):
        return (
            isinstance(result, list | tuple)
            and len(result) == len(expected)
            and all(agrees(mine, theirs) for mine, theirs in zip(result, expected, strict=True))
        )
    return _same(result, expected)


def _same(result: object, expected: object) -> bool:
    if isinstance(expected, str):
        if expected.startswith("date:"):
            expected = datetime.date.fromisoformat(expected.removeprefix("date:"))
            return type(result) is datetime.date and result == expected
        if not isinstance(result, str):
            return False
        if result.startswith(("contains:", "not:OK")):  # the oracle, which says no more of a text than it must
            return not expected.startswith("#") and (expected != "OK" or result != "not:OK")
        if expected.startswith("contains:"):
            fragments = expected.removeprefix("contains:").casefold().split("|")
            return _says_something(result) and all(one in result.casefold() for one in fragments)
        if expected == "not:OK":
            return result == expected or (_says_something(result) and result != "OK")
        return result == expected
    if isinstance(expected, bool) or isinstance(result, bool):
        return result is expected
    if isinstance(expected, int | float):
        return isinstance(result, int | float) and float(result) == float(expected)
    return type(result) is type(expected) and result == expected


def _says_something(text: str) -> bool:
    return text != "" and not text.startswith(("#", "contains:"))


def columns_of(function: str) -> int:
    """How many columns a result row has."""
    return TABLES[function] if function in TABLES else SURFACE[function].columns
