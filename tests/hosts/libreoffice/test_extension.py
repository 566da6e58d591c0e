"""The extension is generated from the catalogue, and its bytes are the same each time."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from xl_addin.functions.catalogue import catalogue
from xl_addin.hosts.libreoffice.extension import (
    basic_functions,
    build,
    interface_definitions,
    is_nothing_as_zero,
    wizard,
)
from xl_addin.hosts.libreoffice.spelling import bare, spellings, uno_name
from xl_addin.hosts.server.pane_examples import Example, examples

NAMES = [one.name for one in catalogue()]


def test_same_bytes_each_time(tmp_path: Path) -> None:
    build(tmp_path / "one.oxt")
    build(tmp_path / "two.oxt")
    assert (tmp_path / "one.oxt").read_bytes() == (tmp_path / "two.oxt").read_bytes()


def test_the_package_goes_along_with_its_data(tmp_path: Path) -> None:
    build(tmp_path / "fho.oxt")
    with zipfile.ZipFile(tmp_path / "fho.oxt") as archive:
        names = set(archive.namelist())
    assert "python/xl_addin/functions/how_much.py" in names
    assert "python/xl_addin/agreement/midtjylland.toml" in names
    assert "python/xl_addin/agreement/kommuner.csv" in names
    assert not [name for name in names if "/books/" in name or "/cli/" in name or name.endswith(".pyc")]
    assert not [name for name in names if "/adopt/" in name or "/check/" in name or "/engine/" in name]


def test_what_goes_along_needs_nothing_else_of_the_package(tmp_path: Path) -> None:
    build(tmp_path / "fho.oxt")
    with zipfile.ZipFile(tmp_path / "fho.oxt") as archive:
        archive.extractall(tmp_path)
    asked = (
        "import xl_addin; from xl_addin.functions.catalogue import by_name; print(xl_addin.__file__, len(by_name()))"
    )
    alone = {"PYTHONPATH": str(tmp_path / "python"), "PATH": os.environ["PATH"]}
    said = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, env=alone, capture_output=True, text=True)
    assert said.stdout.split() == [str(tmp_path / "python/xl_addin/__init__.py"), str(len(NAMES))], said.stderr


def test_every_function_is_everywhere() -> None:
    functions = catalogue()
    definitions, basic, shown = interface_definitions(functions), basic_functions(functions), wizard(functions)
    for one in functions:
        assert f" {uno_name(one.name)}(" in definitions
        assert f"Function {one.name}(" in basic
        for argument in one.arguments:
            assert f"any {uno_name(argument.name)}" in definitions
    ElementTree.fromstring(shown)


def test_uno_names_are_distinct() -> None:
    assert len({uno_name(name) for name in NAMES}) == len(NAMES)
    for one in catalogue():
        assert len({uno_name(argument.name) for argument in one.arguments}) == len(one.arguments)


@pytest.mark.parametrize(
    "written",
    [
        "FHO_FORDEL",
        "fho_fordel",
        "_xldudf_FHO_FORDEL",
        "_xldudf_fho_fordel",
        "[1]!fho_fordel",
        "[12]!FHO_FORDEL",
        "'C:\\Users\\en bruger\\FHO.xlam'!FHO_FORDEL",
        "dk.xladdin.CellFunctions.fhoFordel",
        "DK.XLADDIN.CELLFUNCTIONS.FHOFORDEL",
    ],
)
def test_spellings(written: str) -> None:
    assert spellings(NAMES)[bare(written)] == "FHO_FORDEL"


@pytest.mark.parametrize("written", ["SUM", "FHO_ANDET", "XFHO_FORDEL", "FHO_FORDELING", "fordel"])
def test_other_names_are_left_alone(written: str) -> None:
    assert bare(written) not in spellings(NAMES)


def test_names_are_bound_by_us_alone() -> None:
    """LibreOffice 25.2 resolves a name with ``CompatibilityName`` to the UNO add-in, past the Basic function."""
    assert "CompatibilityName" not in wizard(catalogue())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.function.name)
def test_where_zero_is_taken_for_nothing_it_changes_no_number(example: Example) -> None:
    """Calc hands 0 over for an argument that is left out between others."""
    function = example.function
    given = [*example.arguments, *[None] * (len(function.arguments) - len(example.arguments))]
    for place, argument in enumerate(function.arguments):
        if not is_nothing_as_zero(argument):
            continue
        nothing, zero = ([*given[:place], one, *given[place + 1 :]] for one in (None, 0.0))
        assert numbers(function.rows(*zero)) in ([], numbers(function.rows(*nothing))), argument.name


def numbers(rows: list[list[Any]]) -> list[Any]:
    return [cell for row in rows for cell in row if not isinstance(cell, str)]
