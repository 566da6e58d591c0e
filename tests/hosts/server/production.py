"""The production set-up on this machine: the image's own start command, several workers, and nginx before them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from string import Template

from tests.hosts.server.running import ROOT, Server, free_port
from xl_addin.hosts.server.certificate import TrialCertificate

DEPLOY = ROOT / "xl_addin" / "hosts" / "server" / "deploy"


def start_command() -> list[str]:
    """The Dockerfile's CMD, run by this Python."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    program, *arguments = json.loads(re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)[-1])
    assert program == "uvicorn"
    return [sys.executable, "-m", "uvicorn", *arguments]


def workers(count: int, log: Path, **environment: str) -> Server:
    """A server of ``count`` workers, set up by its environment as in the image."""
    port = free_port()
    settings = {"UVICORN_HOST": "127.0.0.1", "UVICORN_PORT": str(port), "WEB_CONCURRENCY": str(count)}
    started = Server(start_command(), log, settings | {"FHO_ANONYMOUS": "yes"} | environment)
    started.port, started.url = port, f"http://127.0.0.1:{port}"
    return started


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The workers' process ids."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in found if _is_worker(Path(f"/proc/{pid}/cmdline"))]


def _is_worker(command: Path) -> bool:
    """Python's multiprocessing has a helper process of its own; one that has just ended is none either."""
    try:
        return b"resource_tracker" not in command.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def nginx(folder: Path, servers: list[Server], certificate: TrialCertificate) -> Server:
    """nginx with our own configuration before the servers, on a free port, over HTTPS."""
    port = free_port()
    filled = {
        # Several addresses, as the name of a service with several containers has.
        "FHO_SERVER": " max_fails=0; server ".join(f"127.0.0.1:{one.port}" for one in servers),
        "FHO_NAME": "localhost",
        "FHO_PORT": f"127.0.0.1:{port}",
        "FHO_CERTIFICATE": str(certificate.certificate),
        "FHO_KEY": str(certificate.key),
    }
    template = (DEPLOY / "nginx" / "fho.conf.template").read_text(encoding="utf-8")
    # envsubst fills in only what is set; nginx's own variables stay.
    (folder / "fho.conf").write_text(Template(template).safe_substitute(filled), encoding="utf-8")
    places = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; worker_processes 1; events {{}}\n"
        f"http {{ {places} include {folder}/fho.conf; }}\n"
    )
    command = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    started = Server(command, folder / "nginx.log", {}, "https")
    started.port, started.url = port, f"https://localhost:{port}"
    return started
