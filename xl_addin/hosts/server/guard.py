"""The outermost layer of the server: which addresses exist, how large and slow a request may be, and what is counted.

Everything behind it is xlwings Server's: sign-in, roles, security headers, the call itself.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from xl_addin.hosts.server.environment import Limits
from xl_addin.hosts.server.metrics import Meter
from xl_addin.hosts.server.requests import HttpRefusal, RequestRefused, function_called

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CALL: Final = "/xlwings/custom-functions-call"
_POSTS: Final = frozenset({CALL, "/fho/check", "/fho/explain"})
_PAGES: Final = frozenset(
    {
        "/", "/favicon.ico", "/taskpane", "/taskpane.html", "/manifest", "/manifest.xml", "/manifest/download",
        "/xlwings/custom-functions-meta", "/xlwings/custom-functions-meta.json",
        "/xlwings/custom-functions-code", "/xlwings/custom-functions-code.js", "/xlwings/custom-scripts-meta.json",
        "/fho/health", "/fho/metrics", "/fho/template",
    }
)  # fmt: skip
"""What of xlwings Server Excel asks for. Its other addresses (running scripts, alerts) are not used here."""

NO_TOKEN: Final = HttpRefusal(401, "Log på for at bruge funktionerne.")
NOT_FOUND: Final = HttpRefusal(404, "Findes ikke.")
NOT_ALLOWED: Final = HttpRefusal(405, "Kan ikke bruges sådan.")
NO_JSON: Final = HttpRefusal(415, "Serveren kan ikke læse kaldet.")
TOO_LARGE: Final = HttpRefusal(413, "Området er for stort til ét kald. Del formlen op i flere.")
TOO_LARGE_A_WORKBOOK: Final = HttpRefusal(
    413, "Projektmappen er for stor til at blive sendt til serveren. Brug fho check på en pc."
)
TOO_SLOW: Final = HttpRefusal(408, "Kaldet nåede ikke frem i tide. Prøv igen.")
NOT_IN_TIME: Final = HttpRefusal(503, "Serveren svarede ikke i tide. Prøv igen.")
FAILED: Final = HttpRefusal(500, "Der skete en fejl på serveren.")

log = logging.getLogger("fho.server")


class Guard:
    """An ASGI application around another."""

    def __init__(
        self, app: App, limits: Limits, headers: dict[str, str], meter: Meter, *, signs_in: bool, prefix: str = ""
    ) -> None:
        """Guard ``app``; ``headers`` go with every refusal, and ``prefix`` is the path that the app lies under.

        ``signs_in``: whether a request without a token can be refused before it is read.
        """
        self.app, self.limits, self.headers, self.meter = app, limits, headers, meter
        self.signs_in, self.prefix = signs_in, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        answer = _Answer(send)
        what = "page"
        try:
            path = self._path(scope)
            async with asyncio.timeout(self.limits.seconds):
                if scope["method"] == "POST":
                    what = path
                    if self.signs_in and not _header(scope, b"authorization"):
                        raise RequestRefused(NO_TOKEN)
                    if _header(scope, b"content-type").partition(b";")[0].strip().lower() != b"application/json":
                        # FastAPI would answer with the whole request in it.
                        raise RequestRefused(NO_JSON)
                    body = await self._body(path, receive)
                    what = function_called(body) if path == CALL else what
                    receive = _replay(body, receive)
                await self.app(scope, receive, answer)
        except RequestRefused as refused:
            await self._refuse(answer, refused.refusal)
        except TimeoutError:
            await self._refuse(answer, NOT_IN_TIME)
        except Exception as error:
            # Its text may hold a cell's value: only its kind is logged.
            log.error("%s while answering %s", type(error).__name__, what)
            await self._refuse(answer, FAILED)
        seconds = time.perf_counter() - started
        self.meter.count(what, answer.status, seconds)
        level = logging.WARNING if answer.status >= 400 else logging.DEBUG
        log.log(level, "%s: status %s after %.3f s", what, answer.status, seconds)

    def _path(self, scope: Scope) -> str:
        path: str = scope["path"].removeprefix(self.prefix)
        method = scope["method"]
        if ".." in path or "\\" in path:
            # xlwings Server 1.20.0 would serve any file on the disk for /static/%2e%2e/…
            raise RequestRefused(NOT_FOUND)
        if path not in _POSTS and path not in _PAGES and not path.startswith("/static/"):
            raise RequestRefused(NOT_FOUND)
        if method not in (("POST",) if path in _POSTS else ("GET", "HEAD")):
            raise RequestRefused(NOT_ALLOWED)
        return path

    async def _body(self, path: str, receive: Receive) -> bytes:
        parts: list[bytes] = []
        size = 0
        try:
            # A client that dribbles its bytes must not hold a place.
            async with asyncio.timeout(self.limits.seconds / 2):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise RequestRefused(TOO_SLOW)
                    part = message.get("body", b"")
                    size += len(part)
                    if size > self.limits.body:
                        # Read on without keeping it: a client that is cut off never hears why.
                        parts.clear()
                    else:
                        parts.append(part)
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise RequestRefused(TOO_SLOW) from None
        if size > self.limits.body:
            raise RequestRefused(TOO_LARGE if path == CALL else TOO_LARGE_A_WORKBOOK)
        return b"".join(parts)

    async def _refuse(self, answer: "_Answer", refusal: HttpRefusal) -> None:
        if answer.status:
            return
        body = json.dumps({"detail": refusal.text}, ensure_ascii=False).encode()
        headers = {**self.headers, "Content-Type": "application/json", "Content-Length": str(len(body))}
        if refusal == TOO_SLOW:
            headers["Connection"] = "close"
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await answer({"type": "http.response.start", "status": refusal.status, "headers": raw})
        await answer({"type": "http.response.body", "body": body})


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for one, value in scope["headers"] if one == name), b"")


class _Answer:
    """Passes an answer on and remembers its status; 0 until it has begun."""

    def __init__(self, send: Send) -> None:
        self.send, self.status = send, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self.send(message)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the body once more, then what the connection says."""
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
