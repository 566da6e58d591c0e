"""Reading a call of a cell function: what does not look like Office.js' own is refused before it goes further.

xlwings Server looks the function up among the module's attributes and trusts the rest, so a malformed call would
end as a server error, which the client then tries again.
"""

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import xlwings

from xl_addin.functions.catalogue import by_name

CLIENT: Final = "Office.js"
RUNTIMES: Final = ("1.1", "1.2", "1.3", "1.4")
OLDEST_RUNTIME: Final = "1.4"
"""Older ones take no error among a result's cells, nor a date: they would show text that SUM passes over."""

_CELLS: Final = frozenset({str, int, float, bool, type(None), dict})
_SHORT: Final = 400
"""No name, address or culture is longer."""


@dataclass(frozen=True)
class HttpRefusal:
    """Why a request is refused: the HTTP status, and a Danish text that Excel shows at the cell."""

    status: int
    text: str


class RequestRefused(Exception):
    """The request is refused."""

    def __init__(self, refusal: HttpRefusal) -> None:
        """Refused for ``refusal``."""
        self.refusal = refusal


MALFORMED: Final = HttpRefusal(400, "Serveren kan ikke læse kaldet.")
UNKNOWN_FUNCTION: Final = HttpRefusal(400, "Serveren kender ikke funktionen.")
OTHER_VERSION: Final = HttpRefusal(
    400, "Excel har en anden version af tilføjelsesprogrammet end serveren. Luk projektmappen, og åbn den igen."
)
OLD_EXCEL: Final = HttpRefusal(400, "Denne Excel er for gammel: den kan ikke vise fejl og datoer fra funktionerne.")


def function_called(body: bytes) -> str:
    """The name of the function that a request calls; raises RequestRefused unless the request is in order."""
    call = _read(body)
    name = call.get("func_name")
    function = by_name().get(name.upper()) if isinstance(name, str) and name.islower() else None
    if function is None:
        raise RequestRefused(UNKNOWN_FUNCTION)
    if call.get("client") != CLIENT or not _is_short_text(call, "culture_info_name", "date_format", "session_id"):
        raise RequestRefused(MALFORMED)
    if call.get("version") != xlwings.__version__:
        raise RequestRefused(OTHER_VERSION)
    if call.get("runtime") not in RUNTIMES:
        raise RequestRefused(MALFORMED)
    if call["runtime"] != OLDEST_RUNTIME:
        raise RequestRefused(OLD_EXCEL)
    if not _is_address(call.get("caller_address")):
        raise RequestRefused(MALFORMED)
    arguments = call.get("args")
    needed = sum(not one.optional for one in function.arguments)
    if not isinstance(arguments, list) or not needed <= len(arguments) <= len(function.arguments):
        raise RequestRefused(MALFORMED)
    if not all(_is_argument(one) for one in arguments):
        raise RequestRefused(MALFORMED)
    return function.name


def read_json(body: bytes) -> Any:
    """A body's JSON, strictly: in UTF-8, no NaN, no bottomless nesting."""
    try:
        return json.loads(body.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise RequestRefused(MALFORMED) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _read(body: bytes) -> dict[str, Any]:
    call = read_json(body)
    if not isinstance(call, dict):
        raise RequestRefused(MALFORMED)
    return call


def _is_short_text(call: dict[str, Any], *names: str) -> bool:
    given = [call[name] for name in names if call.get(name) is not None]
    return all(isinstance(text, str) and len(text) < _SHORT for text in given)


def _is_address(address: Any) -> bool:
    """``[Workbook.xlsx]Sheet!A1`` in any alphabet, or nothing."""
    return address is None or (isinstance(address, str) and len(address) < 2 * _SHORT and "!" in address)


def _is_argument(argument: Any) -> bool:
    """A left-out argument, a cell, or rows of cells of one length."""
    if not isinstance(argument, list):
        return type(argument) in _CELLS and _are_plain([argument])
    if not argument or set(map(type, argument)) != {list}:
        return False
    widths = set(map(len, argument))
    kinds = set(map(type, chain.from_iterable(argument)))
    if len(widths) != 1 or 0 in widths or not kinds <= _CELLS:
        return False
    return dict not in kinds or _are_plain(chain.from_iterable(argument))


def _are_plain(cells: Any) -> bool:
    """Whether the objects among the cells are Office.js cell values: they say their type."""
    return all(isinstance(cell.get("type"), str) for cell in cells if isinstance(cell, dict))
