"""What the commands have in common: the meaning of their exit status, and refusing what must not be written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

DONE: Final = 0
FINDINGS: Final = 1
"""Done, and there is something to look at."""
REFUSED: Final = 2
"""Not done, for a reason that the user can mend; nothing was written."""
FAULT: Final = 3
"""Not done, and it is not the user's doing."""


class Refused(Exception):
    """What a command will not do: one line that says why."""


def refuse(command: str, reason: object) -> int:
    """Say in one line why a command did nothing; the exit status for it."""
    print(f"fho {command}: {' '.join(str(reason).split())}", file=sys.stderr)  # a sheet's name may hold line breaks
    return REFUSED


def not_written(error: OSError, out: Path) -> str:
    """Why a file could not be written."""
    return f"{error.filename or out}: cannot be written ({error.strerror})"


def check_out(source: Path | None, out: Path, force: bool, suffix: str) -> None:
    """Refuse what must not be written, before the work: `Refused`."""
    if out.exists():
        if source is not None and source.exists() and out.samefile(source):
            raise Refused(f"{out}: the workbook itself is never written over; give another name with -o")
        if out.is_dir():
            raise Refused(f"{out}: is a folder")
        if not force:
            raise Refused(f"{out}: exists already; --force writes over it")
        if not out.is_file():
            raise Refused(f"{out}: is no ordinary file")
    if out.suffix.lower() != suffix.lower():
        raise Refused(f"{out}: must end in {suffix or 'nothing'}")
    folder = out.absolute().parent
    if not folder.is_dir():
        raise Refused(f"{out}: there is no folder {out.parent}")
    if not os.access(folder, os.W_OK):
        raise Refused(f"{out}: the folder cannot be written to")
