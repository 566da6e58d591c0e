"""A rule reads like the agreement: it quotes its clause, says what goes in and comes out, and its example runs."""

import ast
import doctest
import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

import xl_addin.rules

PACKAGE = Path(xl_addin.rules.__file__).parent
ROOMS = ["agreement", "rules", "cells", "tables"]
SOURCES = Path(__file__).parent.parent / "sources"

# A clause is quoted in italics or in quotation marks; what is left out is marked, a word of ours stands in brackets.
QUOTED = re.compile(r"(?<![*\w])\*([^*`]{30,}?)\*|\"([^\"]{30,}?)\"")
LEFT_OUT = re.compile(r"…|\[[^\]]*\]")


def module_names(room: str) -> list[str]:
    return [f"xl_addin.{room}.{path.stem}" for path in sorted((PACKAGE.parent / room).glob("*.py"))]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def law() -> str:
    return squeezed(" ".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))))


@pytest.mark.parametrize("name", [name for room in ROOMS for name in module_names(room)])
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def quotes() -> list[tuple[str, str]]:
    found = []
    for path in sorted(PACKAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                doc = squeezed(ast.get_docstring(node) or "")
                prose = doc.partition(">>>")[0]
                found += [(path.stem, italics or marks) for italics, marks in QUOTED.findall(prose)]
    return found


@pytest.mark.parametrize(("module", "quote"), quotes())
def test_a_quoted_clause_stands_in_the_sources(module: str, quote: str) -> None:
    for part in LEFT_OUT.split(quote):
        assert part.strip(" .,") in law(), part


def rules(module: ModuleType) -> list[str]:
    """The functions of a module that others use."""
    return [
        name
        for name, member in vars(module).items()
        if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_")
    ]


CLAUSES = [
    "target_group", "employer", "cost_sharing_key", "joint_financing", "joint_hours", "extra_helper", "admission",
    "holiday", "invoicing", "offsetting", "moving", "budget", "division", "arrangement_in_time",
    "paying_municipality", "refund", "ledger", "start_up",
]  # fmt: skip
"""The modules of a clause each."""


@pytest.mark.parametrize("name", CLAUSES)
def test_a_clause_is_quoted_and_has_an_example(name: str) -> None:
    module = importlib.import_module(f"xl_addin.rules.{name}")
    docs = " ".join([module.__doc__ or "", *(inspect.getdoc(vars(module)[one]) or "" for one in rules(module))])
    assert "Source:" in docs
    assert QUOTED.search(squeezed(docs)), f"{name} quotes no clause"
    assert ">>>" in docs, f"{name} has no example"


@pytest.mark.parametrize("name", module_names("rules"))
@pytest.mark.parametrize("part", ["\nParameters: ", "\nReturns: ", "\n>>> "])
def test_every_rule_says_what_goes_in_and_comes_out_and_has_an_example(name: str, part: str) -> None:
    module = importlib.import_module(name)
    assert [one for one in rules(module) if part not in (inspect.getdoc(vars(module)[one]) or "")] == []


@pytest.mark.parametrize("name", module_names("rules"))
def test_the_table_of_contents_names_every_module(name: str) -> None:
    own = name.removeprefix("xl_addin.rules.")
    assert own == "__init__" or f"``{own}.py``" in (xl_addin.rules.__doc__ or "")
