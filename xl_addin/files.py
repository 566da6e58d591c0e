"""Files written whole or not at all.

The content goes to a draft of its own random name in the same folder, which nobody else can have planted (no link is
followed), is forced to the disk, and only then takes the file's name: whoever reads meets the old file or the new one.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_OWN_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_DRAFT = re.compile(r"\.fho-[0-9a-f]{16}\.tmp")
_LEFT_BEHIND = 24 * 60 * 60
"""Seconds after which a draft that nobody has written to is one whose program was stopped."""


@contextmanager
def draft_of(out: Path, *, rights_of: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to write into that becomes `out` when the block ends, and is gone when it raises.

    `out` gets the permissions of the file `rights_of`, else those that new files have. An `OSError` carries the name
    of `out`.
    """
    draft = out.with_name(f".fho-{os.urandom(8).hex()}.tmp")
    with suppress(OSError):  # a folder that cannot be looked through may still be written to
        _remove_left_behind(out.parent)
    try:
        mode = 0o666 if rights_of is None else rights_of.stat().st_mode & 0o777 | 0o600
        # Nobody else may look into a draft whose rights are not set yet.
        handle = os.open(draft, _OWN_FILE, mode if rights_of is None else 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if rights_of is not None:
                draft.chmod(mode)
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(out)) from error
    _sync_folder(out.parent)


def write_whole(out: Path, content: bytes, *, rights_of: Path | None = None) -> None:
    """Write a file whole or not at all; see `draft_of`."""
    with draft_of(out, rights_of=rights_of) as file:
        file.write(content)


def _remove_left_behind(folder: Path) -> None:
    """Remove old drafts of our own: plain files by the name of one, last written to by this user over a day ago."""
    with os.scandir(folder) as entries:
        drafts = [entry for entry in entries if _DRAFT.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]
    for draft in drafts:
        with suppress(OSError):  # somebody else's, or just removed by another
            found = os.lstat(draft.path)
            is_own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if is_own and time.time() - found.st_mtime > _LEFT_BEHIND:
                os.unlink(draft.path)


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk too, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some file systems cannot, and the file itself is safe
        return
    finally:
        os.close(handle)
