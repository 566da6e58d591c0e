"""Which step computes a lowered formula."""

from __future__ import annotations

from xl_addin.engine.array_step import ArrayStep
from xl_addin.engine.call_step import CallStep
from xl_addin.engine.cell_step import CellStep
from xl_addin.engine.step import ConstantStep, Step
from xl_addin.engine.templates import Constant, FunctionCall, Inner
from xl_addin.engine.workspace import Place
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.tree import Area


def make_step(what: Inner, place: Place, target: Area | None, names: Names) -> Step:
    """The step that computes a lowered formula or a part of one."""
    if isinstance(what, Constant):
        return ConstantStep(what, place, target, ())
    needs = tuple(make_step(inner, place, None, names) for inner in what.inners)
    if isinstance(what, FunctionCall):
        return CallStep(what, place, target, needs, names)
    if what.array or target is None:
        return ArrayStep(what, place, target, needs, names)
    return CellStep(what, place, target, needs, names)
