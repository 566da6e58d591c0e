"""Functions of Excel's that are written for the engine in other words, and the forms of others that it is not given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from xl_addin.engine.coercion import FIRST_DATE
from xl_addin.engine.ironcalc import REFUSED
from xl_addin.engine.proved import ArgumentForm
from xl_addin.xlsx.tree import Call, FormulaError, Missing, Node, Number, Ref


class Writer(Protocol):
    """What writes a part of a formula for the engine."""

    def value(self, tree: Node, use: str = "value") -> str:
        """One value of any kind."""

    def number(self, tree: Node) -> str:
        """One number."""

    def gives(self, tree: Node) -> str:
        """N for a number, T for text, L for TRUE or FALSE, V for what is not known."""


def _days(write: Writer, last: Node, first: Node) -> str:
    """DAYS of whole days; of dates with a time of day it is not known what Excel gives."""
    texts = [[write.number(node), write.number(node)] for node in (last, first)]
    whole = "AND(INT({})={};INT({})={})".format(*texts[0], *texts[1])
    return f"IF({whole};{write.number(last)}-{write.number(first)};#NUM!)"


def _text_function(write: Writer, tree: Node, form: Node) -> str:
    """TEXT: the formats are whole numbers, of which the engine rounds halves to even; a text stays as it is."""

    def shown(number: str) -> str:
        return f"TEXT(ROUND({number};0);{write.value(form)})"

    if isinstance(tree, Missing) or write.gives(tree) in "NL":
        return shown(write.number(tree))
    test, again, text = write.value(tree), write.value(tree), write.value(tree)
    as_number = shown(f"VALUE({write.value(tree, 'number')})")
    return f"IF(ISTEXT({test});IF(ISERROR(VALUE({again}));{text};{as_number});{shown(write.value(tree))})"


def _choose(write: Writer, number: Node, *values: Node) -> str:
    """CHOOSE as IFs: the engine's own does not tell ISNUMBER what it chose."""
    text = ""
    for position, value in enumerate(values, 1):
        text += f"IF(INT({write.number(number)})={position};{write.value(value)};"
    return text + "#VALUE!" + ")" * len(values)


def _year(write: Writer, date: Node) -> str:
    first, second, third = (write.number(date) for _ in range(3))
    return f"IF({first}<0;#NUM!;IF({second}<{FIRST_DATE};1900;YEAR({third})))"


def _month(write: Writer, date: Node) -> str:
    first, second, third, fourth = (write.number(date) for _ in range(4))
    return f"IF({first}<0;#NUM!;IF({second}<32;1;IF({third}<{FIRST_DATE};2;MONTH({fourth}))))"


def _day(write: Writer, date: Node) -> str:
    texts = [write.number(date) for _ in range(6)]
    early = "IF({}<0;#NUM!;IF({}<32;INT({});IF({}<61;INT({})-31;DAY({}))))"
    return early.format(*texts)


def _date(write: Writer, year: Node, month: Node, day: Node) -> str:
    """DATE from 1 March 1900 on: before it the engine's calendar is not Excel's."""

    def date(day_text: str) -> str:
        return f"DATE({write.number(year)};{write.number(month)};{day_text})"

    early = f"OR(INT({write.number(year)})<1900;{date('1')}<{FIRST_DATE};{date(write.number(day))}<{FIRST_DATE})"
    return f"IF({early};{REFUSED};{date(write.number(day))})"


def _month_later(name: str) -> Callable[[Writer, Node, Node], str]:
    """EDATE and EOMONTH where neither day lies before 1 March 1900."""

    def written(write: Writer, date: Node, months: Node) -> str:
        tests = [write.number(date) for _ in range(3)]
        later = [f"{name}({test};{write.number(months)})" for test in tests[1:]]
        return f"IF(OR({tests[0]}<{FIRST_DATE};{later[0]}<{FIRST_DATE});{REFUSED};{later[1]})"

    return written


# Functions written anew with others, where the engine's own differ from Excel's. YEAR, MONTH and DAY: Excel's calendar
# begins with 0 January 1900 and has a 29 February 1900.
WRITTEN_ANEW: dict[str, Callable[..., str]] = {
    "CHOOSE": _choose,
    "DATE": _date,
    "DAY": _day,
    "DAYS": _days,
    "EDATE": _month_later("EDATE"),
    "EOMONTH": _month_later("EOMONTH"),
    "MONTH": _month,
    "TEXT": _text_function,
    "YEAR": _year,
}


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
