"""A workbook that the task pane sends: the shell's findings, within limits of size, time and memory."""

import io
import json
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.check.books import clean, put
from tests.hosts.server.files import as_text, division, file_of
from tests.hosts.server.running import ROOT, Server, uvicorn
from tests.hosts.server.test_hostile import SECRET, assert_refused
from xl_addin.check import check
from xl_addin.check.report import as_objects, errors_first


def post(server: Server, path: str, **sent: Any) -> tuple[int, Any]:
    status, text = server.post(path, json.dumps(sent).encode())
    return status, json.loads(text)


def test_it_finds_what_the_shell_finds(server: Server, tmp_path: Path) -> None:
    workbook = clean()
    put(workbook, {"Posteringer!H3": "", "Posteringer!K2": "text:=HYPERLINK(1)", "Modregning!J1": "=FHO_FORDLE(1)"})
    path = tmp_path / "regnskab.xlsx"
    path.write_bytes(file_of(workbook))
    status, answer = post(server, "/fho/check", workbook=as_text(path.read_bytes()))
    assert status == 200
    assert answer["findings"] == as_objects(errors_first(check(path)))
    assert {one["weight"] for one in answer["findings"]} == {"fejl", "se efter"}
    assert answer["summary"].startswith(f"{len(answer['findings'])} fund: ")
    assert answer["more"] == 0


def test_the_regional_workbook_is_checked_in_time(server: Server) -> None:
    path = ROOT / "workbooks/regionsregnskab.xlsx"
    status, answer = post(server, "/fho/check", workbook=as_text(path.read_bytes()))
    assert status == 200
    assert answer["findings"] == as_objects(errors_first(check(path)))


def test_a_workbook_without_our_functions_says_so(server: Server) -> None:
    status, answer = post(server, "/fho/check", workbook=as_text(file_of(Workbook())))
    assert (status, answer["findings"]) == (200, [])
    assert answer["summary"] == "Ingen fund. Ingen formel i projektmappen bruger en FHO-funktion."


def test_findings_have_a_limit(server: Server) -> None:
    workbook = Workbook()
    for _ in range(700):
        workbook.active.append(["010203-4567"])
        workbook.active.append(["intet"])
    status, answer = post(server, "/fho/check", workbook=as_text(file_of(workbook)))
    assert (status, len(answer["findings"]), answer["more"]) == (200, 500, 200)


def test_a_cell_is_explained(server: Server) -> None:
    sent = {"workbook": as_text(file_of(division())), "cell": ["Fordeling", 2, 1]}
    status, answer = post(server, "/fho/explain", **sent)
    assert (status, answer["cell"], answer["calls"][0]["name"]) == (200, "A2", "FHO_FORDEL")


# What no pane sends


@pytest.fixture(scope="module")
def narrow(logs: Path) -> Iterator[Server]:
    """A server with small limits that logs all it can."""
    settings = {
        "FHO_ANONYMOUS": "yes", "FHO_MAX_BODY_MB": "2", "FHO_REQUEST_SECONDS": "25", "FHO_CHECK_MEMORY_MB": "900",
        "XLWINGS_LOG_LEVEL": "DEBUG",
    }  # fmt: skip
    with Server(uvicorn(), logs / "narrow.log", settings) as started:
        yield started.wait()


MALFORMED: list[dict[str, Any]] = [
    {}, {"workbook": None}, {"workbook": [1]}, {"workbook": SECRET}, {"workbook": "æøå"}, {"workbook": "", "cell": 1},
]  # fmt: skip
CELLS: list[Any] = [None, SECRET, [], [SECRET, 1], [SECRET, 1, "1"], [SECRET, True, 1], [1, 1, 1], [SECRET, 1, 1, 1]]


@pytest.mark.parametrize("sent", MALFORMED)
@pytest.mark.parametrize("path", ["/fho/check", "/fho/explain"])
def test_what_is_no_request_is_refused(narrow: Server, sent: dict[str, Any], path: str) -> None:
    assert_refused(*narrow.post(path, json.dumps(sent).encode()))


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_no_cell_is_refused(narrow: Server, cell: Any) -> None:
    sent = {"workbook": as_text(file_of(division())), "cell": cell}
    assert_refused(*narrow.post("/fho/explain", json.dumps(sent).encode()))


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"no workbook"])
def test_what_is_no_workbook_is_refused(narrow: Server, content: bytes) -> None:
    status, text = narrow.post("/fho/check", json.dumps({"workbook": as_text(content)}).encode())
    assert_refused(status, text)


def bomb(cells: str) -> bytes:
    """A workbook whose first sheet is this XML; it unpacks to far more than it is sent as."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file_of(Workbook()))) as source, zipfile.ZipFile(out, "w", 8) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert content.count(b"</sheetData>") == 1
                content = content.replace(b"</sheetData>", f"{cells}</sheetData>".encode())
            target.writestr(name, content)
    return out.getvalue()


ROW = "".join(f'<c r="{letter}1"><v>{number}</v></c>' for number, letter in enumerate("ABCDEFGHIJ"))
HOSTILE = {
    "every cell of the sheet": '<row r="1"><c r="A1"><f>FHO_REGIONSANDEL(B1:XFD1048576)</f></c></row>',
    "every cell, as an array": '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">FHO_KILDE("SEL")</f></c></row>',
    "5,000 nested calls": f'<row r="1"><c r="A1"><f>{"FHO_NOEGLE(" * 5000}1{")" * 5000}</f></c></row>',
    "a formula of a million characters": f'<row r="1"><c r="A1"><f>FHO_NOEGLE({"1+" * 500_000}1)</f></c></row>',
    "a cell beyond the sheet": '<row r="9999999"><c r="ZZZZZZ9999999"><v>1</v></c></row>',
    "a million rows": "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1_000_000)),
}


@pytest.mark.parametrize("cells", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_workbook_takes_the_memory_or_the_time(narrow: Server, cells: str) -> None:
    content = bomb(cells)
    before = time.monotonic()
    status, _ = post(narrow, "/fho/check", workbook=as_text(content))
    assert status in (200, 400, 413, 503)
    assert time.monotonic() - before < 27
    assert narrow.call("fho_regionsandel", [[1.5]]) == (200, [[1.01]])
    # Whatever became of it, the process that looked at it is gone.
    time.sleep(0.5)
    assert "xl_addin.hosts.server.examining" not in children(narrow)
    assert SECRET not in narrow.log.read_text()


def children(server: Server) -> str:
    listed = subprocess.run(["ps", "-o", "args=", "--ppid", str(server.process.pid)], capture_output=True, text=True)
    return listed.stdout
