"""A formula filled down a column is read once, and as if it were read each time."""

import random

import pytest

from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.tree import FormulaError

FORMULAS = [
    "A{0}*2+$B$3-B${1}",
    "SUM(A{0}:A{2})+LOG10({1})+1.5E3",
    "IF(Ark{1}!$A{0}='Ark 5'!B{2},\"A{0} er 7\",udg_{1}+{0})",
    "SUM({0}:{2},$3:{0},B:C,A$1:A{0})",
    "[1]!FHO_X(A{0},Tabel1[[#This Row],[kolonne {1}]],{{{1},2}})",
    "A{0}",
    "A{1}048577+A{0}",
]
"""{0} and {2} are rows that move with the cell, {1} is a number that does not."""


def _outcome(parser: Parser, text: str, row: int, column: int) -> object:
    try:
        return parser.parse(text, row, column)
    except FormulaError as error:
        return str(error)


@pytest.mark.parametrize("formula", FORMULAS)
def test_one_that_is_remembered_is_what_a_new_parser_reads(formula: str) -> None:
    chance = random.Random(formula)
    one = Parser()
    for _ in range(200):
        row, column = chance.randint(1, 9), chance.randint(1, 3)
        numbers = row + chance.choice([0, 0, 0, 1, 1_048_571]), chance.choice([0, 1, 1, 7]), row + chance.randint(0, 2)
        text = formula.format(*numbers)
        assert _outcome(one, text, row, column) == _outcome(Parser(), text, row, column)


def test_a_column_of_formulas_is_one_tree() -> None:
    parser = Parser()
    trees = {id(parser.parse(f'IF(A{row}="","",$B$1*A{row - 1})', row, 2)) for row in range(2, 100)}
    assert len(trees) == 1
