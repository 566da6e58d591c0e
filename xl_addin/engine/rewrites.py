"""Functions of Excel's that are written for the engine in other words, and the forms of others that it is not given."""

from __future__ import annotations

from xl_addin.engine.coercion import FIRST_DATE
from xl_addin.engine.ironcalc import REFUSED
from xl_addin.engine.proved import ArgumentForm
from xl_addin.xlsx.tree import Call, FormulaError, Missing, Node, Number, Ref

WRITTEN_ANEW = {
    "DATE": "IF(OR(INT({0})<1900;DATE({0};{1};1)<{first};DATE({0};{1};{2})<{first});{refused};DATE({0};{1};{2}))",
    "DAY": "IF({0}<0;#NUM!;IF({0}<32;INT({0});IF({0}<{first};INT({0})-31;DAY({0}))))",
    "DAYS": "IF(AND(INT({0})={0};INT({1})={1});{0}-{1};#NUM!)",
    "EDATE": "IF(EDATE({0};{1})<{first};{refused};EDATE({0};{1}))",
    "EOMONTH": "IF(EOMONTH({0};{1})<{first};{refused};EOMONTH({0};{1}))",
    "MONTH": "IF({0}<0;#NUM!;IF({0}<32;1;IF({0}<{first};2;MONTH({0}))))",
    "VLOOKUP": "IF(({0}=0)*COUNTBLANK({1});{refused};VLOOKUP({0};{1};{2};{3}))",
    "YEAR": "IF({0}<0;#NUM!;IF({0}<{first};1900;YEAR({0})))",
}
"""Functions in other words, with the texts of their arguments, where the engine's own differ from Excel's.

Excel's calendar begins with 0 January 1900 and has a 29 February 1900: ``first`` is the first day that both know alike,
and ``refused`` the mark of what is not known. Of DAYS of dates with a time of day it is not known what Excel gives. The
engine's VLOOKUP takes a blank cell for a 0 that it looks up.
"""


def written_anew(name: str, *texts: str) -> str:
    """A function of ``WRITTEN_ANEW`` with the texts of its arguments."""
    return WRITTEN_ANEW[name].format(*texts, first=FIRST_DATE, refused=REFUSED)


def chosen(number: str, *values: str) -> str:
    """CHOOSE as IFs: the engine's own does not tell ISNUMBER what it chose."""
    tests = [f"IF(INT({number})={position};{value};" for position, value in enumerate(values, 1)]
    return "".join(tests) + "#VALUE!" + ")" * len(values)


def check_index(arguments: tuple[Node, ...]) -> None:
    """Refuse INDEX in the forms that mean a whole row or column."""
    area, *positions = arguments
    if any(isinstance(p, Number) and float(p.text) < 1 for p in positions):
        raise FormulaError("INDEX med række eller kolonne 0 (dem alle) kan ikke beregnes")
    if isinstance(area, Ref) and len(positions) == 1:
        heights, widths = (area.top[0] - area.bottom[0], area.left[0] - area.right[0])
        if heights and widths:
            raise FormulaError("INDEX over flere kolonner skal have både række og kolonne")
    if isinstance(positions[0], Missing) and len(positions) == 1:
        raise FormulaError("INDEX uden både række og kolonne kan ikke beregnes")
    if isinstance(positions[0], Missing) and not (isinstance(area, Ref) and area.top == area.bottom):
        raise FormulaError("INDEX med udeladt række (dem alle) kan ikke beregnes")


def check_sizes(name: str, arguments: tuple[Node, ...], kinds: list[ArgumentForm]) -> None:
    """The ranges of SUMIFS and its like must be ranges, of one size: the engine does not look."""
    sizes = set()
    for tree, kind in zip(arguments, kinds, strict=True):
        if kind.letter in "RK":
            if not isinstance(tree, Ref):
                raise FormulaError(f"{name} kan kun beregnes med områder af celler")
            sizes.add(
                tuple((end[0] - start[0], start[1], end[1]) for start, end in zip(tree[1:3], tree[3:], strict=True))
            )
    if len(sizes) > 1:
        raise FormulaError(f"områderne i {name} er ikke lige store")


def never_zero(tree: Node) -> bool:
    """Whether a row or column of INDEX is sure to be one, and not 0 for all of them."""
    return isinstance(tree, Number) or (isinstance(tree, Call) and tree.name == "MATCH")
