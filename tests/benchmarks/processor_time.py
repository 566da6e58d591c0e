"""What a command costs as an installed program: with the bytecode that installing leaves beside the modules."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from tempfile import TemporaryDirectory


def least_seconds(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The least processor time of each command, imports included: each a process of its own, in turn, `rounds` times.

    One round more goes before, which compiles the modules; a command that fails ends it all.
    """
    with TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        best = dict.fromkeys(commands, float("inf"))
        for number in range(rounds + 1):
            for name, command in commands.items():
                spent = _seconds(command, environment)
                if number:
                    best[name] = min(best[name], spent)
        return best


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, env=dict(environment))
    if done.returncode > 1:  # 1 is an answer with something to look at
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
