"""The page for IT says where each demand of Excel's is tested: those tests are there."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
PAGE = (TESTS.parent / "xl_addin" / "hosts" / "excel" / "README.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("## Hvad Excel kræver")[2].partition("\n## ")[0]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", TABLE)))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_what_the_page_names_is_there(file: str, test: str) -> None:
    assert not test or f"def {test}(" in (TESTS / file).read_text(encoding="utf-8")


def test_each_demand_names_a_test() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 20
    assert [row for row in rows if ".py" not in row] == []


def test_the_checklist_can_be_filled_in() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \| .+ \| \|$", PAGE, re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > 20
