"""A seeded sample of the changes that `hunt` knows: at least 95 in 100 are noticed."""

import subprocess
import sys

from tests.mutants.changes import ROOT


def test_a_sample_of_changes_is_noticed() -> None:
    command = [sys.executable, "-m", "tests.mutants.hunt", "--sample", "40"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
