"""What a formula is made into for the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from xl_addin.engine.elementwise import Compute
from xl_addin.xlsx.sheet import CellValue
from xl_addin.xlsx.tree import Ref

RANGES = ("whole", "one of", "used", "down")
VALUES = ("value", "number", "criterion", "bound")


class Slot(NamedTuple):
    """A hole in a template's text, by its number. `source` is the number of one of the template's sources.

    `use` is "whole" (the range; "one of" its cells is read; "used" or "down": as far as the workbook is used, or that
    of whole columns),
    "value" (one cell of it; "number", "criterion" or "bound" when it is read as one), or
    "row", "column", "rows", "columns" (a number).
    """

    source: int
    use: str


@dataclass(frozen=True)
class Template:
    """An ordinary formula. In an array (`array`) each slot of use "value" moves with the element."""

    text: str
    slots: tuple[Slot, ...]
    sources: tuple[Ref | int, ...]
    """The references, each once, and the numbers of inners."""
    inners: tuple[Inner, ...]
    array: bool
    here: Compute | None = field(default=None, compare=False)
    """What computes an element without the engine where it can, from the values of `here_slots`."""
    here_slots: tuple[Slot, ...] = ()

    @cached_property
    def checked(self) -> tuple[Slot, ...]:
        """The slots whose value must be looked at, since the engine might read it otherwise than Excel."""
        return tuple(dict.fromkeys(slot for slot in self.slots if slot.use in VALUES[1:]))

    @cached_property
    def read(self) -> tuple[tuple[int, bool], ...]:
        """The sources of which values are read, and whether one cell is taken of them (else the whole range)."""
        return tuple(sorted({(source, use in VALUES) for source, use in self.slots if use in (*RANGES, *VALUES)}))


@dataclass(frozen=True)
class Constant:
    """An array constant."""

    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True)
class FunctionCall:
    """A call of one of our functions. An argument is a range, the number of an inner, or a constant."""

    name: str
    arguments: tuple[Ref | Inner | CellValue, ...]

    @property
    def inners(self) -> tuple[Inner, ...]:
        """The arguments that are computed."""
        return tuple(a for a in self.arguments if isinstance(a, (Template, FunctionCall, Constant)))


Inner = Template | FunctionCall | Constant


def moves(template: Template) -> bool:
    """Whether a template reads a range or a result cell by cell, so that it yields an array in an array formula."""
    moving = (template.sources[source] for source, use in template.slots if use in (*VALUES, "row", "column"))
    return any(isinstance(source, int) or not source.single for source in moving)
