"""Files written whole or not at all.

The content goes to a draft of its own random name in the same folder, which nobody else can have planted (no link is
followed), is forced to the disk, and only then takes the file's name: whoever reads meets the old file or the new one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_OWN_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def draft_of(out: Path, *, rights_of: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to write into that becomes `out` when the block ends, and is gone when it raises.

    `out` gets the permissions of the file `rights_of`, else those that new files have. An `OSError` carries the name
    of `out`.
    """
    draft = out.with_name(f".fho-{os.urandom(8).hex()}.tmp")
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
