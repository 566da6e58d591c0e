"""A file as the format's schemas want it (openxml-audit): what they do not allow, Excel offers to repair."""

import re
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

ALLOWED = re.compile(
    # openpyxl writes a font's parts in an order that Excel reads, and cells with their text in them, which it does too.
    r"Unexpected element '(b|i|color|sz|u)' found|Worksheet \S+ has \d+ inline-string cell\(s\)"
)


def remarks(path: Path) -> list[str]:
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=100_000).validate(str(path))
    return [one.description for one in found.errors if not ALLOWED.match(one.description)]
