"""What was written into the extension when it was built from the catalogue.

The catalogue itself cannot be read here when NumPy is missing, and the services must exist all the same.
"""

import json
from pathlib import Path
from typing import Final

LISTED: Final = "functions.json"
BASIC: Final = "functions.bas"

_HERE: Final = Path(__file__).parent

OPTIONAL: Final[dict[str, tuple[bool, ...]]] = {
    name: tuple(flags) for name, flags in json.loads((_HERE / LISTED).read_text(encoding="utf-8")).items()
}
"""The cell functions, and for each argument whether it may be left out."""

BASIC_SOURCE: Final = (_HERE / BASIC).read_text(encoding="utf-8")
"""The Basic functions."""
