"""Every function and form the engine is trusted with gives what LibreOffice gives, or what Excel is known to give."""

import datetime as dt
import math
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.libreoffice import compute
from xl_addin import engine
from xl_addin.engine import calculate, elementwise, excel_functions, lower
from xl_addin.engine.cell_step import CellStep
from xl_addin.engine.proved import WHOLE, constant, signatures
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.sheet import CellError
from xl_addin.xlsx.tree import Binary, Call, Node, Unary, branches

CASES = tomllib.loads((Path(__file__).parent / "proved_cases.toml").read_text("utf-8"))
PLAIN = [formula for group in CASES["formulas"].values() for formula in group]
ARRAYS = CASES["arrays"]["cases"]
EXCEL = CASES["excel"]

_FIRST = 20  # the first column of results, beyond the data


def _book(path: Path) -> dict[str, tuple[int, int, int, int]]:
    """Write the cases to a workbook; where each formula's results stand (row, column, height, width)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for letter, values in CASES["data"].items():
        for row, value in enumerate(values, 1):
            if value != "<blank>":
                cell = sheet[f"{letter}{row}"]
                cell.value = value
                if isinstance(value, str) and not value.startswith("="):
                    cell.data_type = "s"
    places = {}
    for number, formula in enumerate(PLAIN):
        row, column = 101 + number % 100, _FIRST + number // 100
        sheet.cell(row, column).value = _stored(formula)
        places[formula] = (row, column, 1, 1)
    row = 1001
    for formula, height, width in ARRAYS:
        last = f"{get_column_letter(_FIRST + width - 1)}{row + height - 1}"
        area = f"{get_column_letter(_FIRST)}{row}:{last}"
        sheet.cell(row, _FIRST).value = ArrayFormula(area, _stored(formula))
        places[f"{{{formula}}}"] = (row, _FIRST, height, width)
        row += height + 1
    book.save(path)
    return places


def _stored(formula: str) -> str:
    """With the prefix that files have for the newer functions."""
    for name in ("IFNA", "MAXIFS", "MINIFS", "DAYS"):
        formula = formula.replace(f"{name}(", f"_xlfn.{name}(")
    return formula


def _comparable(value: Any) -> Any:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (dt.datetime.combine(dt.date(1, 1, 1), value) - dt.datetime(1, 1, 1)) / dt.timedelta(days=1)
    return "" if value is None else value


def _agree(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return math.isclose(ours, theirs, rel_tol=1e-14, abs_tol=1e-14)
    return type(ours) is type(theirs) and ours == theirs


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[int, int, int, int]]]:
    """The workbook of the cases, and where each formula's results stand."""
    path = tmp_path_factory.mktemp("proved") / "cases.xlsx"
    return path, _book(path)


@pytest.fixture(scope="module")
def theirs(cases: tuple[Path, Any]) -> Worksheet:
    """The cases as LibreOffice computes them."""
    sheet = openpyxl.load_workbook(compute(cases[0], cases[0].parent), data_only=True).active
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.fixture(scope="module", params=["here and there", "the engine alone"])
def both(
    request: pytest.FixtureRequest, theirs: Worksheet, cases: tuple[Path, dict[str, tuple[int, int, int, int]]]
) -> dict[str, tuple[list[Any], list[Any]]]:
    """For each formula what the headless host gives, and what LibreOffice gives."""
    path, places = cases
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "the engine alone":
            patch.setattr(lower, "compiled", lambda *_: None)
        ours = calculate(path, {}).values[0]
    compared = {}
    for formula, (row, column, height, width) in places.items():
        cells = [(row + down, column + across) for down in range(height) for across in range(width)]
        left = [_comparable(ours[cell]) for cell in cells]
        right = [_comparable(theirs.cell(*cell).value) for cell in cells]
        if formula.startswith("{"):  # LibreOffice saves TRUE in an array as 1
            right = [bool(b) if isinstance(a, bool) and b in (0, 1) else b for a, b in zip(left, right, strict=True)]
        compared[formula] = (left, right)
    return compared


