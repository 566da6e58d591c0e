"""Several workers behind nginx, with the configuration and the start command of production."""

import http.client
import os
import signal
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hosts.server.production import children, nginx, workers
from tests.hosts.server.running import CALL, Server, body
from xl_addin.hosts.server.certificate import TrialCertificate, trial_certificate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("production")


@pytest.fixture(scope="module")
def certificate(folder: Path) -> TrialCertificate:
    return trial_certificate(folder / "tls")


@pytest.fixture(scope="module")
def servers(folder: Path) -> Iterator[list[Server]]:
    """Two servers of two workers each."""
    counted = folder / "metrics"
    counted.mkdir()
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(counted)}
    with workers(2, folder / "a.log", **environment) as one, workers(2, folder / "b.log", **environment) as other:
        yield [one.wait(), other.wait()]


@pytest.fixture(scope="module")
def proxy(folder: Path, servers: list[Server], certificate: TrialCertificate) -> Iterator[Server]:
    with nginx(folder, servers, certificate) as started:
        time.sleep(0.2)
        assert started.process.poll() is None, started.log.read_text()
        wait_for(lambda: ask(started, certificate, "GET", "/fho/health")[0] == 200)
        yield started


def wait_for(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.1)


def ask(
    proxy: Server, certificate: TrialCertificate, method: str, path: str, content: bytes = b"", **headers: str
) -> tuple[int, str]:
    connection = http.client.HTTPSConnection(
        "localhost", proxy.port, timeout=30, context=ssl.create_default_context(cafile=certificate.issuer)
    )
    try:
        connection.request(method, path, content or None, {"Content-Type": "application/json"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except ConnectionRefusedError:
        return 0, ""
    finally:
        connection.close()


def test_a_call_through_the_proxy(proxy: Server, certificate: TrialCertificate) -> None:
    assert ask(proxy, certificate, "POST", CALL, body("fho_regionsandel", [[1.5]])) == (200, '{"result":[[1.01]]}')


def test_the_manifest_has_the_proxys_address(proxy: Server, certificate: TrialCertificate) -> None:
    _, manifest = ask(proxy, certificate, "GET", "/manifest.xml")
    assert f'"https://localhost:{proxy.port}/taskpane.html"' in manifest
    assert "http://127" not in manifest


def test_the_proxy_refuses_what_is_too_large(proxy: Server, certificate: TrialCertificate) -> None:
    assert ask(proxy, certificate, "POST", CALL, b" " * 17 * 1024 * 1024)[0] == 413
    assert ask(proxy, certificate, "GET", "/", A="x" * 100_000)[0] == 400


def test_metrics_stay_inside(proxy: Server, servers: list[Server], certificate: TrialCertificate) -> None:
    assert ask(proxy, certificate, "GET", "/fho/metrics")[0] == 404
    for _ in range(8):
        ask(proxy, certificate, "POST", CALL, body("fho_timer", [[24]], [[12]]))
    # Both servers and all their workers count into one sum.
    wait_for(lambda: 'fho_answers_total{status="200",what="FHO_TIMER"} 8.0' in servers[0].get("/fho/metrics")[1])


def test_all_workers_answer(proxy: Server, servers: list[Server]) -> None:
    wait_for(lambda: all(len(children(one.process)) == 2 for one in servers))


class Client(threading.Thread):
    """Calls until told to stop; tries a call that gets no answer three times, as the add-in's JavaScript does."""

    def __init__(self, number: int, proxy: Server, certificate: TrialCertificate, stop: threading.Event) -> None:
        super().__init__()
        self.number, self.proxy, self.certificate, self.stop_now = number, proxy, certificate, stop
        self.right, self.tried_again = 0, 0
        self.wrong: list[str] = []

    def run(self) -> None:
        amount = self.number * 100_000
        while not self.stop_now.is_set():
            amount += 1
            self.one(amount, f'{{"result":[[{67 * amount / 100}]]}}')

    def one(self, amount: int, expected: str) -> None:
        for pause in (0.5, 1, 0):
            try:
                status, text = ask(self.proxy, self.certificate, "POST", CALL, body("fho_regionsandel", [[amount]]))
            except (OSError, http.client.HTTPException):
                status, text = 0, ""
            if status == 200:
                self.right += text == expected
                self.wrong += [] if text == expected else [text]
                return
            self.tried_again += 1
            time.sleep(pause)
        self.wrong.append(f"lost: {status} {text}")


@contextmanager
def load(numbers: range, proxy: Server, certificate: TrialCertificate) -> Iterator[list[Client]]:
    """Clients that call until the end of the block, and have stopped after it."""
    stop = threading.Event()
    clients = [Client(number, proxy, certificate, stop) for number in numbers]
    for client in clients:
        client.start()
    try:
        yield clients
    finally:
        stop.set()
        for client in clients:
            client.join(30)


def test_workers_killed_under_load(proxy: Server, servers: list[Server], certificate: TrialCertificate) -> None:
    killed = []
    with load(range(1, 5), proxy, certificate) as clients:
        for number, server in enumerate(servers, 1):
            wait_for(lambda number=number: all(client.right >= 5 * number for client in clients))
            killed.append(children(server.process)[0])
            os.kill(killed[-1], signal.SIGKILL)
        wait_for(lambda: all(client.right > 20 for client in clients))
    assert not [text for client in clients for text in client.wrong]
    for server, pid in zip(servers, killed, strict=True):
        wait_for(lambda server=server, pid=pid: len(set(children(server.process)) - {pid}) == 2)


def test_a_whole_server_stopped_under_load(
    proxy: Server, servers: list[Server], certificate: TrialCertificate, folder: Path
) -> None:
    with load(range(5, 8), proxy, certificate) as clients:
        wait_for(lambda: all(client.right >= 3 for client in clients))
        servers[1].stop()
        wait_for(lambda: all(client.right > 10 for client in clients))
    assert not [text for client in clients for text in client.wrong]


def test_nothing_of_a_call_is_in_any_log(proxy: Server, servers: list[Server], certificate: TrialCertificate) -> None:
    ask(proxy, certificate, "POST", CALL, body("fho_regionsandel", [["0101150000-hemmelig"]]))
    ask(proxy, certificate, "GET", "/taskpane.html?et=0101150000-hemmelig")
    wait_for(lambda: "GET /taskpane.html 200" in proxy.log.read_text())
    logs = [one.log.read_text() for one in (proxy, *servers)]
    assert "POST /xlwings/custom-functions-call 200" in logs[0]
    assert not any("hemmelig" in log or "regionsregnskab" in log for log in logs)
