"""The setting file ``.fho/fho.conf`` in the user's folder: lines of ``"NAME","VALUE"``, as xlwings writes them.

VBA reads it in Windows' code page. Lines that are not ours stay as they are.
"""

import re
from pathlib import Path
from typing import Final

INTERPRETER: Final = "INTERPRETER_WIN"
MODULE: Final = "UDF MODULES"
TEMPLATE: Final = "TEMPLATE"
OURS: Final = (INTERPRETER, MODULE, TEMPLATE)

_LINE: Final = re.compile(r'"([^"]*)","(.*)"\s*')


def read(path: Path, code_page: str) -> dict[str, str]:
    """The settings by name; none where there is no file."""
    return {
        found[1].upper(): found[2] for line in _lines(path, code_page) if (found := _LINE.fullmatch(line)) is not None
    }


def changed(path: Path, code_page: str, values: dict[str, str]) -> bytes:
    """The file with our settings as given, and none of ours that is not; every other line as it was."""
    kept = [line for line in _lines(path, code_page) if not _is_ours(line)]
    added = [f'"{name}","{value}"' for name, value in values.items()]
    return "".join(f"{line}\r\n" for line in kept + added).encode(code_page, "surrogateescape")


def _lines(path: Path, code_page: str) -> list[str]:
    if not path.exists():
        return []
    # Bytes that the code page does not know come out again as they were.
    text = path.read_bytes().decode(code_page, "surrogateescape")
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def _is_ours(line: str) -> bool:
    found = _LINE.fullmatch(line)
    return found is not None and found[1].upper() in OURS
