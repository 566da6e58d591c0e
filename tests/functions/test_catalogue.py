"""The catalogue is a contract: workbooks in use depend on names, order and what is optional."""

import inspect
from pathlib import Path

import pytest

from xl_addin import functions
from xl_addin.agreement import data
from xl_addin.functions.catalogue import CellFunction, by_name, catalogue
from xl_addin.functions.page import page
from xl_addin.functions.sources_page import sources_page

CONTRACT = Path(__file__).with_name("contract.txt").read_text(encoding="utf-8").splitlines()
# Excel's function wizard shows no more.
LONGEST_HELP = 255


def test_every_function_of_the_contract_is_there_with_its_arguments_in_order() -> None:
    assert [function.syntax for function in catalogue()] == CONTRACT


@pytest.mark.parametrize("function", catalogue(), ids=lambda function: function.name)
def test_help_fits_into_the_wizard(function: CellFunction) -> None:
    for text in (function.help, *(argument.help for argument in function.arguments)):
        assert 10 <= len(text) <= LONGEST_HELP
        assert text.endswith((".", "?"))
        assert "\n" not in text


def test_names_are_such_that_vba_and_files_can_hold_them() -> None:
    for name in (*by_name(), *(argument.name for function in catalogue() for argument in function.arguments)):
        assert name.isidentifier()
        assert name.isascii()


def test_the_page_of_functions_is_what_the_signatures_say() -> None:
    """Written by ``fho functions --page``, so that nothing about a function is written twice."""
    shipped = Path(inspect.getfile(CellFunction)).with_name("README.md")
    assert shipped.read_text(encoding="utf-8") == page()


def test_the_page_of_sources_is_what_the_data_say() -> None:
    shipped = Path(inspect.getfile(data)).with_name("README.md")
    assert shipped.read_text(encoding="utf-8") == sources_page()


@pytest.mark.parametrize(
    ("name", "columns"),
    [("FHO_FORDEL", 5), ("FHO_ARBEJDSGIVER", 3), ("FHO_MODREGNING", 4), ("FHO_FERIE", 3), ("FHO_STATUS", 1)],
)
def test_the_result_has_the_contract_s_columns(name: str, columns: int) -> None:
    assert len(by_name()[name].columns) == columns


@pytest.mark.parametrize("function", catalogue(), ids=lambda function: function.name)
def test_every_function_can_be_had_from_the_package_by_its_name(function: CellFunction) -> None:
    """As the contract puts it, and as whoever calls the rules from Python of their own would write it."""
    name = function.name.lower()
    assert getattr(functions, name) is function.call
    assert name in dir(functions)


def test_the_package_has_no_function_that_the_catalogue_lacks() -> None:
    with pytest.raises(AttributeError, match="fho_findes_ikke"):
        _ = functions.fho_findes_ikke
    assert not [name for name in dir(functions) if name.startswith("fho_") and name.upper() not in by_name()]
