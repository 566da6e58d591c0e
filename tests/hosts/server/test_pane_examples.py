"""Every function has an example that works."""

from xl_addin.cells.errors import ERRORS
from xl_addin.functions.catalogue import catalogue
from xl_addin.hosts.server.pane_examples import examples


def test_every_function_has_one() -> None:
    assert [one.function for one in examples()] == list(catalogue())


def test_each_gives_a_result_without_errors() -> None:
    for one in examples():
        result = one.function.call(*one.arguments)
        cells = [cell for row in result for cell in row] if isinstance(result, list) else [result]
        assert not set(cells) & set(ERRORS), one.formula


def test_both_spellings() -> None:
    budget = next(one for one in examples() if one.function.name == "FHO_EKSTRAHJAELPER")
    assert budget.formula == '=FHO_EKSTRAHJAELPER(12.5,250,"kommune")'
    assert budget.shown == '=FHO_EKSTRAHJAELPER(12,5;250;"kommune")'
