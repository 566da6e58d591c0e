"""A LibreOffice of its own for each module of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_addin.hosts.libreoffice.session import Session

COMMANDS = Path(__file__).with_name("commands.py")


@pytest.fixture(scope="module")
def office() -> Iterator[Session]:
    with Session(script=COMMANDS) as session:
        yield session


@pytest.fixture(scope="module")
def danish_office() -> Iterator[Session]:
    with Session(script=COMMANDS, language="da", locale="da-DK") as session:
        yield session
