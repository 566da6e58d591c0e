"""Configuration by environment: xlwings Server's own settings (``XLWINGS_…``) with our defaults, and ours (``FHO_…``).

xlwings Server reads its settings when it is imported, so ``prepare`` goes before every import of it.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent / "project"
"""The project folder of xlwings Server: what of it we replace or add."""

MANIFEST_ID: Final = "5d0b6b9e-3f43-4f6b-9a0e-6c8d1f2a7b31"
"""Tells our add-in from others in the organisation's catalogue; ``XLWINGS_MANIFEST_ID_PROD`` overrides it."""

# Excel on the web shows the task pane in a frame of its own; nobody else may.
_FRAMED_BY: Final = (
    "https://*.officeapps.live.com https://*.office.com https://*.sharepoint.com https://*.cloud.microsoft"
)

# Everything comes from our own host, so a browser need never ask anyone else.
_CONTENT_SECURITY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    f"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' {_FRAMED_BY}"
)

_DEFAULTS: Final = {
    "XLWINGS_PROJECT_DIR": str(PROJECT),
    "XLWINGS_ENVIRONMENT": "prod",
    # No namespace: the functions are called FHO_FORDEL and so on, as on every other host.
    "XLWINGS_FUNCTIONS_NAMESPACE": "",
    "XLWINGS_PROJECT_NAME": "Fælles hjælperordninger",
    "XLWINGS_MANIFEST_ID_PROD": MANIFEST_ID,
    "XLWINGS_DATE_FORMAT": "dd-mm-yyyy",
    "XLWINGS_LOG_LEVEL": "WARNING",
    "XLWINGS_REQUEST_TIMEOUT": "60",
    # Not 500: what fails once fails again.
    "XLWINGS_CUSTOM_FUNCTIONS_RETRY_CODES": "[408, 429, 502, 503, 504]",
    "XLWINGS_CUSTOM_HEADERS": json.dumps({"Content-Security-Policy": _CONTENT_SECURITY}),
    # Not used here: streaming functions, and libraries for other task panes.
    "XLWINGS_ENABLE_SOCKETIO": "false",
    "XLWINGS_ENABLE_HTMX": "false",
    "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    "XLWINGS_ENABLE_BOOTSTRAP": "false",
    "XLWINGS_ENABLE_HOTRELOAD": "false",
}


_MEGABYTE: Final = 1024 * 1024


class Misconfigured(Exception):
    """The server cannot start like this; the message says what to set."""


@dataclass(frozen=True)
class Limits:
    """What one request may take.

    ``body`` and ``memory`` (of a workbook that is checked) in bytes, ``seconds`` from its first byte to its answer.
    """

    body: int
    seconds: float
    memory: int


def prepare() -> None:
    """Set our defaults where the environment says nothing, and refuse what would be open to everybody."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if not os.environ.get("XLWINGS_LICENSE_KEY"):
        raise Misconfigured(
            "set XLWINGS_LICENSE_KEY: 'noncommercial' where the PolyForm Noncommercial licence of xlwings Server "
            "allows it, else the key of a paid plan"
        )
    signs_in = json.loads(os.environ.get("XLWINGS_AUTH_PROVIDERS") or "[]")
    if not signs_in and os.environ.get("FHO_ANONYMOUS") != "yes":
        raise Misconfigured(
            "nobody would have to sign in: set XLWINGS_AUTH_PROVIDERS='[\"entraid\"]' and its settings, or "
            "FHO_ANONYMOUS=yes where the network itself keeps others out"
        )


def limits() -> Limits:
    """``FHO_MAX_BODY_MB`` (16), ``FHO_REQUEST_SECONDS`` (60) and ``FHO_CHECK_MEMORY_MB`` (2048)."""
    return Limits(
        body=int(_number("FHO_MAX_BODY_MB", 16) * _MEGABYTE),
        seconds=_number("FHO_REQUEST_SECONDS", 60),
        memory=int(_number("FHO_CHECK_MEMORY_MB", 2048) * _MEGABYTE),
    )


def organisation() -> str:
    """Who provides the add-in, as Excel shows it: ``FHO_ORGANISATION``."""
    return os.environ.get("FHO_ORGANISATION", "Fælles hjælperordninger")


def keys_file() -> Path | None:
    """Entra ID's signing keys on disk (``FHO_JWKS_FILE``), for a server that cannot reach Microsoft."""
    name = os.environ.get("FHO_JWKS_FILE")
    return Path(name) if name else None


def _number(name: str, default: float) -> float:
    text = os.environ.get(name, str(default))
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 < number < float("inf"):
        raise Misconfigured(f"{name} must be a number above 0, not {text!r}")
    return number
