"""The VBA of the add-in, generated from the signatures of the cell functions.

The modules stand in ``vba/`` as an auditor reads them; what depends on the functions is marked ``{{…}}``
there and filled in here.
"""

import inspect
import re
from collections.abc import Iterable
from math import ceil
from typing import Final, get_args

from xl_addin import __version__
from xl_addin.cells.errors import COM_BASE, COM_ERRORS, ERRORS
from xl_addin.cells.kinds import DATE
from xl_addin.cells.rows import AGREEMENT
from xl_addin.functions.catalogue import CATEGORY, CellFunction, catalogue
from xl_addin.hosts.excel.packing import filled

CODE_PAGE: Final = "cp1252"
"""How a VBA project of a Western European Windows keeps its text."""

LONGEST_HELP: Final = 255
"""What Excel's function wizard takes; it refuses a longer one."""

EVENTS: Final = "ThisWorkbook"
"""The module that every workbook has."""

MODULES: Final = (
    "FhoFunctions", "FhoCall", "FhoCells", "FhoPython", "FhoSettings", "FhoLog", "FhoHelp", "FhoRepair", "FhoCheck",
    "FhoRibbon",
)  # fmt: skip
"""The standard modules, in the order in which they are best read."""

_VALUE_ERROR: Final = 2015

# VBA continues a statement over 24 lines at most; a statement's own lines come beside its items.
_LINES_OF_ITEMS: Final = 18


def events() -> str:
    """The code behind the add-in's workbook."""
    return filled(f"vba/{EVENTS}.cls", {})


def module(name: str, xlwings_version: str) -> str:
    """A standard module's text, with the functions and the version of xlwings' DLL filled in."""
    values = {
        "version": __version__,
        "xlwings": xlwings_version,
        "category": CATEGORY,
        "error_cases": _error_cases(),
        "functions": "\n".join(_wrapper(function) for function in catalogue()).rstrip(),
        "descriptions": "\n".join(_description(function) for function in catalogue()),
        "names": "\n".join(f'    names = names & ",{function.name}"' for function in catalogue()),
    }
    return filled(f"vba/{name}.bas", values)


def uses_dates(function: CellFunction) -> bool:
    """Whether a date goes into the function: then a workbook in the 1904 date system is refused.

    A region's own agreement has dates too; a function that gives a date takes one.
    """
    annotations = (one.annotation for one in inspect.signature(function.call).parameters.values())
    return any(part in (DATE, AGREEMENT) for annotation in annotations for part in get_args(annotation)[1:])


def _wrapper(function: CellFunction) -> str:
    parameters = _listed(
        f"{'Optional ' if one.optional else ''}ByVal {one.name} As Variant" for one in function.arguments
    )
    handed_over = ", ".join(one.name for one in function.arguments)
    return (
        f"Public Function {function.name}({' _' + chr(10) + parameters if parameters else ''}) As Variant\n"
        f"    {function.name} = Answer({_quoted(function.name.lower())}, {uses_dates(function)}, _\n"
        f"        Array({handed_over}))\n"
        "End Function\n"
    )


def _description(function: CellFunction) -> str:
    start = f"{_quoted(function.name)}, _\n        {_quoted(function.help)}"
    if not function.arguments:
        return f"    DescribeAlone {start}"
    return f"    Describe {start}, Array( _\n{_listed(_quoted(one.help) for one in function.arguments)})"


def _listed(items: Iterable[str]) -> str:
    """Items with commas, one a line; more a line where VBA's continued lines would not be enough for them."""
    listed = [*items]
    together = ceil(len(listed) / _LINES_OF_ITEMS) or 1
    lines = (", ".join(listed[at : at + together]) for at in range(0, len(listed), together))
    return ", _\n".join(f"        {line}" for line in lines)


def _error_cases() -> str:
    numbers = {error: number - COM_BASE for number, error in COM_ERRORS.items()}
    return "\n".join(
        f"        Case {_quoted(error)}: ErrorNumber = {numbers.get(error, _VALUE_ERROR)}" for error in ERRORS
    )


def _quoted(text: str) -> str:
    if re.search(r"[\r\n]", text) or len(text) > LONGEST_HELP:
        raise ValueError(f"the function wizard cannot show: {text}")
    return '"' + text.replace('"', '""') + '"'
