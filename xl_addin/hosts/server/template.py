"""The sheets for a new arrangement, as Excel with functions from a server reads them."""

import re
import zipfile
from functools import cache
from io import BytesIO
from typing import Final

from xl_addin.books.shipped import SHIPPED, computed

NAME: Final = "ny-ordning.xlsx"

_FORMULA: Final = re.compile(rb"<(f|formula[12]|definedName)\b[^>]*>[^<]*</\1>")
_CALL: Final = re.compile(rb"(?<![\w.])(FHO_[A-Z]+\()")


@cache
def new_arrangement() -> bytes:
    """The template's file, its calls spelled as Excel saves those of a server's functions."""
    return for_office_js(computed(SHIPPED[NAME]()))


def for_office_js(workbook: bytes) -> bytes:
    """A workbook's file in which ``FHO_X(`` in formulas is ``_xldudf_FHO_X(``; all else stays as it is."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.startswith("xl/") and part.filename.endswith(".xml"):
                content = _FORMULA.sub(lambda formula: _CALL.sub(rb"_xldudf_\1", formula[0]), content)
            target.writestr(part, content)
    return out.getvalue()
