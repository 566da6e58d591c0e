"""Damaged workbooks, killed commands, full disks, and two at once."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adopt.shapes import plain
from tests.attack.damage import damaged, harm
from tests.attack.hostile import good, zipped

FHO = str(Path(sys.executable).with_name("fho"))


def test_damage_does_no_harm(tmp_path: Path) -> None:
    assert harm(24, 20261124, tmp_path) == []


def test_damage_to_an_export_does_no_harm(tmp_path: Path) -> None:
    """A shipped workbook is no export: adopt reads these to the end."""
    source = tmp_path / "eksport.xlsx"
    plain(source)
    assert harm(16, 77, tmp_path, source, ("adopt",)) == []


def test_the_same_seed_does_the_same_damage() -> None:
    assert list(damaged(5, 3)) == list(damaged(5, 3))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "bog.xlsx"
    path.write_bytes(zipped(good()))
    return path


def calc(ledger: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [FHO, "calc", str(ledger), "-o", str(ledger.with_name("ud.xlsx")), "--force"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit)


def computed(ledger: Path) -> bytes:
    process = calc(ledger)
    process.communicate()
    assert process.returncode in (0, 1)
    return ledger.with_name("ud.xlsx").read_bytes()


def test_a_killed_command_leaves_the_old_file_or_the_new(ledger: Path) -> None:
    whole = computed(ledger)
    out, before, chance = ledger.with_name("ud.xlsx"), ledger.read_bytes(), random.Random(20261124)
    start = time.monotonic()
    computed(ledger)
    lasts = time.monotonic() - start
    for old in (b"gammel", None) * 6:
        out.write_bytes(old) if old else out.unlink(missing_ok=True)
        process = calc(ledger)
        time.sleep(chance.uniform(0.3, 1.1) * lasts)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert ledger.read_bytes() == before
        assert (out.read_bytes() if out.exists() else None) in (old, whole)


@pytest.mark.parametrize("room", [0, 1, 1000, 2000])
def test_a_full_disk_leaves_the_old_file(ledger: Path, room: int) -> None:
    out = ledger.with_name("ud.xlsx")
    out.write_bytes(b"gammel")
    process = calc(ledger, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    _, said = process.communicate()
    assert process.returncode == 2
    assert said.startswith(f"fho calc: {out}: ")
    assert said.endswith("(File too large)\n")
    assert said.count("\n") == 1
    assert {path.name: path.read_bytes() for path in ledger.parent.iterdir() if path != ledger} == {
        "ud.xlsx": b"gammel"
    }


def test_a_proposal_on_a_full_disk(ledger: Path) -> None:
    folder = ledger.parent
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = subprocess.run(
        [FHO, "adopt", str(ledger), "--propose", str(folder / "ud.toml"), "--force"], capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith("(File too large)\n")
    assert done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_two_at_once_write_one_whole_file(ledger: Path) -> None:
    whole = computed(ledger)
    for _ in range(2):
        both = [calc(ledger), calc(ledger)]
        for process in both:
            process.communicate()
        assert {process.returncode for process in both} <= {0, 1}
        assert ledger.with_name("ud.xlsx").read_bytes() == whole
    assert {path.name for path in ledger.parent.iterdir()} == {"bog.xlsx", "ud.xlsx"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bog.xlsx")
    for command in ("calc", "check", "adopt"):
        done = subprocess.run([FHO, command, "bog.xlsx"], capture_output=True, text=True, cwd=tmp_path, timeout=60)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), command


def test_a_link_is_not_followed(ledger: Path) -> None:
    other = ledger.with_name("andens.txt")
    other.write_text("andens")
    ledger.with_name("ud.xlsx").symlink_to(other)
    computed(ledger)
    assert other.read_text() == "andens"


def test_a_secret_stays_one(ledger: Path) -> None:
    ledger.chmod(0o600)
    computed(ledger)
    assert ledger.with_name("ud.xlsx").stat().st_mode & 0o777 == 0o600
