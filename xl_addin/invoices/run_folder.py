"""The files of a run: all of them or none.

They are written to a draft folder beside the place they go to, which one renaming then puts there. A run that is
stopped in between leaves nothing that looks like an invoice. The folder of a run is called by its first number, so
that two runs at once cannot use the same numbers: the second one finds the folder there.
"""

import csv
import io
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from xl_addin.cells.cpr import holds_cpr
from xl_addin.files import write_whole
from xl_addin.invoices.claim import ClaimError

ROWS: Final = "opkraevet.csv"
"""The file of each run that holds its rows for the sheet Opkrævet."""

_DRAFT: Final = ".fho-kladde-"
_OLD: Final = 3600  # seconds: a draft this old belongs to a run that was stopped


def used_numbers(folder: Path) -> Iterator[tuple[str, str]]:
    """The numbers of earlier runs in the folder, each with the file that it stands in."""
    for path in sorted(folder.glob(f"*/{ROWS}")):
        try:
            text = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
            rows = csv.DictReader(text, delimiter=";")
            if "Nummer" not in (rows.fieldnames or ()):
                raise KeyError("Nummer")
            yield from ((row["Nummer"], f"{path.parent.name}/{path.name}") for row in rows)
        except (OSError, UnicodeDecodeError, KeyError, csv.Error):
            raise ClaimError(f"{path}: kan ikke læses; den skal være, som den blev skrevet") from None


def write_run(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Write the files of a run into ``folder/name``, whole or not at all; the folder is made where it is missing."""
    for file in (name, *files):
        if holds_cpr(file):
            raise ClaimError("et filnavn ville ligne et CPR-nummer")
    out = folder / name
    made = not folder.exists()
    draft: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        if out.exists():
            raise ClaimError(f"{out}: findes allerede")
        draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
        draft.chmod(0o777 & ~_umask())
        for file, content in files.items():
            write_whole(draft / file, content)
        draft.rename(out)
    except OSError as error:
        if out.exists():
            raise ClaimError(f"{out}: findes allerede") from None
        raise ClaimError(f"{error.filename or out}: kan ikke skrives ({error.strerror})") from None
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        if made and not out.exists() and folder.exists() and not any(folder.iterdir()):
            folder.rmdir()
    return out


def _sweep(folder: Path) -> None:
    """Take away what a stopped run left."""
    for draft in folder.glob(f"{_DRAFT}*"):
        if time.time() - draft.stat().st_mtime > _OLD:
            shutil.rmtree(draft, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
