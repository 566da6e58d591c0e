"""Workbooks put before each command in processes of their own, under limits of time and memory.

A process takes one file after the other and says what came of each; one that dies, or is killed by its limits, is
noted with the file it had, and another goes on with the rest.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

SECONDS = 60.0
"""Processor time for one command on one file; the machine may be busy."""
MEMORY = 4 * 2**30
COMMANDS = ("calc", "check", "adopt", "server")


class Outcome(NamedTuple):
    """What came of a command on a file: an exit status, or what ended the process."""

    file: str
    command: str
    status: int | str
    said: str
    seconds: float


def outcomes(files: Sequence[Path], commands: Sequence[str] = COMMANDS) -> list[Outcome]:
    """What comes of every file with every command."""
    left = [(file, command) for file in files for command in commands]
    found: list[Outcome] = []
    while left:
        task = json.dumps([[str(file), command] for file, command in left])
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.attack.trial"], input=task, capture_output=True, text=True, env=environment
        )
        answers = [Outcome(*json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]
        found += answers
        left = left[len(answers) :]
        if left:
            file, command = left.pop(0)
            ended = f"ended by signal {-done.returncode}" if done.returncode < 0 else f"ended with {done.returncode}"
            found.append(Outcome(str(file), command, ended, done.stderr[-300:], 0.0))
    return found


def harmful(found: Sequence[Outcome]) -> list[str]:
    """Those that are neither done nor refused in one line."""
    return [f"{Path(one.file).name} {one.command}: {one.status} {one.said[:200]}" for one in found if _is_harm(one)]


def _is_harm(one: Outcome) -> bool:
    if one.status not in (0, 1, 2) or "Traceback" in one.said or "Warning:" in one.said:
        return True
    return one.status == 2 and one.said.count("\n") > 1


def _run(file: Path, command: str, folder: Path) -> int:
    from xl_addin.cli.main import main

    out = str(folder / f"ud{file.suffix}")
    match command:
        case "calc":
            return main(["calc", str(file), "-o", out, "--force", "--today", "2026-11-24"])
        case "check":
            return main(["check", str(file), "--today", "2026-11-24"])
        case "adopt":
            mapping = str(folder / "ud.toml")
            status = main(["adopt", str(file), "--propose", mapping, "--force"])
            if status:
                return status
            return main(["adopt", str(file), "--mapping", mapping, "-o", out, "--force", "--today", "2026-11-24"])
    from xl_addin.hosts.server.examining import answer

    given = answer({"name": file.name}, file.read_bytes())
    json.dumps(given, allow_nan=False).encode()
    return 2 if "refused" in given else 0


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, command in json.load(sys.stdin):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # its signal ends the process, inside the engine too
        start, said = time.process_time(), io.StringIO()
        quiet = contextlib.redirect_stdout(io.StringIO())
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(said), quiet:
            status = _run(Path(name), command, Path(folder))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        print(json.dumps([name, command, status, said.getvalue(), time.process_time() - start]), flush=True)


if __name__ == "__main__":
    _main()
