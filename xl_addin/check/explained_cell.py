"""A cell explained: each call of ours in its formula, with what it was given, what it gave, and what stands behind it.

What is said of a call is said by ``functions.explanation``, for the shell and the task pane alike.
"""

import datetime as dt
from typing import Any

from xl_addin.agreement.wording import counted
from xl_addin.check.book import Book, Cell, Formula, book_of, every_part
from xl_addin.engine import CalledFunction
from xl_addin.functions.catalogue import by_name
from xl_addin.functions.explanation import in_words, notes, result_in_words
from xl_addin.xlsx.package import Package
from xl_addin.xlsx.tree import Call, address


def explain_cell(package: Package, sheet: str, row: int, column: int, today: dt.date) -> dict[str, Any]:
    """A cell's address and the calls in its formula, if any; ``LookupError`` for a sheet that there is not."""
    numbers = {one.name.casefold(): number for number, one in enumerate(package.sheets)}
    cell = Cell(numbers[sheet.casefold()], row, column)
    book = book_of(package, today, cell)
    formula = book.formulas.get(cell)
    explained = [_explained(call, row - formula.area.top) for call in _calls(book, formula)] if formula else []
    return {"cell": address(row, column), "calls": explained}


def _calls(book: Book, formula: Formula) -> list[CalledFunction]:
    """The calls in a formula in the order in which they stand; they were computed from the inside."""
    first = (book.package.sheets[formula.area.sheet].name, formula.area.top, formula.area.left)
    found = [call for call in book.calls if (call.sheet, call.row, call.column) == first]
    written = [book.called(part) for part in every_part(formula.tree) if isinstance(part, Call)]
    return sorted(found, key=lambda call: written.index(call.name))


def _explained(call: CalledFunction, down: int) -> dict[str, Any]:
    """One call: the function, its arguments and its result in the cell's row, its rule, and notes on this result."""
    function = by_name()[call.name]
    cells = [_of_row(given, down) for given in call.arguments]
    rows = function.rows(*call.arguments)  # as the function gives them: to the engine a date is a number
    values = rows[min(down, len(rows) - 1)]
    return {
        "name": function.name,
        "syntax": function.syntax,
        "help": function.help,
        "arguments": [
            {"name": one.name, "shown": in_words(cell, one.name), "help": one.help}
            for one, cell in zip(function.arguments, cells, strict=False)
        ],
        "result": [
            {"name": name, "shown": result_in_words(value, name), "help": ""}
            for name, value in zip(function.columns, values, strict=False)
        ],
        "notes": notes(function, cells, values, call.arguments, min(down, len(rows) - 1)),
    }


def _of_row(given: Any, down: int) -> Any:
    """The argument's cell in the row that is explained; single cells stand beside every row, tables are taken whole."""
    if not isinstance(given, list):
        return given
    if len(given[0]) == 1:
        return given[min(down, len(given) - 1)][0]
    return f"område med {counted(len(given), 'række')}"
