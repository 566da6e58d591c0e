from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.server.running import Server, uvicorn


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(logs: Path) -> Iterator[Server]:
    """One worker, nobody signs in."""
    with Server(uvicorn(), logs / "server.log", {"FHO_ANONYMOUS": "yes"}) as started:
        yield started.wait()
