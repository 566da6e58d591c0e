from collections.abc import Iterator
from typing import Any

import pytest

from tests.hosts.excel.classic import classic_xlwings


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with classic_xlwings() as found:
        yield found
