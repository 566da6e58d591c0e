"""The workbooks that are shipped, with their computed values inside."""

from collections.abc import Callable
from pathlib import Path

from openpyxl.workbook import Workbook

from xl_addin.books import new_arrangement, regional
from xl_addin.books.bookfile import packed, parts, written
from xl_addin.books.charts import alternative_texts
from xl_addin.books.invented import CLOSED, invented_ledger, invented_ledger_of
from xl_addin.books.regional.areas import ROOM_FOR_ARRANGEMENTS, ROOM_FOR_POSTINGS, areas
from xl_addin.books.regional.book_side import BookSide
from xl_addin.engine.compute import calculate_package
from xl_addin.xlsx.package import read_package
from xl_addin.xlsx.patch import patched

EMPTY = "regionsregnskab-tom.xlsx"

SHIPPED: dict[str, Callable[[], Workbook]] = {
    "regionsregnskab.xlsx": lambda: regional.build(invented_ledger(), to_date=CLOSED),
    EMPTY: lambda: empty(),
    "ny-ordning.xlsx": new_arrangement.build,
    "ny-ordning-tom.xlsx": lambda: new_arrangement.build(empty=True),
}
"""The builders by file name."""


def empty(postings: int = ROOM_FOR_POSTINGS, arrangements: int = ROOM_FOR_ARRANGEMENTS) -> Workbook:
    """The regional workbook without data, with room for so many postings and periods of arrangements."""
    return regional.build({}, areas(postings, arrangements))


def municipality_file(own: str, *, example: bool = False) -> str:
    """The name of a municipality's own workbook, empty or with invented data."""
    return f"kommuneregnskab-{own.lower()}{'-eksempel' if example else ''}.xlsx"


def municipality_book(own: str, postings: int, arrangements: int, *, example: bool = False) -> Workbook:
    """The regional workbook's twin for one municipality: empty, or with what is invented for it."""
    room = areas(postings, arrangements, side=BookSide(own))
    return regional.build(invented_ledger_of(own), room, CLOSED) if example else regional.build({}, room)


def computed(workbook: Workbook) -> bytes:
    """A workbook's file with the value of every formula in it, so that any viewer shows it."""
    result = calculate_package(read_package(Path("regneark"), written(workbook)))
    return packed(parts(patched(result.package, result.values, alternative_texts(workbook))))
