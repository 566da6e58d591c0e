import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.server.browser import Browser
from tests.hosts.server.running import Server, uvicorn
from tests.hosts.server.tokens import CLIENT, KEY, ROLE, TENANT


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(logs: Path) -> Iterator[Server]:
    """One worker, nobody signs in."""
    with Server(uvicorn(), logs / "server.log", {"FHO_ANONYMOUS": "yes"}) as started:
        yield started.wait()


@pytest.fixture(scope="session")
def guarded(logs: Path) -> Iterator[Server]:
    """A server where users sign in and must have a role; it logs all it can."""
    keys = logs / "jwks.json"
    keys.write_text(json.dumps({"keys": [KEY.as_dict(private=False)]}))
    settings = {
        "XLWINGS_AUTH_PROVIDERS": '["entraid"]',
        "XLWINGS_AUTH_REQUIRED_ROLES": json.dumps([ROLE]),
        "XLWINGS_AUTH_ENTRAID_CLIENT_ID": CLIENT,
        "XLWINGS_AUTH_ENTRAID_TENANT_ID": TENANT,
        "XLWINGS_LOG_LEVEL": "DEBUG",
        "FHO_JWKS_FILE": str(keys),
    }
    with Server(uvicorn(), logs / "guarded.log", settings) as started:
        yield started.wait()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("chromium"))
    yield started
    started.close()
