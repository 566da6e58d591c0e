"""What an FHO.xlam says of itself, read with nothing but the standard library: no rights, no extra packages."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# The document's properties: Excel keeps them when IT signs the file in its editor and saves it.
_PROPERTIES: Final = "docProps/core.xml"
_TITLE: Final = re.compile(r"<dc:title>FHO\.xlam ([^<]+)</dc:title>")
_DESCRIPTION: Final = re.compile(r"<dc:description>xlwings ([^<]+)</dc:description>")


@dataclass(frozen=True)
class ReadAddin:
    """An add-in's version, and that of the xlwings whose DLL it loads."""

    version: str
    xlwings: str


def read_addin(path: Path) -> ReadAddin | None:
    """What the add-in's properties say; None where it is no add-in of ours, or damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                return None
            properties = archive.read(_PROPERTIES).decode("utf-8")
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return None
    title, description = _TITLE.search(properties), _DESCRIPTION.search(properties)
    return ReadAddin(title[1], description[1]) if title and description else None
