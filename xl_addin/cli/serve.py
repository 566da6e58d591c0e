"""``fho serve``: the functions for Excel 365, Mac and the web, from one process on this PC."""

import argparse
import importlib.util
import os
import socket
from pathlib import Path
from typing import Any, Final

from xl_addin.cli.shared import add_command
from xl_addin.refusal import Refusal

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_TRIAL_FOLDER: Final = Path.home() / ".fho"

_EXAMPLES = """examples:
  fho serve --trial-certificate          HTTPS on this PC, with a certificate made for trying it
  fho serve --cert our.pem --key our.key HTTPS with the organisation's own certificate
  fho serve                              plain HTTP on this PC, to look around in a browser

Excel loads the add-in from the manifest that the server shows at /manifest.xml.
The server is built on xlwings Server, under the PolyForm Noncommercial licence or a paid plan:
set XLWINGS_LICENSE_KEY to the key of a paid plan where the use is commercial.
Production runs with several workers and sign-in: see the README.
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    about = "Serve the functions and the task pane: one process, this PC only, nobody signs in."
    parser = add_command(subparsers, "serve", run, about=about, examples=_EXAMPLES, english=True)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (this PC only: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port (%(default)s)")
    parser.add_argument("--cert", type=Path, metavar="FILE", help="the certificate, with its chain, in PEM")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the certificate's key in PEM")
    parser.add_argument(
        "--trial-certificate",
        nargs="?",
        type=Path,
        const=_TRIAL_FOLDER,
        metavar="FOLDER",
        help=f"make a certificate for this PC (kept in FOLDER, {_TRIAL_FOLDER} by default)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if importlib.util.find_spec("xlwings_server") is None:
        raise Refusal('install the optional part first, in a copy of this project: python -m pip install ".[server]"')
    certificate, key = _certificate(arguments)
    with _listening(arguments.host, arguments.port) as listening:
        application = _application(arguments.host)
        _introduce(arguments.host, listening.getsockname()[1], certificate is not None)
        import uvicorn

        config = uvicorn.Config(
            application, ssl_certfile=certificate, ssl_keyfile=key, server_header=False, log_config=None
        )
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _certificate(arguments: argparse.Namespace) -> tuple[Path | None, Path | None]:
    if arguments.trial_certificate:
        if arguments.cert or arguments.key:
            raise Refusal("take either --trial-certificate or --cert and --key")
        from xl_addin.hosts.server.certificate import trial_certificate

        try:
            made = trial_certificate(arguments.trial_certificate)
        except OSError as error:
            raise Refusal(f"cannot keep a certificate in {arguments.trial_certificate}: {error.strerror}") from None
        print(f"This PC must trust {made.issuer} (see the README): it signs for localhost only.")
        return made.certificate, made.key
    if bool(arguments.cert) != bool(arguments.key):
        raise Refusal("--cert and --key go together")
    for path in filter(None, (arguments.cert, arguments.key)):
        if not path.is_file():
            raise Refusal(f"no such file: {path}")
    return arguments.cert, arguments.key


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(1024)
    except (OSError, OverflowError) as error:
        found.close()
        raise Refusal(f"cannot listen on {host} port {port}: {error}") from None
    return found


def _application(host: str) -> Any:
    os.environ.setdefault("XLWINGS_LICENSE_KEY", "noncommercial")
    if host in _LOOPBACK:
        os.environ.setdefault("FHO_ANONYMOUS", "yes")
    from xl_addin.hosts.server.environment import Misconfigured

    try:
        from xl_addin.hosts.server.app import app
    except Misconfigured as why:
        raise Refusal(why) from None
    return app


def _introduce(host: str, port: int, is_secure: bool) -> None:
    shown = "localhost" if host in _LOOPBACK else host
    url = f"{'https' if is_secure else 'http'}://{shown}:{port}"
    signs_in = os.environ.get("XLWINGS_AUTH_PROVIDERS", "[]") != "[]"
    where = "this PC only" if host in _LOOPBACK else "the network"
    print(f"Serving {url}: one process, {where}, {'users sign in' if signs_in else 'nobody signs in'}.")
    print(f"Manifest for Excel: {url}/manifest.xml")
    if not is_secure:
        print("Excel only loads add-ins over HTTPS: --trial-certificate, or --cert and --key.")
    print("xlwings Server: PolyForm Noncommercial licence, or the key of a paid plan in XLWINGS_LICENSE_KEY.")
    print("Stop with Ctrl+C.", flush=True)
