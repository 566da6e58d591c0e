"""``fho serve`` as a process: what it says, what it refuses, and HTTPS with the certificate made for trying it."""

import json
import os
import ssl
import stat
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.hosts.server.running import CALL, ROOT, body, free_port
from xl_addin.hosts.server.certificate import trial_certificate

SERVE = (
    "import sys; from xl_addin.cli import serve; from xl_addin.cli.shared import CommandParser; "
    "parser = CommandParser(); "
    "serve.add_parser(parser.add_subparsers()); arguments = parser.parse_args(['serve', *sys.argv[1:]]); "
    "sys.exit(arguments.run(arguments))"
)


FHO = Path(sys.executable).with_name("fho")


def started(*options: str, **environment: str) -> subprocess.Popen[str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("XLWINGS_", "FHO_"))}
    settings |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | environment
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, *options],
        env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def until_it_serves(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    said = ""
    while "Ctrl+C" not in said:
        line = process.stdout.readline()
        assert line, said + process.communicate()[1]
        said += line
    return said


def test_it_says_plainly_what_it_is_and_serves_https(tmp_path: Path) -> None:
    port = free_port()
    process = started("--port", str(port), "--trial-certificate", str(tmp_path / "made"))
    try:
        said = until_it_serves(process)
        assert f"https://localhost:{port}: one process, this PC only, nobody signs in" in said
        assert "PolyForm Noncommercial" in said
        trusting = ssl.create_default_context(cafile=tmp_path / "made" / "fho-trial-issuer.pem")
        with urlopen(f"https://localhost:{port}/manifest.xml", context=trusting, timeout=20) as answer:
            assert f"https://localhost:{port}/taskpane.html" in answer.read().decode()
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            urlopen(f"https://localhost:{port}/", timeout=20)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_it_answers_a_call_where_nobody_has_set_a_variable(tmp_path: Path) -> None:
    """As the README opens it: xlwings reads its licence when it is imported, so nothing may import it before."""
    port = free_port()
    bare = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [FHO, "serve", "--port", str(port)],
        env=bare, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        until_it_serves(process)
        call = Request(
            f"http://127.0.0.1:{port}{CALL}", body("fho_regionsandel", [[1.5]]), {"Content-Type": "application/json"}
        )
        with urlopen(call, timeout=20) as answer:
            assert json.load(answer) == {"result": [[1.01]]}
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_plain_http_says_what_excel_needs() -> None:
    port = free_port()
    process = started("--port", str(port))
    try:
        assert "Excel only loads add-ins over HTTPS" in until_it_serves(process)
        with urlopen(f"http://127.0.0.1:{port}/fho/health", timeout=20) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--host", "0.0.0.0"], "nobody would have to sign in"),
        (["--cert", "nowhere.pem"], "go together"),
        (["--cert", "nowhere.pem", "--key", "nowhere.key"], "no such file"),
        (["--port", "99999999"], "cannot listen"),
        (["--trial-certificate", "/dev/null/folder"], "cannot keep a certificate"),
    ],
)
def test_what_cannot_be_served_is_one_clear_line(options: list[str], why: str) -> None:
    port = [] if "--port" in options else ["--port", str(free_port())]
    _, said = (process := started(*options, *port)).communicate(timeout=30)
    assert process.returncode == 2
    assert why in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_a_port_in_use_is_one_clear_line() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        _, said = (process := started("--port", str(taken.getsockname()[1]))).communicate(timeout=30)
    assert process.returncode == 2
    assert said.startswith("fho serve: cannot listen on 127.0.0.1")


def test_the_trial_certificate_is_kept_and_only_for_this_pc(tmp_path: Path) -> None:
    from cryptography import x509

    made = trial_certificate(tmp_path)
    before = made.certificate.read_bytes()
    assert trial_certificate(tmp_path) == made
    assert made.certificate.read_bytes() == before
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    issuer = x509.load_pem_x509_certificate(made.issuer.read_bytes())
    limits = issuer.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert x509.DNSName("localhost") in (limits.value.permitted_subtrees or [])
    made.certificate.write_bytes(b"broken")
    assert trial_certificate(tmp_path).certificate.read_bytes() != b"broken"
