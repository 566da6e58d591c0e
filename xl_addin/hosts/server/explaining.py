"""Explain a cell: the function, what it was given, what it answered, and the rule and source behind it."""

from typing import Any

from xl_addin.functions.explanation import notes, shown, shown_result
from xl_addin.hosts.server.formulas import Call, argument_text, calls
from xl_addin.hosts.server.workbook import Formula, NotFound, Workbook, address


def explain(workbook: Workbook, sheet: str, row: int, column: int) -> dict[str, Any]:
    """What the task pane shows of a cell: one entry for each call of ours in its formula, none when there is none."""
    formula = _formula_at(workbook, sheet, row, column)
    found = calls(formula.text) if formula else []
    return {
        "cell": address(row, column),
        "calls": [_explained(workbook, formula, call, row - formula.row) for call in found] if formula else [],
    }


def _formula_at(workbook: Workbook, sheet: str, row: int, column: int) -> Formula | None:
    """The cell's own formula, or the one whose result reaches the cell; an array's is the one in its first cell."""
    own = [one for one in workbook.formulas if one.sheet.lower() == sheet.lower()]
    by_cell = {(one.row, one.column): one for one in own}
    found = by_cell.get((row, column)) or _spilling(workbook, own, row, column)
    if found is None:
        return None
    top, left = found.row, found.column
    while (above := by_cell.get((top - 1, left))) and above.text == found.text:
        top -= 1
    while (beside := by_cell.get((top, left - 1))) and beside.text == found.text:
        left -= 1
    return by_cell[top, left]


def _spilling(workbook: Workbook, formulas: list[Formula], row: int, column: int) -> Formula | None:
    """The formula whose result spills into the cell: Excel shows no formula there."""
    nearest = sorted(
        (one for one in formulas if one.row <= row and one.column <= column),
        key=lambda one: (one.row, one.column),
        reverse=True,
    )
    for one in nearest:
        for call in calls(one.text):
            if call.is_whole and column - one.column < len(call.function.columns):
                answer = _answer(workbook, one, call)
                if isinstance(answer, list) and row - one.row < len(answer):
                    return one
    return None


def _answer(workbook: Workbook, formula: Formula, call: Call) -> Any:
    """What the call gives; None where its arguments are formulas themselves."""
    try:
        return call.function.call(*call.cells(workbook, formula.sheet))
    except (NotFound, TypeError):
        # TypeError: too few or too many arguments, which Excel itself complains of.
        return None


def _explained(workbook: Workbook, formula: Formula, call: Call, down: int) -> dict[str, Any]:
    function = call.function
    explained: dict[str, Any] = {
        "name": function.name,
        "syntax": function.syntax,
        "help": function.help,
        "arguments": [],
        "result": [],
        "notes": [],
    }
    answer = _answer(workbook, formula, call)
    if answer is None:
        cells = [argument_text(tokens) for tokens in call.arguments]
        explained["notes"].append("Et eller flere felter er selv formler, så resultatet er ikke regnet efter her.")
    else:
        cells = [_of_row(cell, down) for cell in call.cells(workbook, formula.sheet)]
    explained["arguments"] = [
        {"name": argument.name, "help": argument.help, "shown": shown(cell, argument.name)}
        for argument, cell in zip(function.arguments, cells, strict=False)
    ]
    if answer is not None:
        row = _row_of(answer, down)
        explained["result"] = [
            {"name": name, "shown": shown_result(value, name)}
            for name, value in zip(function.columns, row, strict=False)
        ]
        explained["notes"] += notes(function, cells, row)
    return explained


def _of_row(cell: Any, down: int) -> Any:
    """The cell of the row that is explained; single cells stand beside every row, groups are taken whole."""
    if not isinstance(cell, list):
        return cell
    if len(cell[0]) == 1:
        return cell[min(max(down, 0), len(cell) - 1)][0]
    return f"område med {len(cell)} rækker"


def _row_of(answer: Any, down: int) -> list[Any]:
    if not isinstance(answer, list):
        return [answer]
    row: list[Any] = answer[min(max(down, 0), len(answer) - 1)]
    return row
