"""A small regional workbook that computes in a moment, and the shipped ones as they stand."""

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.books.computing import WORKBOOKS, Values, compute
from xl_addin.books import regional
from xl_addin.books.invented import CLOSED, invented_ledger
from xl_addin.books.regional.areas import Records, areas

ROOM = areas(postings=70, arrangements=50, municipalities=21, months=2, claims=20, refunds=30)


@cache
def moved_cases() -> frozenset[str]:
    """The cases with more than one municipality."""
    homes: dict[str, set[str]] = {}
    for period in invented_ledger()["Ordninger"]:
        homes.setdefault(period["sag"], set()).update({period["kommune"]} if "kommune" in period else set())
    return frozenset(case for case, names in homes.items() if len(names) > 1)


@cache
def fifty_postings() -> Records:
    """Fifty postings of every art, moves among them, all periods, and a few claims."""
    ledger = invented_ledger()
    postings = ledger["Udgifter"]
    arts = sorted({one["art"] for one in postings})
    chosen: list[Any] = [next(one for one in postings if one["art"] == art) for art in arts]
    chosen += [one for one in postings if one["ordning"] in moved_cases() and one not in chosen][-20:]
    chosen += [one for one in postings if one not in chosen][: 50 - len(chosen)]
    return {**ledger, "Udgifter": chosen, "Opkrævet": list(ledger["Opkrævet"])[:12]}


@cache
def small_ledger() -> Records:
    """The same postings with only their own arrangements, which compute in less time, and nothing claimed yet."""
    ledger = fifty_postings()
    cases = {posting["ordning"] for posting in ledger["Udgifter"]}
    used = [period for period in ledger["Ordninger"] if period["sag"] in cases]
    return {"Ordninger": used, "Udgifter": ledger["Udgifter"]}


@cache
def _built(build: Callable[[], Workbook]) -> bytes:
    return pickle.dumps(build())


def copy_of(build: Callable[[], Workbook]) -> Workbook:
    """A workbook of one's own: it is built once a session, for a copy takes a third of the time."""
    copy: Workbook = pickle.loads(_built(build))
    return copy


def build_small() -> Workbook:
    return regional.build(small_ledger(), ROOM, CLOSED)


@pytest.fixture
def small() -> Workbook:
    return copy_of(build_small)


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Values:
    """What the small workbook gives as it is."""
    return compute(copy_of(build_small), tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def values(tmp_path: Path) -> Callable[[Workbook], Values]:
    return lambda workbook: compute(workbook, tmp_path)


@cache
def formulas_in(book: str) -> Workbook:
    """A committed workbook, to be read only."""
    return load_workbook(WORKBOOKS / book)


@pytest.fixture(scope="session")
def shipped() -> Workbook:
    """The committed regional workbook with its computed values."""
    return load_workbook(WORKBOOKS / "regionsregnskab.xlsx", data_only=True)


@pytest.fixture(scope="session")
def shipped_formulas() -> Workbook:
    return formulas_in("regionsregnskab.xlsx")
