"""A workbook checked, or one of its cells explained, in a process of its own: ``python -m`` this module.

One line of JSON on the standard input says what to do, then come the workbook's bytes; the answer is JSON on the
standard output. So nothing that a workbook asks for can take the server's memory or time: this process has a limit of
its own, and it is ended when the time is up.
"""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any, Final

MOST: Final = 500
"""Findings listed; the rest are counted."""


def answer(task: dict[str, Any], workbook: bytes) -> dict[str, Any]:
    """What the task pane shows; ``refused`` where the workbook cannot be read."""
    from xl_addin.check import findings
    from xl_addin.check.book import book_of
    from xl_addin.check.explained_cell import explain_cell
    from xl_addin.check.report import as_objects, errors_first, verdict
    from xl_addin.xlsx.package import WorkbookError, read_package

    today = dt.date.today()
    try:
        package = read_package(Path(task["name"]), workbook)
        if "cell" in task:
            sheet, row, column = task["cell"]
            return explain_cell(package, sheet, row, column, today)
        book = book_of(package, today)
        found = errors_first(findings(book))
    except WorkbookError as error:
        return {"refused": str(error)}
    except LookupError:
        return {"refused": "Arket findes ikke i projektmappen."}
    return {"summary": verdict(book, found), "findings": as_objects(found[:MOST]), "more": max(0, len(found) - MOST)}


def main() -> int:
    """Read, answer, end."""
    task = json.loads(sys.stdin.buffer.readline())
    _limit_memory(task["memory"])
    json.dump(answer(task, sys.stdin.buffer.read()), sys.stdout)
    return 0


def _limit_memory(size: int) -> None:
    """Windows has no such limit; there the time is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    raise SystemExit(main())
