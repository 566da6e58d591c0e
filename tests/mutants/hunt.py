"""Which changes to the rules the tests notice.

``python -m tests.mutants.hunt`` tries a sample of 40; ``--all`` every change, ``--sample N --seed N`` another sample,
``--room rules`` one room. Each is tried in a process of its own with the tests that take seconds (``--thorough``: then
with the slower ones). Survivors are listed; exit status 1 when more survive than one in twenty. Those of
`equivalent.toml` change nothing that anybody can see, and are not tried.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from typing import Any

from tests.mutants.changes import ROOMS, ROOT, Change, changes

QUICK = (
    "tests/functions",
    "tests/rules",
    "tests/cells",
    "tests/agreement",
    "tests/test_texts.py",
    "tests/tables/test_cases.py",
)
SLOW = ("tests/tables", "tests/test_properties.py")
SECONDS = 600
ALLOWED = 0.05


class _Changed(MetaPathFinder):
    """Imports one module of the package from a text."""

    def __init__(self, name: str, file: Path, text: str) -> None:
        self._name, self._file, self._text = name, file, text

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        return spec_from_loader(name, self, origin=str(self._file)) if name == self._name else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        module.__file__ = str(self._file)
        exec(compile(self._text, str(self._file), "exec"), module.__dict__)


def _change_data(file: Path, text: str) -> None:
    opened = Path.open

    def open_changed(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if self.name == file.name and "w" not in mode and self.resolve() == file:
            return io.BytesIO(text.encode()) if "b" in mode else io.StringIO(text)
        return opened(self, mode, *more, **named)

    Path.open = open_changed  # type: ignore[method-assign, assignment]


def _try(file: Path, changed: Path, tests: Sequence[str]) -> int:
    """In a process of its own: run tests with a file's text changed."""
    import pytest

    text = changed.read_text("utf-8")
    if file.suffix == ".py":
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        sys.meta_path.insert(0, _Changed(name, file, text))
    else:
        _change_data(file, text)
    return int(pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", "--tb=no", *tests]))


def is_noticed(change: Change, thorough: bool = False) -> bool:
    """Whether a test of those that take seconds fails with the change; `thorough`: or one of the slower ones."""
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder, "changed")
        changed.write_text(change.text, "utf-8")
        for tests in (QUICK, SLOW)[: 1 + thorough]:
            there = [test for test in tests if (ROOT / test).exists()]
            command = [sys.executable, "-m", "tests.mutants.hunt", "--try", str(change.file), str(changed), *there]
            try:
                environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
                done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, env=environment)
            except subprocess.TimeoutExpired:
                return True
            if done.returncode:
                return True
    return False


def main() -> int:
    """Try the changes, list the survivors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--room", choices=ROOMS)
    parser.add_argument("--thorough", action="store_true", help="try the slower tests on what survives")
    given = parser.parse_args()
    known = tomllib.loads((Path(__file__).with_name("equivalent.toml")).read_text("utf-8"))["same"]
    every = [change for change in changes() if given.room in (None, change.file.parent.name)]
    every = [change for change in every if _key(change) not in known]
    tried = every if given.all else random.Random(given.seed).sample(every, min(given.sample, len(every)))
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        noticed = pool.map(lambda change: is_noticed(change, given.thorough), tried)
        survivors = []
        for change, seen in zip(tried, noticed, strict=True):
            if not seen:
                survivors.append(change)
                print(change, flush=True)
    killed = len(tried) - len(survivors)
    print(f"{killed} of {len(tried)} changes noticed ({100 * killed / len(tried):.1f} %), of {len(every)} there are")
    return int(len(survivors) > ALLOWED * len(tried))


def _key(change: Change) -> str:
    """A change by its file and the line that it is in, which survives lines moving."""
    line = change.file.read_text("utf-8").splitlines()[change.line - 1].strip() if change.line else ""
    return f"{change.file.relative_to(ROOT / 'xl_addin')}: {change.what}: {line}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--try"]:
        raise SystemExit(_try(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]))
    raise SystemExit(main())
