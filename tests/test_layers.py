"""The layers import only downwards: cell functions, then cell values and rules, then agreement parameters."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "xl_addin"

MAY_IMPORT = {
    "agreement": {"agreement"},
    "rules": {"rules", "agreement"},
    "cells": {"cells", "rules", "agreement"},
    "arguments": {"cells", "rules", "agreement"},
    "functions": {"arguments", "cells", "rules", "agreement"},
    "catalogue": {"functions", "cells"},
}


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(layer: str) -> list[Path]:
    return [PACKAGE / f"{layer}.py"] if (PACKAGE / f"{layer}.py").exists() else list((PACKAGE / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_is_below_it(layer: str) -> None:
    found = modules(layer)
    assert found
    for module in found:
        ours = {name.split(".")[1] for name in imports(module) if name.startswith("xl_addin.")} - {"__version__"}
        assert ours <= MAY_IMPORT[layer], f"{module.name} imports {ours - MAY_IMPORT[layer]}"


@pytest.mark.parametrize("layer", ["rules", "agreement"])
def test_the_rules_know_nothing_of_excel(layer: str) -> None:
    spreadsheet = {"xlwings", "openpyxl", "ironcalc"}
    for module in modules(layer):
        assert not {name.split(".")[0] for name in imports(module)} & spreadsheet