@pytest.mark.parametrize("formula", [*PLAIN, *(f"{{{formula}}}" for formula, _, _ in ARRAYS)])
def test_a_formula_agrees(formula: str, both: dict[str, tuple[list[Any], list[Any]]]) -> None:
    ours, theirs = both[formula]
    if formula in EXCEL:
        expected = EXCEL[formula]["value"]
        theirs = expected if isinstance(expected, list) else [expected]
    assert all(map(_agree, ours, theirs)), f"{formula}: {ours}, not {theirs}"


def test_what_is_computed_here_is_listed_and_among_the_cases(cases: tuple[Path, Any]) -> None:
    """Each function and operator that is listed stands in a case that the engine was not asked for."""
    listed = tomllib.loads((files(engine) / "proved.toml").read_text("utf-8"))["here"]
    lazy = {"COLUMN", "COLUMNS", "IF", "IFERROR", "NA", "ROW", "ROWS"}
    assert set(listed["functions"]) == {*excel_functions.FUNCTIONS, *elementwise.TESTS, *lazy}
    assert set(listed["binary"]) == set(elementwise.OPERATORS)
    asked: set[tuple[int, int]] = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CellStep, "_hand_over", _noting(asked, CellStep._hand_over))
        calculate(cases[0], {})
    here = [formula for formula in PLAIN if cases[1][formula][:2] not in asked]
    nodes = [node for formula in here for node in _nodes(Parser().parse(formula[1:], 100, 100))]
    assert set(listed["functions"]) <= {node.name for node in nodes if isinstance(node, Call)}
    assert set(listed["binary"]) <= {node.operator for node in nodes if isinstance(node, Binary)}
    assert set(listed["unary"]) <= {node.operator for node in nodes if isinstance(node, Unary)}


def _noting(asked: set[tuple[int, int]], hand_over: Callable[..., None]) -> Callable[..., None]:
    def noting(step: CellStep, *more: Any) -> None:
        asked.add(step.place[1:])
        hand_over(step, *more)

    return noting


def _nodes(tree: Node) -> list[Node]:
    return [tree, *(node for part in branches(tree) for node in _nodes(part))]


def test_there_are_enough_cases() -> None:
    assert len(set(PLAIN)) + len(ARRAYS) >= 300


def test_an_answer_of_excels_says_why_and_is_needed(both: dict[str, tuple[list[Any], list[Any]]]) -> None:
    for formula, case in EXCEL.items():
        assert len(case["why"]) > 20
        ours, theirs = both[formula]
        assert not all(map(_agree, ours, theirs)), f"{formula}: LibreOffice agrees: take it off the list"


def test_every_supported_function_and_form_is_among_the_cases() -> None:
    used: set[str] = set()
    counts: set[tuple[str, int]] = set()
    constants: set[tuple[str, int, str | None]] = set()
    for formula in [*PLAIN, *(formula for formula, _, _ in ARRAYS)]:
        for call in _calls(Parser().parse(formula[1:], 100, 100)):
            used.add(call.name)
            counts.add((call.name, len(call.arguments)))
            constants |= {(call.name, n, constant(argument)) for n, argument in enumerate(call.arguments, 1)}
    assert used == set(signatures())
    for name, known in signatures().items():
        for count in range(len(known.needed), len(known.needed) + len(known.optional) + 1):
            if not known.repeated:
                assert (name, count) in counts, f"{name} with {count} arguments is in no case"
        for position, allowed in known.constants.items():
            if WHOLE in allowed:
                tried = {int(value) for one, n, value in constants if (one, n) == (name, position) and value}
                assert {1, 2, 3} < tried, f"{name} is tried with too few whole numbers"
            for value in set(allowed) - {WHOLE}:
                assert (name, position, value) in constants, f"{name} with {value} as argument {position} is in no case"
        for position, kind in enumerate(known.needed + known.optional, 1):
            if kind.may_be_empty:
                assert (name, position, "") in constants, f"{name} with argument {position} left out is in no case"


def _calls(tree: Node) -> list[Call]:
    return [node for node in _nodes(tree) if isinstance(node, Call)]
