"""The cell functions as custom functions of xlwings Server, made of the catalogue."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any, Final

from xlwings import server

from xl_addin.functions.catalogue import CellFunction, catalogue
from xl_addin.hosts.server.office_cells import OfficeCells, argument

SMALL: Final = 200
"""Rows up to which a call is answered at once; a larger one must not keep the other callers waiting."""


def office_functions() -> dict[str, Callable[..., Any]]:
    """Every cell function by its Python name, decorated for xlwings Server."""
    return {function.name.lower(): _office_function(function) for function in catalogue()}


def _office_function(function: CellFunction) -> Callable[..., Any]:
    async def call(*cells: Any) -> Any:
        arguments = [argument(cell) for cell in cells]
        if any(isinstance(one, list) and len(one) > SMALL for one in arguments):
            return await asyncio.to_thread(function.call, *arguments)
        return function.call(*arguments)

    call.__name__ = function.name.lower()
    call.__doc__ = function.help
    call.__annotations__ = {}
    call.__signature__ = _signature(function)  # type: ignore[attr-defined]  # xlwings reads the signature
    for one in function.arguments:
        # xlwings' own cleaning takes a failing import for every cell; "raw" hands the cells over as they came.
        server.arg(one.name, convert="raw", doc=one.help)(call)
    return server.ret(convert=OfficeCells)(call)


def _signature(function: CellFunction) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature(
        [
            inspect.Parameter(one.name, kind, default=None if one.optional else inspect.Parameter.empty)
            for one in function.arguments
        ]
    )
