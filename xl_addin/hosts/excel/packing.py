"""What is shipped for Excel, put together: texts with marks filled in, and zips that are the same every time."""

import io
import zipfile
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

# The oldest date that a zip file knows: a build tells nothing of its day.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)


def filled(name: str, values: Mapping[str, str]) -> str:
    """A text of this package, such as ``vba/FhoCall.bas``, with the values in place of its marks ``{{…}}``."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    for mark, value in values.items():
        text = text.replace("{{" + mark + "}}", value)
    return text


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
