"""The rooms import only downwards, from the command line to the agreement's data; hosts are leaves."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "xl_addin"

LAYERS = [
    "collecting", "files", "refusal",
    "agreement", "rules", "cells", "tables", "functions", "xlsx", "engine", "books", "check", "adopt",
    "invoices",
    "hosts/excel", "hosts/libreoffice", "hosts/server",
    "cli",
]  # fmt: skip
"""From the ground up."""

HOSTS = [layer for layer in LAYERS if layer.startswith("hosts/")]
"""Leaves: nobody but the command line imports one, no other host either."""


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively, the rest does not"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(layer: str) -> list[Path]:
    return [PACKAGE / f"{layer}.py"] if (PACKAGE / f"{layer}.py").exists() else list((PACKAGE / layer).rglob("*.py"))


def imported_layers(layer: str) -> set[str]:
    names = {name.replace(".", "/") + "/" for module in modules(layer) for name in imports(module)}
    return {one for one in LAYERS for name in names if name.startswith(f"xl_addin/{one}/")}


def test_every_module_is_in_a_layer() -> None:
    in_layers = {module for layer in LAYERS for module in modules(layer)}
    faces = {PACKAGE / "__init__.py", PACKAGE / "hosts" / "__init__.py"}
    assert set(PACKAGE.rglob("*.py")) == in_layers | faces


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_is_below_it(layer: str) -> None:
    assert imported_layers(layer) <= set(LAYERS[: LAYERS.index(layer) + 1])


@pytest.mark.parametrize("layer", [layer for layer in LAYERS if layer != "cli"])
def test_a_host_is_a_leaf(layer: str) -> None:
    assert not imported_layers(layer) & set(HOSTS) - {layer}


@pytest.mark.parametrize("layer", ["rules", "agreement"])
def test_the_rules_know_nothing_of_excel(layer: str) -> None:
    spreadsheet = {"xlwings", "openpyxl", "ironcalc"}
    for module in modules(layer):
        assert not {name.split(".")[0] for name in imports(module)} & spreadsheet


@pytest.mark.parametrize(
    "room",
    ["agreement", "rules", "cells", "tables", "functions", "xlsx", "engine", "check", "invoices", "hosts/server"],
)
def test_a_room_says_what_is_in_it(room: str) -> None:
    said = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    named = set(re.findall(r"``(\w+)(?:\.py)?``", said))
    assert {path.stem for path in (PACKAGE / room).glob("*.py")} - {"__init__"} <= named
    assert not [one for one in re.findall(r"``(\w+\.py)``", said) if not (PACKAGE / room / one).exists()]


@pytest.mark.parametrize(
    ("fact", "where"),
    [
        (r"1899, 12, 30", {"cells/dates.py"}),
        (r"maketrans\(\"æøå\"", {"agreement/wording.py"}),
    ],
)
def test_a_fact_stands_once(fact: str, where: set[str]) -> None:
    """The first day of serial numbers, the Danish order of letters: LibreOffice's own modules know their program's."""
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(fact, path.read_text(encoding="utf-8")) and "libreoffice/inside" not in str(path)
    }
    assert found == where


def test_no_file_is_called_like_another() -> None:
    names = Counter(module.name for module in PACKAGE.rglob("*.py") if module.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_no_class_is_called_like_another() -> None:
    trees = (ast.parse(module.read_text(encoding="utf-8")) for module in PACKAGE.rglob("*.py"))
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []
