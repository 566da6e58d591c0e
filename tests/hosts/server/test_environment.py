"""Configuration by environment: what is set, what is refused, and a path of its own on a shared host."""

import json
import os
from pathlib import Path

import pytest

from tests.hosts.server.running import CALL, Server, body, uvicorn
from xl_addin.hosts.server.environment import Limits, Misconfigured, limits, prepare


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name.startswith(("XLWINGS_", "FHO_")):
            monkeypatch.delenv(name)
    # What the test sets, or has set, goes with it.
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_sign_in_or_a_word_that_none_is_wanted() -> None:
    os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"
    with pytest.raises(Misconfigured, match="nobody would have to sign in"):
        prepare()
    os.environ["XLWINGS_AUTH_PROVIDERS"] = '["entraid"]'
    prepare()
    assert os.environ["XLWINGS_FUNCTIONS_NAMESPACE"] == ""
    assert "default-src 'none'" in json.loads(os.environ["XLWINGS_CUSTOM_HEADERS"])["Content-Security-Policy"]


def test_the_licence_is_said_knowingly() -> None:
    os.environ["FHO_ANONYMOUS"] = "yes"
    with pytest.raises(Misconfigured, match="PolyForm Noncommercial"):
        prepare()


def test_what_the_environment_says_stands() -> None:
    os.environ |= {"XLWINGS_LICENSE_KEY": "key", "FHO_ANONYMOUS": "yes", "XLWINGS_PROJECT_NAME": "Prøve"}
    prepare()
    assert os.environ["XLWINGS_PROJECT_NAME"] == "Prøve"


def test_limits() -> None:
    assert limits() == Limits(16 * 1024 * 1024, 60, 2048 * 1024 * 1024)
    os.environ |= {"FHO_MAX_BODY_MB": "0.5", "FHO_REQUEST_SECONDS": "2", "FHO_CHECK_MEMORY_MB": "512"}
    assert limits() == Limits(512 * 1024, 2, 512 * 1024 * 1024)


@pytest.mark.parametrize("text", ["0", "-1", "mange", "nan", "inf", ""])
def test_limits_that_are_none(text: str) -> None:
    os.environ["FHO_MAX_BODY_MB"] = text
    with pytest.raises(Misconfigured, match="FHO_MAX_BODY_MB must be a number above 0"):
        limits()


def test_under_a_path_of_its_own(logs: Path) -> None:
    settings = {"FHO_ANONYMOUS": "yes", "XLWINGS_APP_PATH": "/hjaelp"}
    with Server(uvicorn(), logs / "path.log", settings) as server:
        server.url += "/hjaelp"
        server.wait()
        assert server.post(CALL, body("fho_regionsandel", [[1.5]])) == (200, '{"result":[[1.01]]}')
        manifest = server.get("/manifest.xml")[1]
        assert f'"{server.url}/taskpane.html"' in manifest
        assert f'"{server.url.removesuffix("/hjaelp")}/static/images/icons/fho-32.png"' in manifest
