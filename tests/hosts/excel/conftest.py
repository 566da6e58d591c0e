import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.excel.classic import classic_xlwings
from tests.hosts.excel.vba import Excel


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """xlwings' COM server: the real one on Windows, elsewhere its own code in this process."""
    if sys.platform == "win32":
        from tests.windows.com import RealServer

        yield RealServer()
        return
    with classic_xlwings() as found:
        yield found


@pytest.fixture(scope="session")
def loaded() -> Excel:
    """The add-in's VBA, loaded once; a test starts it with what answers for Python."""
    return Excel()
