"""Functions of the same shapes as ours that only give back what they got: what a call costs without our part."""

from collections.abc import Callable
from typing import Any

from xl_addin.functions.catalogue import CellFunction, by_name
from xl_addin.hosts.server.office_functions import _office_function, office_functions


def echo_cell(value: Any, *_: Any) -> Any:
    return value


def echo_rows(amounts: list[list[Any]], *_: Any) -> list[list[Any]]:
    return [[amount, 0.0, 0.0, 0.0, "NØGLE"] for (amount,) in amounts]


def with_echo() -> dict[str, Callable[..., Any]]:
    """Our functions and, as FHO_EKKOCELLE and FHO_EKKORÆKKER, their echoes."""
    for like, name, call in (
        ("FHO_REGIONSANDEL", "FHO_EKKOCELLE", echo_cell),
        ("FHO_FORDEL", "FHO_EKKORAEKKER", echo_rows),
    ):
        ours = by_name()[like]
        by_name()[name] = CellFunction(name, ours.help, ours.arguments, ours.columns, call)
    echoes = {name: by_name()[name] for name in ("FHO_EKKOCELLE", "FHO_EKKORAEKKER")}
    return office_functions() | {name.lower(): _office_function(function) for name, function in echoes.items()}
