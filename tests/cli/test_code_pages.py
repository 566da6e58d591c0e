"""Every message on the code pages of Windows: no traceback, no letter lost, Danish that can be read."""

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import xl_addin
from tests.adopt.exports import PLAIN, plain, text
from xl_addin.cli.readable import READABLE

PACKAGE = Path(xl_addin.__file__).parent
ROOMS = ("adopt", "check", "cli", "xlsx", "engine", "agreement", "tables", "rules", "functions", "invoices")
PAGES = ("cp1252", "cp850", "cp437", "ascii")


def messages() -> set[str]:
    """All texts that the rooms behind ``fho adopt`` and ``fho check`` can say: in the code but for docstrings, and in
    the data."""
    found: set[str] = set()
    for room in ROOMS:
        for path in (PACKAGE / room).rglob("*.py"):
            found.update(_spoken(ast.parse(path.read_text("utf-8"))))
        for path in (PACKAGE / room).rglob("*.toml"):
            found.update(_values(tomllib.loads(path.read_text("utf-8"))))
    return {one for one in found if not one.isascii() and not _is_pattern(one)}


def _is_pattern(text: str) -> bool:
    """Whether a text is there to look for others."""
    is_expression = any(sign in text for sign in ("\\", "(?", "]*", "]+"))
    return is_expression or not all(one.isprintable() or one.isspace() for one in text)


def _spoken(tree: ast.Module) -> Iterator[str]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _values(content: Any) -> Iterator[str]:
    match content:
        case str():
            yield content
        case dict():
            for key, value in content.items():
                yield str(key)
                yield from _values(value)
        case list():
            for value in content:
                yield from _values(value)


MESSAGES = messages()


def test_the_messages_are_found() -> None:
    assert len(MESSAGES) > 500
    assert "Skal være" in MESSAGES
    assert any("ligner også posteringer" in one for one in MESSAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_message_can_be_read_on_it(page: str) -> None:
    for message in MESSAGES:
        shown = message.encode(page, READABLE).decode(page)
        assert shown.count("?") == message.count("?"), message
        assert shown.count("\\") == message.count("\\"), message
        danish = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
        for letter, instead in danish.items():
            lost = message.count(letter) - shown.count(letter)
            assert lost == 0 or shown.count(instead) >= lost, message


@pytest.mark.parametrize("page", PAGES)
def test_adopt_and_check_say_it_through_a_pipe(page: str, tmp_path: Path) -> None:
    source, mapping, out = (tmp_path / name for name in ("Udgifter på høst.csv", "m.toml", "ny.xlsx"))
    rows = [*plain(), ["", "XG-1-00001", "", "", "", "", "77,00", "", ""]]
    text(PLAIN, rows)(source)
    environment = os.environ | {"PYTHONIOENCODING": page, "PYTHONUTF8": "0"}

    def fho(*arguments: object) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "xl_addin.cli.main", *map(str, arguments)]
        ended = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False)
        return ended.returncode, ended.stdout.decode(page), ended.stderr.decode(page)

    høst, række = ("på høst", "Række") if page not in ("ascii", "cp437") else ("paa h", "Raekke")
    if page == "cp437":  # it has æ and å, and no ø
        høst, række = "på hoest", "Række"
    status, said, _ = fho("adopt", source, "--propose", mapping)
    assert status == 0
    status, _, refused = fho("adopt", source, "--mapping", mapping, "-o", out)
    assert (status, "Traceback" in refused) == (2, False)
    assert høst in refused
    assert række in refused
    text(PLAIN, plain())(source)
    assert fho("adopt", source, "--mapping", mapping, "-o", out)[0] == 1
    status, said, wrong = fho("check", out)
    assert (status, wrong) == (1, "")
    assert "kan ikke afregnes" in said
    assert "\\x" not in said + refused
