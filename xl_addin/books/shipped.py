"""The workbooks that are shipped, with their computed values inside."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from openpyxl.workbook import Workbook

from xl_addin.books import new_arrangement, regional
from xl_addin.books.invented import invented_ledger
from xl_addin.books.package import packed, parts, written
from xl_addin.hosts.headless import calculate, write_calculated

SHIPPED: dict[str, Callable[[], Workbook]] = {
    "regionsregnskab.xlsx": lambda: regional.build(invented_ledger()),
    "ny-ordning.xlsx": new_arrangement.build,
}
"""The builders by file name."""


def computed(workbook: Workbook) -> bytes:
    """A workbook's file with the value of every formula in it, so that any viewer shows it."""
    with tempfile.TemporaryDirectory() as folder:
        plain, out = Path(folder, "plain.xlsx"), Path(folder, "computed.xlsx")
        plain.write_bytes(written(workbook))
        write_calculated(calculate(plain), out)
        return packed(parts(out.read_bytes()))
