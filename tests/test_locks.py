"""The lock files hold for every Python that the project claims, the oldest and the newest."""

import re
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
EXTRAS = {"requirements.lock": (), "requirements-test.lock": ("build", "server", "dev")}


def locked(file: str) -> dict[str, Requirement]:
    lines = re.findall(r"^([A-Za-z0-9._-]+==.*?)\s*\\$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}


@pytest.mark.parametrize("file", EXTRAS)
@pytest.mark.parametrize("python", ["3.11.0", "3.11.2", "3.12.0", "3.13.0", "3.14.0"])
def test_what_every_locked_package_needs_is_locked(file: str, python: str) -> None:
    """Debian 12's Python is 3.11.2, where redis needs a package that 3.11.3 has by itself."""
    lock = locked(file)
    environment = {
        **default_environment(),
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
    }
    installed = {canonicalize_name(one.name) for one in distributions()}
    waiting = [("xl-addin-fho", extra) for extra in ("", *EXTRAS[file])]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in distribution(name).requires or []:
            needed = Requirement(line)
            if needed.marker and not needed.marker.evaluate({**environment, "extra": extra}):
                continue
            found = canonicalize_name(needed.name)
            assert found in lock, f"{name} needs {line}"
            assert not lock[found].marker or lock[found].marker.evaluate(environment), f"{name} needs {line}"
            if found in installed:  # what this Python does not need is not here to be asked
                waiting += [(found, extra) for extra in ("", *needed.extras)]


def test_what_the_package_is_built_with_is_locked_by_hash() -> None:
    text = (ROOT / "requirements-build.lock").read_text("utf-8")
    assert re.search(r"^setuptools==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert "--require-hashes -r requirements-build.lock" in (ROOT / ".ci" / "setup").read_text("utf-8")
