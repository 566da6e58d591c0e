"""What xlwings' COM server calls: the catalogue's functions, decorated nowhere else, and the ribbon's check.

A function is there when it is first asked for, so that the first cell does not wait for what the others need.
"""

import sys
from typing import Any

from xlwings import func

from xl_addin.functions.catalogue import CATEGORY, function_named
from xl_addin.hosts.excel import ribbon_check

fho_check_copy = func(ribbon_check.fho_check_copy)


@func
def fho_ready(name: str) -> bool:
    """Import what the function of a name needs: what a start that went well is proved with."""
    return hasattr(sys.modules[__name__], name)


def __getattr__(name: str) -> Any:
    found = function_named(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, func(category=CATEGORY)(found.call))
