"""TRUE and FALSE in array formulas: Calc has only 1 and 0 there, and the functions' contract says where they are."""

from collections.abc import Iterator

from xl_addin.functions.catalogue import CellFunction, by_name
from xl_addin.xlsx.names import Names
from xl_addin.xlsx.package import Package
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.sheet import CellFormula
from xl_addin.xlsx.tree import Call, FormulaError


def array_truths(package: Package) -> dict[str, set[tuple[int, int]]]:
    """The cells, by sheet and (row, column), in which an array formula that is one call of ours shows truths."""
    parser = Parser()
    names = Names(package, by_name(), parser)
    return {sheet.name: set(_cells(sheet.formulas, names, parser)) for sheet in package.sheets}


def _cells(formulas: list[CellFormula], names: Names, parser: Parser) -> Iterator[tuple[int, int]]:
    for formula in formulas:
        called = _whole_call(formula, names, parser) if formula.area else None
        if called and formula.area:
            top, left, bottom, right = formula.area
            for column, name in zip(range(left, right + 1), called.columns, strict=False):
                if name in called.truths:
                    yield from ((row, column) for row in range(top, bottom + 1))


def _whole_call(formula: CellFormula, names: Names, parser: Parser) -> CellFunction | None:
    """Our function, when its call is all there is in the formula. What we cannot read, LibreOffice may compute."""
    try:
        tree = parser.parse(formula.text, *formula.base)
        ours = names.function(tree.name) if isinstance(tree, Call) else None
    except (FormulaError, RecursionError):
        return None
    return by_name()[ours] if ours else None
