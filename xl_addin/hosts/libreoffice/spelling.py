"""What things are called on this host. Also read inside LibreOffice, so: nothing but the standard library."""

import re
from collections.abc import Iterable
from typing import Final

EXTENSION: Final = "dk.xladdin.fho"
"""The extension's identifier, for ``unopkg``."""

MODULE: Final = "dk.xladdin"
ADD_IN: Final = f"{MODULE}.CellFunctions"
"""The add-in service: what the function wizard shows."""

CALCULATOR: Final = f"{MODULE}.Calculator"
"""What the Basic functions call."""

BINDER: Final = f"{MODULE}.Binder"
"""What binds the formulas of a document."""

BASIC_MODULE: Final = "FHO"

# A function's name in a formula with whatever a file or LibreOffice put before it.
CALL: Final = re.compile(r"(?<![\w.\]!])([\w.\[\]!'/\\:%-]*?)(FHO_?[A-Z0-9_]+)\(", re.IGNORECASE)


def uno_name(name: str) -> str:
    """A function's or an argument's name in UNO, which has no underscores: ``FHO_FORDEL`` is ``fhoFordel``."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def spellings(functions: Iterable[str]) -> dict[str, str]:
    """The functions by the upper-case text that may stand for them, less what files put before a name."""
    return {spelt: name for name in functions for spelt in (name, uno_name(name).upper())}


def bare(name: str) -> str:
    """A name as a file or LibreOffice writes it, without ``[1]!``, ``_xldudf_`` or a service, in upper case."""
    return name.rpartition("!")[2].upper().removeprefix("_XLDUDF_").rpartition(".")[2]
