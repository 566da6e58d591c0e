"""The real server as a process of its own on a free port of the loopback interface."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import xlwings

ROOT = Path(__file__).parents[3]
CALL = "/xlwings/custom-functions-call"
APP = "xl_addin.hosts.server.app:app"


def free_port() -> int:
    """A port that nobody is given meanwhile: below those that the system hands out to clients (32768 and up)."""
    while True:
        port = random.randint(10_000, 32_000)
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)):
                return port


class Server:
    """``command`` with ``{port}`` in it, started and stopped; what it logs is in ``log``."""

    def __init__(self, command: list[str], log: Path, environment: Mapping[str, str], scheme: str = "http") -> None:
        self.port, self.log = free_port(), log
        self.url = f"{scheme}://127.0.0.1:{self.port}"
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("XLWINGS_", "FHO_"))}
        settings |= {"PYTHONPATH": str(ROOT), "XLWINGS_LICENSE_KEY": "noncommercial"} | dict(environment)
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [part.format(port=self.port) for part in command], env=settings, stdout=out, stderr=out, cwd=log.parent
            )

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait(self) -> "Server":
        """Until it answers; says what it logged if it never does."""
        give_up = time.monotonic() + 180
        while time.monotonic() < give_up and self.process.poll() is None:
            try:
                if self.get("/fho/health")[0] == 200:
                    return self
            except (URLError, ConnectionError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(Request(self.url + path))

    def post(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        headers = {"Content-Type": "application/json"} | dict(headers or {})
        return self._ask(Request(self.url + path, data=body, headers=headers))

    def call(self, function: str, *arguments: Any, **envelope: Any) -> tuple[int, Any]:
        """One call as Office.js makes it; the answer's rows, or the text of a refusal."""
        status, text = self.post(CALL, body(function, *arguments, **envelope))
        answer = json.loads(text)
        return status, answer["result"] if status == 200 else answer["detail"]

    @staticmethod
    def _ask(request: Request) -> tuple[int, str]:
        try:
            with urlopen(request, timeout=90) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()


def uvicorn(*options: str) -> list[str]:
    return [sys.executable, "-m", "uvicorn", APP, "--no-server-header", *options, "--port", "{port}"]


def body(function: str, *arguments: Any, **envelope: Any) -> bytes:
    """What xlwings' JavaScript sends for a call on a Danish PC."""
    call = {
        "client": "Office.js",
        "func_name": function,
        "args": list(arguments),
        "caller_address": "[regionsregnskab.xlsx]Udgifter!H5",
        "session_id": "0b1d5a3e",
        "culture_info_name": "da-DK",
        "date_format": "dd-MM-yyyy",
        "version": xlwings.__version__,
        "runtime": "1.4",
    }
    return json.dumps(call | envelope, ensure_ascii=False).encode()
