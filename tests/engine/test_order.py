"""The order of calculation: levels, blocks, circles."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from xl_addin.engine.order import Computable, set_levels
from xl_addin.xlsx.tree import Area


@dataclass(eq=False)
class Formula:
    """A step of the test."""

    reads: list[Area]
    staged: bool = False
    needs: Sequence[Computable] = field(default_factory=list)
    level: int = -1
    order: int = -1


def cell(row: int, column: int = 1, bottom: int | None = None, right: int | None = None) -> Area:
    return Area(0, row, column, bottom or row, right or column)


def slow_levels(placed: list[tuple[Area, Formula]]) -> dict[int, int] | None:
    """Levels pair by pair; None for a circle."""
    needs = {
        id(step): [other for area, other in placed if any(_meet(area, read) for read in step.reads)]
        for _, step in placed
    }
    levels: dict[int, int] = {}
    for _ in range(len(placed) + 1):
        for _, step in placed:
            if id(step) not in levels and all(id(other) in levels for other in needs[id(step)]):
                levels[id(step)] = max((levels[id(o)] for o in needs[id(step)]), default=0) + step.staged
    return levels if len(levels) == len(placed) else None


def _meet(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def books(seed: int) -> Iterator[tuple[Area, Formula]]:
    """Formulas over a small sheet; most read upwards, so that not every book is a circle."""
    chance = random.Random(seed)
    upwards = chance.random() < 0.8
    for row in range(2, 40):
        for column in (1, 2, 3):
            if chance.random() < 0.6:
                reads = []
                for _ in range(chance.randint(0, 2)):
                    bottom = chance.randint(1, row - 1 if upwards else 39)
                    left = chance.randint(1, 3)
                    reads.append(Area(0, chance.randint(1, bottom), left, bottom, chance.randint(left, 3)))
                yield cell(row, column), Formula(reads, chance.random() < 0.3)


@pytest.mark.parametrize("seed", range(60))
def test_levels_are_those_found_pair_by_pair(seed: int) -> None:
    placed = list(books(seed))
    expected = slow_levels(placed)
    if expected is None:
        assert set_levels(placed)
    else:
        assert set_levels(placed) == []
        assert {id(step): step.level for _, step in placed} == expected
        for _, step in placed:
            needed = [other for area, other in placed if any(_meet(area, read) for read in step.reads)]
            assert all(other.order < step.order for other in needed)


def test_a_circle_is_told_step_by_step() -> None:
    one, two, three = Formula([cell(2)]), Formula([cell(3)]), Formula([cell(1, 1, 2)])
    outside = Formula([cell(1)])
    placed = [(cell(9), outside), (cell(1), one), (cell(2), two), (cell(3), three)]
    circles = set_levels(placed)
    assert circles
    assert all(circle in ([one, two, three], [two, three], [three, one, two]) for circle in circles)


def test_many_ranges_over_one_column_are_few_steps() -> None:
    """30,000 running totals over formulas: 450 million pairs of cells, if each were looked at."""
    placed = [(cell(row), Formula([])) for row in range(1, 30_001)]
    placed += [(cell(row, 2), Formula([cell(1, 1, row)], True)) for row in range(1, 30_001)]
    set_levels(placed)
    assert {step.level for _, step in placed} == {0, 1}
