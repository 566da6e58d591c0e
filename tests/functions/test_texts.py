"""Every text that the functions give, exactly: reading ``texts.toml`` is reading the product."""

import pytest

from tests.functions.texts import texts, told
from xl_addin.rules.sources import EXPLAINED


@pytest.mark.parametrize("case", texts(), ids=lambda case: f"{case[0]}({case[1]})")
def test_case(case: tuple[str, str, str]) -> None:
    name, call, text = case
    assert told(name, call) == text


def test_the_source_of_every_code_and_status_is_there() -> None:
    asked = [call for name, call, _ in texts() if name == "FHO_KILDE"]
    assert [call for call in asked if ";" not in call] == [f'"{one}"' for one in EXPLAINED]
