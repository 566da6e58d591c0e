"""Has a workbook examined beside the server (see ``examining``), a few at a time."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from functools import cache
from typing import Any, Final

from xl_addin.hosts.server.environment import limits
from xl_addin.hosts.server.requests import HttpRefusal, RequestRefused

AT_ONCE: Final = 2
"""Each takes a processor for itself; more would only wait for each other."""

_PROCESS: Final = (sys.executable, "-m", "xl_addin.hosts.server.examining")

TOO_MUCH: Final = HttpRefusal(
    413, "Projektmappen er for stor eller for indviklet til serveren. Brug fho check på en pc."
)
TOO_LONG: Final = HttpRefusal(503, "Projektmappen blev ikke færdig i tide. Brug fho check på en pc.")

log = logging.getLogger("fho.server")


async def examined(workbook: bytes, task: dict[str, Any]) -> dict[str, Any]:
    """The answer to a task; raises RequestRefused where the workbook, its size or the time forbid one."""
    loop = asyncio.get_running_loop()
    give_up = loop.time() + 0.9 * limits().seconds  # before the guard does, so that it is told why
    async with _places(loop):
        answer = await asyncio.to_thread(_examine, workbook, task, give_up - loop.time())
    if "refused" in answer:
        raise RequestRefused(HttpRefusal(400, answer["refused"]))
    return answer


@cache
def _places(loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


def _examine(workbook: bytes, task: dict[str, Any], seconds: float) -> dict[str, Any]:
    line = json.dumps({**task, "memory": limits().memory}).encode()
    # One thread for numpy: each of its threads would reserve memory that nothing here uses.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            _PROCESS, input=line + b"\n" + workbook, capture_output=True, timeout=max(seconds, 0.1), check=False,
            env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired:  # the process has been ended
        raise RequestRefused(TOO_LONG) from None
    if done.returncode:
        # What it wrote may quote a cell: only that it ended is logged.
        log.error("a workbook could not be examined: status %s", done.returncode)
        raise RequestRefused(TOO_MUCH)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
