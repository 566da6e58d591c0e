"""What an FHO.xlam says of itself, read with nothing but the standard library: no rights, no extra packages."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SHEET: Final = "xl/worksheets/sheet1.xml"
_LINES: Final = re.compile(r"<t>FHO\.xlam ([^<]+)</t>.*?<t>xlwings ([^<]+)</t>", re.DOTALL)


@dataclass(frozen=True)
class ReadAddin:
    """An add-in's version, and that of the xlwings whose DLL it loads."""

    version: str
    xlwings: str


def read_addin(path: Path) -> ReadAddin | None:
    """What the add-in's sheet says; None where it is no add-in of ours, or damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                return None
            found = _LINES.search(archive.read(_SHEET).decode("utf-8"))
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return None
    return ReadAddin(found[1], found[2]) if found else None
