"""One change tried: the tests that take seconds, in a fork that imports the changed file in place of the shipped one.

What all trials share (numpy, pytest, hypothesis, the slow calculation) is imported once, before forking; the package
itself never is. A trial ends at the first test that fails, or when it has used its seconds: a change that hangs is
noticed too.
"""

from __future__ import annotations

import importlib
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import cache_from_source

from tests.mutants.changes import ROOT, Change

CASES = ("tests.functions.test_texts", "tests.tables.test_cases", "tests.functions.test_functions")
"""Modules of cases, each of which is an argument of ``test_case``."""

QUICK = (
    "tests/tables/test_headings.py",
    "tests/tables/test_typed_table.py",
    "tests/tables/test_follow_up.py",
    "tests/functions/test_catalogue.py",
    "tests/functions/test_explanation.py",
    "tests/functions/test_truth_columns.py",
    "tests/cells",
    "tests/agreement/test_parameters.py",
    "tests/agreement/test_sections.py",
    "tests/agreement/test_wording.py",
    "tests/rules",
)
SLOWER = ("tests/tables", "tests/test_properties.py")
SECONDS, MEMORY = 60, 4 << 30
"""What a trial may use."""

_SHARED = ("numpy", "pytest", "hypothesis.strategies", "hypothesis.extra.numpy", "openpyxl", "tests.oracle")


def survivors(changes: Iterable[Change], processes: int, thorough: bool = False) -> Iterator[Change]:
    """Those of the changes that no test notices, as they are found; ``thorough``: nor one of the slower ones."""
    for name in _SHARED:
        __import__(name)
    assert "xl_addin" not in sys.modules
    waiting, running = iter(changes), dict[int, Change]()
    while True:
        while len(running) < processes and (change := next(waiting, None)):
            running[_fork(change, thorough)] = change
        if not running:
            return
        child, status = os.wait()
        change = running.pop(child)
        if status == 0:
            yield change


def _fork(change: Change, thorough: bool) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * (1 + 9 * thorough),) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        _put(change)
        _run_cases()
        status = _run([*QUICK, *(SLOWER if thorough else ())])
    finally:
        os._exit(status)


def _put(change: Change) -> None:
    """Let code and data of the changed file be read from the change; nothing is written."""
    sys.dont_write_bytecode = True
    read, path, compiled = SourceFileLoader.get_data, str(change.file), cache_from_source(str(change.file))

    def get_data(self: SourceFileLoader, asked: str) -> bytes:
        if asked == compiled:
            raise OSError
        return change.text.encode() if os.path.abspath(asked) == path else read(self, asked)

    SourceFileLoader.get_data = get_data  # type: ignore[method-assign, assignment]


def _run_cases() -> None:
    """The cases without pytest, which takes as long to begin as all of them; one that fails raises."""
    for name in CASES:
        module = importlib.import_module(name)
        (parameters,) = (mark for mark in module.test_case.pytestmark if mark.name == "parametrize")
        for case in parameters.args[1]:
            module.test_case(case)


def _run(tests: Iterable[str]) -> int:
    import pytest
    from hypothesis import settings

    class Directly:
        """Calls a test that needs no fixture itself: pytest's own way takes many times as long as the test."""

        def pytest_sessionstart(self) -> None:
            settings.register_profile("hunt", database=None, deadline=None, derandomize=True)
            settings.load_profile("hunt")

        def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
            given = item.callspec.params if hasattr(item, "callspec") else {}
            if not isinstance(item, pytest.Function) or set(item.fixturenames) != set(given):
                return None
            try:
                item.obj(**given)
            except BaseException:
                item.session.testsfailed += 1
                item.session.shouldfail = "noticed"
            return True

    plain = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
    return int(pytest.main([*plain, *tests], plugins=[Directly()]))
