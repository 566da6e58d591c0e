"""A small regional workbook that computes in a moment, and the shipped ones as they stand."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.books.computing import WORKBOOKS, Values, compute
from xl_addin.books import regional
from xl_addin.books.invented import invented_ledger
from xl_addin.books.invented.ledger import Ledger
from xl_addin.books.regional.tables import tables

ROOM = tables(postings=70, arrangements=50, municipalities=21, months=2)


@cache
def fifty_postings() -> Ledger:
    """Fifty postings of every art, moves among them, and all arrangements."""
    ledger = invented_ledger()
    moved = {item.case for item in ledger.arrangements if item.moved}
    arts = {posting.art for posting in ledger.postings}
    chosen = [next(one for one in ledger.postings if one.art == art) for art in sorted(arts)]
    chosen += [one for one in ledger.postings if one.arrangement in moved and one.municipality is None][:20]
    chosen += [one for one in ledger.postings if one not in chosen][: 50 - len(chosen)]
    return replace(ledger, postings=tuple(chosen))


@cache
def small_ledger() -> Ledger:
    """The same postings with only their own arrangements, which compute in less time."""
    ledger = fifty_postings()
    cases = {posting.arrangement for posting in ledger.postings}
    used = tuple(item for item in ledger.arrangements if item.case in cases)
    return replace(ledger, arrangements=used, admissions=())


@pytest.fixture
def small() -> Workbook:
    return regional.build(small_ledger(), ROOM)


@pytest.fixture
def values(tmp_path: Path) -> Callable[[Workbook], Values]:
    return lambda workbook: compute(workbook, tmp_path)


@pytest.fixture(scope="session")
def shipped() -> Workbook:
    """The committed regional workbook with its computed values."""
    return load_workbook(WORKBOOKS / "regionsregnskab.xlsx", data_only=True)


@pytest.fixture(scope="session")
def shipped_formulas() -> Workbook:
    return load_workbook(WORKBOOKS / "regionsregnskab.xlsx")
