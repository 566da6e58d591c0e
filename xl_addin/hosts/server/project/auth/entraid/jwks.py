"""Entra ID's signing keys from a file, for a server that cannot reach Microsoft; without one they are fetched."""

import json
from typing import Any

from xl_addin.hosts.server.environment import keys_file


async def get_jwks_json() -> Any:
    """The keys, read anew each time, so that a rotated file is taken up; None lets xlwings Server fetch them."""
    path = keys_file()
    return None if path is None else json.loads(path.read_text(encoding="utf-8"))
