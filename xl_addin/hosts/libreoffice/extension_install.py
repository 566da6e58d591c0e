"""Installing the extension in the LibreOffice of this machine, and removing it."""

import os
import subprocess
import tempfile
from pathlib import Path

from xl_addin.hosts.libreoffice import extension
from xl_addin.hosts.libreoffice.program import NoLibreOffice, Program, find, require_numpy
from xl_addin.hosts.libreoffice.spelling import EXTENSION

_SECONDS = 300


class CannotInstall(Exception):
    """LibreOffice's manager of extensions refused; says what it said."""


def install() -> str:
    """Build and install the extension; says what was done. Raises ``NoLibreOffice`` and ``CannotInstall``."""
    program = find()
    require_numpy(program)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "fho.oxt"
        extension.build(package)
        _unopkg(program, "add", "--force", str(package))
    return f"Installed the cell functions in {program.folder} for {_whom()}. Restart LibreOffice to use them."


def uninstall() -> str | None:
    """Remove the extension; says what was done, or nothing when it was not installed."""
    program = find()
    if f"Identifier: {EXTENSION}\n" not in _unopkg(program, "list"):
        return None
    _unopkg(program, "remove", EXTENSION)
    return f"Removed the cell functions from {program.folder} for {_whom()}. Restart LibreOffice."


def _is_for_all_users() -> bool:
    """As root LibreOffice installs for all users only."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _whom() -> str:
    return "all users" if _is_for_all_users() else "this user"


def _unopkg(program: Program, command: str, *arguments: str) -> str:
    shared = ["--shared"] if _is_for_all_users() else []
    try:
        done = subprocess.run(
            [program.unopkg, command, *shared, *arguments], capture_output=True, text=True, timeout=_SECONDS
        )
    except OSError as error:
        raise NoLibreOffice(f"{program.unopkg} cannot be started: {error.strerror}") from error
    if done.returncode:
        raise CannotInstall(" ".join((done.stderr or done.stdout).split()))
    return done.stdout
