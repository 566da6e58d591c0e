"""Load from a second process, bounded: right answers, and our part small beside what any call costs here."""

from pathlib import Path

import pytest

from tests.benchmarks.bench_server import HEAD, KINDS, WORKERS, compare, with_echo


@pytest.mark.parametrize("count", WORKERS)
def test_our_part_is_small_beside_an_echo(count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with with_echo(count, tmp_path) as server:
        server.wait()
        # The load compares every answer with the right one.
        found = [compare(server, kind, 0.5) for kind in KINDS]
    with capsys.disabled():
        print("", HEAD, *(one.line(count) for one in found), sep="\n")
    assert all(one.ratio < 3 for one in found)
    assert all(one.megabytes < 400 * (count + 1) for one in found)
