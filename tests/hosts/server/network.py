"""A network between the browser and the server that does what networks do."""

import socket
import threading
import time
from collections.abc import Callable

_PAGE = b"<html><body>Log ind</body></html>"

ANSWERS = {
    "sign-in page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    % (len(_PAGE), _PAGE),
    "bad gateway": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "cut off": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"result":[[67',
    "half an answer": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n'
    b'Connection: close\r\n\r\n{"result":[[67',
    "no rows": b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n'
    b'Connection: close\r\n\r\n{"result":670}',
}  # fmt: skip


class Network:
    """Passes connections on to the server; ``faults`` is what happens to the next calls of functions, in order.

    A fault is a key of ``ANSWERS``, ``reset`` (hang up at once), ``hang`` (never answer) or ``slow`` (a second late).
    When there is none left, calls go through.
    """

    def __init__(self, port: int) -> None:
        self.port, self.faults, self.calls = port, list[str](), 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(client)
            threading.Thread(target=self._guarded, args=(client,), daemon=True).start()

    def _guarded(self, client: socket.socket) -> None:
        try:
            with client:
                self._serve(client)
        except OSError:
            pass

    def _serve(self, client: socket.socket) -> None:
        head = client.recv(65536)
        if head.startswith(b"POST") and b"custom-functions-call" in head.split(b"\r\n")[0]:
            self.calls += 1
            fault = self.faults.pop(0) if self.faults else ""
            if fault == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                return
            if fault == "hang":
                time.sleep(5)
                return
            if fault == "slow":
                time.sleep(1)
            elif fault:
                client.sendall(ANSWERS[fault])
                return
        # One request a connection keeps every call visible here.
        head = head.replace(b"Connection: keep-alive", b"Connection: close")
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            server.sendall(head)
            pump(server.recv, client.sendall, background=(client.recv, server.sendall))


def pump(
    receive: Callable[[int], bytes],
    send: Callable[[bytes], None],
    background: tuple[Callable[[int], bytes], Callable[[bytes], None]],
) -> None:
    """Pass bytes on until the server is done; what the client still sends goes the other way meanwhile."""

    def other_way() -> None:
        try:
            while data := background[0](65536):
                background[1](data)
        except OSError:
            pass

    threading.Thread(target=other_way, daemon=True).start()
    while data := receive(65536):
        send(data)
