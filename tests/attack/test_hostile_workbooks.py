"""Every hostile workbook is done or refused in one line by every command, within its time and memory."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.attack.hostile import good, hostile, zipped
from tests.attack.trial import harmful, outcomes

AT_ONCE = os.cpu_count() or 1


def test_there_are_enough_of_them_and_each_is_another() -> None:
    names = [name for name, _ in hostile()]
    assert len(set(names)) == len(names) >= 200


def test_the_sound_one_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    path.write_bytes(zipped(good()))
    by_command = {one.command: one.status for one in outcomes([path])}
    assert by_command["calc"] in (0, 1)
    assert by_command["check"] in (0, 1)
    assert by_command["server"] == 0


def test_none_does_harm(tmp_path: Path) -> None:
    files, names = [], {}
    for number, (name, data) in enumerate(hostile()):
        file = tmp_path / f"{number:03}.xlsx"
        file.write_bytes(data)
        files.append(file)
        names[file.name] = name
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [one for part in pool.map(outcomes, [files[n::AT_ONCE] for n in range(AT_ONCE)]) for one in part]
    assert len(found) == 4 * len(files)
    told = [f"{names[line.split()[0]]}: {line}" for line in harmful(found)]
    if told:
        pytest.fail("\n".join(told))
