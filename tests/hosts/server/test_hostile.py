"""Requests that no Excel sends: each is refused cleanly, nothing leaks, and the server goes on answering."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.server.running import CALL, Server, body, uvicorn

SECRET = "0101150000-hemmelig"
"""Stands in every hostile request, in every place: it must never come back, nor reach the log."""


@pytest.fixture(scope="module")
def strict(logs: Path) -> Iterator[Server]:
    """A server with small limits that logs all it can."""
    settings = {
        "FHO_ANONYMOUS": "yes",
        "FHO_MAX_BODY_MB": "1",
        "FHO_REQUEST_SECONDS": "3",
        "XLWINGS_LOG_LEVEL": "DEBUG",
    }
    with Server(uvicorn(), logs / "strict.log", settings) as started:
        yield started.wait()


@pytest.fixture(autouse=True)
def _still_right_and_silent(strict: Server) -> Iterator[None]:
    yield
    assert strict.process.poll() is None
    assert strict.call("fho_regionsandel", [[1.5]]) == (200, [[1.01]])
    assert SECRET not in strict.log.read_text()


def assert_refused(status: int, text: str, *statuses: int) -> None:
    assert status in (statuses or (400,)), text
    assert SECRET not in text
    assert "Traceback" not in text
    assert "xl_addin" not in text
    assert list(json.loads(text)) == ["detail"]


ENVELOPES: dict[str, dict[str, Any]] = {
    "unknown function": {"func_name": f"fho_{SECRET}"},
    "upper case": {"func_name": "FHO_REGIONSANDEL"},
    "python's own": {"func_name": "__class__"},
    "dunder": {"func_name": "__dict__"},
    "module attribute": {"func_name": "office_functions"},
    "dotted": {"func_name": "fho_fordel.__globals__"},
    "a list for a name": {"func_name": [SECRET]},
    "no name": {"func_name": None},
    "another client": {"client": SECRET},
    "another version": {"version": "0.30.0"},
    "version of another kind": {"version": 37},
    "old excel": {"runtime": "1.2"},
    "runtime of another kind": {"runtime": {"a": SECRET}},
    "no runtime": {"runtime": None},
    "address of another kind": {"caller_address": [SECRET]},
    "address without a sheet": {"caller_address": SECRET},
    "endless address": {"caller_address": "!" * 5000},
    "culture of another kind": {"culture_info_name": {"name": SECRET}},
    "endless culture": {"culture_info_name": "da" * 5000},
    "date format of another kind": {"date_format": [SECRET]},
    "session of another kind": {"session_id": {"id": SECRET}},
    "arguments of another kind": {"args": {"beloeb": SECRET}},
    "arguments as text": {"args": SECRET},
    "no arguments": {"args": []},
    "too many arguments": {"args": [[[1]]] * 30},
    "a flat row": {"args": [[1, 2, 3]]},
    "no rows": {"args": [[]]},
    "empty rows": {"args": [[[]]]},
    "ragged rows": {"args": [[[1, 2], [3]]]},
    "rows of another kind": {"args": [[{"a": SECRET}]]},
    "rows too deep": {"args": [[[[SECRET]]]]},
    "an object that is no cell": {"args": [[[{"value": SECRET}]]]},
    "a type that is no name": {"args": [[[{"type": {"a": SECRET}}]]]},
}


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES.keys())
def test_a_call_that_is_not_in_order(strict: Server, envelope: dict[str, Any]) -> None:
    assert_refused(*strict.post(CALL, body("fho_regionsandel", [[SECRET]], **envelope)))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"17", b'"text"', b"\xff\xfe\x00", b"[" * 200_000, b'{"a":' * 100_000,
        b'{"func_name": NaN}', b'{"func_name": ' + b"9" * 5000 + b"}", b"func_name=" + SECRET.encode(),
    ],
)  # fmt: skip
def test_what_is_not_a_call_at_all(strict: Server, content: bytes) -> None:
    assert_refused(*strict.post(CALL, content))


@pytest.mark.parametrize(
    "cell",
    [
        1e308, -1e308, 10**300, 10**400, -(10**400), 2**63, "=1+1", "'; DROP TABLE", "\x00", "😀" * 100, "x" * 32767,
        {"type": "Error"}, {"type": "Error", "errorType": SECRET, "basicValue": [SECRET]},
        {"type": "Entity", "basicType": "Error", "basicValue": "#VALUE!", "text": SECRET, "properties": {}},
        {"type": "Double", "basicValue": {"a": SECRET}}, {"type": "Double", "basicValue": 10**400},
        {"type": "Array", "elements": [[1]]}, {"type": SECRET}, {"type": "FormattedNumber", "basicValue": SECRET},
    ],
)  # fmt: skip
def test_a_cell_that_nobody_would_write_is_an_error_in_its_row(strict: Server, cell: Any) -> None:
    status, rows = strict.call("fho_regionsandel", [[100], [cell], [200]])
    assert status == 200
    assert rows[0] == [67.0]
    assert rows[2] == [134.0]
    # An empty object is a blank cell: whatever else there is, it never becomes a number.
    assert rows[1][0] == "" or rows[1][0]["type"] == "Error"


@pytest.mark.parametrize("path", [CALL, "/fho/check", "/fho/explain"])
@pytest.mark.parametrize("said", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "json"])
def test_a_request_that_says_it_is_something_else_is_never_echoed(strict: Server, path: str, said: str) -> None:
    assert_refused(*strict.post(path, body("fho_regionsandel", [[SECRET]]), {"Content-Type": said}), 415)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1"])
def test_another_encoding_is_refused(strict: Server, encoding: str) -> None:
    content = body("fho_regionsandel", [[SECRET + "å"]]).decode().encode(encoding)
    assert_refused(*strict.post(CALL, content))


def test_infinity_written_as_a_number_is_an_error(strict: Server) -> None:
    content = body("fho_regionsandel", [[100], [12345]]).replace(b"12345", b"1e999")
    status, text = strict.post(CALL, content)
    assert status == 200
    assert json.loads(text)["result"][1][0]["type"] == "Error"


def test_too_large(strict: Server) -> None:
    assert_refused(*strict.post(CALL, body("fho_regionsandel", [[SECRET]] * 100_000)), 413)


def test_too_large_without_saying_so(strict: Server) -> None:
    connection = HTTPConnection("127.0.0.1", strict.port, timeout=20)
    pieces = (b"x" * 65536 for _ in range(40))
    connection.request("POST", CALL, pieces, {"Content-Type": "application/json"}, encode_chunked=True)
    answer = connection.getresponse()
    assert_refused(answer.status, answer.read().decode(), 413)
    connection.close()


def test_bytes_that_dribble_in(strict: Server) -> None:
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as slow:
        head = f"POST {CALL} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
        slow.sendall(head.encode() + b"{")
        answer = slow.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 408")


def test_what_is_not_http(strict: Server) -> None:
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as raw:
        raw.sendall(b"\x00\xff garbage\r\n\r\n")
        assert b" 400 " in raw.recv(65536).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/docs", "/openapi.json", "/xlwings/alert?prompt=" + SECRET, "/xlwings/custom-scripts-call/hello_world",
        "/xlwings/custom-scripts-call/__class__", "/socket.io/?EIO=4", "/fho/", "/fho/" + SECRET, "/static/../app.py",
        "/static/%2e%2e/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd", "/.env", "/" + SECRET,
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_not_there(strict: Server, path: str, method: str) -> None:
    connection = HTTPConnection("127.0.0.1", strict.port, timeout=20)
    connection.request(method, path, b"{}" if method == "POST" else None)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status in (404, 405)
    assert SECRET not in text
    assert "root:" not in text


@pytest.mark.parametrize(("method", "path"), [("GET", CALL), ("PUT", CALL), ("DELETE", "/manifest.xml"), ("POST", "/")])
def test_a_method_that_is_not_for_the_address(strict: Server, method: str, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", strict.port, timeout=20)
    connection.request(method, path)
    answer = connection.getresponse()
    assert_refused(answer.status, answer.read().decode(), 405)
    connection.close()


def test_a_socket_that_wants_to_stay_open(strict: Server) -> None:
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as raw:
        raw.sendall(
            b"GET /fho/health HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert b"101" not in raw.recv(65536).split(b"\r\n")[0]


def test_refusals_carry_the_security_headers(strict: Server) -> None:
    connection = HTTPConnection("127.0.0.1", strict.port, timeout=20)
    connection.request("GET", "/nowhere")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 404
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] is None


def test_metrics_carry_no_text_of_a_request(strict: Server) -> None:
    strict.get("/fho/" + SECRET)
    strict.call("fho_regionsandel", [[SECRET]])
    _, text = strict.get("/fho/metrics")
    assert 'fho_answers_total{status="200",what="FHO_REGIONSANDEL"}' in text
    assert SECRET not in text
    assert "regionsregnskab" not in text
