"""Load on the server: python -m tests.benchmarks.bench_server [seconds]

For 1, 2 and 4 workers: calls of one cell and of 20,000 rows, ours and an echo of the same shape on the same server in
the same run, from a second process. Requests a second, the 95th percentile, the server's processor time a call, and
the memory of all its processes.
Every answer is compared with the right one.
"""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.server.production import children, workers
from tests.hosts.server.running import CALL, ROOT, Server, body
from xl_addin.hosts.server.environment import PROJECT

WORKERS = (1, 2, 4)
ROWS = 20_000


@dataclass(frozen=True)
class Kind:
    name: str
    ours: str
    echo: str
    connections: int


KINDS = (
    Kind("one cell", "fho_regionsandel", "fho_ekkocelle", 16),
    Kind("20,000 rows", "fho_fordel", "fho_ekkoraekker", 4),
)


def content(function: str) -> bytes:
    if function in ("fho_regionsandel", "fho_ekkocelle"):
        return body(function, [[1234.5]])
    amounts = [[1000 + row / 100] for row in range(ROWS)]
    same = [[[42430]] * ROWS, [[42460]] * ROWS, [[42440]] * ROWS]
    return body(function, amounts, [["løn"]] * ROWS, *same, [[""]] * ROWS, [[""]] * ROWS, [[""]] * ROWS)


def load(port: int, function: str, seconds: float, connections: int) -> dict[str, float]:
    """Ask as fast as the answers come, over that many connections."""
    asked = content(function)
    took: list[float] = []
    wrong: list[str] = []

    def ask(connection: http.client.HTTPConnection) -> bytes:
        connection.request("POST", CALL, asked, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""

    right = ask(http.client.HTTPConnection("127.0.0.1", port))
    assert json.loads(right)["result"]
    started = time.perf_counter()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        mine = 0.0
        while not mine or time.perf_counter() < started + seconds:
            begun = time.perf_counter()
            answer = ask(connection)
            mine = time.perf_counter() - begun
            took.append(mine)
            if answer != right:
                wrong.append(answer.decode()[:200])

    threads = [threading.Thread(target=client) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - started
    assert not wrong, wrong[0]
    # The first call, for the right answer, counts in the server's time too.
    return {"calls": len(took) + 1, "per second": len(took) / lasted, "95 %": statistics.quantiles(took, n=20)[-1]}


def in_second_process(server: Server, function: str, seconds: float, connections: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_server", "load", str(server.port), function]
    done = subprocess.run(
        [*command, str(seconds), str(connections)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def memory(server: Server) -> float:
    """Megabytes of the server and its workers, what they share counted once."""
    total = 0
    for pid in (server.process.pid, *children(server.process)):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def echo_project(folder: Path) -> Path:
    shutil.copytree(PROJECT, folder / "project")
    text = "from tests.benchmarks.echo import with_echo\n\nglobals().update(with_echo())\n"
    (folder / "project" / "custom_functions" / "__init__.py").write_text(text)
    return folder / "project"


def processor_time(server: Server) -> float:
    """Seconds of processor time that the server and its workers have had: what a busy machine does not change."""
    ticks = 0
    for pid in (server.process.pid, *children(server.process)):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(server: Server, function: str, seconds: float, connections: int) -> dict[str, float]:
    """The load's own numbers, and the server's processor time a call in milliseconds."""
    before = processor_time(server)
    found = in_second_process(server, function, seconds, connections)
    return found | {"ms": 1000 * (processor_time(server) - before) / found["calls"]}


@dataclass(frozen=True)
class Comparison:
    """Our function beside its echo on one server."""

    kind: Kind
    ours: dict[str, float]
    echo: dict[str, float]
    megabytes: float

    @property
    def ratio(self) -> float:
        """Our processor time a call to the echo's."""
        return self.ours["ms"] / self.echo["ms"]

    def line(self, workers: int) -> str:
        both = (self.ours, self.echo)
        columns = [
            f"{workers:>7} {self.kind.name:<12}",
            *(f"{one['per second']:>6.1f}" for one in both),
            *(f"{1000 * one['95 %']:>6.0f}" for one in both),
            *(f"{one['ms']:>6.1f}" for one in both),
            f"{self.ratio:>10.2f} {self.megabytes:>8.0f}",
        ]
        return " ".join(columns)


def compare(server: Server, kind: Kind, seconds: float) -> Comparison:
    in_second_process(server, kind.ours, seconds / 4, kind.connections)
    echo = measured(server, kind.echo, seconds, kind.connections)
    ours = measured(server, kind.ours, seconds, kind.connections)
    return Comparison(kind, ours, echo, memory(server))


def with_echo(count: int, folder: Path) -> Server:
    """A server of ``count`` workers that has the echoes too."""
    settings = {"XLWINGS_PROJECT_DIR": str(echo_project(folder)), "XLWINGS_LOG_LEVEL": "ERROR"}
    return workers(count, folder / "log", **settings)


HEAD = """\
workers call          per second       95 % ms   processor ms a call       MB
                      ours   echo   ours   echo   ours   echo  ours/echo"""


def main(seconds: float) -> None:
    print(HEAD)
    for count in WORKERS:
        with tempfile.TemporaryDirectory() as folder, with_echo(count, Path(folder)) as server:
            server.wait()
            for kind in KINDS:
                print(compare(server, kind, seconds).line(count), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        print(json.dumps(load(int(sys.argv[2]), sys.argv[3], float(sys.argv[4]), int(sys.argv[5]))))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 4)
