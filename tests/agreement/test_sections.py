"""The sections: each stk. that means one, lists of them, later laws."""

import os
import subprocess
import sys

import numpy as np
import pytest

from xl_addin.agreement.section_lists import first_named, holds_any, holds_exactly, holds_only, packed, unpacked
from xl_addin.agreement.sections import find_section, sections
from xl_addin.agreement.vocabulary import SECTIONS


@pytest.mark.parametrize("key", ["83", "85", "96", "42", "97", "118"])
def test_every_stk_of_a_section_is_the_section(key: str) -> None:
    number = sections()[key].number
    assert [find_section(number, subsection) for subsection in (None, *range(1, 10))] == [key] * 10
    assert find_section(number, 10) is None


def lists(*keys: str) -> np.ndarray:
    return np.array([packed([SECTIONS.index(key) for key in keys])])


@pytest.mark.parametrize("keys", [("83",), ("85", "83"), ("118", "42", "95 stk. 2"), ("BL", "96"), SECTIONS[::-1]])
def test_a_list_keeps_its_sections_and_which_was_named_first(keys: tuple[str, ...]) -> None:
    packed_list = lists(*keys)
    assert SECTIONS[first_named(packed_list)[0]] == keys[0]
    assert unpacked(int(packed_list[0]))[0] == keys[0]
    assert set(unpacked(int(packed_list[0]))) == set(keys)
    # A cell's float holds it exactly.
    assert int(float(packed_list[0])) == packed_list[0]


def test_sections_count_as_others_unless_asked_for_exactly() -> None:
    grant = lists("95 stk. 3", "83")
    assert holds_any(grant, {"95"}).all()
    assert not holds_any(grant, {"96", "83/44"}).any()
    assert holds_only(grant, {"95", "83"}).all()
    assert not holds_only(grant, {"95"}).any()
    assert holds_exactly(grant, "95 stk. 3").all()
    assert not holds_exactly(grant, "95").any()
    assert not holds_exactly(grant, "95 stk. 2").any()


def test_the_data_are_read_whatever_the_machine_s_own_encoding_is() -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "utf-8",
    }
    code = (
        "from xl_addin.agreement.vocabulary import COST_TYPES, MUNICIPALITIES; print(COST_TYPES[0], MUNICIPALITIES[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "fælles København"
